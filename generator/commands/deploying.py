"""What the deploy command reads of its surroundings: hub.yaml, the environment, the ledger.

All of it lazily: a deploy to a folder works without hub.yaml, and the ledger's database library is loaded
only when there is something to tell it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.problems import print_diagnostics
from generator.content.hub import Hub, load_hub
from generator.content.publishing import Publishing
from generator.hosting.address import ledger_url
from generator.hosting.built import contacts
from generator.hosting.contact import Contact
from generator.hosting.eligibility import shared
from generator.hosting.errors import HostingError, LedgerError
from generator.publish.errors import LedgerDownError, TargetError
from generator.publish.report import DeployReport
from generator.publish.starts import Started
from generator.publish.target import Target, parse_target
from generator.publish.websub import changed_feeds, tell

if TYPE_CHECKING:
    from generator.hosting.ledger import Ledger


class DeploySettings:
    """The workspace of one deploy.  Raises `click.UsageError` where it does not say what has to be known."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @cached_property
    def hub(self) -> Hub:
        """The hub's settings."""
        hub, problems = load_hub(self._root)
        print_diagnostics(problems, "en", err=True)
        if hub is None:
            raise click.UsageError(
                "hub.yaml cannot be used: correct it, or pass --to URL (to a bucket with --gzip or --no-gzip)"
            )
        return hub

    def target(self, url: str | None, endpoint: str, *, on_record: bool = False) -> Target:
        """The target on the command line, or the one in hub.yaml; `on_record`: see `parse_target`."""
        if not url:
            publishing = self.hub.publishing
            if not publishing.target:
                raise click.UsageError("no target: pass --to URL, or set penerbitan.tujuan in hub.yaml")
            url, endpoint = publishing.target, endpoint or publishing.endpoint
        if url.startswith("s3:"):
            # boto3 would follow these by itself, but the record must know which store it is about.
            environment = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
            endpoint = endpoint or environment or ""
        try:
            return parse_target(url, endpoint, on_record=on_record)
        except TargetError as error:
            raise click.UsageError(f"cannot deploy there: {error}") from error

    def gzip(self, target: Target, wanted: bool | None) -> bool:
        """Whether to send text gzipped: as `wanted` on the command line, or as hub.yaml says."""
        if target.folder or wanted is not None:
            return bool(wanted)
        # No hub.yaml, no setting; but where one cannot be read, a guess might send all text again.
        return (self._root / "hub.yaml").exists() and self.hub.publishing.gzip

    @property
    def publishing(self) -> Publishing:
        """How the hub publishes; as by default where hub.yaml is missing, or cannot be used."""
        hub, _ = load_hub(self._root)
        return hub.publishing if hub else Publishing()

    def tell_readers(self, report: DeployReport) -> Iterator[str]:
        """Tell the WebSub hub of hub.yaml, if it names one, what has changed; yields what went wrong."""
        hub, _ = load_hub(self._root)
        feeds = changed_feeds(report) if hub and hub.publishing.websub else []
        if hub and feeds:
            yield from tell(hub.publishing.websub, (f"{hub.site}/{feed}" for feed in feeds))


class HubsLedger:
    """The ledger of a workspace, opened when it is first asked; `afresh` begins one where one was lost."""

    def __init__(self, root: Path, *, afresh: bool = False) -> None:
        self._root = root
        self._afresh = afresh
        self._ledger: Ledger | None = None

    def start(self, slugs: Sequence[str], on: date) -> list[Started]:
        """See `Hosting`."""
        try:
            ledger = self._opened()
            found = {contact.slug: contact for contact in contacts(self._root / "build", slugs)}
            known = {contact.slug: contact for contact in ledger.contacts(set(slugs) - set(found))}
            nobody = {slug: Contact(slug, "", "", "", "", "") for slug in slugs}
            contacts_of = nobody | known | found
            terms = ledger.start(contacts_of.values(), on)
            twins = {term.slug: self._twins(ledger, contacts_of[term.slug]) for term in terms}
        except HostingError as error:
            raise LedgerDownError(
                "the pages are online, but the ledger could not be told whose two years have started "
                f"({error}); the next deploy tells it"
            ) from error
        return [
            Started(term.slug, term.starts_on, term.expires_on, twins[term.slug])
            for term in terms
            if term.starts_on and term.expires_on
        ]

    @staticmethod
    def _twins(ledger: Ledger, contact: Contact) -> tuple[str, ...]:
        return tuple(shared(contact, ledger.same_person(contact)[:3])) if contact.whatsapp else ()

    def knows(self, slug: str) -> bool:
        """See `Hosting`."""
        try:
            return self._opened().term(slug) is not None
        except HostingError:
            return False

    def close(self) -> None:
        """Let go of it, if it was opened."""
        if self._ledger:
            self._ledger.close()

    def _opened(self) -> Ledger:
        from generator.hosting.ledger import open_ledger

        if self._ledger is None:
            hub, _ = load_hub(self._root)
            if hub is None and not ledger_url(""):
                raise LedgerError("hub.yaml, which names it, cannot be used")
            url = ledger_url(hub.ledger if hub else "")
            self._ledger = open_ledger(url, self._root, afresh=self._afresh)
        return self._ledger
