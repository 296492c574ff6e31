"""Apart from the folder in which the operator stands: no process of ours looks there for modules.

Python lets a new process take modules from the current folder first (`python -c`, `python -m`, and so every
worker that `multiprocessing` starts). That folder may be a seller's, and a `signal.py` in it a stranger's.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_PROGRAM = os.path.realpath(Path(__file__).parents[1])
"""Where this package lies; a checkout in which the operator stands stays in use."""
_STARTING = threading.RLock()
"""Environment and module path are the whole process's: one thread changes them at a time."""


def leave_current_folder() -> None:
    """Take no more modules from the current folder: for the start of a program, not for a library."""
    sys.path[:] = _elsewhere(sys.path)


def python_module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours as a program; it needs `environment`."""
    return [sys.executable, "-P", "-m", name, *arguments]


def environment() -> dict[str, str]:
    """The variables of this process, for another one that takes no module from the current folder."""
    variables = os.environ | {"PYTHONSAFEPATH": "1"}
    entries = variables.pop("PYTHONPATH", "").split(os.pathsep)
    if path := _elsewhere(entry for entry in entries if Path(entry).is_absolute()):
        variables["PYTHONPATH"] = os.pathsep.join(path)
    return variables


def is_heard() -> bool:
    """Whether processes that `multiprocessing` starts hear `environment`: they inherit `python -E`."""
    return bool(sys.flags.safe_path or not sys.flags.ignore_environment)


@contextmanager
def apart() -> Iterator[None]:
    """What `multiprocessing` starts inside gets `environment`, and no module from the current folder."""
    with _STARTING:
        variables, path = dict(os.environ), sys.path[:]
        leave_current_folder()
        _set_variables(environment())
        try:
            yield
        finally:
            _set_variables(variables)
            sys.path[:] = path


def _set_variables(variables: Mapping[str, str]) -> None:
    for name in ("PYTHONPATH", "PYTHONSAFEPATH"):
        if name in variables:
            os.environ[name] = variables[name]
        else:
            os.environ.pop(name, None)


def _elsewhere(path: Iterable[str]) -> list[str]:
    """Folders of modules, but for the current one and what `PYTHONPATH` names by its place in it."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # deleted meanwhile: nothing lies in it
        return [entry for entry in path if entry]
    named = ("", *os.environ.get("PYTHONPATH", "").split(os.pathsep))
    strange = {os.path.realpath(here / entry) for entry in named if not Path(entry).is_absolute()}
    strange.discard(_PROGRAM)
    return [entry for entry in path if entry and os.path.realpath(entry) not in strange]
