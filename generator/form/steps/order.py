"""All screens by their names, and the way to the first publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.content.model import Seller
from generator.form.steps import more, opening, selling, who
from generator.form.steps.step import Step

STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        who.Name(),
        who.Number(),
        who.NumberOnceMore(),
        who.Trade(),
        who.Kecamatan(),
        who.Kelurahan(),
        selling.Goods(),
        opening.OpeningHours(),
        selling.DeliveryAndPayment(),
        selling.PaymentCode(),
        selling.Look(),
        selling.Consent(),
        selling.LastLook(),
        more.About(),
        opening.Holiday(),
        opening.HoursOfEachDay(),
        more.Accounts(),
        more.Registrations(),
        more.Street(),
        more.InEnglish(),
        more.Abroad(),
        more.ExactAmount(),
        more.Forward(),
    )
}


def _way(name: str) -> Iterator[str]:
    """Every step from one on."""
    while name:
        yield name
        name = STEPS[name].next


WIZARD = tuple(_way("nama"))
"""The way to the first publication."""


def after(name: str) -> str:
    """The wizard's next step; the last one stays."""
    return STEPS[name].next or name


def before(name: str) -> str:
    """The wizard's step before; empty for the first."""
    return next((step for step in WIZARD if STEPS[step].next == name), "")


OTHERS = ("sosial", "izin", "inggris", "ekspor")
"""What helps once a shop has all that its readiness asks for, the most useful first."""


def first_other(seller: Seller) -> str:
    """The first of `OTHERS` that a shop does not say; empty where it says them all."""
    return next((name for name in OTHERS if not STEPS[name].is_done(seller)), "")
