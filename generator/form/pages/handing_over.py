"""A shop goes to the mentors of another kecamatan, and news of her shops that a mentor has dealt with."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from generator.content.model import Place
from generator.form import access, shops
from generator.form.desk.asked import desk_url
from generator.form.drafts import Draft
from generator.form.locked_shop import published

pages = Blueprint("handing_over", __name__, url_prefix="/pembina/toko/<slug>")

_KEY = 64
"""Characters by which news is known."""


@pages.post("/serahkan")
def hand_over(slug: str) -> ResponseReturnValue:
    """A shop that has moved goes to the mentors of its new kecamatan, who are asked to greet its seller."""
    context = access.form()
    access.mentor()
    row = access.shop_of(slug)
    place = place_on_page(published(context, slug))
    if place is None:
        abort(409)
    if request.form.get("dilihat") != place.slug:
        flash(access.words().gettext("The shop has changed meanwhile. Look at it once more."))
        return redirect(url_for("mentors.seller", slug=slug))
    shops.note(context.database, slug, kecamatan=place.slug, handed_from=row.kecamatan, offline_seen="")
    flash(access.words().gettext("Handed over to the mentors of %(place)s.") % {"place": place.name})
    return redirect(desk_url())


@pages.post("/disapa")
def greeted(slug: str) -> ResponseReturnValue:
    """Its new mentor has greeted the seller."""
    return _dealt_with(slug, "handed_from")


@pages.post("/dikabari")
def told(slug: str) -> ResponseReturnValue:
    """The mentor has talked with the seller of a shop that the operator took offline."""
    return _dealt_with(slug, "offline_seen")


def place_on_page(live: Draft | None) -> Place | None:
    """The kecamatan that a shop's page names; None for a shop that is not published."""
    return live.seller.kecamatan if live and live.seller.kecamatan.slug else None


def _dealt_with(slug: str, column: str) -> ResponseReturnValue:
    access.mentor()
    row, seen, database = access.shop_of(slug), request.form.get("dilihat", "")[:_KEY], access.form().database
    if column == "offline_seen":
        shops.note(database, slug, offline_seen=seen)
    elif row.handed_from == seen:  # it may just have come from elsewhere
        shops.note(database, slug, handed_from="")
    flash(access.words().gettext("Noted."))
    return redirect(desk_url())
