"""A shop beside the copy of it to which a second person has agreed.

Where orders and money go is not for whoever has a seller's link: another number, account, address or payment
code, wherever it stands, stays out of sellers/ until a mentor has said yes to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from generator.content import writer
from generator.content.contacts import Waiting, held_back, with_qris
from generator.content.model import Photo, Product, Qris, Seller, Variant
from generator.content.reader import PHOTO_FOLDER, PRODUCT_FOLDER, SHOP_FILE, STORY_FILE, named
from generator.disk.atomic_folder import replace_folder
from generator.form import approvals, patch
from generator.form.approvals import KINDS, Approval, Kind
from generator.form.drafts import Draft, digest
from generator.form.locked_shop import LockedShop
from generator.form.photo_codes import UNREADABLE
from generator.form.saving import stage_folder
from generator.form.shown_code import ShownCode
from generator.hosting import built

_MEANS = frozenset({"whatsapp", "qris", "products", "slug"})
"""Fields that are no content: two are asked about by themselves, and two are looked into."""


class GovernedShop(LockedShop):
    """A locked shop, its approved copy, and the questions to its mentor."""

    _approved: Draft | None = None

    @property
    def approved(self) -> Draft | None:
        """What a second person has last agreed to; None for a shop of which nothing was ever published.

        What was published before there was such a copy counts as agreed to.
        """
        if self._approved is None and self._has_copy:
            self._approved = self.context.approved.read(self.slug, may_be_torn=True)
        elif self._approved is None:
            self.govern()
        return self._approved

    @property
    def _has_copy(self) -> bool:
        return self.context.approved.folder(self.slug).is_dir()

    def govern(self) -> None:
        """See to it that there is an approved copy, from now on, if anything is published.

        Not of a toko.yaml with mistakes: what is to be agreed to is what it says once it is mended.
        """
        if self._approved or self._has_copy:
            return
        if self.live and not self.live.shop_is_broken:
            self._agree(_with_known_number(self, self.live.seller))

    def hold(self, wanted: Seller, agreed: Collection[Waiting] = ()) -> tuple[Seller, tuple[Waiting, ...]]:
        """A shop as it may be shown, and what waits for a second person; what is `agreed` to does not."""
        return held_back(wanted, self._baseline(), self._codes(wanted), agreed)

    def compared_codes(self) -> tuple[ShownCode, ShownCode]:
        """The QRIS code that was agreed to, and the draft's; codes of photos are read."""
        agreed, wanted = self._baseline(), self.draft.seller
        return self._shown(agreed.qris if agreed else None), self._shown(wanted.qris)

    def _shown(self, code: Qris | None) -> ShownCode:
        if code is None:
            return ShownCode()
        if code.photo is None:
            return ShownCode((code.payload,))
        found = self._codes_of(code.photo, dict(self._places()))
        return ShownCode(() if found == UNREADABLE else found, code.photo.name)

    def ask_mentor(self) -> None:
        """Ask about whatever of the draft nobody has agreed to, and no more about the rest."""
        if self.live is None and not self.row.live:
            return  # nothing was ever published
        _, waiting = self.hold(self.draft.seller)
        asked = questions(waiting)
        for kind in KINDS[1:]:
            if kind in asked:
                self._ask(kind, *asked[kind])
            else:
                approvals.withdraw(self.context.database, self.slug, kind, self.context.now())

    def seen(self, question: Approval) -> str:
        """What a mentor looks at who looks at a question: comes back with the answer."""
        if question.kind == "shop":
            return self.seen_whole()
        _, waiting = self.hold(self.draft.seller)
        now = questions(waiting).get(question.kind, ("", ""))
        told = [question.slug, question.kind, question.after, *now]
        if question.kind == "content":
            told += sorted(photo.sha256 for photo in self.draft.seller.photos)
        return digest("\0".join(told).encode())

    @property
    def known_number(self) -> str:
        """The number on which to reach a seller: what was agreed to, not what is asked for. May be empty."""
        found = self._baseline()
        return (found and found.whatsapp) or self.draft.seller.whatsapp

    def seen_whole(self) -> str:
        """The draft with every byte of its photos: what a mentor looks at who looks through a new shop."""
        draft = self.draft
        found = hashlib.sha256(draft.version.encode())
        for name in sorted(draft.photos):
            found.update(hashlib.sha256((draft.folder / PHOTO_FOLDER / name).read_bytes()).digest())
        return found.hexdigest()[:32]

    def _ask(self, kind: Kind, before: str, after: str) -> None:
        by = self.actor.id if self.actor else 0
        approvals.ask(self.context.database, by, self.context.now(), self.slug, kind, (before, after))

    def _baseline(self) -> Seller | None:
        """What was agreed to, as a seller; of a page that cannot be read, its number at the last build."""
        if approved := self.approved:
            return approved.seller
        return _with_known_number(self, self.live.seller) if self.live else None

    def _codes(self, wanted: Seller) -> dict[str, tuple[str, ...]]:
        """The codes in photos that nobody has agreed to; if there are any, in the others, too."""
        agreed = {photo.sha256 for photo in self.approved.seller.photos} if self.approved else set()
        places = dict(self._places())
        new = [photo for photo in wanted.photos if photo.sha256 not in agreed]
        found = {photo.sha256: self._codes_of(photo, places) for photo in new}
        if any(found.values()) and self.approved:
            found |= {p.sha256: self._codes_of(p, places) for p in self.approved.seller.photos}
        return found

    def _photo_files(self, after: Seller, *, keep: bool) -> dict[str, Path | None]:
        """What happens to photos in sellers/ for a shop to say `after`: they come in, or (None) they go.

        What waits does not come in; with `keep`, none goes.
        """
        places, live = dict(self._places()), self.live
        found: dict[str, Path | None] = dict.fromkeys(live.photos) if live and not keep else {}
        wanted = {photo.name: photo.sha256 for photo in after.photos}
        waiting = {photo.name for photo in self.draft.seller.photos} - wanted.keys()
        found |= {n: self.draft.folder / PHOTO_FOLDER / n for n in self.draft.photos if n not in waiting}
        found |= {name: path for name, sha in wanted.items() if (path := places.get((name, sha)))}
        there = {photo.name: photo.sha256 for photo in live.seller.photos} if live else {}
        for name in wanted.keys() & there.keys():
            if live and there[name] == wanted[name] and _unshared(named(live.folder, PHOTO_FOLDER) / name):
                found.pop(name, None)  # it is there, and nobody else's bytes are in it
        return found

    def _codes_of(self, photo: Photo, places: dict[tuple[str, str], Path]) -> tuple[str, ...]:
        path = places.get((photo.name, photo.sha256))
        return self.context.codes.of(photo.sha256, path) if path else UNREADABLE

    def _places(self) -> Iterator[tuple[tuple[str, str], Path]]:
        if approved := self._approved:
            for photo in approved.seller.photos:
                yield (photo.name, photo.sha256), approved.folder / PHOTO_FOLDER / photo.name
        yield from super()._places()

    def _agree(self, agreed: Seller) -> None:
        """Let the approved copy say what a second person has agreed to; never without a number to call."""
        if not agreed.whatsapp:
            return
        if self._approved and _worded(self._approved.seller) == _worded(agreed):
            return
        target, places = self.context.approved.folder(self.slug), dict(self._places())
        texts = {SHOP_FILE: patch.whole_shop(agreed).encode()}
        if agreed.story:
            texts[STORY_FILE] = writer.story_text(agreed).encode()
        for product in agreed.products:
            texts[f"{PRODUCT_FOLDER}/{product.slug}.md"] = writer.product_text(product).encode()
        wanted = {photo.name: places.get((photo.name, photo.sha256)) for photo in agreed.photos}
        photos = {name: path for name, path in wanted.items() if path}
        own = named(self.context.live.folder(self.slug), PHOTO_FOLDER)
        by_hand = any(_same(own / name, path) for name, path in photos.items())
        replace_folder(stage_folder(target, target / "-", texts, photos, copies=by_hand), target)
        self.written = True
        files = {product.slug: f"{PRODUCT_FOLDER}/{product.slug}.md" for product in agreed.products}
        self._approved = Draft(self.slug, target, agreed, (), texts, files, tuple(photos))


