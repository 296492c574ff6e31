"""build/ belongs to one at a time: to a build, which replaces pages, or to a deploy, which reads them.

The lock ends with its process, whatever happens to that; what is written in its file only names the holder.
"""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import suppress
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import IO


class OccupiedError(Exception):
    """Somebody else is at work there; the message names who."""


def who() -> str:
    """`user@host`: what others are told about this process."""
    try:
        user = getuser()
    except (KeyError, OSError):  # a container's user may have no name
        user = str(os.getuid())
    return f"{user}@{socket.gethostname()}"


def occupy(folder: Path, what: str) -> IO[str]:
    """Keep everybody else out of a folder until the returned file is closed; `what` names what is done there.

    Raises:
        OccupiedError: somebody is at work.
        OSError: the folder is not there, or may not be written to.
    """
    file = (folder / ".state.db.lock").open("a+", encoding="utf-8", errors="replace")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with suppress(OSError):  # of a full disk: then nobody learns the name
            file.truncate(0)
            since = datetime.now().astimezone().isoformat(timespec="seconds")
            os.write(file.fileno(), f"{what} by {who()}, process {os.getpid()}, since {since}".encode())
    except BlockingIOError as error:
        file.seek(0)
        holder = file.read() or "somebody"  # just now; the name comes next
        file.close()
        raise OccupiedError(f"{folder} is in use: {holder}. Wait until that has finished") from error
    except BaseException:
        file.close()
        raise
    return file
