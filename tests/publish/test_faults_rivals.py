"""Several deploys to one bucket, as processes of their own: at once, and one that sleeps over its lease."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.publish.conftest import Place
from tests.publish.faulty_proxy import faulty_proxy
from tests.publish.processes import FORKS, Finish, Job, race, start
from tests.publish.test_deploy import run
from tests.publish.workspace import Workspace
from tests.s3_server import S3Server

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
RIVALS = 16


def test_one_of_16_writes_and_the_others_leave_at_once_naming_it(
    workspace: Workspace, bucket: Place, s3_server: S3Server, tmp_path: Path
) -> None:
    run(workspace.add(*(f"toko-{number}" for number in range(20))), bucket)
    workspace.write("index.html", "second edition")
    for number in range(20):
        workspace.write(f"toko-{number}/index.html", "second edition")
    barrier, told = FORKS.Barrier(RIVALS), FORKS.SimpleQueue()
    with faulty_proxy(s3_server.endpoint) as line:
        line.delay = 2.0
        runs = []
        for number in range(RIVALS):
            copy = workspace.copy(tmp_path / str(number))
            copy.close()
            job = Job(
                copy.root, bucket.url, line.endpoint, NOW, s3_server.environment, who=f"rival-{number}@host"
            )
            runs.append(start(race, job, barrier, told))
        for one in runs:
            one.join()
    finishes = [told.get() for _ in runs]
    for f in sorted(finishes, key=lambda f: f.seconds):
        print(
            f.who,
            f.report.result,
            f.report.reason,
            round(f.seconds, 2),
            dict(f.report.requests),
            f.report.message[:90],
        )
    (winner,) = [finish for finish in finishes if finish.report.result == "done"]
    assert winner.report.done.upload == 21
    for loser in finishes:
        if loser is not winner:
            assert (loser.report.result, loser.report.reason) == ("refused", "locked")
            assert f"({winner.who}, process " in loser.report.message
            assert loser.seconds < 2
            assert loser.report.done.upload == 0
    assert bucket.contents() == workspace.contents()
