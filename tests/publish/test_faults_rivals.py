"""Several deploys to one bucket, as processes of their own: at once, and one that sleeps over its lease."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from generator.publish.pace import START
from generator.publish.report import DeployReport
from tests.publish.conftest import Place
from tests.publish.faulty_proxy import faulty_proxy
from tests.publish.processes import FORKS, Finish, Job, listen, race, tell
from tests.publish.test_deploy import run
from tests.publish.workspace import Workspace
from tests.s3_server import S3Server

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
RIVALS = 16


def test_one_of_16_writes_and_the_others_leave_at_once_naming_it(
    workspace: Workspace, bucket: Place, s3_server: S3Server, tmp_path: Path
) -> None:
    workspace.add(*(f"toko-{number}" for number in range(20)))
    barrier = FORKS.Barrier(RIVALS)
    with faulty_proxy(s3_server.endpoint) as line:
        run(workspace, Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix))
        workspace.write("index.html", "second edition")
        for number in range(20):
            workspace.write(f"toko-{number}/index.html", "second edition")
        line.delay = 2.0
        runs = []
        for number in range(RIVALS):
            who = f"rival-{number}@host"
            with closing(workspace.copy(tmp_path / str(number))) as copy:
                job = Job(copy.root, bucket.url, line.endpoint, NOW, s3_server.environment, who=who)
            runs.append(listen(race, job, barrier))
        finishes: list[Finish] = [told.recv() for _, told in runs]
        for process, _ in runs:
            process.join()
    (winner,) = [finish for finish in finishes if finish.report.result == "done"]
    assert winner.report.done.upload == 21
    for loser in finishes:
        if loser is not winner:
            assert (loser.report.result, loser.report.reason) == ("refused", "locked")
            assert f"({winner.who}, process " in loser.report.message
            assert loser.seconds < 2
            assert loser.report.done.upload == 0
    assert bucket.contents() == workspace.contents()


def test_a_sleeper_lands_at_most_what_was_under_way_and_the_next_deploy_repairs_it(
    workspace: Workspace, bucket: Place, s3_server: S3Server, tmp_path: Path
) -> None:
    shops = [f"toko-{number}" for number in range(40)]
    with (
        faulty_proxy(s3_server.endpoint) as line,
        closing(workspace.add(*shops).copy(tmp_path / "b")) as other,
    ):
        here = Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix)
        run(workspace, here)
        for slug in shops:
            workspace.write(f"{slug}/index.html", "of the sleeper")
            other.write(f"{slug}/index.html", "of the other")
        line.holds = under_way = Event()
        asleep = Job(workspace.root, bucket.url, line.endpoint, NOW, s3_server.environment, lease=1.0)
        sleeper, told = listen(tell, asleep)
        while line.asked["PUT"] < START + 4 + len(workspace.contents()):
            time.sleep(0.05)
        os.kill(sleeper.pid or 0, signal.SIGSTOP)
        line.holds = None
        awake = Job(other.root, bucket.url, line.endpoint, NOW, s3_server.environment, who="dedi@office")
        while (second := awake.run()).reason == "locked":
            time.sleep(0.2)
        assert (second.result, second.done.upload) == ("done", 40)
        assert bucket.contents() == other.contents()

        under_way.set()
        while line.under_way:  # what the sleeper had sent lands now
            time.sleep(0.05)
        os.kill(sleeper.pid or 0, signal.SIGCONT)
        report: DeployReport = told.recv()
        sleeper.join()
        assert (report.result, report.reason) == ("partial", "locked")
        assert "run deploy again" in report.message
        late = {path for path, body in bucket.contents().items() if body != other.contents()[path]}
        assert 1 <= len(late) <= START
        assert report.done.upload == len(late)

        third = awake.run()  # nothing has changed here, but it knows that it took over
        assert (third.done.upload, third.requests["LIST"]) == (len(late), 1)
        assert bucket.contents() == other.contents()
        assert awake.run().requests == {}
