"""`etalase bazar`: what curators put together."""

from __future__ import annotations

import click

from generator.commands.lazy import LazyGroup
from generator.commands.table import BAZAAR_COMMANDS


@click.group("bazar", cls=LazyGroup, package=__name__, lines=BAZAAR_COMMANDS)
def command() -> None:
    """Look after bazaars and collections: the files bazar/SLUG.yaml, and the shops that could be in one.

    \b
    Examples:
      etalase bazar list
      etalase bazar candidates --category kuliner --kecamatan Tebet
    """
