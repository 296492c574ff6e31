"""A new product in two screens: its photo, then its name, price and stock, which make it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from msgspec.structs import replace
from werkzeug.wrappers import Response

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.model import Product, Seller
from generator.content.readiness import ENOUGH_PRODUCTS
from generator.form import access, errors, uploads
from generator.form.answers import MissingAnswerError, wanted
from generator.form.pages import news
from generator.form.pages.products import enough_products
from generator.form.product_questions import READ, free_slug
from generator.form.shops import ShopRow
from generator.form.steps.order import before, place
from generator.form.undoing import TooManyError

pages = Blueprint("new_product", __name__, url_prefix="/t/<slug>/produk")

_SCREENS = ("foto", "nama")


@pages.get("/baru")
def first(slug: str) -> ResponseReturnValue:
    """A new product begins with its photo."""
    access.shop_of(slug)
    if len(access.form().drafts.read(slug).seller.products) >= access.form().hub.form.products:
        return errors.full()
    return photo_screen(slug)


def photo_screen(slug: str, problem: errors.Problem | None = None) -> str:
    """The photo of a new product; with `problem`, why the last one was not taken."""
    row, seller = access.shop_of(slug), access.form().drafts.read(slug).seller
    back = url_for("products.more", slug=slug)
    if row.step and not seller.products:
        back = url_for("wizard.ask", slug=slug, step=before("produk", seller))
    return render_template(
        "produk/foto.html", row=row, slug=slug, back=back, problem=problem, **_progress(row, seller, "foto")
    )


@pages.route("/nama", methods=["GET", "POST"])
def begin(slug: str) -> ResponseReturnValue:
    """Name and price make the product."""
    row, problem = access.shop_of(slug), None
    photo = request.values.get("foto", "")
    if request.method == "POST":
        try:
            return _onwards(row, _begun(slug, photo))
        except (FieldError, MissingAnswerError) as error:
            problem = errors.problem_of(error)
        except TooManyError:
            return errors.full()
    seller = access.form().drafts.read(slug).seller
    html = render_template(
        "produk/baru.html",
        row=row,
        slug=slug,
        photo=photo if _in_photo_store(slug, photo) else "",
        problem=problem,
        typed=errors.typed(),
        back=url_for(".first", slug=slug),
        base="",
        is_last=len(seller.products) + 1 >= access.form().hub.form.products,
        wants_more=bool(row.step) and len(seller.products) + 1 < ENOUGH_PRODUCTS,
        **_progress(row, seller, "nama"),
    )
    return html, 400 if problem else 200


def _onwards(row: ShopRow, product: str) -> Response:
    """To the photo of one more, to the next question, or home."""
    if request.form.get("lagi"):
        return redirect(url_for(".first", slug=row.slug))
    if row.step:
        return enough_products(row)
    news.tell_saved(row.slug, published=False)
    return redirect(url_for("home.shop", slug=row.slug, _anchor=f"p-{product}"))


def _begun(slug: str, photo: str) -> str:
    """A new product with all that is asked of one. Returns its slug."""
    context = access.form()
    product = _typed(slug, photo)
    made = ""

    def change(seller: Seller) -> Seller:
        nonlocal made
        twice = next((one for one in seller.products if _is_same(one, product)), None)
        if twice:  # a second tap on the same button
            made = twice.slug
            return seller
        if len(seller.products) >= context.hub.form.products:
            raise TooManyError
        made = free_slug(product.name, seller)
        return replace(seller, products=(*seller.products, replace(product, slug=made, order=_last(seller))))

    with access.editing(slug) as shop:
        shop.save(change)
    return made


def _typed(slug: str, photo: str) -> Product:
    """What came with this request. Raises `FieldError` or `MissingAnswerError`."""
    context = access.form()
    product = Product("", fields.name(wanted(request.form, "nama")), None)
    for question in ("harga", "stok"):
        product = READ[question](request.form, context.today)(product)
    if not _in_photo_store(slug, photo):
        return product
    return replace(product, photos=(context.photo_cache.judge(context.photo_store(slug) / photo),))


def _is_same(one: Product, other: Product) -> bool:
    return (one.name, one.price, one.photos) == (other.name, other.price, other.photos)


def _last(seller: Seller) -> int | None:
    """The place behind all others; None in a shop whose products have no places of their own."""
    places = [product.order for product in seller.products]
    known = [place for place in places if place is not None]
    return max(known, default=0) + 1 if len(known) == len(places) else None


def _in_photo_store(slug: str, name: str) -> bool:
    return uploads.is_ours(name) and (access.form().photo_store(slug) / name).is_file()


def _progress(row: ShopRow, seller: Seller, screen: str) -> dict[str, int]:
    """Where a screen of a new product stands: which product it is, and where on the way."""
    which = {"which": len(seller.products) + 1}
    if not row.step:
        return {"number": 0, "total": 0, **which}
    part = {"part": _SCREENS.index(screen) + 1, "parts": len(_SCREENS)}
    return place("produk") | part | which
