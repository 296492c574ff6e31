"""`etalase new`: a starter folder that checks without errors."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.commands.common import RefusalError, json_option, print_json
from generator.commands.problems import in_english, print_diagnostics, refuse
from generator.content import fields, places
from generator.content.check_shop import category as read_category
from generator.content.fields import FieldError
from generator.content.hub import Hub, load_hub
from generator.content.model import Category, Product, Seller
from generator.content.writer import write_seller
from generator.errors import reason_of
from generator.hosting.address import ledger_url
from generator.hosting.errors import HostingError
from generator.hosting.term import OVER
from generator.hosting.terms import load_terms
from generator.render.theme import theme_names
from generator.terminal import note, say

T = TypeVar("T")


@click.command("new")
@click.argument("slug")
@click.option("--whatsapp", required=True, help="The seller's WhatsApp number, for example 0812-3456-7890.")
@click.option("--kategori", required=True, help="A category of hub.yaml, for example kuliner.")
@click.option("--kecamatan", required=True, help="One of the 44, for example Cilandak.")
@click.option("--nama", default="", help="The shop's name.  [default: made from SLUG]")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    slug: str,
    whatsapp: str,
    kategori: str,
    kecamatan: str,
    nama: str,
    as_json: bool,
) -> None:
    """Write a starter folder sellers/SLUG: fill in the rest with the seller at your side.

    It has no consent yet (the seller gives it), and its sample product is a draft.

    \b
    Example:
      etalase new dapur-bu-siti --whatsapp 0812-3456-7890 --kategori kuliner --kecamatan Cilandak
    """
    root: Path = ctx.obj.root
    answer: dict[str, Any] = {"version": 1, "slug": slug, "path": f"sellers/{slug}", "files": []}
    hub, problems = load_hub(root, theme_names("hub"))
    if hub is None:
        refuse(RefusalError("hub.yaml cannot be used", problems), answer, "id", as_json=as_json)
    print_diagnostics(problems, "id", err=True)
    seller = _starter(slug, nama, whatsapp, kategori, kecamatan, hub.categories)
    folder = root / "sellers" / slug
    if os.path.lexists(folder):
        refuse(RefusalError(f"sellers/{slug} is already there"), answer, "id", as_json=as_json)
    if reason := _taken(root, hub, slug):
        refuse(RefusalError(reason), answer, "id", as_json=as_json)
    try:
        written = write_seller(folder, seller)
        (folder / "foto").mkdir(exist_ok=True)
    except OSError as error:
        refuse(RefusalError(reason_of(error)), answer, "id", as_json=as_json)
    answer["files"] = [path.relative_to(root).as_posix() for path in written]
    if as_json:
        print_json(answer)
        return
    note("\n".join(answer["files"]))
    note(f"Next: fill in sellers/{slug}/toko.yaml, add photos to foto/, then etalase check {slug}")


def _taken(root: Path, hub: Hub, slug: str) -> str:
    """Why the ledger does not give this name away; empty where it does."""
    try:
        terms = load_terms(ledger_url(hub.ledger), root, hub.activation)
        if to := terms.new_slug(slug):
            return f"{slug} is the former name of {to}, and a slug is not given twice"
        if terms.of(slug).state in OVER:
            return f"{slug} belonged to another seller, and a slug is not given twice"
        if terms.running.among([slug]):
            return f"{slug} is a shop whose two years run: put its folder back, or choose another slug"
    except HostingError as error:  # a starter folder does no harm; the build refuses
        say(f"etalase: whether {slug} is free is not known: {error}", err=True)
    return ""


def _starter(
    slug: str, name: str, whatsapp: str, category: str, kecamatan: str, categories: tuple[Category, ...]
) -> Seller:
    return Seller(
        slug=_judged("SLUG", fields.seller_slug, slug),
        name=_judged("--nama", fields.name, name or slug.replace("-", " ").title()),
        category=_judged("--kategori", lambda typed: read_category(categories, typed), category),
        kecamatan=_judged("--kecamatan", places.kecamatan, kecamatan),
        whatsapp=_judged("--whatsapp", fields.whatsapp, whatsapp),
        payment=("tunai", "transfer"),
        delivery=("ambil sendiri",),
        products=(
            Product(
                slug="contoh-produk",
                name="Contoh Produk",
                price=15_000,
                unit="per bungkus",
                draft=True,
                description="Ceritakan produk ini: dari apa, sebesar apa, tahan berapa lama.",
            ),
        ),
    )


def _judged(option: str, parse: Callable[[str], T], typed: str) -> T:
    """A value, or wrong usage in the words of the seller's diagnostics."""
    try:
        return parse(typed)
    except FieldError as error:
        raise click.BadParameter(in_english(error), param_hint=option) from error
