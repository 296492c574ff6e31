"""A shop's home screen, and what is done from there."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from generator.building.export import export_name, export_shop
from generator.content.readiness import readiness
from generator.disk.atomic_folder import holding
from generator.form import access, approvals, errors, history, shops
from generator.form.approvals import Approval
from generator.form.contact_lines import places_of
from generator.form.pages import news
from generator.form.pages.leaving import return_until
from generator.form.shop_status import EditedByHandError, NotReadyError
from generator.form.steps.order import first_other, reached
from generator.form.undoing import TooManyError
from generator.hosting import built
from generator.hosting.errors import BuiltError
from generator.qr import qr_png
from generator.render.productview import published
from generator.render.shopview import hours_rows
from generator.visits.period import FEW
from generator.visits.record import VisitsError
from generator.visits.week import Week, week_of

pages = Blueprint("home", __name__, url_prefix="/t/<slug>")
_log = logging.getLogger(__name__)


_NEXT = {
    "photo": ("products.show", ""),
    "description": ("products.one", "cerita"),
    "more": ("new_product.first", ""),
    "product": ("new_product.first", ""),
    "hours": ("wizard.ask", "jam"),
    "payment": ("wizard.ask", "antar"),
    "delivery": ("wizard.ask", "antar"),
    "story": ("wizard.ask", "tentang"),
    "qris": ("wizard.ask", "qris"),
    "name": ("wizard.ask", "nama"),
    "whatsapp": ("wizard.ask", "whatsapp"),
    "category": ("wizard.ask", "kategori"),
    "kecamatan": ("wizard.ask", "kecamatan"),
    "consent": ("wizard.ask", "persetujuan"),
}
"""A step of `readiness` -> the page that takes it, and which question."""


@pages.get("/")
def shop(slug: str) -> ResponseReturnValue:
    """The home screen; a shop that is not through with the questions goes on with them."""
    row = access.shop_of(slug)
    if row.step:
        return redirect(url_for("wizard.ask", slug=slug, step=reached(row.step)))
    context = access.form()
    with access.editing(slug) as edited:
        found, known = edited.status(), edited.known_number
        agreed, code = edited.compared_codes()
        offline = edited.offline
    seller, week = found.draft.seller, _week(slug)
    shown = published(seller.products, drafts=True)
    named = {product.slug: product for product in shown}
    old_number = approvals.replaced_number(context.database, slug)
    ready = readiness(seller)
    held_by = row.kecamatan or seller.kecamatan.slug
    helper = next((m for m in context.hub.mentors if m.kecamatan == held_by), None)
    helped = history.by_others(context.database, slug) if access.actor().role == "seller" else []
    return render_template(
        "toko.html",
        row=row,
        slug=slug,
        undo=request.args.get("batal", type=int),
        kept=request.args.get("tetap") == "ya",
        seller=seller,
        found=found,
        known=known,
        agreed=agreed,
        code=code,
        old_number=old_number,
        stale=places_of(old_number, seller) if old_number not in ("", known) else [],
        hours=", ".join(f"{row.days} {row.hours}" for row in hours_rows(seller.hours, access.words())),
        products=shown,
        ready=ready,
        other=first_other(seller),
        return_until=return_until(slug) if seller.withdrawn else None,
        next_url=_next_url(slug, ready.next, ready.product),
        problems=errors.sentences(found.draft.problems),
        term=context.terms(slug),
        today=context.today,
        address=f"{context.hub.site}/{slug}/",
        helper=helper,
        offline=offline,
        changed_by_others=helped,
        declined=_declined(slug),
        shown=_shown(slug),
        full=len(seller.products) >= context.hub.form.products,
        week=week,
        best=next((named[one] for one in week.best if one in named), None) if week else None,
        few=FEW,
    )


@pages.post("/terbitkan")
def publish(slug: str) -> ResponseReturnValue:
    """Put the draft in the place of what is published."""
    row, _ = access.shop_of(slug), access.words().gettext
    try:
        with access.editing(slug) as edited:
            over, seen = request.form.get("timpa") == "ya", request.form.get("dilihat", "")
            outcome = edited.publish(over_edits=over, seen=seen)
    except NotReadyError as error:
        if error.step:
            flash(_("Before you publish, answer this first."), "warn")
            return redirect(_next_url(slug, error.step, ""))
        return errors.page(
            409, _("Some answers have to be corrected first"), *errors.sentences(error.problems)
        )
    except EditedByHandError:
        return redirect(url_for(".shop", slug=slug))
    if outcome == "waiting" and access.actor().role != "seller":
        [asked] = [one for one in approvals.waiting(access.form().database, slug=slug) if one.kind == "shop"]
        return redirect(url_for("mentors.question", number=asked.id))
    if outcome == "waiting":
        shops.note(access.form().database, slug, step="")
        flash(_("Your mentor looks at it now. You will hear from them on WhatsApp."))
    else:
        news.tell_published(slug, first=not row.live)
    return redirect(url_for(".shop", slug=slug))


@pages.post("/ambil")
def take_over(slug: str) -> ResponseReturnValue:
    """What was changed by hand in sellers/ wins over the draft."""
    access.shop_of(slug)
    with access.editing(slug) as edited:
        edited.take_over()
    return redirect(url_for(".shop", slug=slug))


@pages.post("/tarik")
def withdraw(slug: str) -> ResponseReturnValue:
    """Consent is withdrawn: the next build takes the shop off the internet."""
    access.shop_of(slug)
    with access.editing(slug) as edited:
        edited.withdraw_consent()
    flash(
        access.words().gettext("Your consent is withdrawn. The next update takes the shop off the internet.")
    )
    return redirect(url_for(".shop", slug=slug))


@pages.get("/qr.png")
def qr(slug: str) -> Response:
    """The shop's address as a QR code."""
    access.shop_of(slug)
    return Response(qr_png(f"{access.form().hub.site}/{slug}/"), mimetype="image/png")


