"""`etalase hosting export`: a shop in one file, to take along."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.building.export import export_name, export_shop
from generator.commands.common import (
    GOOD,
    NOTHING_DONE,
    SOME_FAILED,
    RefusalError,
    json_option,
    language_option,
    print_json,
    refuse_link,
    today_option,
)
from generator.commands.hosting.common import load_settings
from generator.commands.moved import known_terms
from generator.commands.problems import known_slugs, print_first_problems, refuse
from generator.commands.slugs import slug_argument
from generator.content.diagnostics import Diagnostic
from generator.errors import reason_of
from generator.many import first_lines
from generator.terminal import say


@click.command("export")
@slug_argument("slugs", nargs=-1, required=True, metavar="SLUG…")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the files go.  [default: build/export/]",
)
@click.option("--dry-run", is_flag=True, help="Name the files; write none.")
@today_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slugs: tuple[str, ...],
    out: Path | None,
    dry_run: bool,
    today: date,
    lang: str,
    as_json: bool,
) -> None:
    """Pack shops to take along: each a zip with its site, its folder, and a page that explains them.

    The site opens from a disk and fits the root of any static host.  A suspended shop can be exported too.

    \b
    Examples:
      etalase hosting export kopi-tebet
      etalase hosting export kopi-tebet --out /media/usb
    """
    root: Path = ctx.obj.root
    answer: dict[str, Any] = {"version": 1, "today": today, "dry_run": dry_run, "exports": [], "refused": []}
    try:
        hub = load_settings(root)
        wanted = known_slugs(root, slugs)
        for slug in wanted:
            refuse_link(root, slug)
        folder = (out or root / "build" / "export").resolve()
        if folder.is_relative_to((root / "build" / "site").resolve()):
            raise RefusalError("these files are for their owners only; --out must not be below build/site/")
    except RefusalError as refusal:
        refuse(refusal, answer, lang, as_json=as_json)
    except OSError as error:
        refuse(RefusalError(reason_of(error)), answer, lang, as_json=as_json)
    terms = known_terms(root, hub)
    problems: list[Diagnostic] = []
    told: list[tuple[str, str]] = []
    for slug in wanted:
        path = folder / export_name(slug)
        row: dict[str, Any] = {"slug": slug, "path": _shown(path, root)}
        if not dry_run:
            try:
                made = export_shop(root, hub, slug, folder, today, first_slug=terms.first_slug(slug))
            except OSError as error:
                reason = reason_of(error)
                answer["refused"].append({"slug": slug, "reason": reason})
                told.append((f"{slug}: {reason}", reason))
                continue
            row |= {"files": made.files, "bytes": made.size, "site": made.has_site}
            if not made.has_site:
                problems += made.problems
                told.append(
                    (f"{slug}: packed without its pages, because the folder has errors", "without pages")
                )
        answer["exports"].append(row)
        if not as_json:
            say(row["path"])
    print_first_problems(problems, lang, root)
    for line in first_lines(told, "all with --json"):
        say(line, err=True)
    if as_json:
        print_json(answer)
    incomplete = any(row.get("site") is False for row in answer["exports"])
    if not answer["exports"]:
        raise SystemExit(NOTHING_DONE)
    raise SystemExit(SOME_FAILED if answer["refused"] or incomplete else GOOD)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
