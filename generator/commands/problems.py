"""What commands say of sellers and of problems in their folders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from generator.commands.common import RefusalError, give_up
from generator.commands.moved import has_moved, new_name
from generator.content import reader
from generator.content.diagnostics import Diagnostic, count, ordered
from generator.content.fields import FieldError, suggest
from generator.content.hub import HUB_FILE
from generator.content.lenient import kecamatan_of
from generator.content.messages import word
from generator.content.places import all_kecamatan
from generator.hosting import built
from generator.hosting.batches import batches
from generator.hosting.errors import BuiltError
from generator.language import language
from generator.many import SHOWN, counted
from generator.terminal import Bold, say
from generator.volume import Volume, volume

_AT_ONCE = 1000
"""Sellers that are looked up in the last build at once."""


def refuse(refusal: RefusalError, empty: Mapping[str, Any], lang: str, *, as_json: bool) -> NoReturn:
    """Say why nothing could be done, with the problems that stand behind it, and exit with 1."""
    print_diagnostics(refusal.diagnostics, lang, err=True)
    give_up(refusal.message, empty, as_json=as_json)


def known_slugs(root: Path, wanted: tuple[str, ...]) -> list[str]:
    """The sellers to work on: the named ones, or all. Raises `RefusalError` for an unknown name."""
    folder = root / "sellers"
    if not folder.is_dir():
        raise RefusalError(f"there is no folder sellers/ in {root}")
    found = list(reader.slugs(folder))
    wanted = tuple(Path(typed).name for typed in wanted)  # sellers/kopi-tebet/ is what a shell completes
    refuse_unknown(root, wanted, found)
    return [slug for slug in found if slug in wanted] if wanted else found


def refuse_unknown(root: Path, slugs: Iterable[str], known: Collection[str]) -> None:
    """Raises `RefusalError` for the first of these sellers that is not known, with who was meant."""
    for slug in slugs:
        if slug not in known:
            raise unknown_seller(root, slug, known)


def unknown_seller(root: Path, slug: str, known: Iterable[str]) -> RefusalError:
    """There is no such seller: it goes by another name now, or perhaps one of these was meant."""
    if to := new_name(root, slug):
        return RefusalError(has_moved(slug, to))
    near = suggest(slug, known)
    return RefusalError(f"there is no seller {slug}" + (f"; did you mean {near}?" if near else ""))


def in_english(error: FieldError) -> str:
    """What is wrong with a value of the command line, and what to type."""
    message, hint = word(error)
    return f"{message}; {hint}"


def diagnostics_json(diagnostics: Iterable[Diagnostic], lang: str) -> list[dict[str, Any]]:
    """Diagnostics with their sentences, in the order of `ordered`."""
    translate = language(lang).gettext
    rows = []
    for problem in ordered(diagnostics):
        message, hint = word(problem, translate)
        rows.append(
            {
                "seller": problem.seller,
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "severity": problem.severity,
                "code": problem.code,
                "message": message,
                "hint": hint,
            }
        )
    return rows


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], lang: str, *, err: bool = False, strict: bool = False
) -> None:
    """Each problem with its place, its line, and what to type instead; warnings not with `--quiet`.

    `strict`: warnings are errors.
    """
    for problem in _told(diagnostics, strict=strict):
        _print(problem, lang, err=err)


def print_first_problems(diagnostics: Iterable[Diagnostic], lang: str, root: Path) -> None:
    """On stderr, the first problems in full, errors before warnings; the rest by kind and by kecamatan."""
    told = sorted(_told(diagnostics), key=lambda problem: problem.severity)
    for problem in ordered(told[:SHOWN]):
        _print(problem, lang, err=True)
    if rest := told[SHOWN:]:
        _print_numbers(rest, lang, root)


def _told(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> list[Diagnostic]:
    quiet = volume() == Volume.QUIET and not strict
    return [problem for problem in ordered(diagnostics) if not (quiet and problem.severity == "warning")]


def _print(problem: Diagnostic, lang: str, *, err: bool) -> None:
    translate = language(lang).gettext
    message, hint = (" ".join(text.split("\n")) for text in word(problem, translate))
    place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
    severity = translate("error") if problem.severity == "error" else translate("warning")
    colour = "red" if problem.severity == "error" else "yellow"
    say(f"{place}: ", Bold(severity, colour), f": {message}", err=err)
    if problem.excerpt.strip():
        shown, column = _window(problem.excerpt, problem.column or 1)
        say(f"    {shown}\n    {' ' * (column - 1)}^", err=err)
    say("  ", Bold("→"), f" {hint}", err=err)


def _print_numbers(rest: Sequence[Diagnostic], lang: str, root: Path) -> None:
    """What is not shown in full."""
    words = language(lang)
    _ = words.gettext
    places: Counter[str] = Counter()
    problems_of = Counter(problem.seller for problem in rest)
    for some in batches(problems_of, _AT_ONCE):
        for slug, place in _kecamatan(root, some).items():
            places[place or _("unknown")] += problems_of[slug]
    number = words.number
    head = _("%(count)s more problems (errors: %(errors)s, warnings: %(warnings)s)") % {
        "count": number(len(rest)),
        "errors": number(count(rest, "error")),
        "warnings": number(count(rest, "warning")),
    }
    say(Bold(head), err=True)
    say("  ", _("by kind: %(kinds)s") % {"kinds": counted(problem.code for problem in rest)}, err=True)
    say("  ", _("by kecamatan: %(places)s") % {"places": counted(places.elements())}, err=True)
    say("  ", Bold("→"), " ", _("to see all of them: etalase check, or etalase build --json"), err=True)


def _kecamatan(root: Path, slugs: list[str]) -> dict[str, str]:
    """The names of these sellers' kecamatan: by their folders, or else the last build; empty for none."""
    found = {slug: kecamatan_of(root, slug).name if slug else HUB_FILE for slug in slugs}
    try:
        known = built.kecamatan(root / "build", [slug for slug, name in found.items() if not name])
    except BuiltError:
        return found
    names = {place.slug: place.name for place in all_kecamatan()}
    return found | {slug: names.get(place, "") for slug, place in known.items()}


def _window(line: str, column: int, width: int = 90) -> tuple[str, int]:
    """The part of a long line around a column, printable, and the column in it."""
    start = max(0, column - width // 2) if len(line) > width else 0
    shown = "".join(c if c.isprintable() else " " for c in line[start : start + width])
    return shown, column - start