def questions(waiting: Iterable[Waiting]) -> dict[Kind, tuple[str, str]]:
    """What waits, as questions: the values before and after of each kind."""
    found: dict[Kind, tuple[str, str]] = {}
    content = []
    for one in waiting:
        if one.path == "whatsapp":
            found["whatsapp"] = (one.before, one.after)
        elif one.path == "qris":
            photo = next((known[6:22] for known in one.found if known.startswith("photo:")), "")
            found["qris"] = (one.before, f"{one.after} {photo}" if photo else one.after)
        else:
            content.append(one)
    if content:
        found["content"] = ("", kept_as(content))
    return found


def kept_as(content: Iterable[Waiting]) -> str:
    """What waits of a shop's content, as a question keeps it."""
    return json.dumps([[w.path, w.before, w.after, list(w.found)] for w in content], ensure_ascii=False)


def with_code(seller: Seller, of: Seller) -> Seller:
    """A shop with the code of another, and what is said of that: that it is a way to pay, and how."""
    ways = with_qris(seller.payment, paid="qris" in of.payment)
    return replace(seller, qris=of.qris, payment=ways, qris_amount=of.qris_amount)


def released(into: Seller, wanted: Seller, held: Seller) -> Seller:
    """`into` with every value of `wanted` that was held back from `held`, but for the number and the code."""
    wanted = with_code(wanted, held)
    values = {
        name: getattr(wanted, name)
        for name in Seller.__struct_fields__
        if name not in _MEANS and getattr(wanted, name) != getattr(held, name)
    }
    there = {product.slug: product for product in into.products}
    shown = {product.slug: product for product in held.products}
    for product in wanted.products:
        kept = shown.get(product.slug)
        if kept is None:
            there[product.slug] = product  # its very name waited
        elif product.slug in there:
            there[product.slug] = _with_values(there[product.slug], product, kept)
    return replace(into, **values, products=tuple(there.values()))


