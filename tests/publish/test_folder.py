from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.disk.atomic_file import is_draft
from generator.publish.errors import StoreDownError, StoreError
from generator.publish.folder import FolderStore


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "www"


def put(store: FolderStore, key: str, body: bytes = b"x") -> None:
    store.put(key, body, content_type="text/html", cache_control="", md5="")


def test_files_are_replaced_and_no_draft_is_left(root: Path) -> None:
    store = FolderStore(root)
    put(store, "kopi/index.html", b"one")
    put(store, "kopi/index.html", b"two")
    assert [p.relative_to(root).as_posix() for p in root.rglob("*")] == ["kopi", "kopi/index.html"]
    assert (root / "kopi/index.html").read_bytes() == b"two"
    assert store.requests == {"PUT": 2}


def test_what_is_confirmed_is_on_the_disk_with_its_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut right after it finds the new file, not an empty one and not the old one."""
    synced: list[tuple[str, bool]] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        there = root / "kopi" / "index.html"
        synced.append((Path(f"/proc/self/fd/{handle}").resolve().name, there.exists()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    store = FolderStore(root)
    put(store, "kopi/index.html")
    assert [(is_draft(name), there) for name, there in synced] == [(True, False), (False, True)]
    assert synced[1][0] == "kopi"
    store.delete(["kopi/index.html"])
    assert synced[2:] == [("www", False)]


def test_a_web_server_may_read_what_is_written(root: Path) -> None:
    put(FolderStore(root), "index.html")
    assert (root / "index.html").stat().st_mode & 0o444 == 0o444


def test_deleting_removes_folders_that_become_empty(root: Path) -> None:
    store = FolderStore(root)
    for key in ("kopi/foto/teh.webp", "kopi/index.html"):
        put(store, key)
    assert store.delete(["kopi/foto/teh.webp", "kopi/never-was.html"]) == {}
    assert [p.name for p in (root / "kopi").iterdir()] == ["index.html"]
    assert store.delete(["kopi/index.html"]) == {}
    assert list(root.iterdir()) == []


@pytest.mark.parametrize("key", ["../x", "a/../../x", "/etc/x", "a//x", "", "./x", "a\\x", "a\0x"])
def test_no_key_leads_out_of_the_folder(root: Path, key: str) -> None:
    store = FolderStore(root)
    with pytest.raises(StoreError):
        put(store, key)
    assert list(store.delete([key])) == [key]
    assert list(root.iterdir()) == []


def test_links_are_not_followed_out_of_the_folder(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("mine")
    root.mkdir()
    (root / "kopi").symlink_to(outside)
    (root / "index.html").symlink_to(outside / "index.html")
    store = FolderStore(root)
    with pytest.raises(StoreError, match="leads out"):
        put(store, "kopi/index.html")
    assert list(store.delete(["kopi/index.html"])) == ["kopi/index.html"]
    put(store, "index.html", b"ours")  # the link itself is replaced
    assert (root / "index.html").read_bytes() == b"ours"
    assert (outside / "index.html").read_text() == "mine"


def test_a_file_in_place_of_the_folder(root: Path) -> None:
    root.write_text("not a folder")
    with pytest.raises(StoreDownError, match="cannot be made a folder"):
        put(FolderStore(root), "index.html")


def test_a_folder_in_place_of_a_file_stays(root: Path) -> None:
    (root / "index.html").mkdir(parents=True)
    store = FolderStore(root)
    with pytest.raises(StoreError, match=r"index\.html"):
        put(store, "index.html")
    assert list(store.delete(["index.html"])) == ["index.html"]
    assert [p.name for p in root.iterdir()] == ["index.html"]


def test_a_folder_takes_nothing_compressed(root: Path) -> None:
    with pytest.raises(StoreError, match="compressed"):
        FolderStore(root).put(
            "index.html", b"x", content_type="text/html", cache_control="", md5="", content_encoding="gzip"
        )
    assert not root.exists()


def test_drafts_and_links_are_not_listed(root: Path, tmp_path: Path) -> None:
    store = FolderStore(root)
    for key in ("kopi/index.html", ".etalase", ".well-known/x"):
        put(store, key)
    (root / "kopi" / ".kopi.html.etalase").write_text("being written by another run")
    (root / "kopi" / "link.html").symlink_to(root / "kopi" / "index.html")
    (root / "elsewhere").symlink_to(tmp_path)
    assert [held.key for held in store.list("")] == [".etalase", ".well-known/x", "kopi/index.html"]


def test_what_a_killed_run_has_left_half_written_is_removed_by_the_next_that_writes_there(root: Path) -> None:
    put(FolderStore(root), "kopi/index.html", b"one")
    left, new = root / "kopi" / ".0123.etalase", root / "kopi" / ".4567.etalase"
    for draft in (left, new):
        draft.write_text("half of wh")
    os.utime(left, (0, 0))
    put(FolderStore(root), "kopi/index.html", b"two")
    assert (left.exists(), new.exists()) == (False, True), "one is being written just now"


def test_a_killed_run_does_not_keep_the_lock(root: Path) -> None:
    store = FolderStore(root)
    root.mkdir()
    (root / ".lock.next.etalase").write_text("half of wh")
    assert store.put_if("lock", b"mine", etag=None, content_type="")
    assert [path.name for path in root.iterdir()] == ["lock"]
    assert (root / "lock").read_bytes() == b"mine"
