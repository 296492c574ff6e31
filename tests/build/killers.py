"""Stand-ins for a worker's work, in which some sellers end the process; importable by spawned workers."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Sequence

from generator.building.job import BuildContext, Job, ShopOutcome
from generator.building.timelimit import time_limit


def work(_recipe: BuildContext, jobs: Sequence[Job]) -> list[ShopOutcome]:
    """`kills-*` is killed at once, `unlucky-*` only when it is not alone, `deaf-*` never comes back."""
    for job in jobs:
        kind = job.slug.partition("-")[0]
        if kind == "kills" or (kind == "unlucky" and len(jobs) > 1):
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "deaf":
            with time_limit(0.1):
                hash_forever()
    return [ShopOutcome(job.slug, "built") for job in jobs]


def hash_forever() -> None:
    """One call into C that takes minutes, during which Python hears no signal."""
    hashlib.pbkdf2_hmac("sha256", b"", b"", 10**9)
