"""`etalase bazar list`: the bazaars of a workspace."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from generator.building.bazaars import look_into
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
from generator.hosting.term import NO_SHOP
from generator.hosting.terms import Terms
from generator.render.theme import theme_names
from generator.terminal import Bold, note, say


@click.command("list")
@today_option
@language_option
@json_option
@click.pass_context
def command(ctx: click.Context, today: date, lang: str, as_json: bool) -> None:
    """Show all bazaars: when they are, how far they are, and how many of their shops can be shown.

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
    folder = look_into(root, lambda: terms)
    found = sorted((one.bazaar for one in folder.files if one.bazaar), key=lambda one: (one.starts, one.slug))
    rows = list(map(partial(_row, root, terms, today), found))
    print_diagnostics(folder.problems, lang, err=True)
    if as_json:
        told = diagnostics_json(folder.problems, lang)
        print_json({**answer, "bazaars": rows, "failed": list(folder.failed), "diagnostics": told})
    else:
        for row in rows:
            say(
                Bold(row["slug"]),
                f": {row['phase']}, {row['from']} to {row['until']}, "
                f"{row['available']} of {row['shops']} shops can be shown; {row['title']}",
            )
        note(f"Bazaars: {len(rows)}. Files with errors: {len(folder.failed)}.")
    raise SystemExit(SOME_FAILED if folder.failed else GOOD)


def _row(root: Path, terms: Terms, today: date, bazaar: Bazaar) -> dict[str, Any]:
    shops = {pick.shop for pick in bazaar.picks}
    offline = NO_SHOP | {"suspended"}
    available = [s for s in shops if (root / "sellers" / s).is_dir() and terms.of(s).state not in offline]
    return {
        "slug": bazaar.slug,
        "title": bazaar.title,
        "from": bazaar.starts,
        "until": bazaar.ends,
        "phase": bazaar.phase(today),
        "place": bazaar.place,
        "shops": len(shops),
        "products": sum(bool(pick.product) for pick in bazaar.picks),
        "available": len(available),
    }
