"""Publishing a built site: the story of a deploy.

`etalase deploy` and `python deploy.py` are the same command: `generator/commands/deploy.py`.
"""

from __future__ import annotations

import runpy
from datetime import datetime
from pathlib import Path

from generator.apart import leave_current_folder
from generator.errors import reason_of
from generator.publish.errors import DeployRefusedError, PublishError
from generator.publish.execute import OnStep
from generator.publish.report import DeployReport
from generator.publish.starts import Hosting
from generator.publish.steps import DeployOptions, DeploySteps
from generator.publish.target import Target
from generator.trouble import disk_is_full

NO_OPTIONS = DeployOptions()


def deploy(
    root: Path,
    target: Target,
    *,
    now: datetime,
    options: DeployOptions = NO_OPTIONS,
    hosting: Hosting | None = None,
    on_step: OnStep | None = None,
) -> DeployReport:
    """Publish what was built in the workspace `root`, and tell what came of it.

    `now` is local time with its zone: its date is the day on which terms start.  Without `hosting`, the
    record keeps for a later deploy whose terms have to start.
    Nothing is raised for a build, a plan or a store that is not fit: the report says so.
    """
    steps = DeploySteps(root / "build", target, now, options, on_step)
    try:
        with steps.opened():
            steps.plan()
            steps.refuse_mass_delete()
            if steps.idle:
                steps.settle()
            else:
                steps.refuse_samples()
                with steps.locked() as store:
                    steps.compare(store, hosting)
                    steps.carry_out(store)
            steps.start_terms(hosting)
    except PublishError as error:
        return steps.report.refused(error)
    except OSError as error:
        if not disk_is_full(error):
            raise
        return steps.report.refused(DeployRefusedError(None, reason_of(error)))
    return steps.report


if __name__ == "__main__":
    # The command stands above this story and imports it; a script that is the command need not import it.
    leave_current_folder()
    runpy.run_module("generator.commands.deploy", run_name="__main__")
