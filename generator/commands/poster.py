"""`etalase poster`: what shops print for their stalls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.commands.bazar.chosen import chosen_shops
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
from generator.commands.problems import in_english, known_slugs, refuse
from generator.commands.slugs import complete_bazaar, slug_argument
from generator.content import places
from generator.content.fields import FieldError
from generator.content.hub import Hub
from generator.content.messages import word
from generator.errors import MISHAPS, reason_of
from generator.hosting import built
from generator.language import language
from generator.many import first_lines
from generator.printing.printables import SIZES, Printed, render_posters
from generator.terminal import progress_bar, say


@click.command("poster")
@slug_argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option(
    "--size", type=click.Choice(SIZES), default="a4", show_default=True, help="The paper, or status."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the files go.  [default: build/poster/]",
)
@click.option("--all", "everybody", is_flag=True, help="All shops that the last build published.")
@click.option("--kecamatan", metavar="NAME", help="With --all: only the shops of a kecamatan.")
@click.option(
    "--bazar",
    "bazaar",
    metavar="NAME",
    shell_complete=complete_bazaar,
    help="The shops of a bazaar; those that the last build did not publish are named.",
)
@today_option
@language_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slugs: tuple[str, ...],
    size: str,
    out: Path | None,
    everybody: bool,
    kecamatan: str | None,
    bazaar: str | None,
    today: date,
    lang: str,
    as_json: bool,
) -> None:
    """Make what a shop prints: a poster with a QR code, a price list, a table sign, its QRIS apart.

    One PDF for each shop; for a thermal printer (58mm) black and white PNG files, 384 dots wide; for WhatsApp
    Status (status) a JPEG.  Only shops that the last build published: a printed code has to lead somewhere.

    \b
    Examples:
      etalase poster dapur-bu-siti
      etalase poster dapur-bu-siti kopi-tebet --size a5 --out /media/usb
      etalase poster --all --kecamatan Tebet
      etalase poster --bazar pasar-akhir-tahun --size a5
      etalase poster kopi-tebet --size 58mm
    """
    if sum((everybody, bool(slugs), bool(bazaar))) != 1:
        raise click.UsageError("name shops, or say --all or --bazar")
    if kecamatan and not everybody:
        raise click.UsageError("--kecamatan goes with --all")
    root: Path = ctx.obj.root
    answer: dict[str, Any] = {"version": 1, "today": today, "size": size, "posters": [], "failed": []}
    unknown: list[Printed] = []
    try:
        hub = load_settings(root)
        if bazaar:
            wanted, unknown = _of_bazaar(root, hub, bazaar)
        else:
            wanted = _published(root, kecamatan) if everybody else known_slugs(root, slugs)
        for slug in slugs:
            refuse_link(root, Path(slug).name)
        folder = (out or root / "build" / "poster").resolve()
        if folder.is_relative_to((root / "build" / "site").resolve()):
            raise RefusalError("build/site/ holds what is published, and nothing else: take another --out")
        if out:
            _make_folder(folder)
        outcome = _Outcome(root, lang)
        for missing in unknown:
            outcome.take(missing)
        with progress_bar("poster") as progress:
            for done, printed in enumerate(render_posters(root, hub, wanted, size, folder, today), 1):
                outcome.take(printed)
                progress(done, len(wanted))
    except RefusalError as refusal:
        refuse(refusal, answer, lang, as_json=as_json)
    except MISHAPS as error:
        refuse(RefusalError(reason_of(error)), answer, lang, as_json=as_json)
    if as_json:
        print_json(answer | {"posters": outcome.posters, "failed": outcome.failed})
    else:
        outcome.tell()
    raise SystemExit(NOTHING_DONE if not outcome.posters else SOME_FAILED if outcome.failed else GOOD)


@dataclass
class _Outcome:
    """What became of all shops, as JSON says it, and in lines."""

    root: Path
    lang: str
    posters: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)

    def take(self, printed: Printed) -> None:
        """Take one shop in."""
        if printed.problem is None:
            files = [_shown(path, self.root) for path in printed.files]
            self.posters.append({"slug": printed.slug, "files": files, "pages": printed.pages})
        elif isinstance(printed.problem, FieldError):
            code = printed.problem.code
            message, hint = word(printed.problem, language(self.lang).gettext)
            self.failed.append({"slug": printed.slug, "code": code, "message": message, "hint": hint})
        else:
            why = {"message": reason_of(printed.problem), "hint": ""}
            self.failed.append({"slug": printed.slug, "code": "file-unreadable", **why})

    def tell(self) -> None:
        """Paths on stdout; why others failed on stderr, the first in full."""
        for one in self.posters:
            for path in one["files"]:
                say(path)
        told = [(_line(one), one["code"]) for one in self.failed]
        for line in first_lines(told, "all with --json"):
            say(line, err=True)


def _line(failed: Mapping[str, str]) -> str:
    hint = f" → {failed['hint']}" if failed["hint"] else ""
    return f"{failed['slug']}: {failed['message']}.{hint}"


def _make_folder(folder: Path) -> None:
    """Make the folder that was asked for before anything is printed.  Raises `RefusalError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusalError(
            f"the folder {folder} cannot be made ({error.strerror}): take another --out"
        ) from error


def _published(root: Path, kecamatan: str | None) -> list[str]:
    """The shops that the last build published.  Raises `RefusalError` where there is none."""
    try:
        place = places.kecamatan(kecamatan) if kecamatan else None
    except FieldError as error:
        raise RefusalError(in_english(error)) from error
    found = built.shown(root / "build", place.slug if place else "")
    if not found:
        where = f" in {place.name}" if place else ""
        raise RefusalError(f"the last build published no shop{where}")
    return found


def _of_bazaar(root: Path, hub: Hub, slug: str) -> tuple[list[str], list[Printed]]:
    """The shops of a bazaar, and what becomes of those that are not there.

    Raises `RefusalError` where the last build published none of them.
    """
    chosen = chosen_shops(root, hub, slug)
    if set(chosen).isdisjoint(built.shown(root / "build", "")):
        raise RefusalError(f"the last build published no shop of the bazaar {slug}")
    there = [shop for shop in chosen if (root / "sellers" / shop).is_dir()]
    lost = [shop for shop in chosen if shop not in there]
    return there, [Printed(shop, problem=FieldError("bazaar-shop-unknown", found=shop)) for shop in lost]


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
