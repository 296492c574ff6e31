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


def reached(step: str) -> str:
    """Where a shop has got to; from a screen that is no longer on the way, its number is asked again."""
    return step if step in WIZARD else "whatsapp"


def is_ahead(step: str, of: str) -> bool:
    """Whether a step comes after where a shop has got to."""
    return WIZARD.index(step) > WIZARD.index(reached(of))


def after(name: str, seller: Seller) -> str:
    """The wizard's next step; the last one stays."""
    following = WIZARD[WIZARD.index(name) + 1 :]
    return next((step for step in following if STEPS[step].is_asked(seller)), name)


def before(name: str, seller: Seller) -> str:
    """The wizard's step before; empty for the first."""
    earlier = WIZARD[: WIZARD.index(name)]
    return next((step for step in reversed(earlier) if STEPS[step].is_asked(seller)), "")


def place(name: str) -> dict[str, int]:
    """Where a screen stands on the way, for its page; the way is as long for every shop."""
    steps = [one for one in WIZARD if not STEPS[one].part_of]
    step = STEPS[name].part_of or name
    screens = [one for one in WIZARD if step in (one, STEPS[one].part_of)]
    return {
        "number": steps.index(step) + 1,
        "total": len(steps),
        "part": screens.index(name) + 1,
        "parts": len(screens),
    }


OTHERS = ("sosial", "izin", "inggris", "ekspor")
"""What helps once a shop has all that its readiness asks for, the most useful first."""


def first_other(seller: Seller) -> str:
    """The first of `OTHERS` that a shop does not say; empty where it says them all."""
    return next((name for name in OTHERS if not STEPS[name].is_done(seller)), "")
