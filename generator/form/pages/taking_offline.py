"""A shop goes offline for cause, and comes back: by its mentor, or by the operator."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from generator.content.offline import REASON_LENGTH, Offline
from generator.form import access, errors
from generator.form.answers import text_of

pages = Blueprint("taking_offline", __name__, url_prefix="/pembina/toko/<slug>")


@pages.post("/turunkan")
def take(slug: str) -> ResponseReturnValue:
    """The next build takes its pages off the internet; the seller reads why."""
    _shop(slug)
    _ = access.words().gettext
    reason = " ".join(text_of(request.form, "alasan").split())[:REASON_LENGTH].rstrip(" .")
    if not reason:
        return errors.page(400, _("The reason is missing"), _("Type the reason first: the seller reads it."))
    with access.editing(slug) as shop:
        if shop.offline is None:
            shop.take_offline(reason)
    flash(_("The next update takes the shop off the internet. Tell the seller now."))
    return redirect(url_for("mentors.seller", slug=slug))


@pages.post("/tayangkan")
def put_back(slug: str) -> ResponseReturnValue:
    """The next build shows it again."""
    _shop(slug)
    _ = access.words().gettext
    with access.editing(slug) as shop:
        told = shop.offline
        if told and not may_lift(told):
            return errors.page(
                403, _("The operator took this shop offline"), _("Only the operator can bring it back.")
            )
        if told:
            shop.put_back()
    flash(_("The next update shows the shop again."))
    return redirect(url_for("mentors.seller", slug=slug))


def may_lift(told: Offline) -> bool:
    """Whether whoever is there may bring a shop back: a mentor only after a mentor."""
    return access.mentor().role == "operator" or told.by == "pembina"


def _shop(slug: str) -> None:
    """A published shop that whoever is there looks after."""
    access.mentor()
    access.shop_of(slug)
    if not access.is_live(access.form(), slug):
        abort(409)
