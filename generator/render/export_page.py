"""What a shop's export catalogue says: a row for each complete product, in English, as a page and as CSV.

Numbers and units are the program's words; names, places and packing are the seller's own, marked where they
are not in English (see `english.py`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from generator.content.check_export import HOME
from generator.content.model import Amount, LeadTime, Permits, Product, Seller
from generator.content.units import UNITS, english_number, english_unit
from generator.hosting.cells import safe_cell
from generator.render.foreign import Foreign
from generator.render.phrases import in_words
from generator.render.views import Link, ProductView
from generator.whatsapp import whatsapp

EXPORT_PAGE, EXPORT_CSV = "export.html", "export.csv"
"""The files' names in the shop's English folder."""

_TIMES = {
    "hari": ("day", "days"), "hari kerja": ("working day", "working days"), "minggu": ("week", "weeks"),
    "bulan": ("month", "months"), "tahun": ("year", "years"),
}  # fmt: skip
_CODES = {"g": "GRM", "kg": "KGM", "ton": "TNE", "hari": "DAY", "minggu": "WEE", "bulan": "MON"}
"""Units that UN/CEFACT (Recommendation 20) has a common code for, which search engines are told."""
_COLUMNS = (
    "Product", "HS code", "Origin", "Minimum order", "Capacity", "Lead time", "Incoterms 2020", "Packing",
    "Weight per package", "Page",
)  # fmt: skip
_SEVERAL = re.compile(r"[0-9]+ ?x ?[0-9]")
_WRAPPING = re.compile(r"[,;.]+$")
_HOLDING = re.compile(r"^(?:isi|berisi|@)\s*", re.IGNORECASE)
_MANY = re.compile(r"(?P<count>[0-9]{1,4}) (?P<unit>\w+) ?(?:x|@|isi|berisi|×) ?(?P<each>.+)", re.IGNORECASE)
_COUNTED = re.compile(r"[0-9]{1,4}(?: \w+)?")


class ExportRow(Struct):
    """A product in the export catalogue."""

    name: str
    url: str
    lang: str
    """The language of the product's page if it is another one; else empty."""
    absolute: str
    """The absolute address of the product's page."""
    hs: str
    origin: str
    minimum: str
    """`50 kg`."""
    capacity: str
    """`500 kg per month`."""
    lead_time: str
    """`14 days`, `2–3 weeks`."""
    terms: str
    """`FOB Tanjung Priok`."""
    packing: str
    weight: str
    """Of one package, all in: `5.4 kg`."""


class ExportView(Struct):
    """What the page shows beside the shop itself."""

    rows: tuple[ExportRow, ...]
    certificates: tuple[Link, ...]
    """What a registration or certificate is, with its number as the note."""
    whatsapp: str
    """A link with a ready inquiry."""
    email: str
    mail: str
    """The same inquiry as a `mailto:` link; empty without an address."""
    csv: str
    others: str
    """The hub's list of shops that are ready for export; empty where the shop stands apart from its hub."""


def export_view(
    seller: Seller,
    products: Sequence[Product],
    cards: Sequence[ProductView],
    shop: str,
    address: str,
    others: str,
) -> ExportView:
    """The catalogue of these complete products with their cards.

    `shop` is the absolute address of the shop's folder, `address` that of the page's, each with a slash.
    """
    rows = tuple(_row(*pair, shop, address) for pair in zip(products, cards, strict=True))
    names = ", ".join(row.name for row in rows)
    text = f"Hello {seller.name}, I am interested in importing: {names}.\n{address}{EXPORT_PAGE}"
    mail = ""
    if seller.export_email:
        to, subject = quote(seller.export_email, safe="@"), quote(f"Inquiry: {names}")
        mail = f"mailto:{to}?subject={subject}&body={quote(text)}"
    return ExportView(
        rows,
        tuple(certificates(seller.permits)),
        whatsapp(seller.whatsapp, text),
        seller.export_email,
        mail,
        EXPORT_CSV,
        others,
    )


def certificates(permits: Permits) -> Iterator[Link]:
    """Registrations and certificates as buyers abroad know them, or are told what they are."""
    if permits.nib:
        yield Link("Business Identification Number (NIB), Indonesia", "", permits.nib)
    if permits.pirt:
        yield Link("Home food industry licence (SPP-IRT), Indonesia", "", permits.pirt)
    if permits.halal:
        yield Link("Halal certificate (BPJPH), Indonesia", "", permits.halal)


