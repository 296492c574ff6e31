"""`etalase build`: render what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click

from generator.build import BuildOptions, BuildReport, build
from generator.commands.common import (
    GOOD,
    SOME_FAILED,
    RefusalError,
    jobs_option,
    json_option,
    language_option,
    print_json,
    today_option,
)
from generator.commands.problems import (
    diagnostics_json,
    known_slugs,
    print_diagnostics,
    print_first_problems,
    refuse,
    refuse_unknown,
)
from generator.commands.slugs import complete, known_shops, slug_argument
from generator.content.diagnostics import Diagnostic
from generator.content.hub import load_hub
from generator.errors import MISHAPS, reason_of
from generator.hosting.address import ledger_url
from generator.hosting.terms import load_terms
from generator.many import first_lines
from generator.render.theme import theme_names
from generator.terminal import note, progress_bar

_MANY = 10
"""So many shops are named; of more, only their number."""


@click.command("build")
@slug_argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option(
    "--force", is_flag=True, help="Make every page anew, for example after build/site/ was changed."
)
@click.option(
    "--accept-losses",
    "accepted",
    multiple=True,
    metavar="SLUG",
    shell_complete=complete,
    help="What this shop's folder has lost is meant: its pages go, too. "
    "For several: --accept-losses A --accept-losses B.",
)
@jobs_option
@click.option(
    "--executor",
    "scheduler",
    default="",
    metavar="URL",
    help="Build on a Dask cluster, whose workers see this workspace under the same path: tcp://HOST:8786.",
)
@today_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slugs: tuple[str, ...],
    force: bool,
    accepted: tuple[str, ...],
    jobs: int,
    scheduler: str,
    today: date,
    lang: str,
    as_json: bool,
) -> None:
    """Render what changed into build/site/; a seller with errors keeps its last good pages.

    The hosting ledger says who is online: a shop whose two years are over gets one friendly page instead.

    \b
    Examples:
      etalase build
      etalase build dapur-bu-siti        (the other shops stay as they are)
      etalase build --jobs 8 --json
    """
    root: Path = ctx.obj.root
    try:
        hub, problems = load_hub(root, theme_names("hub"))
        if hub is None:
            raise RefusalError("hub.yaml cannot be used; nothing was built", problems)
        only = tuple(known_slugs(root, slugs)) if slugs else ()
        print_diagnostics(problems, lang, err=True)
        if not (root / "sellers").is_dir():
            raise RefusalError(f"there is no folder sellers/ in {root}: put it back, or make it")
        terms = load_terms(ledger_url(hub.ledger), root, hub.activation)
        if accepted:
            refuse_unknown(root, accepted, known_shops(root) | terms.running.among(accepted))
        with progress_bar("build") as progress:
            options = BuildOptions(
                root,
                hub,
                today,
                only,
                jobs,
                scheduler,
                force=force,
                terms=terms,
                accept_losses=accepted,
            )
            report = build(options, progress)
    except RefusalError as refusal:
        refuse(refusal, _answer(BuildReport(), today, refusal.diagnostics, lang), lang, as_json=as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), _answer(BuildReport(), today, (), lang), lang, as_json=as_json)
    print_first_problems(report.diagnostics, lang, root)
    if report.unpublished:
        note(f"unpublished: {_named(report.unpublished)}", err=True)
    for line in first_lines(
        [(f"{slug}: taken out, because sellers/{slug} is gone", "taken out") for slug in report.removed],
        "their folders are gone",
    ):
        note(line, err=True)
    if as_json:
        print_json(_answer(report, today, (*problems, *report.diagnostics), lang))
    else:
        note(_summary(report))
    raise SystemExit(SOME_FAILED if report.failures or report.broken_bazaars else GOOD)


def _answer(report: BuildReport, today: date, problems: Iterable[Diagnostic], lang: str) -> dict[str, Any]:
    return {
        "version": 1,
        "today": today,
        "sellers": report.sellers,
        "files": {"written": report.written, "deleted": report.deleted, "total": report.total_files},
        "hub": {"written": report.hub_written},
        "photos": {"made": report.photos_made, "cached": report.photos_cached},
        "failures": [
            {"slug": slug, "kept": kept, "errors": errors} for slug, kept, errors in report.failures
        ],
        "bazaars": {"total": report.bazaars, "failed": list(report.broken_bazaars)},
        "diagnostics": diagnostics_json(problems, lang),
        "seconds": report.seconds,
    }


def _named(unpublished: Mapping[str, str]) -> str:
    some = [f"{slug} ({why})" for slug, why in islice(unpublished.items(), _MANY)]
    more = len(unpublished) - len(some)
    return ", ".join(some) + (f" and {more} more" if more else "")


def _summary(report: BuildReport) -> str:
    sellers = report.sellers
    parts = [f"{sellers['built']} built", f"{sellers['unchanged']} unchanged"]
    if sellers["failed"]:
        kept = f" ({sellers['kept']} with their last good pages)" if sellers["kept"] else ""
        parts.append(f"{sellers['failed']} failed{kept}")
    parts += [f"{sellers[name]} {name}" for name in ("unpublished", "suspended", "removed") if sellers[name]]
    return (
        f"Sellers: {', '.join(parts)}. "
        f"Files: {report.written} written, {report.deleted} deleted, {report.total_files} in all. "
        f"{report.seconds:.1f} s"
    )
