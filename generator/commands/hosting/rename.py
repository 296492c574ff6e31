"""`etalase hosting rename`: a shop goes on under another address."""

from __future__ import annotations

import click

from generator.commands.common import RefusalError
from generator.commands.hosting.common import (
    Request,
    for_each,
    known_sellers,
    load_settings,
    open_hubs_ledger,
    operator_options,
    refusing,
    tell,
)


@click.command("rename")
@click.argument("old")
@click.argument("new")
@operator_options
def command(old: str, new: str, request: Request) -> None:
    """Give a shop another slug: its term and its folder move, its old address leads to the new one.

    The old slug is never given to anybody else.  Should the folder not move, run the command again.

    \b
    Example:
      etalase hosting rename kopi-tebet kopi-pak-dedi --reason "the shop has a new name"
    """
    from generator.content import fields
    from generator.hosting import operations

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
            if here.is_dir() and there.exists():
                raise RefusalError(f"sellers/{new} is already there")
            deed = request.deed()
            outcome = for_each(
                [slug],
                lambda slug: ledger.record(
                    slug, lambda term: operations.move(slug, term, new, ledger.term(new), deed)
                ),
            )
            # The ledger comes first: a folder without its term would be taken for a new shop.
            if not (request.dry_run or outcome.refused) and here.is_dir():
                here.rename(there)
            tell(request, ledger, outcome)
