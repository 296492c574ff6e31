"""The first and the last step of a build: they tell one that was killed from one that is whole."""

from __future__ import annotations

import json
import shutil

from generator.building import losses, stage
from generator.building.durable import close_build, open_build
from generator.building.intake import Intake
from generator.building.renewal import Renewal
from generator.building.report import BuildReport
from generator.building.samples import sample_shops
from generator.building.setup import Setup
from generator.building.state import State
from generator.content.hub import Hub
from generator.timed import timed


@timed
def prepare(setup: Setup, state: State) -> None:
    """Tidy up after a build that was killed, and leave a mark in case this one is."""
    stage.recover(setup.site, setup.stage)
    open_build(state, setup.site)
    hub = setup.options.hub
    mentors = {f"pembina {mentor.kecamatan}": mentor.whatsapp for mentor in hub.mentors}
    state.set_meta("site", hub.site)
    state.set_meta("numbers", json.dumps({"pengelola": hub.operator.whatsapp} | mentors))
    state.set_meta("emails", json.dumps(_emails(hub)))
    state.commit()


def _emails(hub: Hub) -> dict[str, str]:
    """The e-mail addresses in hub.yaml, by their keys."""
    found = {"pengelola.email": hub.operator.email, "surat.pengirim": hub.mail.sender if hub.mail else ""}
    return {key: address for key, address in found.items() if address}


@timed
def finish(setup: Setup, state: State, renewal: Renewal, intake: Intake) -> BuildReport:
    """Everything is in place, and on the disk."""
    state.set_meta("samples", " ".join(sample_shops(state)))
    close_build(state, setup.site)
    shutil.rmtree(setup.stage, ignore_errors=True)  # a lost worker of a cluster may have left something
    report = intake.tally.report
    report.hub_written = renewal.written
    report.written += renewal.written
    report.deleted += renewal.deleted
    report.diagnostics += [losses.category_in_use(slug, shops) for slug, shops in renewal.removed.items()]
    report.total_files = state.file_count()
    report.diagnostics += setup.bazaars.problems
    report.bazaars, report.broken_bazaars = len(setup.bazaars.all), setup.bazaars.failed
    report.failures.sort()
    report.unpublished = dict(sorted(report.unpublished.items()))
    return report
