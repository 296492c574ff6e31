"""A shop goes offline for cause, and comes back: by its mentor, or by the operator."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from generator.content.offline import REASON_LENGTH
from generator.form import access, errors, shops
from generator.form.answers import text_of
from generator.form.desk.news import BACK, offline_key
from generator.form.pages.mentors import may_lift, shop_page

pages = Blueprint("taking_offline", __name__, url_prefix="/pembina/toko/<slug>")


@pages.post("/turunkan")
def take(slug: str) -> ResponseReturnValue:
    """The next build takes its pages off the internet; the seller reads why."""
    _shop(slug)
    _ = access.words().gettext
    reason = " ".join(text_of(request.form, "alasan").split())[:REASON_LENGTH].rstrip(" .")
    if not reason:
        return shop_page(slug, _("Type the reason first: the seller reads it.")), 400
    with access.editing(slug) as shop:
        if shop.offline is None:
            shop.take_offline(reason)
    flash(_("The next update takes the shop off the internet. Tell the seller now."))
    return redirect(url_for("mentors.seller", slug=slug, _anchor="diturunkan"))


@pages.post("/tayangkan")
def put_back(slug: str) -> ResponseReturnValue:
    """The next build shows it again."""
    row = _shop(slug)
    _ = access.words().gettext
    with access.editing(slug) as shop:
        told = shop.offline
        if told and not may_lift(told):
            return errors.page(
                403, _("The operator took this shop offline"), _("Only the operator can bring it back.")
            )
        if told:
            shop.put_back()
            if row.offline_seen == offline_key(told):
                shops.note(access.form().database, slug, offline_seen=BACK)
    flash(_("The next update shows the shop again."))
    return redirect(url_for("mentors.seller", slug=slug))


def _shop(slug: str) -> shops.ShopRow:
    """A published shop that whoever is there looks after."""
    access.mentor()
    row = access.shop_of(slug)
    if not access.is_live(access.form(), slug):
        abort(409)
    return row
