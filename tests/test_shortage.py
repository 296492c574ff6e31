"""Small and closed machines: no shared semaphores, few open files, no watches; one sentence, no errno."""

from __future__ import annotations

import errno
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from multiprocessing import synchronize
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from generator.building import pool
from generator.building.executor import run
from generator.shortage import affordable
from generator.watching import watched
from tests.build.killers import work
from tests.build.test_executor import context, jobs  # noqa: F401 - a fixture
from tests.shops import new_workspace, write_shop
from tests.test_serve import Preview

PROGRAM = [sys.executable, "-u", "-c", "from generator.cli import main; main()"]


def closed(*commands: str) -> list[str]:
    """What runs a program in namespaces of its own, after these commands of a shell; skips where none may."""
    wrapped = ["unshare", "-Urm", "sh", "-c", "; ".join([*commands, 'exec "$0" "$@"'])]
    if not shutil.which("unshare") or subprocess.run([*wrapped, "true"], capture_output=True).returncode:
        pytest.skip("namespaces are not allowed here")
    return wrapped


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSYS, "Function not implemented"),
        PermissionError(errno.EACCES, "Permission denied"),
        FileNotFoundError(errno.ENOENT, "No such file or directory"),
        OSError(errno.EROFS, "Read-only file system"),
        OSError(errno.ENOSPC, "No space left on device"),
        NotImplementedError("system provides too few semaphores (9 available, 256 necessary)"),
    ],
)
def test_without_shared_semaphores_all_is_done_in_one_process_and_told(
    context: Any,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(synchronize.SemLock, "__init__", missing)
    slugs = [f"aman-{number}" for number in range(20)]
    done = run(context, jobs(*slugs), 4, work)
    assert [(job.slug, outcome.status) for job, outcome in done] == [(slug, "built") for slug in slugs]
    (line,) = capsys.readouterr().err.splitlines()
    assert "all work is done in one process" in line
    assert "Errno" not in line


def test_a_build_and_a_check_where_dev_shm_cannot_be_written_to(tmp_path: Path) -> None:
    new_workspace(tmp_path)
    for number in range(60):
        write_shop(tmp_path, f"toko-{number}")
    box = closed("mount -t tmpfs -o ro tmpfs /dev/shm")
    for command, said in (("build", "60 built"), ("check", "60")):
        done = subprocess.run(
            [*box, *PROGRAM, "--root", str(tmp_path), command, "--jobs", "4"], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
        assert done.stderr.count("all work is done in one process") == 1
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("allowed", "wanted", "found"), [(10_000, 64, 64), (256, 64, 64), (1, 64, 1), (1, 1, 1)]
)
def test_as_many_as_the_open_files_allow(
    monkeypatch: pytest.MonkeyPatch, allowed: int, wanted: int, found: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (allowed, allowed))
    assert affordable(wanted, 1) == found
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    assert affordable(wanted, 1) == wanted


def test_there_are_not_more_workers_than_the_open_files_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "affordable", lambda wanted, _: min(wanted, 2))
    with pool.worker_pool(8) as few:
        assert sum(few.map(abs, range(-20, 0))) == 210
        assert len(few._processes) <= 2


def test_a_system_without_watches_or_watchers_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Iterator[Any]] = watchfiles.watch

    for error, reason in (
        (OSError('OS file watch limit reached. about ["…"]'), "no watches left"),
        (RuntimeError("Error creating recommended watcher: Too many open files"), "no watcher left"),
    ):

        def watch(*paths: Path, force_polling: bool | None, **options: Any) -> Iterator[Any]:
            if not force_polling:
                raise error  # noqa: B023 - called before the next one
            return real(*paths, force_polling=True, **options)

        monkeypatch.setattr(watchfiles, "watch", watch)
        told: list[str] = []
        changes = watched(tmp_path, tell=told.append)
        assert next(changes) == set()
        assert told == [reason]
        writer = threading.Timer(0.5, (tmp_path / reason).write_text, ["x"])
        writer.start()
        assert any(tmp_path / reason in some for some in islice(changes, 40))
        changes.close()  # type: ignore[attr-defined]
        writer.join()
    with pytest.raises(RuntimeError, match="watcher"):
        next(watched(tmp_path / "not-there", tell=told.append))


@pytest.mark.parametrize("limit", ["max_inotify_watches", "max_inotify_instances"])
def test_a_preview_goes_on_where_inotify_has_nothing_left(tmp_path: Path, limit: str) -> None:
    new_workspace(tmp_path)
    shop = write_shop(tmp_path, "kopi-satu")
    with Preview(tmp_path, closed(f"echo 0 > /proc/sys/user/{limit}")).stopped() as preview:
        assert "every second" in preview.wait_for("watches no files")
        said = len(preview.lines)
        (shop / "toko.yaml").write_text((shop / "toko.yaml").read_text().replace("nama: ", "nama: Baru "))
        assert preview.wait_for("built", said).startswith("1 built")
        assert "Errno" not in "".join(preview.lines)
