"""Whom a shop's pages call and pay, value by value; holding back what nobody has agreed to.  Pure.

Digits that are spelled out as words or painted in a photo are beyond a machine.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.content.contact.texts import contacts_in
from generator.content.contact.values import (
    NO_CODES,
    PRODUCT_TEXTS,
    SHOP_TEXTS,
    Codes,
    account_link,
    contacts_of,
    of_address,
    of_mail,
    of_photo,
    of_qris,
    text_of,
    value_at,
    words_of,
)
from generator.content.contact.waiting import Waiting
from generator.content.model import Product, Qris, Seller, Variant

__all__ = ["NO_CODES", "Codes", "Waiting", "contacts_in", "contacts_of", "held_back", "with_qris"]

_Part = TypeVar("_Part", Seller, Product)
_NAMES_A_PRODUCT = frozenset({"", ".nama"})
_ONE_BELOW_THE_OTHER = (("nama", "slogan"), ("slogan", "tentang"), ("slogan", "alamat"))
_ON_A_CARD = ((".nama", ".satuan"), (".nama", ".bagian"), (".nama", ".deskripsi"), (".nama", ".varian"))
"""Values that a page shows side by side: a number that is begun in one may go on in the other."""


def held_back(
    wanted: Seller, approved: Seller | None, codes: Codes = NO_CODES, agreed: Collection[Waiting] = ()
) -> tuple[Seller, tuple[Waiting, ...]]:
    """`wanted` with the approved value wherever a contact stands that nobody has agreed to, and what waits.

    A value that `approved` has not is empty or left out.  The number, the QRIS code, the accounts, the
    forwarding address and the address for exports wait whenever they change; taking a code, an account or an
    address away is free.  What is `agreed` to, of what would wait, is shown.
    """
    return _Comparison(wanted, approved, codes, agreed).result()


def with_qris(ways: tuple[str, ...], *, paid: bool) -> tuple[str, ...]:
    """Ways to pay, with QRIS among them or not."""
    if paid:
        return ways if "qris" in ways else (*ways, "qris")
    return tuple(way for way in ways if way != "qris")


class _Comparison(Struct, frozen=True):
    wanted: Seller
    approved: Seller | None
    codes: Codes
    agreed: Collection[Waiting]

    def result(self) -> tuple[Seller, tuple[Waiting, ...]]:
        waiting: list[Waiting] = []
        known = self._known()
        shop = self._means(waiting)
        for path, at in SHOP_TEXTS.items():
            shop = _judged(shop, self.approved, path, at, known, waiting)
        for pair in _ONE_BELOW_THE_OTHER:
            both = {path: SHOP_TEXTS[path] for path in pair}
            shop = _judged_together(shop, self.approved, both, known, waiting)
        products = []
        agreed = {product.slug: product for product in self.approved.products} if self.approved else {}
        for product in shop.products:
            kept = self._product(product, agreed.get(product.slug), known, waiting)
            if kept is not None:
                products.append(kept)
        return replace(shop, products=tuple(products)), tuple(waiting)

    def _known(self) -> frozenset[str]:
        agreed = frozenset().union(*(one.found for one in self.agreed))
        if self.approved is None:
            return agreed
        return agreed.union(*contacts_of(self.approved, self.codes).values())

    def _is_agreed(self, path: str) -> bool:
        return any(one.path == path for one in self.agreed)

    def _means(self, waiting: list[Waiting]) -> Seller:
        """The values that are nothing but a contact: whatever changes in them waits."""
        wanted, approved = self.wanted, self.approved
        number = approved.whatsapp if approved else ""
        if wanted.whatsapp and wanted.whatsapp != number:  # a shop without one has lost it: nobody's wish
            waiting.append(Waiting("whatsapp", number, wanted.whatsapp, (f"phone:{wanted.whatsapp}",)))
        code, ways, exact = approved.qris if approved else None, wanted.payment, wanted.qris_amount
        if wanted.qris is None or _qris_key(wanted.qris) == _qris_key(code):
            code = wanted.qris
        else:
            found = tuple(sorted(of_qris(wanted.qris, self.codes)))
            waiting.append(Waiting("qris", _qris_text(code), _qris_text(wanted.qris), found))
            if code is None:  # what is said of a code says nothing before there is one
                ways = with_qris(ways, paid="qris" in (approved.payment if approved else ()))
                exact = approved.qris_amount if approved else False
        address = approved.moves_to if approved else ""
        if wanted.moves_to in ("", address) or self._is_agreed("pindah_ke"):
            address = wanted.moves_to
        else:
            found = tuple(sorted(of_address(wanted.moves_to)))
            waiting.append(Waiting("pindah_ke", address, wanted.moves_to, found))
        mail = approved.export_email if approved else ""
        if wanted.export_email in ("", mail) or self._is_agreed("email_ekspor"):
            mail = wanted.export_email
        else:
            found = tuple(sorted(of_mail(wanted.export_email)))
            waiting.append(Waiting("email_ekspor", mail, wanted.export_email, found))
        return replace(
            wanted,
            whatsapp=number,
            qris=code,
            payment=ways,
            qris_amount=exact,
            moves_to=address,
            export_email=mail,
            socials=self._socials(waiting),
        )

    def _socials(self, waiting: list[Waiting]) -> tuple[tuple[str, str], ...]:
        agreed = dict(self.approved.socials) if self.approved else {}
        kept = []
        for network, account in self.wanted.socials:
            before = agreed.get(network, "")
            if self._is_agreed(f"media_sosial.{network}"):
                before = account
            elif account != before:
                link = account_link(network, account)
                waiting.append(Waiting(f"media_sosial.{network}", before, account, (link,)))
            if before:
                kept.append((network, before))
        return tuple(kept)

    def _product(
        self, product: Product, approved: Product | None, known: frozenset[str], waiting: list[Waiting]
    ) -> Product | None:
        """The product as it may be shown; None for a new one whose very name waits."""
        kept, left_out = product, False
        for ending, at in PRODUCT_TEXTS.items():
            before = len(waiting)
            if approved is None or ending:  # an address that is there already is no news
                kept = _judged(kept, approved, f"produk/{product.slug}{ending}", at, known, waiting)
            left_out |= approved is None and ending in _NAMES_A_PRODUCT and len(waiting) > before
        prefix = f"produk/{product.slug}"
        for pair in _ON_A_CARD:
            both = {f"{prefix}{ending}": PRODUCT_TEXTS[ending] for ending in pair}
            kept = _judged_together(kept, approved, both, known, waiting)
        photos = []
        for place, photo in enumerate(product.photos):
            found = of_photo(photo, self.codes) - known
            if not found:
                photos.append(photo)
                continue
            there = approved.photos[place] if approved and place < len(approved.photos) else None
            before_name = there.name if there else ""
            waiting.append(Waiting(f"foto/{photo.name}", before_name, photo.name, tuple(sorted(found))))
            if there and there not in photos:
                photos.append(there)
        return None if left_out else replace(kept, photos=tuple(photos))


def _judged(
    wanted: _Part,
    approved: _Part | None,
    path: str,
    at: tuple[str, ...],
    known: frozenset[str],
    waiting: list[Waiting],
) -> _Part:
    """`wanted`, with the approved value there if its own carries a contact that nobody has agreed to."""
    value = value_at(wanted, at)
    found = contacts_in(text_of(path, value), known) - known
    if not found:
        return wanted
    before = value_at(approved, at) if approved else type(value)()
    before = type(value)() if before is None else before
    waiting.append(Waiting(path, _shown(before), _shown(value), tuple(sorted(found))))
    return wanted if at == ("slug",) else _with(wanted, at, before)


def _judged_together(
    wanted: _Part,
    approved: _Part | None,
    both: Mapping[str, tuple[str, ...]],
    known: frozenset[str],
    waiting: list[Waiting],
) -> _Part:
    """The same for two values that carry a contact together, which neither of them carries alone.

    The second one gives way: a shop or a product without a name would be none.
    """
    (_, first), (path, second) = both.items()
    name, value = value_at(wanted, first), value_at(wanted, second)
    found = _together(name, value) - known
    if not found or (approved and (value_at(approved, first), value_at(approved, second)) == (name, value)):
        return wanted
    before = value_at(approved, second) if approved else None
    if not before or _together(name, before) - known:
        before = type(value)()
    waiting.append(Waiting(path, _shown(before), _shown(value), tuple(sorted(found))))
    kept: _Part = _with(wanted, second, before)
    return kept


def _together(one: Any, other: Any) -> frozenset[str]:
    """The contacts that begin in one value and end in another."""
    texts = [text_of("", value) for value in (one, other)]
    if not all(re.search(r"[0-9]", text) for text in texts):
        return frozenset()
    return contacts_in("\n".join(texts)).difference(*map(contacts_in, texts))


def _with(part: Any, at: tuple[str, ...], value: Any) -> Any:
    inner = value if len(at) == 1 else _with(getattr(part, at[0]), at[1:], value)
    return replace(part, **{at[0]: inner})


def _shown(value: str | tuple[str | Variant, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(words_of(value))


def _qris_key(code: Qris | None) -> tuple[str, str]:
    return (code.payload, code.photo.sha256 if code.photo else "") if code else ("", "")


def _qris_text(code: Qris | None) -> str:
    if code is None:
        return ""
    return code.payload or (code.photo.name if code.photo else "")
