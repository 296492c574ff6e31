"""The door: private links, registration, language, leaving."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from generator.content import fields
from generator.content.fields import FieldError
from generator.form import access, errors, registration, replies, shops
from generator.form.answers import MissingAnswerError, text_of
from generator.form.context import FormContext
from generator.form.links import PrivateLink, link_of_token, make_link
from generator.form.throttle import Throttle
from generator.language import LANGUAGES

pages = Blueprint("entry", __name__)


def throttle_for(context: FormContext, key: str | bytes | None) -> Throttle:
    """The application's throttle."""
    return Throttle(context.database, key.encode() if isinstance(key, str) else key or b"")


def welcome() -> str:
    """For whoever comes without a link."""
    return render_template("selamat-datang.html")


@pages.get("/m/<token>")
def door(token: str) -> str:
    """One button. A preview of the link by WhatsApp changes nothing, and learns whose kind it is.

    Of a shop that everybody can see it learns the name.
    """
    context = access.form()
    link = link_of_token(context.database, token, context.today)
    role = link.role if link else ""
    helper = role in ("mentor", "operator")
    shop = _shop_there(context, link) if link and role == "seller" else ""
    return render_template("open_link.html", token=token, partner=role == "partner", helper=helper, shop=shop)


def _shop_there(context: FormContext, link: PrivateLink) -> str:
    """The name of a seller's shop that is published already; empty before."""
    if not access.is_live(context, link.slug):
        return ""
    row = shops.shop_row(context.database, link.slug)
    return (row.name if row else "") or link.slug


@pages.post("/m/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Begin a session. A link that holds opens at once, whoever else guesses from this address."""
    context, throttle = access.form(), _throttle()
    who = {"address": request.remote_addr or "", "token": token}
    link = link_of_token(context.database, token, context.today)
    if link is None:
        if rest := throttle.wait(context.now(), **who):
            return _too_many(rest)
        throttle.tried(context.now(), **who)
        _ = access.words().gettext
        return errors.page(
            404,
            _("This link does not work"),
            _("Perhaps it is not whole, or it was replaced by a new one. Ask your mentor for a new link."),
            back=False,
        )
    access.log_in(link)
    _greet(context, link)
    return redirect(url_for("index"))


def _greet(context: FormContext, link: PrivateLink) -> None:
    """Say whose shop it is, and who helps, to a seller who is still on the way: not before she is in."""
    row = shops.shop_row(context.database, link.slug) if link.role == "seller" else None
    if row is None or not row.step:
        return
    _ = access.words().gettext
    known = row.name not in ("", row.slug)
    shop = _("This is the shop %(shop)s.") % {"shop": row.name} if known else ""
    helper = next((one.name for one in context.hub.mentors if one.kecamatan == row.kecamatan), "")
    mentor = _("Your mentor is %(mentor)s: ask whenever you like.") % {"mentor": helper} if helper else ""
    if greeting := " ".join(filter(None, (shop, mentor))):
        flash(greeting)


@pages.route("/daftar", methods=["GET", "POST"])
def register() -> ResponseReturnValue:
    """A shop that nobody invited; a mentor looks at it before it is shown."""
    context = access.form()
    if not context.hub.form.registration:
        return errors.page(404, access.words().gettext("There is nothing here"), back=False)
    problem = None
    if request.method == "POST":
        address = request.remote_addr or ""
        if rest := _throttle().wait(context.now(), register=address):
            return _too_many(rest)
        try:
            return _registered(context, address)
        except (FieldError, MissingAnswerError) as error:
            problem = errors.problem_of(error)
    return render_template("daftar.html", problem=problem, typed=errors.typed()), 400 if problem else 200


def _registered(context: FormContext, address: str) -> ResponseReturnValue:
    typed = text_of(request.form, "nama")
    number = text_of(request.form, "whatsapp")
    if not typed or not number:
        raise MissingAnswerError("whatsapp" if typed else "nama")
    name, whatsapp = fields.name(typed), fields.whatsapp(number)

    def claim() -> str:
        _throttle().tried(context.now(), register=address)
        return registration.claim_by_name(context, name, "registered")

    slug = replies.claimed(claim)
    link, token = make_link(context.database, context.now(), "seller", slug=slug)
    registration.begin(context, link, slug, name=name, whatsapp=whatsapp)
    access.log_in(link)
    url = f"{context.public_url}/m/{token}"
    return render_template("terdaftar.html", url=url, slug=slug, whatsapp=whatsapp, name=name)


@pages.post("/bahasa")
def speak() -> Response:
    """Switch the language."""
    code = request.form.get("bahasa", "")
    if code in LANGUAGES:
        session["bahasa"] = code
    return redirect(_inside(request.form.get("kembali", "")))


@pages.get("/keluar")
def leaving() -> ResponseReturnValue:
    """Whether this phone is meant to be signed out."""
    if access.current_link() is None:
        return redirect(url_for("index"))
    return render_template("keluar.html")


@pages.post("/keluar")
def leave() -> Response:
    """End the session on this phone; the link stays."""
    access.log_out()
    flash(access.words().gettext("You are out. Your private link opens the shop again."))
    return redirect(url_for("index"))


def _inside(path: str) -> str:
    """An address of ours, whatever was asked for."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if ours and "\\" not in path else url_for("index")


def _too_many(rest: int) -> tuple[str, int, dict[str, str]]:
    _ = access.words().gettext
    html, status = errors.page(
        429,
        _("Too many tries"),
        _("Wait a quarter of an hour, then open the link from your chat again."),
        back=False,
    )
    return html, status, {"Retry-After": str(rest)}


def _throttle() -> Throttle:
    return cast(Throttle, current_app.extensions["etalase-throttle"])
