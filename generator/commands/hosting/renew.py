"""`etalase hosting renew`: two more years."""

from __future__ import annotations

import click

from generator.commands.hosting.common import HostingRequest, operator_options, run_for_each
from generator.commands.slugs import slug_argument
from generator.hosting.operations import renew


@click.command("renew")
@slug_argument("slugs", nargs=-1, required=True, metavar="SLUG…")
@operator_options
def command(slugs: tuple[str, ...], request: HostingRequest) -> None:
    """Give sellers two more years, from the end of their term or from today if that is later.

    It can be done from 90 days before the end, and for as long as a shop is only suspended.

    \b
    Examples:
      etalase hosting renew kopi-tebet
      etalase hosting renew kopi-tebet batik-ayu --reason "asked at the July bazaar"
    """
    run_for_each(request, slugs, renew)
