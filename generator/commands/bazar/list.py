"""`etalase bazar list`: the bazaars of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.building.bazaars import by_day, last_good, look_into
from generator.commands.common import (
    GOOD,
    SOME_FAILED,
    RefusalError,
    json_option,
    language_option,
    print_json,
    today_option,
)
from generator.commands.moved import known_terms
from generator.commands.problems import diagnostics_json, print_diagnostics, refuse
from generator.content.bazaar import Bazaar
from generator.content.hub import load_hub
from generator.errors import MISHAPS, reason_of
from generator.records.state_reader import StateReader
from generator.render.theme import theme_names
from generator.reports.shops import reading_build
from generator.terminal import Bold, note, say


@click.command("list")
@today_option
@language_option
@json_option
@click.pass_context
def command(ctx: click.Context, today: date, lang: str, as_json: bool) -> None:
    """Show all bazaars: when they are, how far they are, and how many of their shops can be shown.

    Those can be shown that the last build published.

    \b
    Examples:
      etalase bazar list
      etalase bazar list --today 2026-12-03 --json
    """
    root: Path = ctx.obj.root
    answer: dict[str, Any] = {"version": 1, "today": today, "bazaars": [], "failed": [], "diagnostics": []}
    hub, problems = load_hub(root, theme_names("hub"))
    if hub is None:
        refuse(RefusalError("hub.yaml cannot be used", problems), answer, lang, as_json=as_json)
    terms = known_terms(root, hub)
    try:
        with reading_build(root / "build") as state:
            folder = look_into(root, lambda: terms, state.bazaars)
            last = last_good(folder, state.bazaars)
            rows = [
                _row(bazaar, state, today, is_last_good=bazaar.slug in last)
                for bazaar in by_day((*folder.good, *last.values()))
            ]
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), answer, lang, as_json=as_json)
    print_diagnostics(folder.problems, lang, err=True)
    if as_json:
        told = diagnostics_json(folder.problems, lang)
        print_json({**answer, "bazaars": rows, "failed": list(folder.failed), "diagnostics": told})
    else:
        for row in rows:
            say(Bold(row["slug"]), f": {_line(row)}")
        note(f"Bazaars: {len(rows)}. Files with errors: {len(folder.failed)}.")
    raise SystemExit(SOME_FAILED if folder.failed else GOOD)


def _row(bazaar: Bazaar, state: StateReader, today: date, *, is_last_good: bool) -> dict[str, Any]:
    shops = dict.fromkeys(pick.shop for pick in bazaar.picks)
    shown = bazaar.shown(state.shown_products(shops))
    return {
        "slug": bazaar.slug,
        "title": bazaar.title,
        "from": bazaar.starts,
        "until": bazaar.ends,
        "phase": bazaar.phase(today),
        "place": bazaar.place,
        "shops": len(shops),
        "products": sum(bool(pick.product) for pick in bazaar.picks),
        "available": len({pick.shop for pick in shown}),
        "last_good": is_last_good,
    }


def _line(row: Mapping[str, Any]) -> str:
    text = (
        f"{row['phase']}, {row['from']} to {row['until']}, "
        f"{row['available']} of {row['shops']} shops can be shown; {row['title']}"
    )
    return f"{text} (its file cannot be used: this is what it last said)" if row["last_good"] else text
