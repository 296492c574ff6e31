"""Files in the folder where the operator stands are never run: a seller may have put them there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.shops import new_workspace, product, write_photo, write_shop

ETALASE = str(Path(sys.executable).with_name("etalase"))
NAMES = {*sys.stdlib_module_names, *packages_distributions(), "sitecustomize", "usercustomize"}
"""Every module that this program, its libraries or Python could ask for, and those Python runs by itself."""
TRAP = """\
import posix
posix.close(posix.open({marks!r} + "/" + __name__ + "." + str(posix.getpid()), posix.O_CREAT))
raise SystemExit("a stranger's module")
"""


class Traps:
    """A folder full of modules that tell when they are run."""

    def __init__(self, folder: Path, marks: Path, names: Iterable[str] = NAMES) -> None:
        self.folder, self._marks = folder, marks
        trap = TRAP.format(marks=str(marks))
        for name in names:
            (folder / f"{name}.py").write_text(trap)
            if name[0] in "Pj":  # packages too: of the same name, they come first
                (folder / name).mkdir()
                (folder / name / "__init__.py").write_text(trap)

    def sprung(self) -> set[str]:
        return {mark.name for mark in self._marks.iterdir()}

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shops enough for a pool of processes in `check` and in `build`."""
    root = new_workspace(tmp_path_factory.mktemp("hub"))
    for number in range(42):
        write_shop(root, f"toko-{number:02}", {"kopi": product(foto="[kopi.jpg]")} if number < 3 else None)
    for number in range(3):
        write_photo(root / "sellers" / f"toko-{number:02}", "kopi.jpg")
    return root


@pytest.fixture(scope="module")
def traps(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Traps:
    return Traps(workspace / "sellers" / "toko-00", tmp_path_factory.mktemp("marks"))


PYTHONS = {"etalase": [], "python -E": [sys.executable, "-E"], "python -I": [sys.executable, "-I"]}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("command", [["build", "--force"], ["check"]], ids=["build", "check"])
def test_nothing_in_a_sellers_folder_is_run(
    workspace: Path, traps: Traps, python: str, command: list[str]
) -> None:
    done = traps.run(*PYTHONS[python], ETALASE, "--root", str(workspace), *command, "--jobs", "2", "--json")
    assert traps.sprung() == set()
    assert done.returncode == 0, done.stderr[-2000:]


def test_an_empty_entry_of_pythonpath_brings_no_library_of_a_seller(workspace: Path, tmp_path: Path) -> None:
    """What Python loads before the program's first line is Python's; all that comes later is ours."""
    (tmp_path / "marks").mkdir()
    libraries = (
        "yaml",
        "PIL",
        "jinja2",
        "markdown",
        "nh3",
        "babel",
        "zxingcpp",
        "sqlite3",
        "multiprocessing",
    )
    traps = Traps(workspace / "sellers" / "toko-01", tmp_path / "marks", libraries)
    done = traps.run(ETALASE, "--root", str(workspace), "build", "--jobs", "2", "--json", PYTHONPATH=":")
    assert traps.sprung() == set()
    assert done.returncode == 0, done.stderr[-2000:]


STARTED = """\
import multiprocessing, os, sys
import concurrent.futures.process, multiprocessing.popen_spawn_posix, multiprocessing.resource_tracker
from pathlib import Path
from generator.content import photofile
from generator.form.uploads import Uploads
from generator.building.pool import worker_pool

if __name__ == "__main__":
    method, variable, album, photo = sys.argv[1:]
    multiprocessing.set_start_method(method)
    sys.path.insert(0, "" if variable == "-" else os.getcwd())
    if variable != "-":
        os.environ["PYTHONPATH"] = variable
    with worker_pool(2) as workers:
        assert workers.submit(photofile.judge, photo, Path(photo).read_bytes()).result().width == 800
    assert Uploads().keep(Path(photo).read_bytes(), Path(album)).width == 800
    assert Uploads().codes(Path(photo).read_bytes(), Path(album)) == []
    print("done", os.getpid())
"""


@pytest.mark.parametrize(
    ("method", "variable"), [("spawn", "-"), ("forkserver", ":/nowhere"), ("fork", "."), ("spawn", "foto/..")]
)
def test_workers_start_apart_whatever_their_parent_was_told(
    workspace: Path, traps: Traps, tmp_path: Path, method: str, variable: str
) -> None:
    """The parent looks for modules in the current folder; its workers do not."""
    script = tmp_path / "started.py"
    script.write_text(STARTED)
    photo = workspace / "sellers" / "toko-01" / "foto" / "kopi.jpg"
    done = traps.run(sys.executable, str(script), method, variable, str(tmp_path / "album"), str(photo))
    assert done.stdout.startswith("done"), done.stderr[-2000:]
    assert traps.sprung() == set()