@pages.get("/riwayat")
def past(slug: str) -> str:
    """What was changed, by whom, and when."""
    row = access.shop_of(slug)
    found = history.entries(access.form().database, slug)
    return render_template("riwayat.html", row=row, slug=slug, entries=found)


@pages.post("/riwayat/<int(max=2147483647):number>/kembalikan")
def undo(slug: str, number: int) -> ResponseReturnValue:
    """Take a change back: its files say again what they said before it."""
    access.shop_of(slug)
    entry = history.entry(access.form().database, slug, number)
    if entry is None:
        abort(404)
    try:
        with access.editing(slug) as edited:
            published = edited.undo(entry)
    except TooManyError:
        return errors.full()
    news.tell_saved(slug, published=published, undone=True)
    return redirect(url_for(".shop", slug=slug))


@pages.get("/unduh")
def download(slug: str) -> ResponseReturnValue:
    """Everything of the shop in one file."""
    access.shop_of(slug)
    context = access.form()
    if not access.is_live(context, slug):
        _ = access.words().gettext
        return errors.page(409, _("There is nothing to download yet"), _("Publish the shop first."))
    folder = Path(tempfile.mkdtemp(dir=context.data_dir / "cache"))
    try:
        with holding(context.live.folder(slug)):
            made = export_shop(context.root, context.hub, slug, folder, context.today)
        file = made.path.open("rb")  # stays readable when its name is gone
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=export_name(slug))


def _next_url(slug: str, step: str, product: str) -> str:
    if not step:
        return ""
    endpoint, what = _NEXT[step]
    values = {"slug": slug, "product": product, "step": what, "what": what}
    if endpoint == "products.show" and not product:
        endpoint = "new_product.first"
    wanted = {"wizard.ask": ("step",), "products.show": ("product",), "products.one": ("product", "what")}
    if endpoint == "products.one" and not product:
        return url_for("products.more", slug=slug)
    chosen: dict[str, Any] = {key: values[key] for key in ("slug", *wanted.get(endpoint, ()))}
    return url_for(endpoint, **chosen)


def _week(slug: str) -> Week | None:
    """How often the shop was looked at; a record that fails tells nothing."""
    context = access.form()
    try:
        return week_of(context.root, slug, context.today)
    except VisitsError as error:
        _log.warning("%s", error)
        return None


def _shown(slug: str) -> bool | None:
    """Whether the last build left the shop's page; None where nobody knows."""
    build = access.form().root / "build"
    try:
        return built.shows(build, slug) if built.has_state(build) else None
    except BuiltError as error:
        _log.warning("%s", error)
        return None


def _declined(slug: str) -> list[Approval]:
    """The questions to which a mentor said no last, one of a kind."""
    database = access.form().database
    newest = [approvals.last_outcome(database, slug, kind) for kind in approvals.KINDS]
    return [found for found in newest if found and found.outcome == "declined"]
