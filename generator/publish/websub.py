"""Telling a WebSub hub which feeds have changed, so that readers need not ask. Source: WebSub, W3C 2018.

The recommendation leaves open how a publisher tells; `hub.mode=publish` is what public hubs understand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from generator.publish.report import DeployReport

AT_ONCE = 100
"""Feeds that one request names."""
MOST = 1000
"""Feeds of one deploy that are told; of a first deploy of thousands of shops nobody is a subscriber yet."""
SECONDS = 10
_FEED = "atom.xml"


def changed_feeds(report: DeployReport) -> list[str]:
    """Paths of the feeds that a deploy has published, the hub's first."""
    if report.dry_run or report.result not in ("done", "partial"):
        return []
    left = {failure.key for failure in report.failed}
    held_back = {*report.held_back}
    found = [
        row.entry.path
        for row in report.rows
        if row.action == "upload"
        and row.entry.path.rpartition("/")[2] == _FEED
        and row.key not in left
        and row.seller not in held_back
    ]
    return sorted(found, key=lambda path: (path.count("/"), path))[:MOST]


def tell(hub: str, feeds: Iterable[str]) -> Iterator[str]:
    """Name these feeds (absolute addresses) to the WebSub hub; yields what went wrong, and ends with that.

    A feed that was not told is read later, when its readers ask: nothing is lost.
    """
    todo = [*feeds]
    with PoolManager(retries=False, timeout=Timeout(total=SECONDS)) as pool:
        while todo:
            some, todo = todo[:AT_ONCE], todo[AT_ONCE:]
            body = urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in some)])
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            try:
                answer = pool.request("POST", hub, body=body, headers=kind, redirect=False)
            except HTTPError as error:
                yield f"{hub} could not be told of changed feeds: {error}"
                return
            if not 200 <= answer.status < 300:
                yield f"{hub} was told of changed feeds, and answered {answer.status}"
                return
