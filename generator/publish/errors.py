"""What can go wrong while publishing, as one family.

    PublishError                why a deploy, or one part of it, did not happen
    ├── DeployRefusedError            the build, the plan or the target is not fit: nothing was changed
    ├── LedgerDownError         the ledger could not be told which shops are online
    └── StoreError              the store did not do what one request asked for
        ├── StoreDownError      ... and would not do it for another file either
        ├── CredentialsError    ... because it does not know us, or does not let us write
        ├── ListingError        ... because its listings cannot be relied on
        ├── NoConditionsError   ... because it knows no conditions, without which nothing locks
        └── LockedError         ... because another deploy is at work: the request was not sent

`TargetError` stands apart: it is a mistake on the command line (exit code 2), not a deploy that failed.
"""

from __future__ import annotations

from typing import Literal

from generator.errors import UnusableError

Reason = Literal[
    "empty-build",
    "failed-build",
    "max-delete",
    "wrong-marker",
    "locked",
    "store-down",
    "credentials",
    "losses",
    "building",
    "samples",
    "no-conditions",
]


class PublishError(UnusableError):
    """The message is for the operator, and never holds a secret."""

    reason: Reason | None = "store-down"
    """A stable name for machines; None where none fits."""


class DeployRefusedError(PublishError):
    """The deploy stops before it changes anything."""

    def __init__(self, reason: Reason | None, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class StoreError(PublishError):
    """One request failed; another file may still succeed."""


class StoreDownError(StoreError):
    """The store cannot be reached, does not work, or has no such bucket."""


class CredentialsError(StoreError):
    """No credentials, or none that may write here."""

    reason: Reason | None = "credentials"


class LockedError(StoreError):
    """Another deploy holds the lock, or has taken it over."""

    reason: Reason | None = "locked"


class ListingError(StoreError):
    """What the store lists cannot be what lies there; `ranges` tells whether it may begin in the middle."""

    def __init__(self, what: str, *, ranges: bool = True) -> None:
        super().__init__(f"{what}: nothing can be compared with it; ask those who run the store")
        self.ranges = ranges


class NoConditionsError(StoreError):
    """The store ignores conditional writes, or refuses them.  The message begins with what it did."""

    reason: Reason | None = "no-conditions"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}, without which two deploys cannot lock each other out: publish to a store that knows "
            "them; or, if only one machine ever deploys there, set penerbitan.kunci: lokal in hub.yaml"
        )


class LedgerDownError(PublishError):
    """The pages are online, but the ledger does not know it yet."""

    reason: Reason | None = None


class TargetError(ValueError):
    """An address that cannot be published to."""