def _with_values(into: Product, wanted: Product, held: Product) -> Product:
    values = {
        name: getattr(wanted, name)
        for name in Product.__struct_fields__
        if getattr(wanted, name) != getattr(held, name)
    }
    return replace(into, **values)


def _worded(seller: Seller) -> Seller:
    """A shop with nothing but what may hold a contact: other changes need no new copy."""
    products = tuple(
        replace(
            product,
            price=None,
            stock="ada",
            order=None,
            featured=False,
            variants=tuple(Variant(one.name, None, english=one.english) for one in product.variants),
        )
        for product in sorted(seller.products, key=lambda product: product.slug)
    )
    return replace(seller, products=products, hours=None, theme="", colour="", consent=None, withdrawn=False)


def _same(one: Path, other: Path) -> bool:
    """Whether whoever writes into one file writes into the other."""
    try:
        return one.samefile(other)
    except FileNotFoundError:
        return False


def _unshared(path: Path) -> bool:
    try:
        return path.stat(follow_symlinks=False).st_nlink == 1
    except FileNotFoundError:
        return False


def _with_known_number(shop: LockedShop, live: Seller) -> Seller:
    """A published shop; where its file lost the number, with that of its page: that one back is no change."""
    if live.whatsapp:
        return live
    known = next(built.contacts(shop.context.root / "build", [shop.slug]), None)
    return replace(live, whatsapp=known.whatsapp) if known else live
