"""The reminders of the two years that a mentor sends by hand: the same as on the click lists, in her desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.form.context import FormContext
from generator.form.desk.shop import DeskShop
from generator.hosting.address import ledger_url
from generator.hosting.clicklist import signer
from generator.hosting.contact import Contact
from generator.hosting.ledger import open_ledger
from generator.hosting.letters import label, message
from generator.hosting.notices import HandedOver, Reminder, reminder, take
from generator.hosting.operations import OperatorAction
from generator.hosting.term import Event, Term
from generator.language import LANGUAGES, Language, language
from generator.whatsapp import whatsapp


class DueReminder(Struct, frozen=True):
    """A reminder as the desk shows it."""

    shop: DeskShop
    notice: Reminder
    label: str
    """What kind of notice it is."""
    chat: str
    """A link that opens the message; empty without a number."""


def due(shops: Iterable[DeskShop], today: date) -> list[tuple[DeskShop, Reminder]]:
    """What is due of these shops today, whose two years end first."""
    return _in_order((shop, _reminder(shop, shop.shop.term, today)) for shop in shops if not shop.at_rest)


def sent(shops: Iterable[DeskShop], today: date) -> list[tuple[DeskShop, Reminder]]:
    """What a mentor has said today that it was sent: her word stays on record, and the message at hand."""
    return _in_order(
        (shop, _reminder(shop, replace(shop.shop.term, notices=shop.shop.term.notices[:-1]), today))
        for shop in shops
        if shop.reminded_on(today) and shop.shop.term.notices[-1].channel == "list"
    )


def lines(
    context: FormContext, found: Iterable[tuple[DeskShop, Reminder]], words: Language
) -> Iterator[DueReminder]:
    """The same as they are read; sellers are written to in their own language."""
    theirs = language(LANGUAGES[0])
    for shop, notice in found:
        text = message(notice, signer(context.hub, shop.row.kecamatan), theirs)
        number = notice.contact.whatsapp
        chat = whatsapp(number, text) if number else ""
        yield DueReminder(shop, notice, label(notice.tone, words), chat)


def hand_over(context: FormContext, notice: HandedOver, actor: str) -> None:
    """Put on record that a mentor has sent one.

    Raises `NotTakenError`: not due, or on record already; and `LedgerError`.
    """
    action = OperatorAction(context.today, actor)

    def decide(term: Term | None) -> list[Event]:
        return [take(term, notice, action)]

    with open_ledger(ledger_url(context.hub.ledger), context.root) as ledger:
        ledger.record(notice.slug, decide)


def _in_order(
    found: Iterable[tuple[DeskShop, Reminder | None]],
) -> list[tuple[DeskShop, Reminder]]:
    there = [(shop, notice) for shop, notice in found if notice]
    return sorted(there, key=lambda one: (one[1].expires_on, one[0].row.slug))


def _reminder(shop: DeskShop, term: Term, today: date) -> Reminder | None:
    facts = shop.shop.facts
    contact = Contact(shop.row.slug, shop.name, facts.whatsapp, "", "", shop.row.kecamatan)
    return reminder(term, contact, today)
