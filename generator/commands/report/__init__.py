"""`etalase report`: what mentors, the programme and a seller want to know."""

from __future__ import annotations

import click

from generator.commands.lazy import LazyGroup
from generator.commands.table import REPORT_COMMANDS


@click.group("report", cls=LazyGroup, package=__name__, lines=REPORT_COMMANDS)
def command() -> None:
    """Tell who needs help first, how the programme does, and what a shop can prove.

    \b
    Examples:
      etalase report mentors --kecamatan Cilandak --html cilandak.html
      etalase report programme --html program.html
      etalase report evidence kopi-tebet
      etalase report visits --from 2026-11-01 --until 2026-11-30
    """
