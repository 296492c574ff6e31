"""What is sold, how it is handed over and paid, what the shop looks like, and the yes to all of it."""

from __future__ import annotations

from msgspec.structs import replace

from generator.content import fields
from generator.content.check_shop import DELIVERY, PAYMENT
from generator.content.fields import FieldError
from generator.content.model import Seller
from generator.form.answers import Answers, MissingAnswerError, choices_of, text_of, wanted
from generator.form.colours import COLOURS
from generator.form.context import FormContext
from generator.form.saving import ChangeOf
from generator.form.steps.step import Step


class Goods(Step):
    """The products; their screens are in `pages/products.py`."""

    name, next, fact = "produk", "jam", "product"


class DeliveryAndPayment(Step):
    """How goods reach the shopper, and money the seller."""

    name, next = "antar", "qris"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        delivery, payment = (choices_of(answers, field) for field in ("pengiriman", "pembayaran"))
        return lambda seller: replace(seller, delivery=delivery, payment=payment)

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.delivery and seller.payment)

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        usual = {"pengiriman": (DELIVERY, seller.delivery), "pembayaran": (PAYMENT, seller.payment)}
        return {
            "choices": {
                key: (*known, *(o for o in own if o not in known)) for key, (known, own) in usual.items()
            }
        }


class PaymentCode(Step):
    """The QRIS code; it is read from a photo, and then asked about once more: `pages/wizard.py`."""

    name, next, is_contact, part_of = "qris", "warna", True, "antar"

    def is_done(self, seller: Seller) -> bool:
        return seller.qris is not None

    def is_asked(self, seller: Seller) -> bool:
        return "qris" in seller.payment or seller.qris is not None


class Look(Step):
    """Colour and theme."""

    name, next = "warna", "persetujuan"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        colour = fields.colour(answers.get("warna", next(iter(COLOURS))))
        theme = answers.get("tema", "")
        if theme and theme not in context.drafts.rules.themes:
            raise FieldError("theme-unknown", found=theme, known=", ".join(context.drafts.rules.themes))
        return lambda seller: replace(seller, colour=colour, theme=theme or seller.theme)

    def is_done(self, seller: Seller) -> bool:
        return bool(seller.colour)

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        # always in one order: a browser that goes back ticks by place
        colours = tuple(dict.fromkeys((*COLOURS, *filter(None, [seller.colour]))))
        chosen = seller.colour or colours[0]
        return {"colours": colours, "chosen": chosen, "themes": context.drafts.rules.themes}


class Consent(Step):
    """The yes, and whether letters may come."""

    name, next, fact = "persetujuan", "pratinjau", "consent"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf:
        if answers.get("setuju") != "ya":
            raise MissingAnswerError("setuju")
        may_write, typed = answers.get("surat") == "ya", text_of(answers, "email")
        email = fields.email(wanted(answers, "email")) if may_write else ""
        today = context.today

        def change(seller: Seller) -> Seller:
            # one that is known already goes with its tick
            if typed and not may_write and typed != seller.email:
                raise MissingAnswerError("surat")
            return replace(seller, consent=seller.consent or today, withdrawn=False, email=email)

        return change


class LastLook(Step):
    """The shop as it will be, and "Terbitkan"."""

    name = "pratinjau"
