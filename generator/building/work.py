"""One seller, from its folder to its laid-out pages: what a worker process does.

A task is a plain function of plain values, so that it can run in this process, in a local pool, or later on
other machines that see the same workspace.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from traceback import format_exc

from msgspec.structs import replace

from generator.building import folder_fingerprint, stage
from generator.building.facts import shop_facts
from generator.building.job import BuildContext, Job, ShopOutcome, out_of_time, whole_folder
from generator.building.judging import Judged, judge, judge_shop_file
from generator.building.timelimit import TooLongError, time_limit
from generator.content import offline
from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.fields import FieldError
from generator.content.model import Seller
from generator.content.reader import APPROVED, SellerSource, read_seller
from generator.disk.atomic_folder import holding
from generator.errors import UnusableError
from generator.hosting.contact import Contact
from generator.render.card import FollowedShop
from generator.render.context import render_context
from generator.render.rendered_shop import Shop
from generator.render.shopview import turning_days
from generator.render.storefront import render_shop
from generator.rings import look_seldom
from generator.terminal import safe
from generator.trouble import disk_is_full

_log = logging.getLogger(__name__)

TEXT_SECONDS = 10
"""CPU seconds for a seller's texts."""
_OFF = frozenset({"consent-withdrawn", offline.CODE})
"""Problems that say that somebody took the shop off the internet, whatever else is wrong with it."""
READINGS = 3
"""So often a folder is read that changes while it is read."""


def build_sellers(context: BuildContext, jobs: Sequence[Job]) -> list[ShopOutcome]:
    """Build several sellers, one after another; whatever happens to one, the others are built."""
    look_seldom()
    return [_guarded(context, job) for job in jobs]


def _guarded(context: BuildContext, job: Job) -> ShopOutcome:
    try:
        folder, approved = f"{context.root}/sellers/{job.slug}", f"{context.root}/{APPROVED}/{job.slug}"
        with holding(folder), holding(approved):  # the form replaces a folder only when nobody reads
            return build_seller(context, job)
    except UnusableError:
        raise  # a theme, for example: no seller's doing, and the same for all
    except OSError as error:
        if not _of_folder(error, context.root / "sellers" / job.slug):
            raise  # the disk below build/: no seller's doing either
        values = {"found": Path(error.filename).name, "reason": error.strerror or ""}
        return ShopOutcome(job.slug, "failed", (whole_folder(job.slug, "file-unreadable", values),))
    except Exception as error:  # a mistake of ours that one seller brought to light must not stop the others
        if isinstance(error, OSError) and disk_is_full(error):  # no seller's fault, and the next one's, too
            raise
        _log.error("building %s failed\n%s", safe(job.slug), safe(format_exc()))  # workers have no handler
        reason = f"{type(error).__name__}: {error}"
        return ShopOutcome(job.slug, "failed", (whole_folder(job.slug, "internal-error", {"found": reason}),))


def _of_folder(error: OSError, folder: Path) -> bool:
    """Whether the disk refused something of this folder: it vanished while it was read, for example."""
    return isinstance(error.filename, str | os.PathLike) and Path(error.filename).is_relative_to(folder)


def build_seller(context: BuildContext, job: Job) -> ShopOutcome:
    """Read, check, render and lay out one seller. Every failure of a seller's making is in the outcome.

    A folder that changed meanwhile is read again; one that never stands still, by the next build.
    """
    if job.followed is None and (deferred := _at_first_look(context, job.slug)):
        return deferred
    for _ in range(READINGS):
        signature = folder_fingerprint.signature(context.root, job.slug)
        outcome = _built_once(context, job)
        if folder_fingerprint.steady(signature, folder_fingerprint.signature(context.root, job.slug)):
            return replace(outcome, signature=signature)
    return outcome