def export_csv(rows: Iterable[ExportRow]) -> bytes:
    """The catalogue as a table; no cell is a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for row in rows:
        said = (
            row.name,
            row.hs,
            row.origin,
            row.minimum,
            row.capacity,
            row.lead_time,
            row.terms,
            row.packing,
            row.weight,
            row.absolute,
        )
        table.writerow([safe_cell(str(text)) for text in said])
    return out.getvalue().encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8


def export_data(seller: Seller, products: Sequence[Product], rows: Sequence[ExportRow]) -> dict[str, Any]:
    """What the catalogue adds to a shop's structured data. Source: schema.org, all of these properties."""
    data: dict[str, Any] = {
        "makesOffer": [_offer(product, row) for product, row in zip(products, rows, strict=True)]
    }
    held = [
        _certificate("Halal certificate", seller.permits.halal, "BPJPH"),
        _certificate("Home food industry licence (SPP-IRT)", seller.permits.pirt, ""),
    ]
    if found := [one for one in held if one]:
        data["hasCertification"] = found
    if seller.export_email:
        data["email"] = seller.export_email
    return data


def english_amount(amount: Amount) -> str:
    """`50 kg`, `1.5 metric tons`, `500 kg per month`."""
    per = f" per {_TIMES[amount.per][0]}" if amount.per else ""
    return f"{english_number(amount.number)} {english_unit(amount.unit, amount.number)}{per}"


def english_time(time: LeadTime) -> str:
    """`14 days`, `2–3 weeks`, `1 month`."""
    one, more = _TIMES[time.unit]
    if time.most == time.least:
        return f"{time.least} {one if time.least == 1 else more}"
    return f"{time.least}–{time.most} {more}"


def english_packing(text: str) -> str:
    """`carton of 20 x 250 g`; what is not made of the program's words stays as it is, marked."""
    said = " ".join(_WRAPPING.sub("", text).split())
    word, _, rest = said.partition(" ")
    outer, inner = UNITS.get(word.casefold(), ""), _content(_HOLDING.sub("", rest))
    if outer and (inner or not rest):
        return " of ".join(filter(None, (english_unit(outer, Decimal(1)), inner)))
    whole = in_words(said) or _content(said)
    return Foreign(text) if whole is None else whole


def _content(text: str) -> str | None:
    """`24 lembar`, `20 x 250 g`, `20 bungkus @ 250 gr`: so many of what is in a package."""
    if found := _MANY.fullmatch(text):
        inner = in_words(found["each"] or "")
        unit = UNITS.get((found["unit"] or "").casefold(), "")
        if unit and inner:
            return f"{found['count']} {english_unit(unit, Decimal(found['count']))} of {inner}"
    if _COUNTED.fullmatch(text):
        number, _, word = text.partition(" ")
        unit = UNITS.get(word.casefold(), "")
        return f"{number} {english_unit(unit, Decimal(number))}" if unit else number if not word else None
    return in_words(text) if _SEVERAL.match(text) else None


def _row(product: Product, card: ProductView, shop: str, address: str) -> ExportRow:
    export = product.export
    page = f"{product.slug}.html"
    packing = english_packing(export.packing)
    return ExportRow(
        name=product.name,
        url=card.url,
        lang=card.lang,
        absolute=f"{shop if card.lang else address}{page}",
        hs=export.hs,
        origin=export.origin,
        minimum=english_amount(export.minimum) if export.minimum else "",
        capacity=english_amount(export.capacity) if export.capacity else "",
        lead_time=english_time(export.lead_time) if export.lead_time else "",
        terms=export.terms,
        packing=packing,
        weight=english_amount(export.weight) if export.weight else "",
    )


def _offer(product: Product, row: ExportRow) -> dict[str, Any]:
    sold: dict[str, Any] = {"@type": "Product", "name": str(row.name), "url": row.absolute}
    export = product.export
    if export.origin.casefold().rpartition(",")[2].strip() == HOME:
        sold["countryOfOrigin"] = {"@type": "Country", "name": "Indonesia"}
    if export.weight:
        sold["weight"] = _quantity(export.weight)
    offer: dict[str, Any] = {"@type": "Offer", "itemOffered": sold}
    if export.minimum:
        offer["eligibleQuantity"] = _quantity(export.minimum, "minValue")
    if lead := export.lead_time:
        times = {"value": lead.least}
        if lead.most != lead.least:
            times = {"minValue": lead.least, "maxValue": lead.most}
        unit = _unit(lead.unit, _TIMES[lead.unit][1])
        offer["deliveryLeadTime"] = {"@type": "QuantitativeValue", **times, **unit}
    return offer


def _quantity(amount: Amount, name: str = "value") -> dict[str, Any]:
    number = amount.number
    value = int(number) if number == int(number) else float(number)
    unit = _unit(amount.unit, english_unit(amount.unit, number))
    return {"@type": "QuantitativeValue", name: value, **unit}


def _unit(unit: str, text: str) -> dict[str, str]:
    return {"unitCode": _CODES[unit]} if unit in _CODES else {"unitText": text}


def _certificate(name: str, number: str, issuer: str) -> dict[str, Any]:
    if not number:
        return {}
    said: dict[str, Any] = {"@type": "Certification", "name": name, "certificationIdentification": number}
    if issuer:
        said["issuedBy"] = {"@type": "Organization", "name": issuer}
    return said
