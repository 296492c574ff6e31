"""From a draft to sellers/, where the next build finds it. Nothing here touches the network or a bucket.

A shop's WhatsApp number and QRIS code are where orders and money go: whoever has a seller's link may ask for
another one, but a mentor says yes before it is in sellers/.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from generator.content.atomic_folder import replace_folder
from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.model import Place, Seller
from generator.content.reader import DELETED, PHOTO_FOLDER, SHOP_FILE, deleted_products, named
from generator.form import approvals, rewriting, saving, second_person, shops
from generator.form.approvals import Approval
from generator.form.changes import Change, differences
from generator.form.context import FormContext
from generator.form.drafts import Draft, UnreadableDraftError
from generator.form.links import PrivateLink
from generator.form.lost import deleted, lost, without_consent
from generator.form.readiness import missing
from generator.form.saving import ChangeOf, alone, stage_folder

PublishResult = Literal["published", "waiting"]


class NotReadyError(Exception):
    """A draft that cannot be published yet."""

    def __init__(self, step: str, problems: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(step or "the folder has errors")
        self.step = step
        """The required answer that is missing; empty where something else is wrong."""
        self.problems = problems


class EditedByHandError(Exception):
    """sellers/<slug> is not what was last published, and the draft has changes of its own."""


@dataclass(frozen=True, slots=True)
class ShopStatus:
    """A draft beside what is published of it."""

    draft: Draft
    live: Draft | None
    """None before the first publication."""
    pending: tuple[Change, ...]
    """What the next publication changes; without what waits for a mentor."""
    waiting: tuple[Approval, ...]
    edited: bool
    """Whether sellers/<slug> was changed by hand while the draft has changes, too, or has lost something."""
    lost: bool = False
    """Whether sellers/<slug> says less than a shop must: the draft still has it."""
    unseen: bool = False
    """Whether the draft has changes that were never published; beside a loss nobody can tell which."""


def shop_status(context: FormContext, slug: str) -> ShopStatus:
    """Where a shop stands; a draft without changes of its own follows edits by hand."""
    with alone(context, slug):
        return shop_status_locked(context, slug)


def begin_draft(context: FormContext, slug: str) -> None:
    """See to it that a shop which was there before the form has its draft."""
    if context.drafts.folder(slug).is_dir():
        return
    with alone(context, slug):
        if context.live.folder(slug).is_dir() and not context.drafts.folder(slug).is_dir():
            _copy(context, context.live.read(slug))


def shop_status_locked(context: FormContext, slug: str) -> ShopStatus:
    """`shop_status`, for whoever is `alone`."""
    live = _live(context, slug)
    row = _row(context, slug)
    draft = context.drafts.read(slug)
    edited = live is not None and row.live != live.version
    waiting = tuple(approvals.waiting(context.database, slug=slug))
    less = edited and live is not None and lost(draft, live)
    if edited and live and draft.version == row.draft and not less:
        draft = _follow(context, draft, live, keep={one.kind for one in waiting})
        edited = False
    pending = differences(live.seller, second_person.held_back(draft.seller, live.seller)) if live else []
    return ShopStatus(draft, live, tuple(pending), waiting, edited, less, draft.version != row.draft)


def publish(
    context: FormContext, actor: PrivateLink, slug: str, *, over_edits: bool = False
) -> PublishResult:
    """Replace sellers/<slug> by the draft, whole; `waiting` when a mentor has to agree to a new shop first.

    Raises:
        NotReadyError: something required is missing, or the folder has errors.
        EditedByHandError: unless `over_edits`.
        OSError: the disk is full, for example; then sellers/<slug> is what it was.
    """
    with alone(context, slug):
        outcome = publish_locked(context, actor, slug, over_edits=over_edits)
        if outcome == "published":
            approvals.withdraw(context.database, slug, "shop", context.now())
        return outcome


def save_and_publish(
    context: FormContext,
    actor: PrivateLink,
    slug: str,
    change: ChangeOf,
    base: Mapping[str, str] | None = None,
) -> None:
    """Save one change, and make the same change in sellers/ if the shop is there: prices, stock, holidays.

    Other changes of the draft stay unpublished. Raises as `saving.save` does.
    """
    with alone(context, slug):
        followed = shop_status_locked(context, slug)
        saving.save_locked(context, actor, slug, change, base)
        if followed.live and not followed.edited:
            change_live(context, slug, change)


def withdraw_consent(context: FormContext, actor: PrivateLink, slug: str) -> None:
    """The seller's consent is taken out of the draft and of sellers/, whoever else has changed what there."""
    with alone(context, slug):
        try:
            shop_status_locked(context, slug)
            if _live(context, slug):
                change_live(context, slug, _without_consent)
        except UnreadableDraftError:  # a slip by hand in toko.yaml keeps nobody from taking her consent back
            folder = context.live.folder(slug)
            text = named(folder, SHOP_FILE).read_text("utf-8", "replace")
            texts = {SHOP_FILE: without_consent(text).encode()}
            replace_folder(stage_folder(folder, folder, texts, {}), folder)
        saving.save_locked(context, actor, slug, _without_consent)


