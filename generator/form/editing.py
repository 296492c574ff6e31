"""From a draft to sellers/, where the next build finds it. Nothing here touches the network or a bucket.

A shop's WhatsApp number and QRIS code are where orders and money go: whoever has a seller's link may ask for
another one, but a mentor says yes before it is in sellers/.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.model import Seller
from generator.content.reader import DELETED, PHOTO_FOLDER, SHOP_FILE, deleted_products, named
from generator.disk.atomic_folder import replace_folder
from generator.form import approvals, rewriting, saving, second_person, undoing
from generator.form.approvals import Approval
from generator.form.changes import Change, differences
from generator.form.context import FormContext
from generator.form.drafts import Draft, UnreadableDraftError
from generator.form.history import HistoryEntry
from generator.form.links import PrivateLink
from generator.form.locked_shop import LockedShop
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


class ShopEdit(LockedShop):
    """What can be done with a shop. `actor` says who does it."""

    def begin(self) -> None:
        """See to it that a shop which was there before the form has its draft."""
        drafts, live = self.context.drafts.folder(self.slug), self.context.live.folder(self.slug)
        if live.is_dir() and not drafts.is_dir():
            found = self.context.live.read(self.slug)
            photos = {name: named(found.folder, PHOTO_FOLDER) / name for name in found.photos}
            replace_folder(stage_folder(drafts, drafts, dict(found.texts), dict(photos)), drafts)
            self._remember(Seller("", "", "", found.seller.kecamatan, ""), found.seller)
            self._note_live(found, found)

    def status(self) -> ShopStatus:
        """Where the shop stands; a draft without changes of its own follows edits by hand."""
        live, row = self.live, self.row
        edited = live is not None and row.live != live.version
        waiting = tuple(approvals.waiting(self.context.database, slug=self.slug))
        less = edited and live is not None and lost(self.draft, live)
        if edited and live and self.draft.version == row.draft and not less:
            self._follow(live, keep={one.kind for one in waiting})
            edited = False
        draft = self.draft
        pending = differences(live.seller, second_person.held_back(draft.seller, live.seller)) if live else []
        unseen = draft.version != row.draft
        return ShopStatus(draft, live, tuple(pending), waiting, edited, less, unseen)

    def publish(self, *, over_edits: bool = False) -> PublishResult:
        """Replace sellers/<slug> by the draft, whole; `waiting` when a mentor must agree to a new shop first.

        Raises:
            NotReadyError: something required is missing, or the folder has errors.
            EditedByHandError: unless `over_edits`.
            OSError: the disk is full, for example; then sellers/<slug> is what it was.
        """
        outcome = self._publish(over_edits=over_edits)
        if outcome == "published":
            approvals.withdraw(self.context.database, self.slug, "shop", self.context.now())
        return outcome

    def publish_change(self, change: ChangeOf, base: Base | None = None) -> None:
        """Save one change, and make the same one in sellers/ if the shop is there: prices, stock, holidays.

        Other changes of the draft stay unpublished. Raises as `save` does.
        """
        found = self.status()
        self.save(change, base)
        if found.live and not found.edited:
            self._publish_alone(change)

    def save_contact(self, change: ChangeOf, base: Base | None = None) -> None:
        """Save another number or code. Of a published shop, a mentor's is published, a seller's asked about.

        Raises as `save` does.
        """
        found = self.status()
        draft = found.draft.seller
        self.save(change, base)
        if found.live and not found.edited and self._by.role != "seller":
            live = found.live.seller
            if change(draft).whatsapp != draft.whatsapp or change(live).whatsapp == live.whatsapp:
                self._publish_alone(change)  # else it is the page as it was: a seller's wish, not hers
        self.ask_mentor()

    def ask_mentor(self) -> None:
        """Ask about a number or a code that is not the published one, and no more about others."""
        if live := self.live:
            second_person.ask_for_changes(self.context, self._by, live.seller, self.draft.seller)

    def withdraw_consent(self) -> None:
        """The seller's consent goes out of the draft and of sellers/, whoever else has changed what there."""
        try:
            if self.status().live:
                self._publish_alone(_without_consent)
        except UnreadableDraftError:  # a slip by hand in toko.yaml keeps nobody from taking her consent back
            folder = self.context.live.folder(self.slug)
            text = named(folder, SHOP_FILE).read_text("utf-8", "replace")
            self._replace_live({SHOP_FILE: without_consent(text).encode()}, {})
        self.save(_without_consent)

    def take_over(self) -> None:
        """Let the draft be what sellers/<slug> is now; the history keeps what it was."""
        if (live := self.live) and not lost(self.draft, live):
            self._follow(live)
            second_person.withdraw(self.context, self.slug)

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
        if seen != second_person.seen_in(asked, found.draft, found.live):
            raise ChangedMeanwhileError
        if asked.kind == "shop":
            if approve:
                self._publish()
        elif found.live is None:
            approvals.withdraw(database, self.slug, asked.kind, now)
            return False
        else:
            value = asked.after if approve else second_person.value(found.live.seller, asked.kind)
            change = second_person.number(value) if asked.kind == "whatsapp" else second_person.code(value)
            if approve:
                self._publish_alone(change)
            else:
                self.save(change)
        return approvals.decide(database, number, self._by, now, "approved" if approve else "declined")

    @property
    def _by(self) -> PrivateLink:
        """Whoever acts, where only a person can."""
        if self.actor is None:
            raise LookupError("nobody acts")
        return self.actor

    def _publish(self, *, over_edits: bool = False) -> PublishResult:
        found = self.status()
        live = found.live
        if step := missing(found.draft.seller):
            raise NotReadyError(step)
        if has_errors(found.draft.problems):
            raise NotReadyError("", found.draft.problems)
        if found.edited and live:
            if not over_edits:
                raise EditedByHandError
            if not found.lost:
                self._insist(live)
        after = self.draft.seller
        if live is None and self._by.role == "seller" and self.row.origin == "registered":
            second_person.ask(self.context, self._by, after, "shop", "", after.name)
            return "waiting"
        if live:
            published = second_person.as_published(self.context, live.seller)
            second_person.ask_for_changes(self.context, self._by, published, after)
            after = second_person.held_back(after, published)
            if live.seller.withdrawn and self._by.role != "seller":  # nobody else gives a consent back
                after = _without_consent(after)
        self._put(after, live, moves=live is None or self._by.role != "seller", keep=found.lost)
        return "published"

    def _follow(self, live: Draft, keep: Set[approvals.Kind] = frozenset()) -> None:
        """Bring the draft to what sellers/<slug> says, as a change in the history; `keep` what is asked."""
        draft = self.draft
        gone = {path: None for path in draft.texts if path not in live.texts}
        new = {path: data for path, data in live.texts.items() if draft.texts.get(path) != data}
        photo_store = self.context.photo_store(live.slug)
        for name in set(live.photos) - set(draft.photos):
            photo_store.mkdir(exist_ok=True)
            if not (photo_store / name).exists():
                saving.link(named(live.folder, PHOTO_FOLDER) / name, photo_store / name)
        changes = differences(draft.seller, live.seller) or [Change("files", "", "", "")]
        if gone or new:
            self._write({**gone, **new}, changes, None)
            self._remember(draft.seller, live.seller)
            self._save(second_person.kept(draft.seller, keep), None)
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

    def _put(self, after: Seller, live: Draft | None, *, moves: bool, keep: bool) -> None:
        """Make sellers/<slug> say `after`, with all else as in the draft; files that no shop has stay there.

        With `keep`, so do products that only sellers/<slug> has: what was lost comes back, and nothing goes.
        """
        draft, target = self.draft, self.context.live.folder(self.slug)
        texts: dict[str, bytes | None] = dict.fromkeys(live.texts) if live and not keep else {}
        texts |= draft.texts
        texts[DELETED] = deleted(deleted_products(target), live.seller, after) if live else None
        if live and live.torn:
            texts[f"{SHOP_FILE}.bak"] = live.texts[SHOP_FILE]  # what somebody typed there is not thrown away
        if after != draft.seller:
            texts[SHOP_FILE] = rewriting.shop_file(draft, after, self.context.live.rules)
        photos: dict[str, Path | None] = dict.fromkeys(live.photos) if live and not keep else {}
        photos |= {name: draft.folder / "foto" / name for name in draft.photos}
        if after.qris and after.qris.photo and after.qris.photo.name not in draft.photos:
            photos.pop(after.qris.photo.name, None)  # a code that is kept back keeps its photo
        self._replace_live(texts, photos)
        self._note_live(self.live, draft, moves=moves)
        self.note(step="")

    def _publish_alone(self, change: ChangeOf) -> None:
        """Make one change in sellers/<slug>, and none of the draft's."""
        before = self.live
        self._change_live(change)
        now = self.live
        if before is None or now is None or now is before or self.row.live != before.version:
            return  # edited by hand: the seller has not been asked yet whose changes win
        draft = self.draft
        same = not differences(second_person.held_back(draft.seller, now.seller), now.seller)
        self.note(live=now.version, draft=draft.version if same else self.row.draft)

    def _note_live(self, live: Draft | None, draft: Draft, *, moves: bool = True) -> None:
        """Remember what is published, and, if it `moves`, whose mentor looks after it.

        A seller's own change does not move a published shop: her mentor hands it over.
        """
        if live is None:
            return
        place = live.seller.kecamatan.slug
        known = {"kecamatan": place} if place and moves else {}  # nor does a slip of the pen
        self.note(live=live.version, draft=draft.version, **known)


def _without_consent(seller: Seller) -> Seller:
    return replace(seller, consent=None, withdrawn=True)
