"""`etalase hosting rename`: a shop goes on under another address."""

from __future__ import annotations

import os

import click

from generator.commands.common import RefusalError
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
from generator.content import fields
from generator.hosting import operations
from generator.importing import record
from generator.terminal import note, say
from generator.visits import record as visits


@click.command("rename")
@slug_argument("old")
@click.argument("new")
@operator_options
def command(old: str, new: str, request: HostingRequest) -> None:
    """Give a shop another slug: its term, its folder and its private links move, its old address leads on.

    The old slug is never used again, not even by the same seller.  Should the folder not move, run the
    command again.
    The pages follow with the next build and deploy.

    \b
    Example:
      etalase hosting rename kopi-tebet kopi-pak-dedi --reason "the shop has a new name"
    """
    from generator.form import shop_removal

    try:
        fields.seller_slug(new)
    except fields.FieldError as error:
        hint = error.values.get("fix", "")
        raise click.BadParameter(f"{new} cannot be a slug; {hint} can", param_hint="NEW") from error
    with refusing(request):
        hub = load_settings(request.root)
        with open_hubs_ledger(request.root, hub, create=True, dry_run=request.dry_run) as ledger:
            [slug] = known_sellers(request.root, ledger, [old])
            here, there = request.root / "sellers" / slug, request.root / "sellers" / new
            if here.is_dir() and os.path.lexists(there):
                raise RefusalError(f"sellers/{new} is already there")
            if here.is_dir() and not os.access(here.parent, os.W_OK | os.X_OK):
                raise RefusalError(f"nothing was renamed, because this user may not write to {here.parent}")
            if shop_removal.clashes(request.root, slug, new):
                raise RefusalError(f"{new} is a shop that somebody is filling in (form/sellers/{new})")
            action = request.action()
            outcome = for_each(
                [slug],
                lambda slug: ledger.record(
                    slug, lambda term: operations.move(slug, term, new, ledger.term(new), action)
                ),
            )
            # The ledger comes first: a folder without its term would be taken for a new shop.
            moved = here.is_dir() and not (request.dry_run or outcome.refused)
            if moved:
                here.rename(there)
                note(f"sellers/{slug} is sellers/{new} now", err=True)
            elif not (there.is_dir() or outcome.refused or request.dry_run):
                say(f"there is no folder sellers/{slug}: when it is back, run this again", err=True)
            if not (request.dry_run or outcome.refused):
                shop_removal.move(request.root, slug, new)
                record.rename(request.root, slug, new)
                visits.rename(request.root, slug, new)
            tell(
                request,
                ledger,
                outcome,
                unchanged="its folder has followed its term" if moved else "nothing to do",
                outdated=moved or bool(outcome.events),
            )
