"""One deploy at a time from one workspace: a lock that ends with its process, whatever happens to it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publish.errors import LockedError, RefusedError


@contextmanager
def alone(build: Path, holder: str) -> Iterator[None]:
    """Keep other deploys out of this build folder; `holder` is what they are told about us.

    Raises:
        LockedError: one is at work; its message names it.
        RefusedError: there is no such folder.
    """
    try:
        file = (build / ".published.db.lock").open("a+")
    except FileNotFoundError as error:
        raise RefusedError(
            "empty-build", "nothing has been built here: run `etalase build`, then deploy"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise LockedError(
                f"another deploy from this folder is at work ({file.read()}): wait until it has finished"
            ) from error
        file.truncate(0)
        file.write(holder)
        file.flush()
        yield
