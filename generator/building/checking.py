"""`etalase check` of one seller: what its folder says, beside what is online of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.building import losses
from generator.building.job import out_of_time, whole_folder
from generator.building.judging import Judged, Payee, judge
from generator.building.timelimit import TooLongError, time_limit
from generator.building.work import TEXT_SECONDS
from generator.content.diagnostics import Diagnostic, ordered
from generator.content.export_readiness import ExportReadiness, export_readiness
from generator.content.fields import FieldError
from generator.content.hub import Hub
from generator.content.model import Seller
from generator.content.reader import read_seller
from generator.hosting import built
from generator.hosting.errors import BuiltError
from generator.losses import most_are_gone


class Checked(Struct, frozen=True):
    """What a check of one seller found."""

    problems: list[Diagnostic]
    payee: Payee | None = None
    """Whom its QRIS pays."""
    export: ExportReadiness | None = None
    """How ready it is for buyers abroad; None for a folder with errors."""


def check_only(root: Path, hub: Hub, today: date, slug: str) -> Checked:
    """All problems of one seller, and what a build would miss of a shop that is online; nothing is made.

    Where what builds and deploys have left cannot be read, the folder is judged by itself.
    """
    judged = judge_folder(root, hub, slug)
    try:
        problems = _beside_what_is_online(root, today, slug, judged.seller, judged.problems)
    except BuiltError:
        problems = judged.problems
    said = judged.wanted or judged.seller
    return Checked(problems, judged.payee, export_readiness(said) if said else None)


def shared_payees(payees: Iterable[Payee]) -> list[Diagnostic]:
    """The warnings of shops whose codes pay one account: each names one of the others."""
    found: dict[str, list[Diagnostic]] = {}
    for payee in payees:
        found.setdefault(payee.nmid, []).append(payee.shared)
    return [
        replace(problem, values={**problem.values, "other": alike[at - 1].seller})
        for alike in found.values()
        if len(alike) > 1
        for at, problem in enumerate(alike)
    ]


def check_folder(root: Path, hub: Hub, slug: str) -> tuple[Seller | None, list[Diagnostic]]:
    """One seller as its pages would show it, or None with errors, and all problems; nothing is made."""
    judged = judge_folder(root, hub, slug)
    return judged.seller, judged.problems


def judge_folder(root: Path, hub: Hub, slug: str) -> Judged:
    """One seller's folder, whatever is in it; nothing is made."""
    problems: list[Diagnostic] = []
    try:
        with time_limit(TEXT_SECONDS) as clock:
            return judge(root, hub, read_seller(root, slug), root / "build" / "cache", clock)
    except FieldError as error:
        problems.append(whole_folder(slug, error.code, error.values))
    except TooLongError:
        problems.append(out_of_time(slug, f"{clock.seconds:g}"))
    except OSError as error:
        values = {"found": slug, "reason": error.strerror or ""}
        problems.append(whole_folder(slug, "file-unreadable", values))
    return Judged(None, None, problems)


def _beside_what_is_online(
    root: Path, today: date, slug: str, seller: Seller | None, problems: list[Diagnostic]
) -> list[Diagnostic]:
    build = root / "build"
    if seller and seller.consent:
        online = seller.consent > today and built.is_online(build, slug)
        early = losses.consent_to_come(slug, seller.consent, today, online=online)
        return ordered([*problems, *filter(None, (early, _missed(root, seller)))])
    if any(p.code == "consent-missing" for p in problems) and built.is_online(build, slug):
        rest = (problem for problem in problems if problem.code != "consent-missing")
        return ordered([*rest, losses.consent_lost(slug)])
    return problems


def _missed(root: Path, seller: Seller) -> Diagnostic | None:
    """The products that are online, and gone from the folder."""
    online = built.products_online(root / "build", seller.slug)
    if not most_are_gone(len(online), len(seller.products)):
        return None
    source = read_seller(root, seller.slug)
    meant = online & (source.deleted | source.copies)
    return losses.products_lost(seller.slug, len(online - meant), len(seller.products))