def _built_once(context: BuildContext, job: Job) -> ShopOutcome:
    source = read_seller(context.root, job.slug)
    photos = folder_fingerprint.photo_digests(source)
    content = ""
    seller = None
    problems: list[Diagnostic] = []
    try:
        with time_limit(TEXT_SECONDS) as clock:
            around = render_context(
                context.hub,
                context.today,
                root=context.root,
                cache=context.cache,
                preview=context.preview,
            )
            judged = judge(context.root, context.hub, source, context.cache, clock)
            seller, problems = judged.seller, judged.problems
            content = _content(context.root, source, judged.wanted, photos)
            withdrawn = any(p.code in _OFF for p in problems)
            if seller is None:
                return ShopOutcome(job.slug, "failed", tuple(problems), withdrawn, content=content)
            if not _is_shown(context, seller) or (source.offline and not context.preview):
                return ShopOutcome(
                    job.slug,
                    "unpublished",
                    tuple(problems),
                    withdrawn,
                    consent=seller.consent,
                    content=content,
                    fresh_until=seller.consent.isoformat() if seller.consent else "",
                    facts=shop_facts(judged.wanted or seller),
                )
            if seller.follows and job.followed is None:
                return _deferred(seller)
            known = {shop.slug: shop for shop in job.followed or ()}
            followed = tuple(known[slug] for slug in seller.follows if slug in known)
            shop = render_shop(
                seller,
                around,
                followed,
                job.dates,
                job.term,
                photo_files=judged.approved_photos,
                first_slug=job.first_slug,
                badges=job.badges,
            )
    except FieldError as error:
        problems.append(whole_folder(job.slug, error.code, error.values))
    except TooLongError:
        problems.append(out_of_time(job.slug, f"{clock.seconds:g}"))
        content = content or _content(context.root, source, None, photos)
    if seller is None or has_errors(problems):
        return ShopOutcome(job.slug, "failed", tuple(problems), content=content)
    return _laid_out(context, job, judged, seller, shop, content, source.deleted | source.copies)


def _at_first_look(context: BuildContext, slug: str) -> ShopOutcome | None:
    """What becomes of a shop that waits for others, by its toko.yaml alone; the rest is judged later."""
    try:
        with time_limit(TEXT_SECONDS) as clock:
            seller = judge_shop_file(context.root, context.hub, slug, context.cache, clock)
    except (FieldError, TooLongError):
        return None  # told when all of it is judged
    return _deferred(seller) if seller and _is_shown(context, seller) else None


def _deferred(seller: Seller) -> ShopOutcome:
    as_followed = FollowedShop(seller.slug, seller.name, seller.category, seller.place)
    return ShopOutcome(seller.slug, "deferred", follows=seller.follows, as_followed=as_followed)


def _is_shown(context: BuildContext, seller: Seller) -> bool:
    """Whether there is a consent that holds today; a preview shows every shop."""
    return context.preview or bool(seller.consent and seller.consent <= context.today)


def _content(root: Path, source: SellerSource, seller: Seller | None, found: Mapping[str, str]) -> str:
    """What was read of a folder; empty when a photo is not the one that was judged."""
    judged = seller.photos if seller else ()
    same = all(found.get(photo.name) == photo.sha256 for photo in judged)
    return folder_fingerprint.content(root, source, found) if same else ""


def _laid_out(
    context: BuildContext,
    job: Job,
    judged: Judged,
    seller: Seller,
    shop: Shop,
    content: str,
    deleted: frozenset[str],
) -> ShopOutcome:
    files = stage.stage_files(
        shop.outputs, job.before, context.site, context.stage / context.attempt, job.slug
    )
    # a holiday and an offer end by themselves: pages are right from one such day up to the next
    today, turns = context.today.isoformat(), [day.isoformat() for day in turning_days(seller)]
    return ShopOutcome(
        job.slug,
        "built",
        tuple(judged.problems),
        consent=seller.consent,
        products=len(judged.wanted.products) if judged.wanted else 0,
        deleted=deleted,
        follows=seller.follows,
        as_followed=shop.card.as_followed(),
        content=content,
        fresh_from=max((day for day in turns if day <= today), default=""),
        fresh_until=min((day for day in turns if day > today), default=""),
        card=shop.card,
        contact=Contact.of(seller),
        dates=shop.dates,
        assets=shop.assets,
        files=files,
        attempt=context.attempt,
        photos_made=shop.photos_made,
        photos_cached=shop.photos_cached,
        waiting=judged.waiting,
        facts=shop_facts(judged.wanted or seller),
    )
