"""From a draft to sellers/, where the next build finds it. Nothing here touches the network or a bucket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Literal

from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.model import Seller
from generator.content.places import NOWHERE
from generator.content.reader import DELETED, PHOTO_FOLDER, SHOP_FILE, deleted_products, named
from generator.disk.atomic_folder import replace_folder
from generator.form import approvals, rewriting, saving, undoing
from generator.form.approvals import Approval, Kind
from generator.form.changes import Change, differences
from generator.form.context import FormContext
from generator.form.drafts import Draft, UnreadableDraftError
from generator.form.governed_shop import GovernedShop, questions, released
from generator.form.history import HistoryEntry
from generator.form.links import PrivateLink, linked_slugs
from generator.form.lost import deleted, lost, without_consent
from generator.form.readiness import missing
from generator.form.saving import Base, ChangeOf, lock_shop, stage_folder

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


class ChangedMeanwhileError(Exception):
    """A shop is not any more what a mentor looked at before agreeing to it."""


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


@contextmanager
def edit(context: FormContext, actor: PrivateLink | None, slug: str) -> Iterator[ShopEdit]:
    """A shop to be looked at or changed: whoever else wants to waits until this ends."""
    with lock_shop(context.data_dir, slug):
        yield ShopEdit(context, actor, slug)


def govern_linked(context: FormContext) -> None:
    """See to it that every shop that a link opens has an approved copy, once anything of it is published."""
    for slug in linked_slugs(context.database):
        if context.live.folder(slug).is_dir() and not context.approved.folder(slug).is_dir():
            with edit(context, None, slug) as shop, suppress(UnreadableDraftError):
                shop.govern()


class ShopEdit(GovernedShop):
    """What can be done with a shop. `actor` says who does it."""

    def begin(self) -> None:
        """See to it that a shop which was there before the form has its draft."""
        drafts, live = self.context.drafts.folder(self.slug), self.context.live.folder(self.slug)
        if live.is_dir() and not drafts.is_dir():
            found = self.context.live.read(self.slug)
            photos = {name: named(found.folder, PHOTO_FOLDER) / name for name in found.photos}
            stage = stage_folder(drafts, drafts, dict(found.texts), dict(photos), copies=True)
            replace_folder(stage, drafts)
            self._remember(Seller("", "", "", found.seller.kecamatan, ""), found.seller)
            self._note_live(found, found)
            self.govern()

    def vouch(self, number: str) -> None:
        """Let a new shop go online with this number: whoever invited it typed it."""
        known = self.approved.seller if self.approved else Seller(self.slug, "", "", NOWHERE, "")
        self._agree(replace(known, whatsapp=number))

    def status(self) -> ShopStatus:
        """Where the shop stands; a draft without changes of its own follows edits by hand."""
        live, row = self.live, self.row
        edited = live is not None and row.live != live.version
        less = edited and live is not None and lost(self.draft, live)
        if edited and live and self.draft.version == row.draft and not less:
            self._follow(live, keep=True)
            self.ask_mentor()
            edited = False
        draft = self.draft
        waiting = tuple(approvals.waiting(self.context.database, slug=self.slug))
        pending = differences(live.seller, self.hold(draft.seller)[0]) if live else []
        unseen = draft.version != self.row.draft
        return ShopStatus(draft, live, tuple(pending), waiting, edited, less, unseen)

    def save(self, change: ChangeOf, base: Base | None = None) -> None:
        """Save a change of the draft, and ask about what of a published shop needs a second person.

        Raises:
            ConflictError: a file of `base` is not what it was.
            OSError: the disk is full, for example; the draft is what it was.
        """
        self._save(change, self.actor, base)
        self.ask_mentor()

    def publish(self, *, over_edits: bool = False, seen: str = "") -> PublishResult:
        """Replace sellers/<slug> by the draft, whole; `waiting` when a mentor must agree to a new shop first.

        A mentor who publishes a new shop agrees to it, if it is what she has `seen`.

        Raises:
            NotReadyError: something required is missing, or the folder has errors.
            EditedByHandError: unless `over_edits`.
            OSError: the disk is full, for example; then sellers/<slug> is what it was.
        """
        found = self._ready(over_edits=over_edits)
        draft, live = self.draft.seller, found.live
        first = live is None and not self.row.live
        if first and self._by.role != "seller" and seen == self.seen_whole():
            self._agree(draft)
        known = self.approved
        if first and self.row.origin != "registered" and not (known and known.seller.whatsapp):
            self.vouch(draft.whatsapp)  # nobody has ever been called on another number
        after, waiting = self.hold(draft)
        unknown = first and bool(waiting)
        if unknown or (live is None and self.row.origin == "registered" and self._by.role == "seller"):
            self._ask("shop", "", draft.name)
            return "waiting"
        if live and live.seller.withdrawn and self._by.role != "seller":  # nobody else gives a consent back
            after = _without_consent(after)
        self._put(after, live, keep=found.lost)
        self.ask_mentor()
        approvals.withdraw(self.context.database, self.slug, "shop", self.context.now())
        return "published"

    def publish_change(self, change: ChangeOf, base: Base | None = None) -> None:
        """Save one change, and make the same one in sellers/ if the shop is there: prices, stock, holidays.

        Other changes of the draft stay unpublished, and so does what a mentor has to agree to first.
        Raises as `save` does.
        """
        found = self.status()
        self.save(change, base)
        if found.live and not found.edited:
            self._publish_alone(self._without_news(found.live.seller, change))

    def save_contact(self, change: ChangeOf, base: Base | None = None) -> None:
        """Save another number or code. Of a published shop, a mentor's is published, a seller's asked about.

        Raises as `save` does.
        """
        found = self.status()
        draft = found.draft.seller
        self._save(change, self.actor, base)
        if self._by.role != "seller" and not found.edited:
            live = found.live.seller if found.live else None
            typed = change(draft).whatsapp != draft.whatsapp
            if typed or (live and change(live).whatsapp == live.whatsapp):
                self._agree_to(change)
                self._publish_alone(change)  # else it is the page as it was: a seller's wish, not hers
        self.ask_mentor()

    def withdraw_consent(self) -> None:
        """The seller's consent goes out of the draft and of sellers/, whoever else has changed what there."""
        try:
            if self.status().live:
                self._publish_alone(_without_consent)
        except UnreadableDraftError:  # a slip by hand in toko.yaml keeps nobody from taking her consent back
            folder = self.context.live.folder(self.slug)
            text = named(folder, SHOP_FILE).read_text("utf-8", "replace")
            self._replace_live({SHOP_FILE: without_consent(text).encode()}, {})
        self._save(_without_consent, self.actor)

    def take_over(self) -> None:
        """Let the draft be what sellers/<slug> is now; the history keeps what it was."""
        if (live := self.live) and not lost(self.draft, live):
            self._follow(live)
            self.ask_mentor()

    def undo(self, entry: HistoryEntry) -> None:
        """Let the answers of a change be again what they were before it.

        A number or a code that comes back is asked about like any other. Raises `TooManyError` and `OSError`.
        """
        texts = undoing.texts(self.context, self.draft, entry)
        if texts:
            before = self.draft.seller
            told = [Change("restored", c.thing, c.after, c.before) for c in entry.changes]
            self._write(texts, told, self.actor)
            self._remember(before, self.draft.seller)
        self.ask_mentor()

    def decide(self, number: int, seen: str, *, approve: bool) -> bool:
        """A mentor's answer to a question; False when it was answered before, or the shop is gone.

        Raises as `publish` does, for a new shop; `ChangedMeanwhileError` where `seen` is not what there is.
        """
        database, now = self.context.database, self.context.now()
        found = self.status()
        asked = next((one for one in found.waiting if one.id == number), None)
        if asked is None:
            return False
        if seen != self.seen(asked):
            raise ChangedMeanwhileError
        if asked.kind == "shop":
            if approve:
                live = self._ready().live
                self._agree(self.draft.seller)
                self._put(self.draft.seller, live, keep=False)
        elif found.live is None:
            approvals.withdraw(database, self.slug, asked.kind, now)
            return False
        else:
            self._answer(asked, approve=approve)
        return approvals.decide(database, number, self._by, now, "approved" if approve else "declined")

    @property
    def _by(self) -> PrivateLink:
        """Whoever acts, where only a person can."""
        if self.actor is None:
            raise LookupError("nobody acts")
        return self.actor

    def _answer(self, asked: Approval, *, approve: bool) -> None:
        """Let the draft's values that were asked about go online, or the approved ones come back."""
        wanted = self.draft.seller
        held, waiting = self.hold(wanted)
        if questions(waiting).get(asked.kind, ("", ""))[1] != asked.after:
            raise ChangedMeanwhileError

        def taken(seller: Seller) -> Seller:
            if asked.kind == "content":
                return released(seller, wanted, held)
            return _with_contact(seller, asked.kind, wanted)

        def kept(seller: Seller) -> Seller:
            back = self.hold(seller)[0]
            if asked.kind == "content":
                return replace(back, whatsapp=seller.whatsapp, qris=seller.qris)
            return _with_contact(seller, asked.kind, back)

        if approve:
            self._agree_to(taken)
            self._publish_alone(taken)
        else:
            self._save(kept, self.actor)
            self._publish_alone(kept)

    def _ready(self, *, over_edits: bool = False) -> ShopStatus:
        """Where a shop stands that can be published now. Raises as `publish` does."""
        found = self.status()
        if step := missing(found.draft.seller):
            raise NotReadyError(step)
        if has_errors(found.draft.problems):
            raise NotReadyError("", found.draft.problems)
        if found.edited and found.live:
            if not over_edits:
                raise EditedByHandError
            if not found.lost:
                self._insist(found.live)
        return found

    def _agree_to(self, change: ChangeOf) -> None:
        """Let the approved copy follow a change to which a second person says yes."""
        approved = self.approved
        self._agree(change(approved.seller if approved else Seller(self.slug, "", "", NOWHERE, "")))

    def _without_news(self, live: Seller, change: ChangeOf) -> ChangeOf:
        """A change of what is published, without what of it waits for a mentor."""
        after = change(live)
        held, waiting = self.hold(after)
        return (lambda _live: held) if set(waiting) - set(self.hold(live)[1]) else change

    def _follow(self, live: Draft, *, keep: bool = False) -> None:
        """Bring the draft to what sellers/<slug> says, as a change in the history; `keep` its wishes."""
        draft = self.draft
        held, waiting = self.hold(draft.seller)
        gone = {path: None for path in draft.texts if path not in live.texts}
        new = {path: data for path, data in live.texts.items() if draft.texts.get(path) != data}
        photo_store = self.context.photo_store(live.slug)
        for name in set(live.photos) - set(draft.photos):
            photo_store.mkdir(exist_ok=True)
            if not (photo_store / name).exists():
                saving.copy(named(live.folder, PHOTO_FOLDER) / name, photo_store / name)
        changes = differences(draft.seller, live.seller) or [Change("files", "", "", "")]
        if gone or new:
            self._write({**gone, **new}, changes, None)
            self._remember(draft.seller, live.seller)
            if keep:
                wishes = questions(waiting).keys() & {"whatsapp", "qris"}

                def wish(seller: Seller) -> Seller:
                    for kind in wishes:
                        seller = _with_contact(seller, kind, draft.seller)
                    return released(seller, draft.seller, held)

                self._save(wish, None)
        self._note_live(live, self.draft)

    def _insist(self, live: Draft) -> None:
        """The draft as it is, with what was written by hand in the history before it: nothing is lost."""
        mine = self.draft
        self._follow(live)
        theirs = self.draft
        back: dict[str, bytes | None] = {path: None for path in theirs.texts if path not in mine.texts}
        back |= {path: data for path, data in mine.texts.items() if theirs.texts.get(path) != data}
        self._write(back, differences(theirs.seller, mine.seller), self.actor)
        self._remember(theirs.seller, mine.seller)

    def _put(self, after: Seller, live: Draft | None, *, keep: bool) -> None:
        """Make sellers/<slug> say `after`, with all else as in the draft; files that no shop has stay there.

        With `keep`, so do products that only sellers/<slug> has: what was lost comes back, and nothing goes.
        """
        draft, target = self.draft, self.context.live.folder(self.slug)
        texts: dict[str, bytes | None] = dict.fromkeys(live.texts) if live and not keep else {}
        texts |= draft.texts
        texts |= rewriting.texts(draft, after, self.context.live.rules)
        texts[DELETED] = deleted(deleted_products(target), live.seller, after) if live else None
        if live and live.torn:
            texts[f"{SHOP_FILE}.bak"] = live.texts[SHOP_FILE]  # what somebody typed there is not thrown away
        first = live is None and not self.row.live
        self._replace_live(texts, self._photo_files(after, keep=keep))
        self._note_live(self.live, draft, moves=first)
        self.note(step="")
        self._agree(self.hold(after)[0])

    def _publish_alone(self, change: ChangeOf) -> None:
        """Make one change in sellers/<slug>, and none of the draft's."""
        before = self.live
        self._change_live(change)
        now = self.live
        if before is None or now is None or now is before:
            return
        self._agree(self.hold(now.seller)[0])
        if self.row.live != before.version:
            return  # edited by hand: the seller has not been asked yet whose changes win
        draft = self.draft
        same = not differences(self.hold(draft.seller)[0], now.seller)
        self.note(live=now.version, draft=draft.version if same else self.row.draft)

    def _note_live(self, live: Draft | None, draft: Draft, *, moves: bool = False) -> None:
        """Remember what is published. Its first publication says whose mentor looks after it, nothing later.

        Whoever changes a shop does not move it to another mentor: hers hands it over.
        """
        if live is None:
            return
        place = live.seller.kecamatan.slug
        known = {"kecamatan": place} if place and (moves or not self.row.kecamatan) else {}
        self.note(live=live.version, draft=draft.version, **known)


def _with_contact(seller: Seller, kind: Kind, of: Seller) -> Seller:
    """A shop with the number, or the code, of another."""
    return replace(seller, whatsapp=of.whatsapp) if kind == "whatsapp" else replace(seller, qris=of.qris)


def _without_consent(seller: Seller) -> Seller:
    return replace(seller, consent=None, withdrawn=True)
