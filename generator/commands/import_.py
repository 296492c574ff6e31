"""`etalase import`: registrations from a spreadsheet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.common import (
    GOOD,
    JAKARTA,
    SOME_FAILED,
    RefusalError,
    json_option,
    language_option,
)
from generator.commands.problems import print_diagnostics, refuse
from generator.content.hub import Hub, load_hub
from generator.errors import MISHAPS, reason_of
from generator.importing.column_map import ColumnMap, read_map
from generator.language import language
from generator.many import counted
from generator.render.theme import theme_names
from generator.terminal import Bold, json_text, note, progress_bar, say

if TYPE_CHECKING:
    from generator.importing.run import ImportOptions, ImportOutcome

_ANSWER: dict[str, Any] = {
    "version": 1,
    "rows": 0,
    "new": 0,
    "updated": 0,
    "unchanged": 0,
    "failed": 0,
    "error_file": None,
    "error_file_waiting": None,
    "error_file_done": None,
    "shops": [],
}


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--map", "map_file", type=click.Path(dir_okay=False, path_type=Path), help="What its columns are."
)
@click.option(
    "--write-map",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write such a map, as far as it can be told, and import nothing.",
)
@click.option(
    "--photos",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the photos that rows name.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    map_file: Path | None,
    write_map: Path | None,
    photos: Path | None,
    dry_run: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Bring registrations from a spreadsheet (CSV or XLSX) into sellers/.

    \b
    Each row becomes a shop, or an update of the shop that an earlier import made of it; what a seller or a
    mentor has changed since stays. Rows that cannot be used are written to import/…-masalah.csv with what is
    wrong in front: correct them there, and import that file.

    \b
    Examples:
      etalase import anggota.xlsx --dry-run
      etalase import anggota.xlsx --photos foto-anggota/
      etalase import anggota.csv --write-map kolom.yaml
      etalase import anggota.csv --map kolom.yaml
      etalase import import/anggota-masalah.csv
    """
    from generator.importing.run import ImportOptions, importing

    root: Path = ctx.obj.root
    try:
        hub = _hub(root)
        options = ImportOptions(
            root,
            hub,
            file,
            lambda: datetime.now(JAKARTA),
            language(lang),
            columns=_columns(used := map_file or _beside(root, file)),
            map_file=used,
            photos=photos,
            dry_run=dry_run,
            write_map=write_map,
        )
        with progress_bar("import") as progress, importing(options, progress) as outcome:
            _tell(options, outcome, as_json=as_json)
            failed = outcome.report.counts["failed"]
    except RefusalError as refusal:
        refuse(refusal, _ANSWER, lang, as_json=as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), _ANSWER, lang, as_json=as_json)
    raise SystemExit(SOME_FAILED if failed else GOOD)


def _hub(root: Path) -> Hub:
    hub, problems = load_hub(root, theme_names("hub"))
    if hub is None:
        raise RefusalError("hub.yaml cannot be used", problems)
    print_diagnostics(problems, "id", err=True)
    return hub


def _beside(root: Path, file: Path) -> Path | None:
    """The map that an error file was made with."""
    from generator.importing.run import map_beside

    ours = file.resolve().parent == root / "import" and map_beside(file).is_file()
    return map_beside(file) if ours else None


def _columns(file: Path | None) -> ColumnMap:
    if file is None:
        return ColumnMap()
    found, problems = read_map(file, file.name)
    if found is None:
        raise RefusalError(f"{file.name} cannot be used as a map of columns", problems)
    print_diagnostics(problems, "id", err=True)
    return found


def _tell(options: ImportOptions, outcome: ImportOutcome, *, as_json: bool) -> None:
    if as_json:
        _print_json(outcome)
        return
    report = outcome.report
    lines = report.lines()
    for line in lines:
        say(line, err=True)
    if more := report.codes.total() - len(lines):
        say(f"and {more:,} more problems (--json has all)", err=True)
    if report.codes:
        say(Bold("problems by kind: "), counted(report.codes.elements()), err=True)
    if any(code.startswith("category") for code in report.codes) and not options.write_map:
        say(
            "what this hub calls a category can be said in a map: --write-map MAP.yaml lists the others",
            err=True,
        )
    if outcome.unused:
        note("columns of which nothing was taken: ", ", ".join(outcome.unused), err=True)
    if outcome.products_without_shop:
        say(f"rows of the product sheet without a shop: {outcome.products_without_shop}", err=True)
    counts = ", ".join(f"{report.counts[one]} {one}" for one in ("new", "updated", "unchanged", "failed"))
    would = " (nothing was written)" if options.dry_run or options.write_map else ""
    note(f"{report.rows} rows: {counts}{would}")
    if options.write_map:
        note(f"{options.write_map} says what each column is: correct it, and give it with --map")
    files = outcome.files
    if files.waiting:
        say(f"{_shown(files.waiting)} has changes that are not imported yet: it stays, import it, too")
    if files.written:
        say(f"{_shown(files.written)} has the rows that failed: correct them there, and import that file")
    if files.done:
        say(f"no row failed: remove {_shown(files.done)}, unless it is of another table")


def _shown(file: Path | None) -> str | None:
    """An error file as it is named in the workspace."""
    return f"{file.parent.name}/{file.name}" if file else None


def _print_json(outcome: ImportOutcome) -> None:
    """The one object, row by row: of 300,000 rows it is never in memory as a whole."""
    report = outcome.report
    head = {
        "version": 1,
        "rows": report.rows,
        **{one: report.counts[one] for one in ("new", "updated", "unchanged", "failed")},
        "error_file": _shown(outcome.files.written),
        "error_file_waiting": _shown(outcome.files.waiting),
        "error_file_done": _shown(outcome.files.done),
        "columns": outcome.columns,
        "unused_columns": list(outcome.unused),
        "products_without_shop": outcome.products_without_shop,
    }
    say(f'{json_text(head)[:-1]}, "shops": [', end="")
    comma = ""
    for entry in report.entries():
        say(f"{comma}{entry}", end="")
        comma = ", "
    say("]}")
