"""A seller that ends its worker process harms nobody, and is named."""

import signal
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.building import timelimit
from generator.building.executor import run
from generator.building.job import BuildContext, Job
from generator.content.hub import load_hub
from generator.hosting.term import Term
from tests.build.killers import work
from tests.shops import new_workspace


@pytest.fixture
def context(tmp_path: Path) -> BuildContext:
    hub, _ = load_hub(new_workspace(tmp_path))
    assert hub is not None
    return BuildContext(tmp_path, tmp_path, tmp_path, tmp_path, hub, date(2026, 11, 21), preview=False)


def jobs(*slugs: str) -> list[Job]:
    return [Job(slug, {}, {}, (), Term(slug, "active")) for slug in slugs]


def outcomes(context: BuildContext, slugs: list[str]) -> dict[str, str]:
    found = list(run(context, jobs(*slugs), 2, work))
    assert Counter(job.slug for job, _ in found) == Counter(slugs)
    return {
        job.slug: outcome.diagnostics[0].code if outcome.diagnostics else outcome.status
        for job, outcome in found
    }


def test_who_kills_a_worker_twice_is_quarantined_and_the_run_goes_on(context: BuildContext) -> None:
    slugs = [f"aman-{n}" for n in range(150)]
    slugs[70] = "kills-once"
    slugs[130] = "kills-later"
    slugs[100] = "unlucky-one"
    found = outcomes(context, slugs)
    assert found.pop("kills-once") == "worker-died"
    assert found.pop("kills-later") == "worker-died"
    assert set(found.values()) == {"built"}
    assert len(found) == 148


def test_nothing_but_killers(context: BuildContext) -> None:
    assert set(outcomes(context, [f"kills-{n}" for n in range(6)]).values()) == {"worker-died"}


def test_work_that_hears_no_timer_is_ended_by_the_system(context: BuildContext) -> None:
    assert timelimit.HARD_SECONDS <= 5
    found = outcomes(context, ["deaf-one", *(f"aman-{n}" for n in range(12))])
    assert found.pop("deaf-one") == "worker-died"
    assert set(found.values()) == {"built"}


_KILLED = """
import os, time
from generator.building.pool import worker_pool
pool = worker_pool(2)
for one in [pool.submit(time.sleep, 0.3) for _ in range(2)]:
    one.result()
pool.submit(time.sleep, 600)
time.sleep(0.3)
print("one works, one waits", flush=True)
os.kill(os.getpid(), 9)
"""


def test_workers_end_with_a_build_that_was_killed() -> None:
    """Whoever reads what it prints waits for the last process that holds the pipe."""
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED], capture_output=True, text=True, timeout=30, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert "one works, one waits" in killed.stdout
