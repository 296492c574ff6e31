"""`etalase hosting sweep`: what the calendar says, once a day."""

from __future__ import annotations

import click

from generator.commands.hosting.common import (
    CommandOutcome,
    HostingRequest,
    known_sellers,
    load_settings,
    open_hubs_ledger,
    operator_options,
    refusing,
    tell,
)
from generator.commands.slugs import slug_argument
from generator.terminal import note, say


@click.command("sweep")
@slug_argument("slugs", nargs=-1, metavar="[SLUG…]")
@operator_options
def command(slugs: tuple[str, ...], request: HostingRequest) -> None:
    """Do what is due: grace for a term that has ended, then suspension, then the end.

    No shop is suspended without two notices on record, the last at least a week old.  At the end, 90
    days after the suspension, the seller's data are removed, as the privacy page says: folder, form,
    photos, exports, contact.  A second sweep on the same day does nothing.  Build and deploy afterwards.

    \b
    Examples:
      etalase hosting sweep --dry-run
      etalase hosting sweep
      etalase hosting sweep kopi-tebet
    """
    from generator.farewell.ending import left_of, remove_all

    with refusing(request):
        hub = load_settings(request.root)
        with open_hubs_ledger(request.root, hub, create=True, dry_run=request.dry_run) as ledger:
            only = known_sellers(request.root, ledger, slugs)
            swept = ledger.sweep(request.today, only=only, actor=request.actor, reason=request.reason)
            events = [(slug, str(kind)) for kind, found in swept.items() for slug in found]
            endings = [one for one in left_of(request.root, ledger) if not only or one.slug in only]
            if not request.dry_run:
                remove_all(request.root, ledger, endings)
            if not events and not endings and not request.as_json:
                note("nothing is due")
            if not request.as_json:
                for one in endings:
                    if not one.remains:
                        (say if request.dry_run else note)(one.line(dry_run=request.dry_run))
            remains = [(one.slug, f"not gone yet: {one.remains}") for one in endings if one.remains]
            tell(
                request,
                ledger,
                CommandOutcome(events, remains, [one.slug for one in endings if not one.remains]),
                unchanged="",
                outdated=bool(events),
                more={"removed": [one.as_json() for one in endings]},
            )
