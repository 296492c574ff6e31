"""`etalase` for scripts that call it dozens of times: each call is a fork of a process that has loaded it.

A start takes a second of processor time otherwise, nearly all of it for loading. Everything else is as with
the installed command: a process of its own, with the caller's folder, environment and streams.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CALL = """\
#!{python} -SE
import json, os, socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect({address!r})
socket.send_fds(line, [b"."], [0, 1, 2])
line.sendall(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode())
line.shutdown(socket.SHUT_WR)
sys.exit(int(line.recv(8) or b"1"))
"""


@contextmanager
def preloaded_etalase(folder: Path) -> Iterator[Path]:
    """A folder for the front of `PATH`, which has this `etalase` in it."""
    address = str(folder / "line")
    program = folder / "bin" / "etalase"
    program.parent.mkdir(parents=True)
    program.write_text(_CALL.format(python=sys.executable, address=address))
    program.chmod(0o755)
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.preloaded", address],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
    )
    try:
        assert server.stdout and server.stdout.readline() == b"ready\n"
        yield program.parent
    finally:
        server.terminate()
        server.wait()


def _serve(address: str) -> None:
    from generator.building import (  # noqa: F401 - what takes long to load
        hub_pages,
        hub_renewal,
        work,
    )
    from generator.cli import main
    from generator.commands import build, deploy, hosting  # noqa: F401
    from generator.hosting import ledger  # noqa: F401
    from generator.language import language
    from generator.publish import s3  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door = socket.socket(socket.AF_UNIX)
    door.bind(address)
    door.listen()
    language("id").gettext("")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        line, _ = door.accept()
        if os.fork():
            line.close()
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        door.close()
        _, streams, _, _ = socket.recv_fds(line, 1, 3)
        with line.makefile("rb") as said:
            arguments, here, environment = json.loads(said.read())
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(here)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["etalase", *arguments]
        code: object = 0
        try:
            main(prog_name="etalase")
        except SystemExit as done:
            code = done.code
        sys.stdout.flush()
        sys.stderr.flush()
        line.sendall(str(code if isinstance(code, int) else bool(code) + 0).encode())
        os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
