"""What can go wrong around the ledger: each error says what happened and what to do.

HostingError
├── LedgerError   the ledger cannot be used
└── BuiltError    what a build or a deploy has left cannot be read
"""

from __future__ import annotations

from generator.errors import UnusableError


class HostingError(UnusableError):
    """Any of these.  A message never holds a password or personal data."""


class LedgerError(HostingError):
    """The ledger cannot be used."""


class BuiltError(HostingError):
    """What a build or a deploy has left cannot be read."""
