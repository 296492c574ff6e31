"""A build on a cluster is the build of one machine, whatever becomes of a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import dask
import pytest
from click.testing import CliRunner

from generator.building import cluster
from generator.building.job import BuildContext, Job, ShopOutcome
from generator.cli import main
from generator.commands.common import NOTHING_DONE
from generator.content.hub import load_hub
from generator.errors import UnusableError
from generator.hosting.term import Term
from tests.build.killers import work
from tests.shops import build, new_workspace, site_files, write_shop

ROOT = Path(__file__).parents[2]
SHOPS = 30


@dataclass
class Cluster:
    """A scheduler and its workers, as an operator starts them."""

    folder: Path
    processes: list[subprocess.Popen[bytes]]

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                cwd=self.folder,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    @property
    def address(self) -> str:
        file = self.folder / "scheduler.json"
        end = time.monotonic() + 60
        while not file.is_file() and time.monotonic() < end:
            time.sleep(0.1)
        found: str = json.loads(file.read_text())["address"]
        return found

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        file = str(self.folder / "scheduler.json")
        return self.start("worker", "--scheduler-file", file, "--nthreads", "1", "--no-dashboard", *options)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("cluster"), [])
    file = str(found.folder / "scheduler.json")
    found.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file, "--no-dashboard")
    yield found
    for process in found.processes:
        process.terminate()
    for process in found.processes:
        process.wait(30)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path / "one")
    for number in range(SHOPS):
        follows = (
            f"[toko-{(number * 7) % SHOPS:02}]"
            if number % 3 == 0 and (number * 7) % SHOPS != number
            else "[]"
        )
        write_shop(tmp_path / "one", f"toko-{number:02}", nama=f"Toko {number}", ikuti=follows)
    (tmp_path / "one" / "sellers" / "toko-04" / "toko.yaml").write_text("nama: [")
    return tmp_path / "one"


def test_without_a_worker_nothing_waits(machines: Cluster, root: Path) -> None:
    assert "no worker has joined" in refused(root, machines.address)


def test_a_tree_is_the_same_though_a_worker_is_killed(
    machines: Cluster, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    alone = site_files(root)
    (root / "build").rename(root / "build-alone")
    monkeypatch.setattr(cluster, "BATCH", 3)
    victim = machines.worker("--no-nanny")
    joined(machines, 2)
    ended = cluster._done

    def killing(running: Iterable[Future[list[ShopOutcome]]], client: Any) -> set[Future[list[ShopOutcome]]]:
        if victim.poll() is None:
            os.kill(victim.pid, signal.SIGKILL)
            victim.wait()
        return ended(running, client)

    monkeypatch.setattr(cluster, "_done", killing)
    status, answer = build(root, "--executor", machines.address)
    assert (status, answer["sellers"]["built"], answer["sellers"]["failed"]) == (3, SHOPS - 1, 1)
    assert site_files(root) == alone
    assert not (root / "build" / "stage").exists()


def test_who_ends_its_process_is_named_and_the_others_are_built(machines: Cluster, root: Path) -> None:
    hub, _ = load_hub(root)
    assert hub is not None
    joined(machines, 1)
    context = BuildContext(root, root, root, root, hub, date(2026, 11, 21), preview=False)
    slugs = ["aman-1", "kills-1", "aman-2", "unlucky-1", "deaf-1", *(f"aman-{n}" for n in range(3, 20))]
    jobs = [Job(slug, {}, {}, (), Term(slug, "active")) for slug in slugs]
    found = {job.slug: outcome.status for job, outcome in cluster.run(machines.address, context, jobs, work)}
    assert {slug for slug, status in found.items() if status == "failed"} == {"kills-1", "deaf-1"}
    assert found.keys() == set(slugs)


def test_another_version_is_refused(root: Path) -> None:
    hub, _ = load_hub(root)
    assert hub is not None
    context = BuildContext(root, root, root, root, hub, date(2026, 11, 21), preview=False)
    with pytest.raises(UnusableError, match="has etalase"):
        cluster.build_apart("0.0.1", work, context, [])


def test_a_scheduler_that_is_not_there_is_a_sentence(root: Path) -> None:
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        assert "does not answer" in refused(root, "tcp://127.0.0.1:9")


def refused(root: Path, address: str) -> str:
    """What a build says that is refused."""
    outcome = CliRunner().invoke(main, ["--root", str(root), "build", "--executor", address])
    assert outcome.exit_code == NOTHING_DONE
    return outcome.stderr


def joined(machines: Cluster, workers: int) -> None:
    """Start what is missing of so many workers, and wait until they have joined."""
    _scheduler, *running = (process for process in machines.processes if process.poll() is None)
    for _ in range(workers - len(running)):
        machines.worker()
    with cluster._client(machines.address) as client:
        client.wait_for_workers(workers, timeout=60)
