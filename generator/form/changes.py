"""What differs between two states of a shop, as values that a page can put into words. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.content import hours, qris
from generator.content.model import WEEKDAYS, Closed, Product, Qris, Seller
from generator.content.writer import export_keys

_SHOWN = 200
"""Characters of a long text that a change keeps."""


_Said = Mapping[str, tuple[str, ...]]
"""A field -> what people read of it, and what else makes it another one."""


class Change(Struct, frozen=True):
    """One thing that became another."""

    what: str
    """The field: `name`, `price`, …; `added`, `removed` of a product; `refused`, `files`."""
    thing: str
    """The product's name; empty for the shop."""
    before: str
    after: str
    restored: bool = False
    """Whether it took an earlier change back."""


REFUSED = Change("refused", "", "", "")
"""Stands before what a mentor's no took back."""


def differences(before: Seller, after: Seller) -> list[Change]:
    """Everything a person would call a change, the shop's first."""
    found = [Change(what, "", *pair) for what, pair in _pairs(_shop(before), _shop(after))]
    old = {product.slug: product for product in before.products}
    new = {product.slug: product for product in after.products}
    for slug, product in new.items():
        if slug not in old:
            found.append(Change("added", product.name, "", ""))
    for slug, product in old.items():
        if slug not in new:
            found.append(Change("removed", product.name, "", ""))
        else:
            pairs = _pairs(_product(product), _product(new[slug]))
            found += [Change(what, new[slug].name, *pair) for what, pair in pairs]
    moved = [change for change in found if change.what == "order"]
    if moved:  # one product cannot move alone
        found = [change for change in found if change.what not in ("order", "featured")]
        found.append(Change("order", "", "", ""))
    return found


def told(changes: Iterable[Change]) -> list[Change]:
    """What of some changes people read: that a product has its price is none beside the price itself."""
    found = list(changes)
    read = [change for change in found if change.what != "draft" or change.after]
    return read or found or [Change("files", "", "", "")]


def to_json(changes: Iterable[Change]) -> str:
    """For the history."""
    rows = [[c.what, c.thing, c.before, c.after, *[True] * c.restored] for c in changes]
    return json.dumps(rows, ensure_ascii=False)


def from_json(text: str) -> tuple[Change, ...]:
    """The way back from `to_json`."""
    return tuple(Change(*row) for row in json.loads(text))


def _pairs(before: _Said, after: _Said) -> Iterator[tuple[str, tuple[str, str]]]:
    for what, old in before.items():
        new = after[what]
        if old != new:
            yield what, (_begun(old[0]), _begun(new[0]))


def _begun(text: str) -> str:
    """A text, or its beginning with a sign that it goes on."""
    if len(text) <= _SHOWN:
        return text
    begun = text[:_SHOWN]
    return f"{(begun.rpartition(' ')[0] or begun).rstrip(' .,')} …"


def _said(texts: dict[str, str], **keys: tuple[str, ...]) -> _Said:
    return {what: (text, *keys.get(what, ())) for what, text in texts.items()}


def _shop(seller: Seller) -> _Said:
    english, code = seller.english, seller.qris
    texts = {
        "name": seller.name,
        "slogan": seller.slogan,
        "story": seller.story,
        "category": seller.category,
        "kecamatan": seller.kecamatan.name,
        "kelurahan": seller.kelurahan,
        "whatsapp": seller.whatsapp,
        "hours": hours_text(seller),
        "delivery": ", ".join(seller.delivery),
        "payment": ", ".join(seller.payment),
        "qris": qris_text(seller),
        "theme": seller.theme,
        "colour": seller.colour,
        "closed": _holiday(seller.closed),
        "email": seller.email,
        "consent": seller.consent.isoformat() if seller.consent else "tidak" if seller.withdrawn else "",
        "socials": ", ".join(f"{network} {account}" for network, account in seller.socials),
        "follows": ", ".join(seller.follows),
        "address": seller.address,
        "moves": seller.moves_to,
        "nib": seller.permits.nib,
        "pirt": seller.permits.pirt,
        "halal": seller.permits.halal,
        "english": _lines(english.name, english.slogan, english.description),
        "qris-amount": "ya" if seller.qris_amount else "",
        "export-email": seller.export_email,
        "catalogue": "ya" if seller.catalogue else "",
    }
    return _said(texts, qris=(code.payload, code.photo.sha256 if code.photo else "") if code else ())


def _holiday(closed: Closed | None) -> str:
    if closed is None:
        return ""
    days = [day.isoformat() for day in (closed.start, closed.until) if day]
    return f"{' – '.join(days)} {closed.message}".strip()


def _product(product: Product) -> _Said:
    english = product.english
    texts = {
        "product-name": product.name,
        "price": "" if product.price is None else str(product.price),
        "unit": product.unit,
        "photos": ", ".join(photo.name for photo in product.photos),
        "stock": product.stock,
        "order": "" if product.order is None else str(product.order),
        "draft": "ya" if product.draft else "",
        "description": product.description,
        "featured": "ya" if product.featured else "",
        "choices": ", ".join(f"{one.name} {one.price or '–'}" for one in product.variants),
        "english": _lines(
            english.name,
            english.description,
            english.unit,
            english.section,
            ", ".join(one.english for one in product.variants if one.english),
        ),
        "promo": _offer(product),
        "section": product.section,
        "minimum": "" if product.minimum == 1 else str(product.minimum),
        "export": ", ".join(f"{key} {said}" for key, said in export_keys(product.export).items() if said),
    }
    return _said(texts, photos=tuple(photo.sha256 for photo in product.photos))


def _offer(product: Product) -> str:
    """The prices of an offer, and its last day."""
    choices = [f"{one.name} {one.promo}" for one in product.variants if one.promo is not None]
    prices = ", ".join([str(product.promo)] * (product.promo is not None) + choices)
    last = product.promo_until.isoformat() if product.promo_until else ""
    return " – ".join(filter(None, (prices, last)))


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def qris_text(seller: Seller) -> str:
    """A QRIS code in a line: who is paid, or the name of its photo."""
    code = seller.qris
    if code is None:
        return ""
    if not code.payload:
        return code.photo.name if code.photo else ""
    return ", ".join(filter(None, payee(code)))


def payee(code: Qris) -> list[str]:
    """Merchant, NMID, and the accounts: a name can be copied, an account is where the money goes."""
    return [code.merchant, code.nmid, *qris.accounts(code.payload)]


def hours_text(seller: Seller) -> str:
    """Opening hours in a line, in Indonesian; empty where nothing is said."""
    if seller.hours is None:
        return ""
    runs: list[tuple[str, str, str]] = []
    for day, spans in zip(WEEKDAYS, seller.hours.days, strict=True):
        said = "" if spans is None else hours.write(spans)
        if runs and runs[-1][2] == said:
            runs[-1] = (runs[-1][0], day, said)
        else:
            runs.append((day, day, said))
    spoken = ((first if first == last else f"{first}-{last}", said) for first, last, said in runs if said)
    return "; ".join(f"{days} {said}" for days, said in spoken)
