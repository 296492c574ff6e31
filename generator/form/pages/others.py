"""What a shop can say beyond the usual questions, and the shops that it follows."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.form import access
from generator.form.neighbours import following, neighbours
from generator.form.pages import news

pages = Blueprint("others", __name__, url_prefix="/t/<slug>")

_LONGEST = 60
"""Characters of a search: no name has more."""


@pages.get("/lain")
def more(slug: str) -> str:
    """All the other questions, with what is said already."""
    row = access.shop_of(slug)
    with access.editing(slug) as shop:
        found = shop.status()
    back = url_for("home.shop", slug=slug)
    return render_template("lain.html", row=row, slug=slug, seller=found.draft.seller, back=back, found=found)


@pages.get("/ikuti")
def follows(slug: str) -> str:
    """Whom the shop follows, who follows it, and a search for more."""
    row, typed = access.shop_of(slug), request.args.get("cari", "").strip()[:_LONGEST]
    context = access.form()
    near = neighbours(context.root / "build", context.drafts.read(slug).seller, typed)
    back = url_for(".more", slug=slug)
    return render_template("ikuti.html", row=row, slug=slug, search=typed, near=near, back=back)


@pages.post("/ikuti")
def follow(slug: str) -> ResponseReturnValue:
    """Follow a shop, or do so no more; shoppers see it with the next update."""
    access.shop_of(slug)
    other, wanted = request.form.get("toko", ""), request.form.get("ikuti") == "ya"
    if wanted and (other == slug or not access.is_live(access.form(), other)):
        abort(404)
    with access.editing(slug) as shop:
        published = shop.publish_change(following(other, follow=wanted))
    news.tell_saved(slug, published=published)
    return redirect(url_for(".follows", slug=slug))
