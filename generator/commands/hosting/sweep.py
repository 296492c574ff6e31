"""`etalase hosting sweep`: what the calendar says, once a day."""

from __future__ import annotations

import click

from generator.commands.hosting.common import (
    Outcome,
    Request,
    known_sellers,
    load_settings,
    open_hubs_ledger,
    operator_options,
    refusing,
    tell,
)
from generator.commands.slugs import slug_argument
from generator.terminal import note


@click.command("sweep")
@slug_argument("slugs", nargs=-1, metavar="[SLUG…]")
@operator_options
def command(slugs: tuple[str, ...], request: Request) -> None:
    """Do what is due: grace for a term that has ended, then suspension, then the end.

    No shop is suspended without two notices on record, the last at least a week old.  A second sweep
    on the same day does nothing.  Build and deploy afterwards.

    \b
    Examples:
      etalase hosting sweep --dry-run
      etalase hosting sweep
      etalase hosting sweep kopi-tebet
    """
    with refusing(request):
        hub = load_settings(request.root)
        with open_hubs_ledger(request.root, hub, create=True, dry_run=request.dry_run) as ledger:
            only = known_sellers(request.root, ledger, slugs)
            swept = ledger.sweep(request.today, only=only, actor=request.actor, reason=request.reason)
            events = [(slug, str(kind)) for kind, found in swept.items() for slug in found]
            if not events and not request.as_json:
                note("nothing is due")
            tell(request, ledger, Outcome(events), outdated=bool(events))
