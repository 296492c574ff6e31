"""How to reach a seller: the personal data that the ledger keeps apart from its events, and can erase."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from generator.content.model import Seller

CHANGE_KIND = "email"
"""How the name of a changed address begins on a list."""


class Contact(Struct, frozen=True):
    """What a hub needs to know of the person behind a term."""

    slug: str
    name: str
    """The shop's name."""
    whatsapp: str
    """Digits only, starting with 628."""
    email: str
    """For notices; empty when not given."""
    nib: str
    """Nomor Induk Berusaha; empty when not given."""
    kecamatan: str
    """The slug of the kecamatan."""
    moves_to: str = ""
    """The forwarding address after the term; may be empty."""

    @classmethod
    def of(cls, seller: Seller) -> Contact:
        """From a seller's folder."""
        return cls(
            seller.slug,
            seller.name,
            seller.whatsapp,
            seller.email,
            seller.permits.nib,
            seller.kecamatan.slug,
            seller.moves_to,
        )


class FormerAddress(Struct, frozen=True):
    """An e-mail address that was replaced or taken out, as long as somebody is to hear of it."""

    slug: str
    email: str
    listed_on: date | None = None
    """The day since which it is on a mentor's list; None: on none yet."""
    told: bool | None = None
    """Whether the address itself has a letter about it; None: no mail server has said yes or no so far."""


class AddressChange(Struct, frozen=True):
    """A shop whose notices go elsewhere from now on: its e-mail address was replaced, or taken out."""

    contact: Contact
    """As it is now."""
    former: FormerAddress

    @property
    def gone(self) -> bool:
        """Whether there is no address any more."""
        return not self.contact.email

    @property
    def told(self) -> bool:
        """Whether the former address has been told."""
        return bool(self.former.told)

    @property
    def kind(self) -> str:
        """What a list and its report call it: another change of the same shop is called otherwise."""
        pair = f"{self.former.email}\0{self.contact.email}".casefold()
        return f"{CHANGE_KIND}-{hashlib.sha256(pair.encode()).hexdigest()[:6]}"
