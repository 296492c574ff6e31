"""One round of reminders: collect what is due, send the letters, and leave the rest for the mentors.

A letter is on record only after the mail server has accepted it.  Killed between the two, the next round
sends it again: a seller may read a notice twice, and never misses one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from generator.content.hub import Hub, Mail
from generator.hosting import letters, mail, periods
from generator.hosting.clicklist import Listed, signer
from generator.hosting.contact import Contact
from generator.hosting.ledger import Ledger
from generator.hosting.mail import SmtpReply
from generator.hosting.notices import HandedOver, Reminder, event, reminder
from generator.hosting.operations import OperatorAction
from generator.hosting.rules import due_notice
from generator.hosting.term import Term
from generator.language import Language
from generator.whatsapp import whatsapp

ExportName = Callable[[str], str | None]
"""Slug -> the name of the file with the whole shop, where it is ready."""
OnStep = Callable[[int, int], None]
"""Letters done, letters in all."""


class LetterSender(Protocol):
    """Where letters go: a mail server, or nowhere in a rehearsal."""

    def send(self, letter: EmailMessage) -> SmtpReply:
        """Hand over one letter."""


class DryRunSender:
    """A mail server that takes everything and sends nothing."""

    def send(self, letter: EmailMessage) -> SmtpReply:
        """Accept the letter."""
        return SmtpReply("accepted")


class SendFailure(Struct, frozen=True):
    """A notice that stays due."""

    slug: str
    kind: str
    error: str
    """Without any address or number."""


class Round(Struct, frozen=True):
    """What came of it."""

    sent: list[Reminder] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    failed: list[SendFailure] = field(default_factory=list)


class Sender(Struct, frozen=True):
    """Everything it takes to send a letter besides its reminder."""

    hub: Hub
    mail: Mail
    post: LetterSender
    now: datetime
    """With its time zone; a letter's Date."""
    words: Language

    def send(self, due: Reminder) -> SmtpReply:
        """Write to a seller whose address is deliverable."""
        spoken = signer(self.hub, due.contact.kecamatan)
        reply_link = whatsapp(spoken.whatsapp, letters.reply(due, spoken, self.words))
        shop_url = f"{self.hub.site}/{due.slug}/"
        letter = letters.letter(due, spoken, shop_url, reply_link, self.words)
        name = f"{due.slug}.{due.expires_on}.{due.kind}"
        return self.deliver(letter, due.contact.name, due.contact.email, name)

    def deliver(self, letter: letters.Letter, to: str, address: str, name: str) -> SmtpReply:
        """Send a letter to somebody called `to`; by its own `name` a mailbox shows it only once."""
        operator = self.hub.operator.email
        envelope = mail.Envelope(
            mail.mailbox(self.hub.name, self.mail.sender),
            mail.mailbox(to, address),
            operator if mail.deliverable(operator) else "",
            name,
            self.now,
        )
        return self.post.send(mail.write(letter, envelope))


def due_terms(ledger: Ledger, today: date) -> list[Term]:
    """The terms that a notice is due for."""
    until = today - timedelta(days=periods.NOTICES[0])
    return [term for term in ledger.expiring(until) if due_notice(term, today)]


def collect(
    terms: Iterable[Term],
    contacts: Mapping[str, Contact],
    today: date,
    export_name: ExportName = lambda _slug: None,
) -> tuple[list[Reminder], list[SendFailure]]:
    """What to tell whom; a seller that nobody knows how to reach is a failure."""
    due, failed = [], []
    for term in terms:
        contact = contacts.get(term.slug)
        if contact is None:
            kind = due_notice(term, today) or ""
            failed.append(
                SendFailure(term.slug, kind, "no contact is on record; build the shop, then try again")
            )
        elif found := reminder(term, contact, today):
            name = export_name(term.slug) if found.may_leave else None
            due.append(replace(found, export_name=name or ""))
    return due, failed


def send(
    due: Iterable[Reminder],
    sender: Sender | None,
    ledger: Ledger,
    action: OperatorAction,
    *,
    on_step: OnStep | None = None,
) -> Round:
    """Send what can go by e-mail and put it on record; the rest is for the mentors.

    Without a `sender`, that is everything.
    """
    done, letters = Round(), []
    for item in due:
        address = item.contact.email
        if sender and mail.deliverable(address):
            letters.append((sender, item))
        else:
            done.listed.append(Listed(item, refused=bool(sender and address)))
    for number, (by, item) in enumerate(letters, 1):
        answer = by.send(item)
        match answer.status:
            case "accepted":
                _record(
                    ledger, HandedOver(item.slug, item.kind, item.expires_on, action.today, "email"), action
                )
                done.sent.append(item)
            case "refused":
                done.listed.append(Listed(item, refused=True))
            case "delayed":
                done.failed.append(SendFailure(item.slug, item.kind, f"{answer.reason}; it stays due"))
        if on_step:
            on_step(number, len(letters))
    return done


def _record(ledger: Ledger, notice: HandedOver, action: OperatorAction) -> None:
    # It is not judged again: the letter is on its way, whatever has become of the term meanwhile.
    accepted = event(notice, action)
    ledger.record(notice.slug, lambda term: [accepted] if term else [])
