"""Taking consent back: what it means is said first, and for a day one tap brings the shop back."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from generator.form import access, history
from generator.form.history import HistoryEntry

pages = Blueprint("leaving", __name__, url_prefix="/t/<slug>")

_REGRET = timedelta(days=1)


@pages.get("/tarik")
def ask(slug: str) -> str:
    """What happens to pages and data, before it happens."""
    row = access.shop_of(slug)
    seller, back = access.form().drafts.read(slug).seller, url_for("home.shop", slug=slug)
    return render_template("tarik.html", row=row, slug=slug, seller=seller, back=back)


@pages.post("/tarik/batal")
def return_to(slug: str) -> ResponseReturnValue:
    """The seller's consent once more, within a day of taking it back; nobody else can give it."""
    access.shop_of(slug)
    if access.actor().role != "seller" or return_until(slug) is None:
        abort(409)
    with access.editing(slug) as edited:
        edited.consent_again()
    flash(access.words().gettext("You agree again. The shop is back with the next update."))
    return redirect(url_for("home.shop", slug=slug))


def return_until(slug: str) -> datetime | None:
    """Until when one tap brings the shop back, a day from taking consent back; None once that is over."""
    context = access.form()
    found = history.entries(context.database, slug)
    left = next((entry.at for entry in found if ("consent", "tidak") in _answers(entry)), None)
    return left + _REGRET if left and context.now() - left <= _REGRET else None


def _answers(entry: HistoryEntry) -> set[tuple[str, str]]:
    return {(change.what, change.after) for change in entry.changes}
