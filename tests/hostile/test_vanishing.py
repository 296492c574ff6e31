"""A folder that changes while it is read: at whichever look, no command ends in a traceback."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.damages import SHOP, SLUG, fresh_copy
from tests.hostile.every_command import ended_well, run, sound_workspace
from tests.thorough import THOROUGH

_looking: list[Callable[[object], None]] = []


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if _looking and event in ("open", "os.listdir", "os.scandir"):
        _looking[0](arguments[0])


sys.addaudithook(_heard)


class Meanwhile:
    """Does something to a shop's folder just before somebody looks into it for the `count`-th time."""

    def __init__(self, folder: Path, count: int, action: Callable[[Path], None]) -> None:
        self._folder, self._left, self._deed = folder, count, action

    def look(self, path: object) -> None:
        if isinstance(path, str | os.PathLike) and str(path).startswith(str(self._folder)) and self._left:
            self._left -= 1
            if not self._left:
                self._deed(self._folder)

    @property
    def happened(self) -> bool:
        return not self._left


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def no_products(folder: Path) -> None:
    shutil.rmtree(folder / "produk")


def no_shop_file(folder: Path) -> None:
    (folder / "toko.yaml").unlink(missing_ok=True)


def a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("bukan folder lagi")


def other_kinds(folder: Path) -> None:
    for name in ("toko.yaml", "produk/kopi.md", "foto/kopi.jpg"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()


DEEDS = (gone, no_products, no_shop_file, a_file, other_kinds)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound_workspace(tmp_path_factory.mktemp("sound") / "hub")


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Meanwhile], None]]:
    """Show every look at a path to a `Meanwhile`, before it happens."""
    for name in ("stat", "lstat"):
        real = getattr(os, name)

        def seen(
            path: object, *arguments: object, _real: Callable[..., object] = real, **more: object
        ) -> object:
            if _looking:
                _looking[0](path)
            return _real(path, *arguments, **more)

        monkeypatch.setattr(os, name, seen)
    yield lambda meanwhile: _looking.append(meanwhile.look)
    _looking.clear()


@pytest.mark.parametrize("action", DEEDS)
@pytest.mark.parametrize(
    ("words", "stride"),
    [
        *(("check", 5), ("build", 17), (f"hosting export {SLUG}", 17)),
        *((f"invite {SLUG}", 2), (f"hosting rename {SLUG} kopi-baru", 1)),
        (f"hosting erase {SLUG} --yes", 17),
    ],
)
def test_no_look_at_a_folder_ends_in_a_traceback(
    sound: Path,
    tmp_path: Path,
    watched: Callable[[Meanwhile], None],
    words: str,
    stride: int,
    action: Callable[[Path], None],
) -> None:
    root = tmp_path / "hub"
    stride *= 1 if THOROUGH else 3
    for count in range(1 + DEEDS.index(action) % stride, 1000, stride):
        fresh_copy(sound, root)
        (root / "build" / "state.db").unlink()  # so that a build reads every folder
        shutil.rmtree(root / "form")  # and the form the shop
        meanwhile = Meanwhile(root / SHOP, count, action)
        watched(meanwhile)
        ended_well(run(root, words), f"{words}, {action.__name__} at look {count}")
        _looking.clear()
        if not meanwhile.happened:
            assert count > stride, "nobody looked"
            return
