"""`etalase hosting hold`: no sweep touches a held seller."""

from __future__ import annotations

import click

from generator.commands.hosting.common import HostingRequest, operator_options, run_for_each
from generator.commands.slugs import slug_argument
from generator.hosting.operations import hold


@click.command("hold")
@slug_argument("slugs", nargs=-1, required=True, metavar="SLUG…")
@operator_options
def command(slugs: tuple[str, ...], request: HostingRequest) -> None:
    """Keep sweeps and reminders away from sellers until they are released.

    A held shop stays as it is now, whatever its dates say.

    \b
    Example:
      etalase hosting hold kopi-tebet --reason "in hospital, comes back in May"
    """
    lost = "; this reason is not recorded (release it first to record another)" if request.reason else ""
    run_for_each(request, slugs, hold, unchanged=f"is held already{lost}")
