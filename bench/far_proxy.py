"""A line to a store far away: `python -m bench.far_proxy HOST PORT MILLISECONDS` passes TCP on, delayed.

Every byte arrives half of the delay after it was sent, in both directions; a new connection is there after
a whole one, as a handshake would be. How many bytes are under way is not limited. Prints the port it is at.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_BLOCK = 1 << 18
"""Bytes."""


@contextmanager
def far_proxy(endpoint: str, milliseconds: int) -> Iterator[str]:
    """Run one, in a process of its own, in front of `http://host:port`; yields its own address."""
    host, _, port = endpoint.removeprefix("http://").partition(":")
    command = [sys.executable, "-m", "bench.far_proxy", host, port, str(milliseconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None or not (own := process.stdout.readline().strip()):
                raise SystemExit("the proxy does not start")
            yield f"http://127.0.0.1:{own}"
        finally:
            process.kill()


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter, late: float, extra: float) -> None:
    """Bytes from one end to the other, each `late` seconds after it came in; the first `extra` later."""
    loop = asyncio.get_running_loop()
    open_from = loop.time() + extra
    with contextlib.suppress(ConnectionError):
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        reading = asyncio.create_task(_read(source, under_way, late, open_from))
        while True:
            due, block = await under_way.get()
            await asyncio.sleep(due - loop.time())
            if not block:
                break
            sink.write(block)
        await reading
    sink.close()


async def _read(
    source: asyncio.StreamReader,
    under_way: asyncio.Queue[tuple[float, bytes]],
    late: float,
    open_from: float,
) -> None:
    loop = asyncio.get_running_loop()
    block = b"begin"
    while block:
        try:
            block = await source.read(_BLOCK)
        except ConnectionError:
            block = b""
        under_way.put_nowait((max(loop.time(), open_from) + late, block))


async def _serve(host: str, port: int, delay: float) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(host, port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(_carry(reader, back, delay / 2, delay), _carry(there, writer, delay / 2, 0.0))

    server = await asyncio.start_server(connected, "127.0.0.1", 0, limit=_BLOCK, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) / 1000))
