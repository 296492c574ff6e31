"""One deploy at a time on this machine: locks that end with their process, whatever happens to it."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from generator.occupied import OccupiedError, occupy
from generator.publish.errors import DeployRefusedError, LockedError


@contextmanager
def alone(build: Path, holder: str) -> Iterator[None]:
    """Keep other deploys and builds out of this build folder; `holder` is what deploys are told about us.

    Raises:
        LockedError: another deploy is at work; its message names it.
        DeployRefusedError: `building`: a build is at work, which is named; `empty-build`: no such folder.
    """
    try:
        file = (build / ".published.db.lock").open("a+")
    except FileNotFoundError as error:
        raise DeployRefusedError(
            "empty-build", "nothing has been built here: run `etalase build`, then deploy"
        ) from error
    with _locked(file, holder, "from this folder"), _nobody_builds(build):
        yield


@contextmanager
def alone_on_this_machine(target: str, holder: str) -> Iterator[None]:
    """Keep other deploys of this user to the same target out, from whichever folder.

    Raises:
        LockedError: one is at work; its message names it.
        DeployRefusedError: there is nowhere to keep the lock.
    """
    name = f"etalase-{os.getuid()}-{sha256(target.encode()).hexdigest()[:16]}.lock"
    path = Path(tempfile.gettempdir(), name)
    try:
        # Everybody may write to that folder: a link that somebody has put there is not followed.
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise DeployRefusedError(
            "no-conditions",
            f"penerbitan.kunci: lokal keeps its lock in {path}, which cannot be opened ({error.strerror}): "
            "remove it, or set TMPDIR to a folder of your own",
        ) from error
    with _locked(open(descriptor, "a+"), holder, f"to {target}"):  # noqa: PTH123 - pathlib opens no descriptor
        yield


@contextmanager
def _nobody_builds(build: Path) -> Iterator[None]:
    """Pages stay as the manifest has them: a build that begins now is told to wait."""
    try:
        held = occupy(build, "a deploy")
    except OccupiedError as error:
        raise DeployRefusedError("building", str(error)) from error
    with held:
        yield


@contextmanager
def _locked(file: TextIO, holder: str, where: str) -> Iterator[None]:
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise LockedError(
                f"another deploy {where} is at work ({file.read()}): wait until it has finished"
            ) from error
        with suppress(OSError):  # of a full disk: then nobody learns the name
            os.truncate(file.fileno(), 0)
            os.write(file.fileno(), holder.encode())
        yield
