"""`etalase demo`: a synthetic workspace of any size."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from generator.commands.common import GOOD, RefusalError, json_option, print_json
from generator.commands.problems import refuse
from generator.content.check_product import MAX_PHOTOS
from generator.content.checker import MAX_PRODUCTS
from generator.demo.size import MAX_SELLERS, Size
from generator.demo.town import Town
from generator.demo.workspace import settings, stranger, write
from generator.errors import reason_of
from generator.terminal import note, progress_bar

_EVERY = 50
"""Sellers between two moves of the progress bar."""


@click.command("demo")
@click.option("--sellers", type=click.IntRange(1, MAX_SELLERS), required=True, help="How many shops.")
@click.option(
    "--products", type=click.IntRange(0, MAX_PRODUCTS), default=10, show_default=True, help="Of each shop."
)
@click.option(
    "--photos", type=click.IntRange(0, MAX_PHOTOS), default=1, show_default=True, help="Of each product."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other shops.")
@json_option
@click.pass_context
def command(ctx: click.Context, sellers: int, products: int, photos: int, seed: int, as_json: bool) -> None:
    """Write made-up shops into sellers/, and a hub.yaml where there is none.

    \b
    The same seed and numbers give the same files, byte by byte; a larger --sellers only adds shops.
    Photos are hard links to twelve pictures in build/demo-photos/.
    Nothing is written where sellers/ holds any other shop.

    \b
    Examples:
      mkdir /tmp/pasar && etalase --root /tmp/pasar demo --sellers 500
      etalase --root /tmp/pasar demo --sellers 5000 --products 24 --photos 2 --seed 7
      etalase --root /tmp/jakarta demo --sellers 281812 --photos 0 --json
    """
    root: Path = ctx.obj.root
    started = time.monotonic()
    size = Size(sellers, products, photos)
    try:
        hub, problems = settings(root)
        if hub is None:
            raise RefusalError("hub.yaml cannot be used; nothing was written", problems)
        if not hub.categories:
            raise RefusalError("hub.yaml has no kategori; nothing was written")
        town = Town(seed, hub.categories)
        if found := stranger(root, town, sellers):
            raise RefusalError(
                f"sellers/{found} is not one of these made-up shops; nothing was written. "
                "Name an empty workspace with --root, or repeat the earlier --seed with as many --sellers"
            )
        with progress_bar("demo") as progress:
            for done in write(root, town, size):
                if done % _EVERY == 0 or done == sellers:
                    progress(done, sellers)
    except RefusalError as refusal:
        refuse(refusal, _answer(Size(0, 0, 0), 0.0), "en", as_json=as_json)
    except OSError as error:
        refuse(RefusalError(reason_of(error)), _answer(Size(0, 0, 0), 0.0), "en", as_json=as_json)
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        print_json(_answer(size, seconds))
    else:
        note(f"{sellers} sellers with {products} products each; {seconds:.1f} s")
    raise SystemExit(GOOD)


def _answer(size: Size, seconds: float) -> dict[str, Any]:
    """All that was written; products and photos are totals."""
    products = size.sellers * size.products
    return {
        "version": 1,
        "sellers": size.sellers,
        "products": products,
        "photos": products * size.photos,
        "seconds": seconds,
    }
