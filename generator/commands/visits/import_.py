"""`etalase visits import`: totals from access logs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.commands.common import GOOD, SOME_FAILED, RefusalError, json_option, print_json, today_option
from generator.commands.problems import print_diagnostics, refuse
from generator.content.hub import load_hub
from generator.errors import MISHAPS, reason_of
from generator.render.theme import theme_names
from generator.terminal import note, progress_bar, say
from generator.visits.pages import Addresses
from generator.visits.run import LogReport, import_logs

_ANSWER: dict[str, Any] = LogReport().as_json()


@click.command("import")
@click.argument("logs", metavar="LOG…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@today_option
@json_option
@click.pass_context
def command(ctx: click.Context, logs: tuple[Path, ...], today: date, as_json: bool) -> None:
    """Count the visits in access logs of S3, CloudFront, Caddy or nginx; a folder means all files in it.

    \b
    Formats are recognised, gzipped files are unpacked. Only totals by shop, product and day are kept: no
    address, no browser. A line is counted once, in whatever file and however often it comes; seven days
    after its own a day is closed, and its lines are refused.

    \b
    Examples:
      etalase visits import /var/log/caddy/
      etalase visits import access.log access.log.1 access.log.2.gz
    """
    root: Path = ctx.obj.root
    try:
        hub, problems = load_hub(root, theme_names("hub"))
        if hub is None:
            raise RefusalError("hub.yaml cannot be used", problems)
        print_diagnostics(problems, "id", err=True)
        with progress_bar("logs") as progress:
            report = import_logs(root, Addresses(root, hub), logs, today, progress)
    except RefusalError as refusal:
        refuse(refusal, _ANSWER, "id", as_json=as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), _ANSWER, "id", as_json=as_json)
    _tell(report)
    if as_json:
        print_json(report.as_json())
    else:
        note(f"{report.counted} views counted in {report.kinds.total()} lines of {report.files} files")
    raise SystemExit(SOME_FAILED if report.broken else GOOD)


def _tell(report: LogReport) -> None:
    """What is not counted, and why."""
    kinds = report.kinds
    if kinds["bot"] or report.again:
        note(
            f"left out: {kinds['bot']} of programs and link previews, {report.again} counted before", err=True
        )
    if kinds["unreadable"]:
        count, first = kinds["unreadable"], report.first_unreadable
        say(f"{count} lines cannot be read; the first is {first}", err=True)
    for day, count in sorted(report.late.items()):
        say(f"{count} lines of {day} come too late: that day is closed", err=True)
    if kinds["ahead"]:
        say(f"{kinds['ahead']} lines are of days that have not come yet: whose clock is wrong?", err=True)
    for file, reason in report.broken:
        say(f"{file}: {reason}", err=True)
