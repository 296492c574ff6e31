"""What is done to a product from a list, in one tap."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.model import Seller
from generator.form import access, history, publishing, saving
from generator.form.product_questions import of_product
from generator.render.shopview import published

pages = Blueprint("goods", __name__, url_prefix="/t/<slug>/produk")


@pages.post("/<product>/stok")
def switch(slug: str, product: str) -> Response:
    """Sold out or there, in one tap; what shoppers see changes at once."""
    access.shop_of(slug)
    _known(slug, product)
    try:
        stock = fields.stock(request.form.get("stok", "ada"))
    except FieldError:
        abort(400)
    change = of_product(product, lambda found: replace(found, stock=stock))
    publishing.save_and_publish(access.form(), access.actor(), slug, change)
    flash(access.words().gettext("Saved."))
    return redirect(url_for("home.shop", slug=slug, _anchor=f"p-{product}"))


@pages.post("/<product>/geser")
def move(slug: str, product: str) -> Response:
    """One place up or down on the page."""
    access.shop_of(slug)
    _known(slug, product)
    step = -1 if request.form.get("arah") == "naik" else 1

    def change(seller: Seller) -> Seller:
        names = [found.slug for found in published(seller.products, drafts=True)]
        at = names.index(product)
        to = min(max(at + step, 0), len(names) - 1)
        names.insert(to, names.pop(at))
        place = {name: number for number, name in enumerate(names, 1)}
        # featured products stand first whatever their number is: the order that is seen is the order meant
        moved = (replace(p, order=place[p.slug], featured=False) for p in seller.products)
        return replace(seller, products=tuple(moved))

    saving.save(access.form(), access.actor(), slug, change)
    flash(access.words().gettext("Saved. Customers see it once you publish."))
    return redirect(url_for("home.shop", slug=slug, _anchor=f"p-{product}"))


@pages.post("/<product>/hapus")
def delete(slug: str, product: str) -> Response:
    """Delete a product; the next page offers to take it back."""
    row = access.shop_of(slug)
    _known(slug, product)
    context = access.form()

    def change(seller: Seller) -> Seller:
        return replace(seller, products=tuple(p for p in seller.products if p.slug != product))

    saving.save(context, access.actor(), slug, change)
    newest = history.entries(context.database, slug, limit=1)
    where = "products.more" if row.step else "home.shop"
    return redirect(url_for(where, slug=slug, batal=newest[0].number if newest else None))


def _known(slug: str, product: str) -> None:
    if access.form().drafts.read(slug).product(product) is None:
        abort(404)
