"""Whose shop it is, what it sells, and where."""

from __future__ import annotations

from msgspec.structs import replace

from generator.content import fields, places
from generator.content.check_shop import category
from generator.content.fields import FieldError
from generator.content.model import Seller
from generator.form.answers import Answers, text_of, wanted
from generator.form.context import FormContext
from generator.form.saving import ChangeOf
from generator.form.steps.step import Step

_MAINLAND = {place.kota for place in places.all_kecamatan() if place.kota.startswith("Jakarta ")}
"""Where nearly everybody is; the islands come last."""


class Name(Step):
    """What the shop is called."""

    name, next, fact = "nama", "whatsapp", "name"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        name = fields.name(wanted(answers, "nama"))
        return lambda seller: replace(seller, name=name)


class Number(Step):
    """Where orders arrive."""

    name, next, fact, is_contact = "whatsapp", "kategori", "whatsapp", True

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        number = fields.whatsapp(wanted(answers, "whatsapp"))
        return lambda seller: replace(seller, whatsapp=number)


class NumberOnceMore(Step):
    """A changed number as it will be called, to be looked at; on the way, the next screen says it."""

    name = "cek"


class Trade(Step):
    """One of the hub's categories."""

    name, next, fact = "kategori", "kecamatan", "category"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        slug = category(context.hub.categories, wanted(answers, "kategori"))
        return lambda seller: replace(seller, category=slug)


class Kecamatan(Step):
    """The district."""

    name, next, fact = "kecamatan", "kelurahan", "kecamatan"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        place = places.kecamatan(wanted(answers, "kecamatan"))
        if context.hub.kecamatan and place.slug not in context.hub.kecamatan:
            raise FieldError("kecamatan-elsewhere", found=place.name)

        def change(seller: Seller) -> Seller:
            same = seller.kecamatan.code == place.code
            return replace(seller, kecamatan=place, kelurahan=seller.kelurahan if same else "")

        return change

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        limits = context.hub.kecamatan
        by_name = sorted(places.all_kecamatan(), key=lambda place: place.name)
        all_of_them = [p for p in by_name if not limits or p.slug in limits]
        cities = sorted({p.kota for p in all_of_them}, key=lambda kota: (kota not in _MAINLAND, kota))
        return {"kotas": {kota: [p for p in all_of_them if p.kota == kota] for kota in cities}}


class Kelurahan(Step):
    """The sub-district."""

    name, next = "kelurahan", "produk"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        typed = text_of(answers, "kelurahan")

        def change(seller: Seller) -> Seller:
            name = places.kelurahan(typed, seller.kecamatan) if typed and seller.kecamatan.code else ""
            return replace(seller, kelurahan=name)

        return change

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.kelurahan)

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        return {"names": sorted(places.kelurahan_of(seller.kecamatan)) if seller.kecamatan.code else []}
