"""`etalase check`: all problems of all named sellers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator import apart
from generator.building.bazaars import look_into
from generator.building.checking import Checked, check_only, shared_payees
from generator.building.lost_folders import lost_folders
from generator.building.pool import worker_pool, workers_are_possible
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
from generator.commands.export_readiness import export_json, print_export
from generator.commands.moved import known_terms
from generator.commands.problems import diagnostics_json, known_slugs, print_diagnostics, refuse
from generator.commands.slugs import slug_argument
from generator.content.diagnostics import Diagnostic, count, has_errors
from generator.content.export_readiness import ExportReadiness
from generator.content.hub import Hub, load_hub
from generator.errors import MISHAPS, reason_of
from generator.language import language
from generator.render.theme import theme_names
from generator.terminal import note, progress_bar

_MANY = 40
"""So many sellers are worth a pool of processes."""


@click.command("check")
@slug_argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--ekspor", "export", is_flag=True, help="Also say how ready shops are for buyers abroad.")
@jobs_option
@today_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slugs: tuple[str, ...],
    strict: bool,
    export: bool,
    jobs: int,
    today: date,
    lang: str,
    as_json: bool,
) -> None:
    """Show all problems of all sellers (or the named ones), with what to type instead.

    \b
    Examples:
      etalase check
      etalase check dapur-bu-siti --strict
      etalase check --ekspor kopi-tebet
      etalase check --json | jq '.diagnostics[] | .path'
    """
    answer: dict[str, Any] = {"version": 1, "sellers": 0, "errors": 0, "warnings": 0, "diagnostics": []}
    root: Path = ctx.obj.root
    try:
        hub, problems = _hub(root)
        found, lost = _sellers(root, hub, slugs)
    except RefusalError as refusal:
        answer["diagnostics"] = diagnostics_json(refusal.diagnostics, lang)
        answer["errors"] = count(refusal.diagnostics, "error")
        refuse(refusal, answer, lang, as_json=as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), answer, lang, as_json=as_json)
    bazaars = () if slugs else look_into(root, partial(known_terms, root, hub)).problems
    problems += [*lost, *bazaars]
    failed = len(lost) + (has_errors(bazaars) or (strict and bool(bazaars)))
    sellers = len(found) + len(lost)
    with progress_bar("check") as progress:
        payees = []
        abroad: dict[str, ExportReadiness | None] = {}
        for done, checked in enumerate(_check_all(root, hub, today, found, jobs), 1):
            problems += checked.problems
            payees += [checked.payee] if checked.payee else []
            if export and (slugs or (checked.export and checked.export.begun)):
                abroad[found[done - 1]] = checked.export
            failed += any(p.severity == "error" or strict for p in checked.problems)
            progress(done, len(found))
    shared = shared_payees(payees)
    problems += shared
    failed += len(shared) if strict else 0
    errors, warnings = count(problems, "error"), count(problems, "warning")
    if strict:
        errors, warnings = errors + warnings, 0
    if as_json:
        rows = diagnostics_json(problems, lang)
        more = {"export": export_json(abroad, lang)} if export else {}
        print_json(
            {
                **answer,
                "sellers": sellers,
                "errors": errors,
                "warnings": warnings,
                "diagnostics": rows,
                **more,
            }
        )
    else:
        print_diagnostics(problems, lang, strict=strict)
        print_export(abroad, lang)
        note(_summary(sellers, errors, warnings, lang))
    raise SystemExit(SOME_FAILED if failed else GOOD)


def _summary(sellers: int, errors: int, warnings: int, lang: str) -> str:
    translate = language(lang).gettext
    sentence = translate("Shops checked: %(shops)s. Errors: %(errors)s. Warnings: %(warnings)s.")
    return sentence % {"shops": sellers, "errors": errors, "warnings": warnings}


def _hub(root: Path) -> tuple[Hub, list[Diagnostic]]:
    hub, problems = load_hub(root, theme_names("hub"))
    if hub is None:
        raise RefusalError("hub.yaml cannot be used", problems)
    return hub, problems


def _sellers(root: Path, hub: Hub, typed: tuple[str, ...]) -> tuple[list[str], list[Diagnostic]]:
    """The folders to look at, and the problems of shops that should have one. Raises `RefusalError`."""
    there = known_slugs(root, ())
    named = {Path(name).name for name in typed}
    missed = lost_folders(root, hub, there) if not named or named.difference(there) else []
    lost = [one for one in missed if not named or one.seller in named]
    rest = tuple(named.difference(one.seller for one in lost))
    return (known_slugs(root, rest) if rest else [] if named else there), lost


def _check_all(root: Path, hub: Hub, today: date, slugs: list[str], jobs: int) -> Iterator[Checked]:
    one: Callable[[str], Checked] = partial(check_only, root, hub, today)
    if jobs == 1 or len(slugs) < _MANY or not apart.is_heard() or not workers_are_possible():
        yield from map(one, slugs)
        return
    with worker_pool(jobs) as pool:
        yield from pool.map(one, slugs, chunksize=20)
