"""Products: one question a screen for a new one, the same again for a change, and single taps in a list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from msgspec.structs import replace
from werkzeug.wrappers import Response

from generator.content import fields
from generator.content.fields import FieldError
from generator.content.model import Product, Seller
from generator.content.writer import export_keys
from generator.form import access, errors, history, shops
from generator.form.answers import MissingAnswerError
from generator.form.drafts import Draft
from generator.form.editing import ShopEdit
from generator.form.pages import news
from generator.form.pages.wizard import base_of, base_text, conflict_page, keeping
from generator.form.product_details import DETAILS
from generator.form.product_questions import READ, of_product, starters
from generator.form.saving import ChangeOf, ConflictError
from generator.form.shops import ShopRow
from generator.form.steps.order import after, before, is_ahead, place
from generator.render.productview import published

pages = Blueprint("products", __name__, url_prefix="/t/<slug>/produk")

_READ = {**READ, **DETAILS}
_AT_ONCE = ("harga", "stok", "promo", "pilihan")
"""What a published shop shows without another publication."""


@pages.get("/")
def more(slug: str) -> ResponseReturnValue:
    """What there is so far, and whether another one follows."""
    row = access.shop_of(slug)
    seller = access.form().drafts.read(slug).seller
    if not seller.products and row.step:
        return redirect(url_for("new_product.first", slug=slug))
    return render_template(
        "produk/semua.html",
        undo=request.args.get("batal", type=int),
        row=row,
        slug=slug,
        products=published(seller.products, drafts=True),
        full=len(seller.products) >= access.form().hub.form.products,
        **place("produk"),
        back=url_for("wizard.ask", slug=slug, step=before("produk", seller))
        if row.step
        else url_for("home.shop", slug=slug),
    )


@pages.post("/")
def enough(slug: str) -> ResponseReturnValue:
    """On to the next question."""
    row = access.shop_of(slug)
    return enough_products(row)


def enough_products(row: ShopRow) -> Response:
    """The question after the products; a shop that has none to show is asked for one."""
    seller = access.form().drafts.read(row.slug).seller
    if all(product.draft for product in seller.products):
        return redirect(url_for("new_product.first", slug=row.slug))
    step = after("produk", seller)
    if row.step and is_ahead(step, row.step):
        shops.note(access.form().database, row.slug, step=step)
    return redirect(url_for("wizard.ask", slug=row.slug, step=step))


@pages.get("/<product>")
def show(slug: str, product: str) -> ResponseReturnValue:
    """A product, with everything that can be changed."""
    return product_screen(slug, product)


def product_screen(slug: str, product: str, problem: errors.Problem | None = None) -> str:
    """The same; with `problem`, why the last photo was not taken."""
    row = access.shop_of(slug)
    with access.editing(slug) as shop:
        status = shop.status()
    draft, found = _found(slug, product)
    return render_template(
        "produk/lihat.html",
        row=row,
        slug=slug,
        product=found,
        problem=problem,
        most=access.form().hub.form.photos,
        found=status,
        place=_place(draft, product),
        count=len(draft.seller.products),
        today=access.form().today,
        said=export_keys(found.export),
        back=url_for("products.more" if row.step else "home.shop", slug=slug),
    )


@pages.get("/<product>/ubah/<what>")
def one(slug: str, product: str, what: str) -> ResponseReturnValue:
    """One question about a product."""
    access.shop_of(slug)
    return _asked(slug, product, what)


@pages.post("/<product>/ubah/<what>")
def answer(slug: str, product: str, what: str) -> ResponseReturnValue:
    """Its answer."""
    row, ended = access.shop_of(slug), ""
    try:
        read = _READ.get(what) or abort(404)
        said = read(request.form, access.form().today)

        def noting(before: Product) -> Product:
            nonlocal ended
            after = said(before)
            ended = ended or _ended_offer(before, after, what)
            return after

        change = of_product(product, noting)
        try:
            published = _save(slug, product, what, change)
        except ConflictError as conflict:
            back = keeping(row, url_for(".one", slug=slug, product=product, what=what))
            return conflict_page(conflict.draft, change, back, _files(conflict.draft, product))
    except (FieldError, MissingAnswerError) as error:
        return _asked(slug, product, what, errors.problem_of(error)), 400
    news.tell_saved(slug, published=published, also=ended)
    if what in ("harga", "stok") and not row.step:
        return redirect(url_for("home.shop", slug=slug, _anchor=f"p-{product}"))
    return redirect(url_for(".show", slug=slug, product=product))


def _ended_offer(before: Product, now: Product, what: str) -> str:
    """What to say when another price has ended an offer that was on; empty where it has not."""
    today, _ = access.form().today, access.words().gettext
    if what == "promo" or not before.promo_until or before.promo_until < today:
        return ""
    if now.promo_until:
        offers = {one.name: one.promo for one in now.variants}
        ended = [one.name for one in before.variants if one.promo and offers.get(one.name, one.promo) is None]
        told = _("The offer for %(choices)s has ended: its price is not below the new one.")
        return told % {"choices": ", ".join(ended)} if ended else ""
    if now.price is None:
        return _("The offer has ended with the price.")
    return _("The offer has ended: its price is not below the new one.")


def _asked(slug: str, product: str, what: str, problem: errors.Problem | None = None) -> str:
    if what not in _READ:
        abort(404)
    row = access.shop_of(slug)
    draft, found = _found(slug, product)
    sections = [one.section for one in published(draft.seller.products, drafts=True) if one.section]
    return render_template(
        f"produk/{what}.html",
        row=row,
        slug=slug,
        product=found,
        problem=problem,
        typed=errors.typed() if problem else None,
        base=base_text(draft, _files(draft, product)),
        today=access.form().today,
        said=export_keys(found.export),
        starters=starters(access.words().gettext),
        sections=tuple(dict.fromkeys(sections)),
        back=_back(row, product, what),
        number=0,
        total=0,
    )


@pages.post("/<product>/stok")
def switch(slug: str, product: str) -> Response:
    """Sold out or there, in one tap; what shoppers see changes at once."""
    access.shop_of(slug)
    try:
        stock = fields.stock(request.form.get("stok", "ada"))
    except FieldError:
        abort(400)
    with _editing(slug, product) as shop:
        published = shop.publish_change(of_product(product, lambda found: replace(found, stock=stock)))
    news.tell_saved(slug, published=published)
    return redirect(url_for("home.shop", slug=slug, _anchor=f"p-{product}"))


@pages.post("/<product>/geser")
def move(slug: str, product: str) -> Response:
    """One place up or down on the page."""
    access.shop_of(slug)
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

    with _editing(slug, product) as shop:
        shop.save(change)
    news.tell_saved(slug, published=False)
    listed = request.form.get("kembali") == "daftar"
    return redirect(url_for(".more" if listed else "home.shop", slug=slug, _anchor=f"p-{product}"))


@pages.post("/<product>/hapus")
def delete(slug: str, product: str) -> Response:
    """Delete a product; the next page offers to take it back."""
    row = access.shop_of(slug)

    def change(seller: Seller) -> Seller:
        return replace(seller, products=tuple(p for p in seller.products if p.slug != product))

    with _editing(slug, product) as shop:
        shop.save(change)
    newest = history.entries(access.form().database, slug, limit=1)
    where = "products.more" if row.step else "home.shop"
    return redirect(url_for(where, slug=slug, batal=newest[0].number if newest else None))


@contextmanager
def _editing(slug: str, product: str) -> Iterator[ShopEdit]:
    """A shop under its lock; 404 where it has no such product."""
    with access.editing(slug) as shop:
        if shop.draft.product(product) is None:
            abort(404)
        yield shop


def _save(slug: str, product: str, what: str, change: ChangeOf) -> bool:
    """Save an answer; tells whether it is published already."""
    with _editing(slug, product) as shop:
        base = base_of(_files(shop.draft, product))
        if what in _AT_ONCE:
            return shop.publish_change(change, base)
        shop.save(change, base)
        return False


def _back(row: ShopRow, product: str, what: str) -> str:
    """The screen from which a question was opened: a price stands on the home screen, once there is one."""
    if what == "harga" and not row.step:
        return url_for("home.shop", slug=row.slug)
    return url_for(".show", slug=row.slug, product=product)


def _found(slug: str, product: str) -> tuple[Draft, Product]:
    draft = access.form().drafts.read(slug)
    return draft, draft.product(product) or abort(404)


def _files(draft: Draft, product: str) -> tuple[str, ...]:
    return (draft.products.get(product) or abort(404),)


def _place(draft: Draft, product: str) -> int:
    return [p.slug for p in published(draft.seller.products, drafts=True)].index(product) + 1
