"""`etalase hosting activate`: a mentor has approved the shop."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from generator.building.checking import check_folder
from generator.commands.hosting.common import (
    HostingRequest,
    for_each,
    known_sellers,
    load_settings,
    open_hubs_ledger,
    operator_options,
    refusing,
    tell,
)
from generator.commands.slugs import slug_argument
from generator.content.hub import Hub
from generator.hosting import eligibility, operations
from generator.hosting.contact import Contact
from generator.hosting.operations import ActionRefusedError
from generator.hosting.term import Event, Term

if TYPE_CHECKING:
    from generator.hosting.ledger import Ledger


@click.command("activate")
@slug_argument("slugs", nargs=-1, required=True, metavar="SLUG…")
@click.option(
    "--force", is_flag=True, help="Also when another shop has the same number or NIB; needs a --reason."
)
@operator_options
def command(slugs: tuple[str, ...], force: bool, request: HostingRequest) -> None:
    """Approve shops, so that the next build publishes them.

    The folder must be without errors, the consent dated, the kecamatan one of the hub's, and nobody
    has a second first term: the same WhatsApp number or NIB in another shop is refused.

    \b
    Examples:
      etalase hosting activate kopi-tebet
      etalase hosting activate batik-ayu --force --reason "two sisters, one phone"
    """
    if force and not request.reason:
        raise click.UsageError("--force needs a --reason")
    with refusing(request):
        hub = load_settings(request.root)
        with open_hubs_ledger(request.root, hub, create=True, dry_run=request.dry_run) as ledger:
            known = known_sellers(request.root, ledger, slugs)
            tell(request, ledger, for_each(known, lambda slug: _activate(ledger, hub, slug, request, force)))


def _activate(ledger: Ledger, hub: Hub, slug: str, request: HostingRequest, force: bool) -> list[Event]:
    """Raises `ActionRefusedError`."""
    if not operations.activate(slug, ledger.term(slug), request.action()):
        return []
    seller, problems = check_folder(request.root, hub, slug)
    _refuse(eligibility.obstacles(seller, problems, hub, request.today))
    if seller is None:
        return []
    contact = Contact.of(seller)

    def decide(term: Term | None) -> list[Event]:
        if not force:
            _refuse(eligibility.shared(contact, ledger.same_person(contact)))
        return operations.activate(slug, term, request.action())

    return ledger.record(slug, decide, contact)


def _refuse(reasons: Iterable[str]) -> None:
    if text := "; ".join(reasons):
        raise ActionRefusedError(text)