def save_second_person(
    context: FormContext,
    actor: PrivateLink,
    slug: str,
    change: ChangeOf,
    base: Mapping[str, str] | None = None,
) -> None:
    """Save another number or code. Of a published shop a mentor's is published, and a seller's asked about.

    Raises as `saving.save` does.
    """
    with alone(context, slug):
        followed = shop_status_locked(context, slug)
        saving.save_locked(context, actor, slug, change, base)
        if followed.live and not followed.edited and actor.role != "seller":
            draft, live = followed.draft.seller, followed.live.seller
            if change(draft).whatsapp != draft.whatsapp or change(live).whatsapp == live.whatsapp:
                change_live(context, slug, change)  # else it is the page as it was: a seller's wish, not hers
        ask_second_person(context, actor, slug)


def ask_second_person(context: FormContext, actor: PrivateLink, slug: str) -> None:
    """Ask about a number or a code that is not the published one, and no more about others; once `alone`."""
    if live := _live(context, slug):
        second_person.ask_for_changes(context, actor, live.seller, context.drafts.read(slug).seller)


def take_over(context: FormContext, slug: str) -> None:
    """Let the draft be what sellers/<slug> is now; the history keeps what it was."""
    with alone(context, slug):
        live, draft = _live(context, slug), context.drafts.read(slug)
        if live and not lost(draft, live):
            _follow(context, draft, live)
            second_person.withdraw(context, slug)


def known_number(context: FormContext, slug: str) -> str:
    """The number on which to reach a seller: what is published, not what a draft asks for. May be empty."""
    return (_live(context, slug) or context.drafts.read(slug)).seller.whatsapp


def published_place(context: FormContext, slug: str) -> Place | None:
    """The kecamatan that a shop's page names; None for a shop that is not published."""
    live = _live(context, slug)
    return live.seller.kecamatan if live and live.seller.kecamatan.slug else None


def publish_locked(
    context: FormContext, actor: PrivateLink, slug: str, *, over_edits: bool = False
) -> PublishResult:
    """`publish`, for whoever is `alone`."""
    found = shop_status_locked(context, slug)
    draft, live = found.draft, found.live
    if step := missing(draft.seller):
        raise NotReadyError(step)
    if has_errors(draft.problems):
        raise NotReadyError("", draft.problems)
    if found.edited and live:
        if not over_edits:
            raise EditedByHandError
        if not found.lost:
            draft = _insist(context, actor, draft, live)
    if live is None and actor.role == "seller" and _row(context, slug).origin == "registered":
        second_person.ask(context, actor, draft.seller, "shop", "", draft.seller.name)
        return "waiting"
    after = draft.seller
    if live:
        published = second_person.as_published(context, live.seller)
        second_person.ask_for_changes(context, actor, published, after)
        after = second_person.held_back(after, published)
        if live.seller.withdrawn and actor.role != "seller":  # nobody else gives a consent back
            after = _without_consent(after)
    _put(context, draft, after, live, moves=live is None or actor.role != "seller", keep=found.lost)
    return "published"


def _without_consent(seller: Seller) -> Seller:
    return replace(seller, consent=None, withdrawn=True)


def _live(context: FormContext, slug: str) -> Draft | None:
    """What is in sellers/; a toko.yaml that cannot be read any more says nothing, which is a loss."""
    return context.live.read(slug, may_be_torn=True) if context.live.folder(slug).is_dir() else None


def _row(context: FormContext, slug: str) -> shops.ShopRow:
    row = shops.shop_row(context.database, slug)
    if row is None:
        raise LookupError(slug)
    return row


def _copy(context: FormContext, live: Draft) -> None:
    """The first draft of a shop that was there before the form."""
    draft = context.drafts.folder(live.slug)
    photos = {name: named(live.folder, PHOTO_FOLDER) / name for name in live.photos}
    stage = stage_folder(draft, draft, dict(live.texts), dict(photos))
    replace_folder(stage, draft)
    saving.remember(context, Seller("", "", "", live.seller.kecamatan, ""), live.seller)
    _note_live(context, live, live)


