"""Telling that a shop's e-mail address was changed: to the address that was there before, and to the mentor.

Whoever came by a seller's private link could turn the hub's letters away from her without a word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.hosting import built, letters, mail
from generator.hosting.batches import batches
from generator.hosting.clicklist import signer
from generator.hosting.contact import AddressChange, Contact
from generator.hosting.ledger import Ledger
from generator.hosting.send_reminders import Sender, SendFailure
from generator.hosting.term import OVER
from generator.whatsapp import whatsapp

KIND = "address"
"""What a failure calls such a letter."""
_AT_ONCE = 1_000
"""Shops that are compared together."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of telling."""

    changes: list[AddressChange] = field(default_factory=list)
    """For the mentors."""
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


def tell_changes(ledger: Ledger, sender: Sender | None) -> Told:
    """Write to every former address; the ledger forgets none here (`Ledger.drop_former_addresses` does)."""
    found = Told()
    for contact, address in _changes(ledger):
        told = False
        if sender and mail.deliverable(address):
            answer = _send(sender, contact, address)
            told = answer.status == "accepted"
            if answer.status == "delayed":
                error = f"{answer.reason}; its former address is told next time"
                found.failed.append(SendFailure(contact.slug, KIND, error))
                continue
        found.changes.append(AddressChange(contact, told))
        found.done.append(contact.slug)
    return found


def _changes(ledger: Ledger) -> Iterator[tuple[Contact, str]]:
    former = dict(ledger.former_addresses())
    contacts = {contact.slug: contact for contact in ledger.contacts(former)}
    yield from ((contacts[slug], address) for slug, address in former.items() if slug in contacts)


def _send(sender: Sender, contact: Contact, address: str) -> mail.SmtpReply:
    spoken = signer(sender.hub, contact.kecamatan)
    question = letters.question_about_address(contact.name, spoken, sender.words)
    letter = letters.changed_address(
        contact.name,
        spoken,
        f"{sender.hub.site}/{contact.slug}/",
        whatsapp(spoken.whatsapp, question),
        sender.words,
        gone=not contact.email,
    )
    digest = hashlib.sha256(f"{address}\0{contact.email}".encode()).hexdigest()[:12]
    return sender.deliver(letter, contact.name, address, f"{contact.slug}.{KIND}.{digest}")
