"""What a change became, as people write it: rupiah, days, names; never the words of a file. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from babel.dates import get_day_names
from msgspec import Struct

from generator.content.model import WEEKDAYS, Category
from generator.form.colours import colour_name
from generator.form.product_details import EXPORT
from generator.language import Language
from generator.render.listings import category_name
from generator.render.shopview import network_name
from generator.whatsapp import readable_number

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNT = re.compile(r"\b(\d+)(?=,|$)")
_PHOTO = re.compile(r"[\w-]+\.(?:jpe?g|png|webp)", re.IGNORECASE)
_HOLIDAY = re.compile(rf"(?:({_DATE.pattern}) – )?({_DATE.pattern}) ?(.*)", re.DOTALL)
_TO = " – "
_NMID = re.compile(r"(?<=, )ID\d{8,}\b")
_ACCOUNT = re.compile(r"(?<=, )[A-Z]+(?:\.[A-Z0-9]+)+ \d+\b")
_KEY = re.compile(rf"(?:^|(?<=, ))({'|'.join(EXPORT)}) ")


class ChangeWords(Struct, frozen=True):
    """Puts values of `Change` into words."""

    words: Language
    categories: Iterable[Category]
    names: Callable[[list[str]], Mapping[str, str]]
    """The names of some shops, by their slugs."""

    def say(self, what: str, text: str) -> str:
        """A value of a field; empty where it says nothing."""
        _ = self.words.gettext
        if what in _SWITCHES:
            return _("yes") if text else _("no")
        if not text:
            return ""
        say = _SAYINGS.get(what)
        return say(self, text) if say else text

    def _day(self, text: str) -> str:
        """A date (ISO) as people write it."""
        return self.words.date(date.fromisoformat(text)) if _DATE.fullmatch(text) else text

    def _holiday(self, text: str) -> str:
        found, _ = _HOLIDAY.fullmatch(text), self.words.gettext
        if found is None:
            return text
        last = self._day(found[2])
        days = _("until %(day)s") % {"day": last}
        if found[1]:
            days = _("from %(first)s until %(last)s") % {"first": self._day(found[1]), "last": last}
        return ": ".join(filter(None, (days, found[3])))

    def _price(self, text: str) -> str:
        return self.words.rupiah(int(text)) if text.isascii() and text.isdigit() else text

    def _prices(self, text: str) -> str:
        """Prices alone or after the names of choices: `Kecil 5000, Besar 7000`."""
        return _AMOUNT.sub(lambda found: self.words.rupiah(int(found[1])), text)

    def _offer(self, text: str) -> str:
        prices, dash, last = text.rpartition(_TO)
        if not dash:
            return self._prices(text)
        return f"{self._prices(prices)} {self.words.gettext('until %(day)s') % {'day': self._day(last)}}"

    def _category(self, text: str) -> str:
        return next((category_name(one, self.words) for one in self.categories if one.slug == text), text)

    def _consent(self, text: str) -> str:
        return self.words.gettext("taken back") if text == "tidak" else self._day(text)

    def _photos(self, text: str) -> str:
        count = len(text.split(","))
        return self.words.ngettext("%(num)s photo", "%(num)s photos", count) % {"num": count}

    def _code(self, text: str) -> str:
        _ = self.words.gettext
        if _PHOTO.fullmatch(text):
            return _("Photo of the code")
        named = _NMID.sub(r"NMID: \g<0>", text)
        return _ACCOUNT.sub(lambda found: f"{_('Bank and account')}: {found[0]}", named)

    def _stock(self, text: str) -> str:
        _ = self.words.gettext
        return {"ada": _("In stock"), "habis": _("Sold out"), "pesan dulu": _("Made to order")}.get(
            text, text
        )

    def _ways(self, text: str) -> str:
        known = ways(self.words)
        return ", ".join(known.get(way, way) for way in text.split(", "))

    def _accounts(self, text: str) -> str:
        pairs = (account.partition(" ") for account in text.split(", "))
        return ", ".join(f"{network_name(network)} {account}" for network, _space, account in pairs)

    def _shops(self, text: str) -> str:
        slugs = text.split(", ")
        known = self.names(slugs)
        return ", ".join(known.get(slug, slug.replace("-", " ").title()) for slug in slugs)

    def _hours(self, text: str) -> str:
        names = get_day_names("wide", locale=self.words.code)
        said = re.sub("|".join(WEEKDAYS), lambda found: names[WEEKDAYS.index(found[0])], text)
        _ = self.words.gettext
        said = said.replace("tutup", _("Closed").lower()).replace("24 jam", _("24 hours"))
        return said.replace("-", "–")

    def _export(self, text: str) -> str:
        names = export_names(self.words)
        return _KEY.sub(lambda found: f"{names[found[1]]}: ", text)


_Saying = Callable[[ChangeWords, str], str]
_SWITCHES = {"draft", "featured", "qris-amount", "catalogue"}
_SAYINGS: Mapping[str, _Saying] = {
    "price": ChangeWords._price,
    "promo": ChangeWords._offer,
    "choices": ChangeWords._prices,
    "category": ChangeWords._category,
    "consent": ChangeWords._consent,
    "closed": ChangeWords._holiday,
    "whatsapp": lambda _words, text: readable_number(text),
    "photos": ChangeWords._photos,
    "qris": ChangeWords._code,
    "stock": ChangeWords._stock,
    "delivery": ChangeWords._ways,
    "payment": ChangeWords._ways,
    "socials": ChangeWords._accounts,
    "follows": ChangeWords._shops,
    "hours": ChangeWords._hours,
    "export": ChangeWords._export,
    "theme": lambda _words, text: text.capitalize(),
    "colour": lambda words, text: colour_name(text, words.words.gettext),
}
"""A field -> how its value is said; the others are what somebody wrote."""


def ways(words: Language) -> dict[str, str]:
    """Ways to hand over and to pay that are known, as the form calls them."""
    _ = words.gettext
    return {
        "ambil sendiri": _("They pick it up"),
        "ojek daring": _("By online ojek (Gojek, Grab)"),
        "ekspedisi": _("By courier (JNE, J&T …)"),
        "antar sendiri": _("I bring it"),
        "tunai": _("Cash"),
        "transfer": _("Bank transfer"),
        "qris": "QRIS",
        "dompet digital": _("GoPay, OVO, DANA …"),
        "bayar di tempat": _("On delivery (COD)"),
    }


def export_names(words: Language) -> dict[str, str]:
    """What buyers abroad ask of a product, as the form calls it; a key of files -> its words."""
    _ = words.gettext
    return {
        "moq": _("Smallest order for abroad"),
        "kapasitas": _("How much you can make"),
        "waktu_produksi": _("How long an order takes"),
        "kemasan": _("How it is packed"),
        "berat": _("Weight of one package"),
        "asal": _("Where it comes from"),
        "hs": _("HS code"),
        "incoterm": _("How far your price covers delivery (Incoterm and place)"),
    }