def _follow(
    context: FormContext, draft: Draft, live: Draft, keep: Set[approvals.Kind] = frozenset()
) -> Draft:
    """Bring the draft to what sellers/<slug> says, as a change in the history; `keep` what is asked for."""
    gone = {path: None for path in draft.texts if path not in live.texts}
    new = {path: data for path, data in live.texts.items() if draft.texts.get(path) != data}
    photo_store = context.photo_store(live.slug)
    for name in set(live.photos) - set(draft.photos):
        photo_store.mkdir(exist_ok=True)
        if not (photo_store / name).exists():
            saving.link(named(live.folder, PHOTO_FOLDER) / name, photo_store / name)
    changes = differences(draft.seller, live.seller) or [Change("files", "", "", "")]
    if gone or new:
        saving.write(context, None, draft, {**gone, **new}, changes)
        saving.remember(context, draft.seller, live.seller)
        asked = second_person.kept(draft.seller, keep)
        saving.save_locked(context, None, live.slug, asked)
        draft = context.drafts.read(live.slug)
    _note_live(context, live, draft)
    return draft


def _insist(context: FormContext, actor: PrivateLink, draft: Draft, live: Draft) -> Draft:
    """The draft as it is, with what was written by hand in the history before it: nothing is lost."""
    mine = dict(draft.texts)
    theirs = _follow(context, draft, live)
    back: dict[str, bytes | None] = {path: None for path in theirs.texts if path not in mine}
    back |= {path: data for path, data in mine.items() if theirs.texts.get(path) != data}
    saving.write(context, actor, theirs, back, differences(theirs.seller, draft.seller))
    saving.remember(context, theirs.seller, draft.seller)
    return context.drafts.read(draft.slug)


def _put(
    context: FormContext, draft: Draft, after: Seller, live: Draft | None, *, moves: bool, keep: bool
) -> None:
    """Make sellers/<slug> say `after`, with all else as in the draft; files that no shop has stay there.

    With `keep`, so do products that only sellers/<slug> has: what was lost comes back, and nothing else goes.
    """
    slug, target = draft.slug, context.live.folder(draft.slug)
    texts: dict[str, bytes | None] = dict.fromkeys(live.texts) if live and not keep else {}
    texts |= draft.texts
    texts[DELETED] = deleted(deleted_products(target), live.seller, after) if live else None
    if live and live.torn:
        texts[f"{SHOP_FILE}.bak"] = live.texts[SHOP_FILE]  # what somebody typed there is not thrown away
    if after != draft.seller:
        texts[SHOP_FILE] = rewriting.shop_file(draft, after, context.live.rules)
    photos: dict[str, Path | None] = dict.fromkeys(live.photos) if live and not keep else {}
    photos |= {name: draft.folder / "foto" / name for name in draft.photos}
    if after.qris and after.qris.photo and after.qris.photo.name not in draft.photos:
        photos.pop(after.qris.photo.name, None)  # a code that is kept back keeps its photo
    replace_folder(stage_folder(target, target, texts, photos), target)
    _note_live(context, context.live.read(slug), draft, moves=moves)
    shops.note(context.database, slug, step="")


def change_live(context: FormContext, slug: str, change: ChangeOf) -> None:
    """Make one change in sellers/<slug>, and none of the draft's; whoever calls is `alone`."""
    live = context.live.read(slug)
    after = change(live.seller)
    texts = rewriting.texts(live, after, context.live.rules)
    if not texts:
        return
    texts[DELETED] = deleted(deleted_products(live.folder), live.seller, after)
    row = _row(context, slug)
    replace_folder(stage_folder(live.folder, live.folder, texts, {}), live.folder)
    if row.live != live.version:
        return  # edited by hand: the seller has not been asked yet whose changes win
    now = context.live.read(slug)
    draft = context.drafts.read(slug)
    same = not differences(second_person.held_back(draft.seller, now.seller), now.seller)
    shops.note(context.database, slug, live=now.version, draft=draft.version if same else row.draft)


def _note_live(context: FormContext, live: Draft, draft: Draft, *, moves: bool = True) -> None:
    """Remember what is published, and, if it `moves`, whose mentor looks after it.

    A seller's own change does not move a published shop: her mentor hands it over.
    """
    place = live.seller.kecamatan.slug
    known = {"kecamatan": place} if place and moves else {}  # nor does a slip of the pen
    shops.note(context.database, live.slug, live=live.version, draft=draft.version, **known)
