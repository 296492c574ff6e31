"""Reminders of the two years: whom to write to today, and what was sent."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.form import access
from generator.form.desk import reminding
from generator.form.pages.desk import held, shops_held
from generator.hosting.notices import HandedOver, NotTakenError

pages = Blueprint("reminding", __name__, url_prefix="/pembina")


@pages.get("/pengingat")
def show() -> str:
    """Who is to be reminded today, each with a message that is ready."""
    context = access.form()
    shops, words = shops_held(), access.words()
    lines = reminding.lines(context, reminding.due(shops, context.today), words)
    sent = reminding.lines(context, reminding.sent(shops, context.today), words)
    return render_template("pembina/pengingat.html", lines=[*lines], sent=[*sent], kecamatan=held())


@pages.post("/toko/<slug>/terkirim")
def sent(slug: str) -> ResponseReturnValue:
    """The mentor says that she has sent one."""
    link, context, _ = access.mentor(), access.form(), access.words().gettext
    row = access.shop_of(slug)
    ends = None
    with suppress(ValueError):
        ends = date.fromisoformat(request.form.get("berakhir", ""))
    try:
        if ends is None:
            raise NotTakenError("no day")
        notice = HandedOver(slug, request.form.get("jenis", ""), ends, context.today, "list")
        reminding.hand_over(context, notice, f"{link.role} {link.kecamatan}".strip())
    except NotTakenError:
        flash(_("This reminder is on record already, or is not due any more."))
    else:
        flash(_("Noted: %(shop)s was reminded.") % {"shop": row.name or slug})
    return redirect(url_for(".show", kecamatan=request.form.get("kecamatan") or None))
