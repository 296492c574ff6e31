"""A new product: its photo, then its name, which makes it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.model import Product, Seller
from generator.form import access, errors, shops, uploads
from generator.form.answers import MissingAnswerError, wanted
from generator.form.product_questions import free_slug
from generator.form.steps.order import WIZARD, before
from generator.form.undoing import TooManyError

pages = Blueprint("new_product", __name__, url_prefix="/t/<slug>/produk")

NEXT = {"nama": "harga", "harga": "cerita", "cerita": "stok", "stok": ""}
"""The questions about a new product, after its photo."""


@pages.get("/baru")
def first(slug: str) -> ResponseReturnValue:
    """A new product begins with its photo."""
    access.shop_of(slug)
    if len(access.form().drafts.read(slug).seller.products) >= access.form().hub.form.products:
        return errors.full()
    return photo_screen(slug)


def photo_screen(slug: str, problem: errors.Problem | None = None) -> str:
    """The photo of a new product; with `problem`, why the last one was not taken."""
    row = access.shop_of(slug)
    back = url_for("products.more", slug=slug)
    if row.step and not access.form().drafts.read(slug).seller.products:
        back = url_for("wizard.ask", slug=slug, step=before("produk"))
    return render_template(
        "produk/foto.html",
        row=row,
        slug=slug,
        product=None,
        back=back,
        new=True,
        problem=problem,
        **progress(row, "foto"),
    )


@pages.route("/nama", methods=["GET", "POST"])
def begin(slug: str) -> ResponseReturnValue:
    """The name makes the product."""
    row, problem = access.shop_of(slug), None
    photo = request.values.get("foto", "")
    if request.method == "POST":
        try:
            product = _begun(slug, photo)
            return redirect(url_for("products.one", slug=slug, product=product, what="harga", baru="ya"))
        except (FieldError, MissingAnswerError) as error:
            problem = errors.problem_of(error)
        except TooManyError:
            return errors.full()
    html = render_template(
        "produk/nama.html",
        row=row,
        slug=slug,
        product=None,
        photo=photo if _in_photo_store(slug, photo) else "",
        problem=problem,
        typed=errors.typed(),
        back=url_for(".first", slug=slug),
        base="",
        new=True,
        **progress(row, "nama"),
    )
    return html, 400 if problem else 200


def _begun(slug: str, photo: str) -> str:
    """A new product with its name and photo; a draft until it has a price. Returns its slug."""
    context = access.form()
    name = fields.name(wanted(request.form, "nama"))
    photo_store = context.photo_store(slug) / photo
    photos = (context.photo_cache.judge(photo_store),) if _in_photo_store(slug, photo) else ()
    made = ""

    def change(seller: Seller) -> Seller:
        nonlocal made
        twice = next((p for p in seller.products if p.draft and p.name == name and p.photos == photos), None)
        if twice:  # a second tap on the same button
            made = twice.slug
            return seller
        if len(seller.products) >= context.hub.form.products:
            raise TooManyError
        made = free_slug(name, seller)
        product = Product(made, name, None, photos=photos, order=_last(seller), draft=True)
        return replace(seller, products=(*seller.products, product))

    with access.editing(slug) as shop:
        shop.save(change)
    return made


def _last(seller: Seller) -> int | None:
    """The place behind all others; None in a shop whose products have no places of their own."""
    places = [product.order for product in seller.products]
    known = [place for place in places if place is not None]
    return max(known, default=0) + 1 if len(known) == len(places) else None


def _in_photo_store(slug: str, name: str) -> bool:
    return uploads.is_ours(name) and (access.form().photo_store(slug) / name).is_file()


def progress(row: shops.ShopRow, screen: str) -> dict[str, int]:
    """Where a screen of a new product stands: in the way to the first publication, and in the product."""
    if not row.step:
        return {"number": 0, "total": 0}
    parts = ("foto", *NEXT)
    return {
        "number": WIZARD.index("produk") + 1,
        "total": len(WIZARD),
        "part": parts.index(screen) + 1,
        "parts": len(parts),
    }
