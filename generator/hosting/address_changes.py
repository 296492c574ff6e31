"""Telling that a shop's e-mail address was changed: to the address that was there before, and to the mentor.

Whoever came by a seller's private link could turn the hub's letters away from her without a word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.hosting import built, letters, mail
from generator.hosting.batches import batches
from generator.hosting.clicklist import signer
from generator.hosting.contact import AddressChange
from generator.hosting.ledger import Ledger
from generator.hosting.notices import HandedOver, NotTakenError
from generator.hosting.send_reminders import Sender, SendFailure
from generator.hosting.term import OVER
from generator.whatsapp import whatsapp

KIND = "address"
"""What a failure calls such a letter."""
_AT_ONCE = 1_000
"""Shops that are compared together."""


LISTED = timedelta(days=30)
"""How long a change stays on the lists if no mentor reports that he has asked."""


class Told(Struct, frozen=True):
    """What came of telling."""

    changes: list[AddressChange] = field(default_factory=list)
    """For the mentors."""
    letters: list[str] = field(default_factory=list)
    """Slugs of shops whose former address was told just now."""
    done: list[str] = field(default_factory=list)
    """Slugs of which nothing is left to tell."""
    failed: list[SendFailure] = field(default_factory=list)
    """Letters for another round."""


def note_changes(ledger: Ledger, build: Path) -> None:
    """Take over the addresses of the last build where they differ from those on record."""
    slugs = [term.slug for term in ledger.terms(besides=OVER)]
    for some in batches(slugs, _AT_ONCE):
        known = {contact.slug: contact.email for contact in ledger.contacts(some)}
        ledger.put_contacts(
            contact
            for contact in built.contacts(build, some)
            if known.get(contact.slug) and known[contact.slug].casefold() != contact.email.casefold()
        )


def tell_changes(ledger: Ledger, sender: Sender | None, today: date) -> Told:
    """Write once to every former address; a mentor reads of it until his report comes back, or for `LISTED`.

    Nothing is written to the ledger here: `keep` does, when the lists are there.
    """
    found = Told()
    for change in _changes(ledger):
        former = change.former
        if former.listed_on and today >= former.listed_on + LISTED:
            found.done.append(former.slug)
            continue
        told = former.told
        if told is None and sender and mail.deliverable(former.email):
            answer = _send(sender, change)
            told = None if answer.status == "delayed" else answer.status == "accepted"
            if told:
                found.letters.append(former.slug)
            elif told is None:
                error = f"{answer.reason}; its former address is told next time"
                found.failed.append(SendFailure(former.slug, KIND, error))
        listed_on = former.listed_on or today
        found.changes.append(replace(change, former=replace(former, told=told, listed_on=listed_on)))
    return found


def keep(ledger: Ledger, told: Told) -> None:
    """Put on record how far telling has come."""
    ledger.keep_former_addresses(change.former for change in told.changes)
    ledger.drop_former_addresses(told.done)


def take_asked(ledger: Ledger, asked: HandedOver, today: date) -> None:
    """A mentor reports that he has asked a seller about a change: nobody needs to hear of it any more.

    Raises:
        NotTakenError: it is on record already, in the future, or about another change.
    """
    change = next((one for one in _changes(ledger) if one.former.slug == asked.slug), None)
    if change is None:
        raise NotTakenError("it is already on record, or the former address is back")
    if change.kind != asked.kind:
        raise NotTakenError("its address has changed once more since; it is on the newest list")
    if asked.on > today:
        raise NotTakenError(f"{asked.on} is in the future")
    ledger.drop_former_addresses([asked.slug])


def _changes(ledger: Ledger) -> Iterator[AddressChange]:
    former = {one.slug: one for one in ledger.former_addresses()}
    contacts = {contact.slug: contact for contact in ledger.contacts(former)}
    over = {term.slug for term in ledger.some(former) if term.state in OVER}
    yield from (
        AddressChange(contacts[slug], one)
        for slug, one in former.items()
        if slug in contacts and slug not in over
    )


def _send(sender: Sender, change: AddressChange) -> mail.SmtpReply:
    contact, address = change.contact, change.former.email
    spoken = signer(sender.hub, contact.kecamatan)
    letter = letters.changed_address(
        contact.name,
        spoken,
        f"{sender.hub.site}/{contact.slug}/",
        whatsapp(
            spoken.whatsapp,
            letters.question_about_address(contact.name, spoken, sender.words, gone=change.gone),
        ),
        sender.words,
        gone=change.gone,
    )
    digest = hashlib.sha256(f"{address}\0{contact.email}".encode()).hexdigest()[:12]
    return sender.deliver(letter, contact.name, address, f"{contact.slug}.{KIND}.{digest}")
