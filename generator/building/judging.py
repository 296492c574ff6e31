"""A seller's folder, judged: what it says, and what of that may be shown.

Where there is an approved copy (`content/approved.py`), a contact that it does not have waits for a second
person: the value it stands in stays what was agreed to. Everything else of the folder is shown as it is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.building.folder_fingerprint import is_governed
from generator.building.job import whole_folder
from generator.building.timelimit import Clock
from generator.content import qris
from generator.content.approved import approved_folder, read_approved
from generator.content.check_context import CheckContext
from generator.content.checker import check_seller
from generator.content.contacts import Waiting, held_back
from generator.content.diagnostics import Diagnostic
from generator.content.fields import FieldError
from generator.content.frontmatter import MAX_BYTES
from generator.content.hub import Hub
from generator.content.model import Photo, Seller
from generator.content.reader import (
    APPROVED,
    PHOTO_FOLDER,
    SHOP_FILE,
    SellerSource,
    SourceFile,
    named,
    read_regular,
)
from generator.content.whereabouts import problem_at, waiting_problem
from generator.render.context import check_context
from generator.render.images import PhotoCache

PHOTO_SECONDS = 3
"""CPU seconds more for each photo that the shop shows."""


class Payee(Struct, frozen=True):
    """Whom a shop's QRIS pays."""

    nmid: str
    shared: Diagnostic
    """The warning where another shop has the same one, but for `other`: which shop that is."""


class Judged(Struct, frozen=True):
    """What a folder says."""

    wanted: Seller | None
    """All of it; None where something is an error."""
    seller: Seller | None
    """The same as it may be shown."""
    problems: list[Diagnostic]
    waiting: tuple[Waiting, ...] = ()
    """What a second person has to agree to."""
    payee: Payee | None = None
    """Whom the QRIS of the folder pays."""
    approved_photos: Mapping[str, Path] = field(default_factory=dict)
    """Where the photos lie, by sha256, that are shown although the folder has them no more."""


def judge(root: Path, hub: Hub, source: SellerSource, cache: Path, clock: Clock) -> Judged:
    """Judge a folder of the workspace `root` that was read; `clock` gives more time for each photo.

    In `cache` is what was made before and can be made again.

    Raises:
        FieldError: a photo cannot be decoded, or is no longer the one that was judged.
    """
    checks = _timed(check_context(hub, root=root, cache=cache), clock)
    wanted, problems = check_seller(source, checks)
    if wanted is None:
        return Judged(None, None, problems)
    payee = None
    try:
        payee = _payee(source, wanted, cache, clock)
    except FieldError as error:
        if not error.code.startswith("qris-photo"):
            raise
        problems.append(problem_at(source, "qris", error.code, error.values))
    try:
        return replace(_held(root, source, wanted, problems, checks, cache, clock), payee=payee)
    except OSError as error:
        folder = approved_folder(root, source.slug)
        if error.filename is None or not Path(error.filename).is_relative_to(folder):
            raise
        return Judged(wanted, None, [*problems, _damaged(source.slug)])


def _payee(source: SellerSource, seller: Seller, cache: Path, clock: Clock) -> Payee | None:
    """Whom the shop's QRIS pays.  Raises `FieldError`: its photo shows no code that pages could show."""
    code = seller.qris
    if code and code.photo:
        clock.more(PHOTO_SECONDS)
        photo = named(source.folder, PHOTO_FOLDER) / code.photo.name
        code = qris.in_photo(PhotoCache(cache / "photos").codes(code.photo, photo))
    if code is None or not code.nmid:
        return None
    return Payee(code.nmid, problem_at(source, "qris", "qris-nmid-shared", {"found": code.nmid}))


def judge_shop_file(root: Path, hub: Hub, slug: str, cache: Path, clock: Clock) -> Seller | None:
    """What toko.yaml says by itself of a shop that follows others; None where more has to be judged to tell.

    It is judged as if there were no products and no story: `judge` has the last word.
    """
    folder = f"sellers/{slug}"
    try:
        data = read_regular(f"{root}/{folder}/{SHOP_FILE}", MAX_BYTES)
    except OSError:
        return None
    if b"ikuti" not in data or is_governed(root, slug):  # the key, unless some spelling of YAML hides it
        return None
    try:
        photos = tuple(os.listdir(root / folder / PHOTO_FOLDER))  # noqa: PTH208 - names
    except OSError:
        photos = ()
    file = SourceFile(f"{folder}/{SHOP_FILE}", SHOP_FILE, data)
    checks = _timed(check_context(hub, root=root, cache=cache), clock)
    seller, _ = check_seller(SellerSource(slug, folder, root / folder, file, photos=photos), checks)
    return seller if seller and seller.follows else None


def _held(
    root: Path,
    source: SellerSource,
    wanted: Seller,
    problems: list[Diagnostic],
    checks: CheckContext,
    made_before: Path,
    clock: Clock,
) -> Judged:
    if not is_governed(root, source.slug):
        return Judged(wanted, wanted, problems)
    cache = PhotoCache(made_before / "photos")

    def approved_photo(path: Path) -> Photo:
        clock.more(PHOTO_SECONDS)
        return cache.judge(path)

    approved = read_approved(root, source.slug, checks, approved_photo)
    if approved is None or not (approved.whatsapp and approved.name):
        return Judged(wanted, None, [*problems, _damaged(source.slug)])
    places = {
        photo.sha256: named(folder, PHOTO_FOLDER) / photo.name
        for seller, folder in (
            (approved, approved_folder(root, source.slug)),
            (wanted, source.folder),
        )
        for photo in seller.photos
    }
    agreed = {photo.sha256 for photo in approved.photos}
    codes = {
        photo.sha256: cache.codes(photo, places[photo.sha256])
        for photo in wanted.photos
        if photo.sha256 not in agreed
    }
    if any(codes.values()):  # one of them may be a code that was agreed to, in another photo
        codes |= {p.sha256: cache.codes(p, places[p.sha256]) for p in approved.photos}
    seller, waiting = held_back(wanted, approved, codes)
    seller = replace(seller, products=tuple(product for product in seller.products if product.name))
    there = {photo.sha256 for photo in wanted.photos}
    return Judged(
        wanted,
        seller,
        problems + [waiting_problem(source, one) for one in waiting],
        waiting,
        approved_photos={
            photo.sha256: places[photo.sha256] for photo in seller.photos if photo.sha256 not in there
        },
    )


def _damaged(slug: str) -> Diagnostic:
    problem = whole_folder(slug, "approved-damaged", {"slug": slug})
    return replace(problem, path=f"{APPROVED}/{slug}")


def _timed(checks: CheckContext, clock: Clock) -> CheckContext:
    """The same rules, with more time for each photo that is judged; what nobody names gives none."""
    judged = set()

    def judge_photo(slug: str, name: str) -> Photo:
        if name not in judged:
            judged.add(name)
            clock.more(PHOTO_SECONDS)
        return checks.judge_photo(slug, name)

    return replace(checks, judge_photo=judge_photo)
