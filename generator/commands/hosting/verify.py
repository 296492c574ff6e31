"""`etalase hosting verify`: what does not agree, and what to do about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec.structs import asdict

from generator.commands.common import GOOD, SOME_FAILED, RefusalError, json_option, print_json, today_option
from generator.commands.deploying import DeploySettings
from generator.commands.hosting.common import load_settings, open_hubs_ledger
from generator.commands.problems import refuse
from generator.content.hub import Hub
from generator.errors import MISHAPS, reason_of
from generator.hosting.audit import compared, differences
from generator.terminal import note, say


@click.command("verify")
@today_option
@json_option
@click.pass_context
def command(ctx: click.Context, today: date, as_json: bool) -> None:
    """Compare the ledger with its own events, with the built site, and with what was published.

    Nothing is changed, and no store is asked: what was published is known from the deploys' record
    (etalase deploy --verify compares that with the store).

    \b
    Example:
      etalase hosting verify

    Exit codes: 0 all agree; 1 something cannot be read; 3 there are differences, each with what to do.
    """
    root = ctx.obj.root
    answer: dict[str, Any] = {"version": 1, "today": today, "compared": [], "differences": []}
    try:
        against = compared(root / "build")
        answer["compared"] = against
        hub = load_settings(root)
        with open_hubs_ledger(root, hub) as ledger:
            found = list(differences(ledger, root / "build", hub.activation, _home(root, hub)))
    except RefusalError as refusal:
        refuse(refusal, answer, "en", as_json=as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), answer, "en", as_json=as_json)
    if as_json:
        print_json({**answer, "differences": [asdict(one) for one in found]})
    else:
        for one in found:
            say(f"{one.slug}: {one.message}")
        count = "1 difference." if len(found) == 1 else f"{len(found)} differences."
        agree = (
            "The ledger, the build and the record agree." if len(against) == 3 else "What is there agrees."
        )
        note(count if found else agree)
        if "build" not in against:
            note("There is no build here to compare with: run etalase build", err=True)
        if "store" not in against:
            note("There is no record of a deploy here: nothing is known of what is online", err=True)
    raise SystemExit(SOME_FAILED if found else GOOD)


def _home(root: Path, hub: Hub) -> tuple[str, str]:
    """Where a deploy publishes that is told nothing: address and endpoint; empty where it has to be told."""
    if not hub.publishing.target:
        return "", ""
    try:
        target = DeploySettings(root).target(None, "")
    except click.UsageError:  # a deploy says it
        return "", ""
    return target.url, target.endpoint
