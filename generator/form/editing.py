"""From a draft to sellers/, where the next build finds it. Nothing here touches the network or a bucket."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

from msgspec.structs import replace

from generator.content.contacts import Waiting
from generator.content.diagnostics import has_errors
from generator.content.model import Seller
from generator.content.places import NOWHERE
from generator.content.reader import PHOTO_FOLDER, SHOP_FILE, named
from generator.content.readiness import missing
from generator.disk.atomic_folder import replace_folder
from generator.form import approvals, undoing
from generator.form.approvals import Approval
from generator.form.changes import Change, differences, told
from generator.form.contact_lines import asked_values, by_contact
from generator.form.context import FormContext
from generator.form.drafts import Draft, UnreadableDraftError
from generator.form.governed_shop import kept_as, questions, released, with_code
from generator.form.history import HistoryEntry
from generator.form.links import PrivateLink, linked_slugs
from generator.form.live_shop import LiveShop, with_contact
from generator.form.lost import lost, without_consent
from generator.form.saving import Base, ChangeOf, lock_shop, stage_folder
from generator.form.shop_status import (
    ChangedMeanwhileError,
    EditedByHandError,
    NotReadyError,
    PublishResult,
    ShopStatus,
)


@contextmanager
def edit(context: FormContext, actor: PrivateLink | None, slug: str) -> Iterator[ShopEdit]:
    """A shop to be looked at or changed: whoever else wants to waits until this ends."""
    with lock_shop(context.data_dir, slug):
        shop = ShopEdit(context, actor, slug)
        yield shop
        if shop.written:
            shop.note_facts()


def govern_linked(context: FormContext) -> None:
    """See to it that every shop that a link opens has an approved copy, once anything of it is published."""
    for slug in linked_slugs(context.database):
        if context.live.folder(slug).is_dir() and not context.approved.folder(slug).is_dir():
            with edit(context, None, slug) as shop, suppress(UnreadableDraftError):
                shop.govern()


class ShopEdit(LiveShop):
    """What can be done with a shop. `actor` says who does it."""

    def begin(self) -> None:
        """See to it that a shop which was there before the form has its draft.

        Raises `UnreadableDraftError` where its toko.yaml is lost: nothing of that is kept.
        """
        drafts, live = self.context.drafts.folder(self.slug), self.context.live.folder(self.slug)
        if not live.is_dir() or (drafts.is_dir() and self.row.draft):
            return
        found = self.context.live.read(self.slug)
        if not drafts.is_dir():
            if found.says_nothing:
                raise UnreadableDraftError(found.problems)
            photos = {name: named(found.folder, PHOTO_FOLDER) / name for name in found.photos}
            stage = stage_folder(drafts, drafts, dict(found.texts), dict(photos), copies=True)
            replace_folder(stage, drafts)
        elif self.draft.version != found.version:
            return
        # Of a draft that is what is published, and of which nobody knows: what made it was killed right then.
        self._remember(Seller("", "", "", found.seller.kecamatan, ""), found.seller)
        self._note_live(found, found)
        self.govern()
        self.ask_mentor()

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
        pending: list[Change] = []
        held: list[Change] = []
        if live:
            shown = self.hold(draft.seller)[0]
            pending, held = differences(self.hold(live.seller)[0], shown), differences(shown, draft.seller)
        unseen = draft.version != self.row.draft
        changes = tuple(told(pending)) if pending else ()
        return ShopStatus(draft, live, changes, waiting, edited, less, tuple(held), unseen)

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
            before = known.seller.whatsapp if known else ""
            self._ask("shop", before if before != draft.whatsapp else "", draft.name)
            return "waiting"
        if live and live.seller.withdrawn and self._by.role != "seller":  # nobody else gives a consent back
            after = _without_consent(after)
        self._put(after, live, keep=found.lost)
        self.ask_mentor()
        approvals.withdraw(self.context.database, self.slug, "shop", self.context.now())
        return "published"

    def publish_change(self, change: ChangeOf, base: Base | None = None) -> bool:
        """Save one change, and make the same one in sellers/ if the shop is there: prices, stock, holidays.

        Tells whether sellers/ has changed.

        Other changes of the draft stay unpublished, and so does what a mentor has to agree to first.
        Raises as `save` does.
        """
        found = self.status()
        self.save(change, base)
        if found.live and not found.edited:
            self._publish_alone(self._without_news(found.live.seller, change))
        return self._differs_from(found.live)

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
            self._replace_live({SHOP_FILE: without_consent(text).encode()}, {}, withdraws=True)
        self._save(_without_consent, self.actor)

    def consent_again(self) -> None:
        """The seller agrees again, who had taken her consent back: the next build shows the shop."""
        today = self.context.today

        def change(seller: Seller) -> Seller:
            return replace(seller, consent=today, withdrawn=False)

        if self.status().live:
            self._publish_alone(change)
        self._save(change, self.actor)

    def take_over(self) -> None:
        """Let the draft be what sellers/<slug> is now; the history keeps what it was."""
        if (live := self.live) and not lost(self.draft, live):
            self._follow(live)
            self.ask_mentor()

    def undo(self, entry: HistoryEntry) -> bool:
        """Let the answers of a change be again what they were before it; tells whether sellers/ has changed.

        What is published at once comes back at once, too. A number or a code that comes back is asked about
        like any other. A consent stays as it is. Raises `TooManyError` and `OSError`.
        """
        found = self.status()
        texts = undoing.texts(self.context, self.draft, entry)
        if texts:
            before = self.draft.seller
            changes = (c for c in entry.changes if c.what != "consent")
            back = [replace(c, before=c.after, after=c.before, restored=True) for c in changes]
            self._write(texts, back, self.actor)
            self._remember(before, self.draft.seller)
            self.ask_mentor()
            if found.live and not found.edited:
                again = undoing.at_once(before, self.draft.seller)
                self._publish_alone(self._without_news(found.live.seller, again))
        return self._differs_from(found.live)

    def decide(
        self, number: int, seen: str, *, approve: bool, reason: str = "", refused: Collection[int] = ()
    ) -> bool:
        """A mentor's answer to a question; False when it was answered before, or the shop is gone.

        The `reason` of a no is for the seller. Of a yes to contents, some of the contacts may be `refused`,
        by their place in `by_contact`.

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
            groups = by_contact(asked_values(asked))
            some = [one for at, group in enumerate(groups) if at in refused for one in group]
            self._answer(asked, approve=approve, refused=some)
            if approve and some:
                rest = [one for one in asked_values(asked) if one not in some]
                values = kept_as(rest), kept_as(some)
                approvals.refuse_part(database, asked, self._by, now, values, reason)
        reason = "" if approve else reason
        return approvals.decide(
            database, number, self._by, now, "approved" if approve else "declined", reason
        )

    @property
    def _by(self) -> PrivateLink:
        """Whoever acts, where only a person can."""
        if self.actor is None:
            raise LookupError("nobody acts")
        return self.actor

    def _differs_from(self, before: Draft | None) -> bool:
        """Whether sellers/ has changed, where the shop was there before."""
        now = self.live
        return before is not None and now is not None and now.version != before.version

    def _answer(self, asked: Approval, *, approve: bool, refused: Collection[Waiting] = ()) -> None:
        """Let the draft's values that were asked about go online, or the approved ones come back."""
        wanted = self.draft.seller
        held, waiting = self.hold(wanted)
        if questions(waiting).get(asked.kind, ("", ""))[1] != asked.after:
            raise ChangedMeanwhileError

        agreed = [one for one in asked_values(asked) if one not in refused]
        shown = self.hold(wanted, agreed)[0] if refused else wanted

        def taken(seller: Seller) -> Seller:
            if asked.kind == "content":
                return released(seller, shown, held)
            return with_contact(seller, asked.kind, wanted)

        def kept(seller: Seller) -> Seller:
            back = self.hold(seller)[0]
            if asked.kind == "content":
                return with_code(replace(back, whatsapp=seller.whatsapp), seller)
            return with_contact(seller, asked.kind, back)

        if approve:
            self._agree_to(taken)
            self._publish_alone(taken)
        if refused or not approve:
            self._save(kept, self.actor, refuses=True)
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


def _without_consent(seller: Seller) -> Seller:
    return replace(seller, consent=None, withdrawn=True)
