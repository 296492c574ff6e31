"""How to reach a seller: the personal data that the ledger keeps apart from its events, and can erase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.content.model import Seller


@dataclass(frozen=True, slots=True)
class Contact:
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


@dataclass(frozen=True, slots=True)
class AddressChange:
    """A shop whose notices go elsewhere from now on: its e-mail address was replaced, or taken out."""

    contact: Contact
    """As it is now."""
    told: bool
    """Whether the former address has been told."""
