"""`etalase hosting release`: the end of a hold."""

from __future__ import annotations

import click

from generator.commands.hosting.common import HostingRequest, operator_options, run_for_each
from generator.commands.slugs import slug_argument
from generator.hosting.operations import release


@click.command("release")
@slug_argument("slugs", nargs=-1, required=True, metavar="SLUG…")
@operator_options
def command(slugs: tuple[str, ...], request: HostingRequest) -> None:
    """End the hold of sellers; the next sweep treats them like all others.

    What fell due meanwhile happens from then on, one step after another, with all its notices.

    \b
    Example:
      etalase hosting release kopi-tebet
    """
    run_for_each(request, slugs, release)
