"""What a shop can say beyond the way to its first publication."""

from __future__ import annotations

from msgspec.structs import replace

from generator.content import fields, social
from generator.content.model import English, Permits, Seller
from generator.content.reader import SHOP_FILE, STORY_FILE
from generator.form.answers import Answers, markdown_of, text_of
from generator.form.context import FormContext
from generator.form.saving import ChangeOf
from generator.form.steps.step import Step


class About(Step):
    """A line about the shop, and its story."""

    name, files = "tentang", (SHOP_FILE, STORY_FILE)

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        slogan, story = fields.text(text_of(answers, "slogan")), markdown_of(answers, "cerita")
        return lambda seller: replace(seller, slogan=slogan, story=story)

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.story.strip() or seller.slogan)


class Other(Step):
    """A screen behind "Isian lain"."""

    is_other = True


class Accounts(Other):
    """Social networks and marketplaces."""

    name = "sosial"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        typed = ((network, text_of(answers, network)) for network in social.NETWORKS)
        found = tuple((network, social.social(network, account)) for network, account in typed if account)
        return lambda seller: replace(seller, socials=found)

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.socials)

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        return {"networks": social.NETWORKS, "known": dict(seller.socials)}


class Registrations(Other):
    """NIB, P-IRT and halal certificate."""

    name = "izin"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        nib, pirt, halal = (text_of(answers, field) for field in ("nib", "pirt", "halal"))
        permits = Permits(
            nib=fields.nib(nib) if nib else "",
            pirt=fields.pirt(pirt) if pirt else "",
            halal=fields.halal(halal) if halal else "",
        )
        return lambda seller: replace(seller, permits=permits)

    def is_done(self, seller: Seller) -> bool:
        return seller.permits != Permits()


class Street(Other):
    """The street address, for whoever wants it shown."""

    name = "alamat"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        address = fields.text(text_of(answers, "alamat"))
        return lambda seller: replace(seller, address=address)

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.address)


class InEnglish(Other):
    """The shop's own words on pages in English; each product has its own screen."""

    name = "inggris"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        slogan, story = fields.text(text_of(answers, "slogan")), markdown_of(answers, "cerita")
        said = English(slogan=slogan, description=story)
        return lambda seller: replace(seller, english=said)

    def is_done(self, seller: Seller) -> bool:
        return seller.english != English()


class Abroad(Other):
    """An address for buyers abroad, and files for the catalogues of Meta and Google."""

    name = "ekspor"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        typed = text_of(answers, "email")
        email, catalogue = fields.email(typed) if typed else "", answers.get("katalog") == "ya"
        return lambda seller: replace(seller, export_email=email, catalogue=catalogue)

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.export_email or seller.catalogue)


class ExactAmount(Other):
    """Whether the QRIS code on the page has the amount of the order in it."""

    name = "nominal"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        exact = answers.get("nominal") == "ya"
        return lambda seller: replace(seller, qris_amount=exact)

    def is_done(self, seller: Seller) -> bool:
        return seller.qris_amount


class Forward(Other):
    """Where the shop goes on after its two years."""

    name = "pindah"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        typed = text_of(answers, "alamat")
        address = fields.web_address(typed) if typed else ""
        return lambda seller: replace(seller, moves_to=address)

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.moves_to)
