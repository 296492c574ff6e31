"""Whether a shop may have two free years: what its folder must say, and one first term a person.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.content.diagnostics import Diagnostic, count
from generator.content.hub import Hub
from generator.content.model import Seller
from generator.hosting.contact import Contact


def obstacles(seller: Seller | None, problems: Iterable[Diagnostic], hub: Hub, today: date) -> Iterator[str]:
    """What has to change in the folder before the shop can be activated."""
    if seller is None:
        errors = count(list(problems), "error")
        yield f"its folder has {errors} {'error' if errors == 1 else 'errors'}: see etalase check"
        return
    if seller.consent is None:
        yield "the seller's consent is missing (persetujuan: with the date)"
    elif seller.consent > today:
        yield f"the consent is dated {seller.consent}, and that is still to come"
    if hub.kecamatan and seller.kecamatan.slug not in hub.kecamatan:
        yield f"{seller.kecamatan.name} is not among this hub's kecamatan ({', '.join(hub.kecamatan)})"


def shared(contact: Contact, others: Iterable[Contact]) -> Iterator[str]:
    """Other shops of the same person, by what they share; numbers are not repeated."""
    for other in others:
        what = []
        if contact.whatsapp == other.whatsapp:
            what.append("WhatsApp number")
        if contact.nib and contact.nib == other.nib:
            what.append("NIB")
        if what:
            yield f"{other.slug} has the same {' and '.join(what)}"
