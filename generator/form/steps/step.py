"""One screen that asks about the shop: what it asks, when it is answered, and what follows it."""

from __future__ import annotations

from typing import ClassVar

from generator.content.model import Seller
from generator.content.reader import SHOP_FILE
from generator.content.readiness import REQUIRED
from generator.form.answers import Answers
from generator.form.context import FormContext
from generator.form.saving import ChangeOf


class Step:
    """A screen. Its parsers are those of `content`."""

    name: ClassVar[str]
    """In its address, and of its template."""
    next: ClassVar[str] = ""
    """What follows it on the way to the first publication; `order.before` is the way back."""
    part_of: ClassVar[str] = ""
    """The step of which this is one more screen, that not every shop is asked."""
    fact: ClassVar[str] = ""
    """What `content.readiness` calls it, where a shop cannot be published without it."""
    files: ClassVar[tuple[str, ...]] = (SHOP_FILE,)
    """The files whose change by somebody else makes a conflict."""
    at_once: ClassVar[bool] = False
    """Whether a published shop shows the change without another publication."""
    is_contact: ClassVar[bool] = False
    """Whether it is what a mentor has to agree to."""

    is_other: ClassVar[bool] = False
    """Whether it stands behind "Isian lain"."""

    @property
    def required(self) -> bool:
        """Whether it cannot be left open."""
        return bool(self.fact)

    @property
    def template(self) -> str:
        """The page that asks."""
        return f"tanya/{self.name}.html"

    def read(self, answers: Answers, context: FormContext) -> ChangeOf | None:
        """What an answer changes; None for a screen that changes nothing by itself.

        Raises `FieldError` or `MissingAnswerError`.
        """
        return None

    def is_done(self, seller: Seller) -> bool:
        """Whether the shop says what is asked here."""
        said = REQUIRED.get(self.fact)
        return said is None or said(seller)

    def is_asked(self, seller: Seller) -> bool:
        """Whether it belongs to the way of this shop to its first publication."""
        return True

    def offers(self, seller: Seller, context: FormContext) -> dict[str, object]:
        """What its page chooses from."""
        return {"today": context.today}
