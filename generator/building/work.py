"""One seller, from its folder to its laid-out pages: what a worker process does.

A task is a plain function of plain values, so that it can run in this process, in a local pool, or later on
other machines that see the same workspace.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from traceback import format_exc
from typing import Literal

from generator.building import fingerprint, stage
from generator.building.state import FileRow
from generator.building.timelimit import Clock, TooLongError, time_limit
from generator.content.check_context import CheckContext
from generator.content.checker import check_seller
from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.fields import FieldError
from generator.content.hub import Hub
from generator.content.model import Photo, Seller
from generator.content.reader import SellerSource, read_seller
from generator.disk.atomic_folder import holding
from generator.errors import UnusableError
from generator.hosting.contact import Contact
from generator.hosting.term import Term
from generator.render.card import FollowedShop, ShopCard
from generator.render.context import check_context, render_context
from generator.render.shopview import open_notice
from generator.render.storefront import Dates, Shop, render_shop
from generator.terminal import safe
from generator.trouble import disk_is_full

_log = logging.getLogger(__name__)

TEXT_SECONDS = 10
"""CPU seconds for a seller's texts."""
PHOTO_SECONDS = 3
"""CPU seconds more for each photo that the shop shows."""
READINGS = 3
"""So often a folder is read that changes while it is read."""


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What is the same for all sellers of a build."""

    root: Path
    """The workspace."""
    site: Path
    stage: Path
    cache: Path
    """What was made before and can be made again: photos, compiled templates."""
    hub: Hub
    today: date
    preview: bool


@dataclass(frozen=True, slots=True)
class Job:
    """One seller to be built."""

    slug: str
    dates: Dates
    """Of its products, at the last build."""
    before: Mapping[str, FileRow]
    """Its files at the last build."""
    followed: tuple[FollowedShop, ...] | None
    """The shops it follows that are online; None at the first look, when nobody knows whom it follows."""
    term: Term
    """Where it stands with its two years."""


@dataclass(frozen=True, slots=True)
class ShopOutcome:
    """What became of a job."""

    slug: str
    status: Literal["built", "deferred", "failed", "unpublished"]
    """`deferred`: it follows others, and wants another look once they are known."""
    diagnostics: tuple[Diagnostic, ...] = ()
    withdrawn: bool = False
    """Whether the seller took her consent back, in words; that wins over keeping old pages."""
    consent: date | None = None
    """The day she gave it; None where it is not known."""
    products: int = 0
    """Products that lie in the folder, drafts too."""
    deleted: frozenset[str] = frozenset()
    """Slugs of products that are not missing: deleted through the form, or copies that are left out."""
    explained: bool = False
    """Whether a person said that pages of the shop go."""
    follows: tuple[str, ...] = ()
    as_followed: FollowedShop | None = None
    """What its followers will say of it, known before its pages are made."""
    signature: str = ""
    """Of its folder, from before it was read; empty where it never stood still."""
    content: str = ""
    """Of what was read, and nothing else; empty where that cannot be told."""
    fresh_from: str = ""
    fresh_until: str = ""
    card: ShopCard | None = None
    contact: Contact | None = None
    dates: Dates | None = None
    assets: tuple[str, ...] = ()
    files: tuple[FileRow, ...] = ()
    photos_made: int = 0
    photos_cached: int = 0


def build_sellers(recipe: BuildContext, jobs: Sequence[Job]) -> list[ShopOutcome]:
    """Build several sellers, one after another; whatever happens to one, the others are built."""
    return [_guarded(recipe, job) for job in jobs]


def _guarded(recipe: BuildContext, job: Job) -> ShopOutcome:
    try:
        with holding(recipe.root / "sellers" / job.slug):  # the form replaces a folder only when nobody reads
            return build_seller(recipe, job)
    except UnusableError:
        raise  # a theme, for example: no seller's doing, and the same for all
    except OSError as error:
        if not _of_folder(error, recipe.root / "sellers" / job.slug):
            raise  # the disk below build/: no seller's doing either
        values = {"found": Path(error.filename).name, "reason": error.strerror or ""}
        return ShopOutcome(job.slug, "failed", (_whole_folder(job.slug, "file-unreadable", values),))
    except Exception as error:  # a mistake of ours that one seller brought to light must not stop the others
        if isinstance(error, OSError) and disk_is_full(error):  # no seller's fault, and the next one's, too
            raise
        _log.error("building %s failed\n%s", safe(job.slug), safe(format_exc()))  # workers have no handler
        reason = f"{type(error).__name__}: {error}"
        return ShopOutcome(
            job.slug, "failed", (_whole_folder(job.slug, "internal-error", {"found": reason}),)
        )


def _of_folder(error: OSError, folder: Path) -> bool:
    """Whether the disk refused something of this folder: it vanished while it was read, for example."""
    return isinstance(error.filename, str | os.PathLike) and Path(error.filename).is_relative_to(folder)


def quarantined(job: Job) -> ShopOutcome:
    """A seller whose pages ended the process that made them, twice; once all by itself."""
    return ShopOutcome(job.slug, "failed", (_whole_folder(job.slug, "worker-died", {}),))


def out_of_time(slug: str, limit: str) -> Diagnostic:
    """What is told of a seller that took more CPU seconds than it has."""
    return _whole_folder(slug, "render-timeout", {"limit": limit})


def build_seller(recipe: BuildContext, job: Job) -> ShopOutcome:
    """Read, check, render and lay out one seller. Every failure of a seller's making is in the outcome.

    A folder that changed meanwhile is read again; one that never stands still, by the next build.
    """
    folder = recipe.root / "sellers" / job.slug
    for _ in range(READINGS):
        signature = fingerprint.signature(folder)
        outcome = _built_once(recipe, job)
        if fingerprint.steady(signature, fingerprint.signature(folder)):
            return replace(outcome, signature=signature)
    return outcome


def _built_once(recipe: BuildContext, job: Job) -> ShopOutcome:
    source = read_seller(recipe.root, job.slug)
    photos = fingerprint.photo_digests(source)
    content = ""
    seller = None
    problems: list[Diagnostic] = []
    try:
        with time_limit(TEXT_SECONDS) as clock:
            sellers = recipe.root / "sellers"
            around = render_context(
                recipe.hub, recipe.today, sellers=sellers, cache=recipe.cache, preview=recipe.preview
            )
            rules = check_context(recipe.hub, sellers=sellers, cache=recipe.cache)
            seller, problems = check_seller(source, _timed(rules, clock))
            content = _content(source, seller, photos)
            withdrawn = any(p.code == "consent-withdrawn" for p in problems)
            if seller is None:
                return ShopOutcome(job.slug, "failed", tuple(problems), withdrawn, content=content)
            if not recipe.preview and not (seller.consent and seller.consent <= recipe.today):
                return ShopOutcome(
                    job.slug,
                    "unpublished",
                    tuple(problems),
                    withdrawn,
                    consent=seller.consent,
                    content=content,
                    fresh_until=seller.consent.isoformat() if seller.consent else "",
                )
            if seller.follows and job.followed is None:
                place = ", ".join(filter(None, (seller.kelurahan, seller.kecamatan.name)))
                as_followed = FollowedShop(seller.slug, seller.name, seller.category, place)
                return ShopOutcome(job.slug, "deferred", follows=seller.follows, as_followed=as_followed)
            known = {shop.slug: shop for shop in job.followed or ()}
            followed = tuple(known[slug] for slug in seller.follows if slug in known)
            shop = render_shop(seller, around, followed, job.dates, job.term)
    except FieldError as error:
        problems.append(_whole_folder(job.slug, error.code, error.values))
    except TooLongError:
        problems.append(out_of_time(job.slug, f"{clock.seconds:g}"))
        content = content or _content(source, None, photos)
    if seller is None or has_errors(problems):
        return ShopOutcome(job.slug, "failed", tuple(problems), content=content)
    return _laid_out(recipe, job, seller, shop, problems, content, source.deleted | source.copies)


def _timed(rules: CheckContext, clock: Clock) -> CheckContext:
    """The same rules, with more time for each photo that is judged; what nobody names gives none."""
    judged = set()

    def judge(slug: str, name: str) -> Photo:
        if name not in judged:
            judged.add(name)
            clock.more(PHOTO_SECONDS)
        return rules.judge_photo(slug, name)

    return replace(rules, judge_photo=judge)


def _content(source: SellerSource, seller: Seller | None, found: Mapping[str, str]) -> str:
    """What was read of a folder; empty when a photo is not the one that was judged."""
    judged = [photo for product in seller.products for photo in product.photos] if seller else []
    if seller and seller.qris and seller.qris.photo:
        judged.append(seller.qris.photo)
    same = all(found.get(photo.name) == photo.sha256 for photo in judged)
    return fingerprint.content(source, found) if same else ""


def check_folder(root: Path, hub: Hub, slug: str) -> tuple[Seller | None, list[Diagnostic]]:
    """One seller as its folder says, or None with errors, and all problems; nothing is made."""
    rules = check_context(hub, sellers=root / "sellers", cache=root / "build" / "cache")
    try:
        with time_limit(TEXT_SECONDS) as clock:
            return check_seller(read_seller(root, slug), _timed(rules, clock))
    except TooLongError:
        return None, [out_of_time(slug, f"{clock.seconds:g}")]
    except OSError as error:
        return None, [_whole_folder(slug, "file-unreadable", {"found": slug, "reason": error.strerror or ""})]


def _laid_out(
    recipe: BuildContext,
    job: Job,
    seller: Seller,
    shop: Shop,
    problems: list[Diagnostic],
    content: str,
    deleted: frozenset[str],
) -> ShopOutcome:
    files = stage.stage_files(shop.outputs, job.before, recipe.site, recipe.stage, job.slug)
    # pages show a holiday until its last day: they are right up to the day after, or only from then on
    turn = (seller.closed.until + timedelta(days=1)).isoformat() if seller.closed else ""
    shown = bool(open_notice(seller.closed, recipe.today))
    return ShopOutcome(
        job.slug,
        "built",
        tuple(problems),
        consent=seller.consent,
        products=len(seller.products),
        deleted=deleted,
        follows=seller.follows,
        as_followed=shop.card.as_followed(),
        content=content,
        fresh_from="" if shown else turn,
        fresh_until=turn if shown else "",
        card=shop.card,
        contact=Contact.of(seller),
        dates=shop.dates,
        assets=shop.assets,
        files=files,
        photos_made=shop.photos_made,
        photos_cached=shop.photos_cached,
    )


def _whole_folder(slug: str, code: str, values: Mapping[str, str]) -> Diagnostic:
    return Diagnostic(f"sellers/{slug}", None, None, code, "error", slug, dict(values))
