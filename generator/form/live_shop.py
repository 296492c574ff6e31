"""A governed shop in sellers/: what is written there for it, and what somebody else has written there."""

from __future__ import annotations

from contextlib import suppress

from msgspec.structs import replace

from generator.building.facts import shop_facts
from generator.content.model import Seller
from generator.content.offline import FILE as OFFLINE_FILE
from generator.content.offline import Offline, Taker, offline_files
from generator.content.places import NOWHERE
from generator.content.reader import DELETED, PHOTO_FOLDER, SHOP_FILE, deleted_products, named
from generator.form import history, rewriting, saving
from generator.form.approvals import Kind
from generator.form.changes import Change, differences
from generator.form.drafts import Draft, UnreadableDraftError
from generator.form.governed_shop import GovernedShop, questions, released, with_code
from generator.form.lost import deleted
from generator.form.saving import ChangeOf


class LiveShop(GovernedShop):
    """The steps of publishing, and of following an edit by hand."""

    def note_facts(self) -> None:
        """Keep what the mentor's desk tells of the shop; of one that cannot be read, what it told before."""
        with suppress(UnreadableDraftError, LookupError):
            row, live = self.row, self.live
            drafted = self.context.drafts.folder(self.slug).is_dir()
            now = self.draft if drafted or live is None else live
            known = self.known_number if drafted else now.seller.whatsapp
            facts = {
                "facts": shop_facts(replace(now.seller, whatsapp=known)).to_json(),
                "words": found_by(now.seller),
                "place": live.seller.kecamatan.slug if live else "",
            }
            if any(getattr(row, name) != said for name, said in facts.items()):
                self.note(**facts)

    def take_offline(self, reason: str) -> None:
        """Have the next build take a published shop off the internet. Raises `OSError`."""
        actor, context = self.actor, self.context
        by: Taker = "pembina" if actor and actor.role == "mentor" else "pengelola"
        told = Offline(reason, context.today, by)
        self._replace_live({OFFLINE_FILE: told.text().encode()}, {}, withdraws=True)
        self._record([Change("offline", "", "", reason)])

    def put_back(self) -> None:
        """Let the next build show it again. Raises `OSError`."""
        told = self.offline
        gone = dict.fromkeys(offline_files(self.context.live.folder(self.slug)))
        self._replace_live(gone, {}, withdraws=True)
        self.note(offline_seen="")
        self._record([Change("offline", "", told.reason if told else "", "")])

    def _record(self, changes: list[Change]) -> None:
        """Write down what changes no text of the draft, and so cannot be taken back there."""
        history.record(
            self.context.database, self.slug, self.actor, self.context.now(), changes, ("", ""), {}
        )

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
                        seller = with_contact(seller, kind, draft.seller)
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
        same = not differences(self.hold(draft.seller)[0], self.hold(now.seller)[0])
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


def found_by(seller: Seller) -> str:
    """By which a mentor finds a shop, beside its name and number: a line each."""
    return "\n".join(filter(None, [seller.kelurahan, *(product.name for product in seller.products)]))


def with_contact(seller: Seller, kind: Kind, of: Seller) -> Seller:
    """A shop with the number, or the code, of another."""
    return replace(seller, whatsapp=of.whatsapp) if kind == "whatsapp" else with_code(seller, of)
