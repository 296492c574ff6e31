"""One question a screen: the way to the first publication, and each question again afterwards."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from generator.content import places, qris
from generator.content.check_shop import DELIVERY, PAYMENT
from generator.content.fields import FieldError
from generator.content.model import Qris, Seller
from generator.content.reader import SHOP_FILE
from generator.form import access, errors, questions, shops
from generator.form.changes import differences
from generator.form.drafts import Draft
from generator.form.pages import preview
from generator.form.questions import QUESTIONS, WIZARD, MissingAnswerError, Question
from generator.form.readiness import missing
from generator.form.saving import ChangeOf, ConflictError
from generator.form.shops import ShopRow

pages = Blueprint("wizard", __name__, url_prefix="/t/<slug>/isi")


_MAINLAND = {place.kota for place in places.all_kecamatan() if place.kota.startswith("Jakarta ")}
"""Where nearly everybody is; the islands come last."""
_OWN_PAGES = ("cek", "qris", "pratinjau")
QRIS = "qris"
"""In the session: a code that waits for the seller's yes, as (slug, text)."""


@pages.get("/<step>")
def ask(slug: str, step: str) -> ResponseReturnValue:
    """The screen of a question."""
    row = access.shop_of(slug)
    if step == "produk":
        return redirect(url_for("products.more", slug=slug))
    if step not in QUESTIONS and step not in _OWN_PAGES:
        abort(404)
    return _screen(row, access.form().drafts.read(slug), step)


@pages.post("/<step>")
def answer(slug: str, step: str) -> ResponseReturnValue:
    """Save an answer, or leave the question open, and go on."""
    row = access.shop_of(slug)
    question = QUESTIONS.get(step)
    if request.form.get("lewati") and not (question and question.required):
        return _go_on(row, step)
    if step in ("cek", "pratinjau"):
        return _go_on(row, step)
    if step == "qris":
        return _save_qris(row)
    if question is None:
        abort(404)
    context = access.form()
    try:
        change = question.read(request.form, context)
        save(row, question, change)
    except (FieldError, MissingAnswerError) as error:
        return again(row, step, error)
    except ConflictError as conflict:
        try:
            return conflict_page(
                conflict.draft, change, url_for(".ask", slug=slug, step=step), question.files
            )
        except FieldError as error:  # what was chosen is no choice any more
            return again(row, step, error)
    if step == "whatsapp" and not row.step:
        return redirect(url_for(".ask", slug=slug, step="cek"))
    return _go_on(row, step)


def again(row: ShopRow, step: str, error: FieldError | MissingAnswerError) -> ResponseReturnValue:
    """The same screen once more, with why the answer was not taken."""
    draft = access.form().drafts.read(row.slug)
    return _screen(row, draft, step, errors.problem_of(error)), 400


def save(row: ShopRow, question: Question, change: ChangeOf) -> None:
    """Save an answer over what the page was made from."""
    seen = base_of(question.files)
    with access.editing(row.slug) as shop:
        if question is QUESTIONS["whatsapp"]:
            shop.save_contact(change, seen)
        elif question.at_once:
            shop.publish_change(change, seen)
        else:
            shop.save(change, seen)


def base_of(files: tuple[str, ...]) -> dict[str, str]:
    """What the page was made from, as it came back with it."""
    seen = request.form.get("dasar", "").split("-")
    return {path: seen[at] if at < len(seen) else "" for at, path in enumerate(files)}


def base_text(draft: Draft, files: tuple[str, ...]) -> str:
    """What a page is made from, to come back with it."""
    return "-".join(draft.digest(path) for path in files)


def conflict_page(draft: Draft, change: ChangeOf, back: str, files: tuple[str, ...]) -> tuple[str, int]:
    """Both versions side by side; one of them is to be picked."""
    mine = change(draft.seller)
    typed = [
        (key, value)
        for key, value in request.form.items(multi=True)
        if key not in ("dasar", "tanda", "lewati")
    ]
    html = render_template(
        "conflict.html",
        slug=draft.slug,
        changes=differences(draft.seller, mine),
        typed=typed,
        base=base_text(draft, files),
        back=back,
    )
    return html, 409


def _screen(row: ShopRow, draft: Draft, step: str, problem: errors.Problem | None = None) -> str:
    seller = draft.seller
    number = WIZARD.index(step) + 1 if row.step and step in WIZARD else 0
    earlier = questions.before(step) if number else ""
    question = QUESTIONS.get(step)
    return render_template(
        f"tanya/{step}.html",
        row=row,
        slug=row.slug,
        step=step,
        seller=seller,
        number=number,
        total=len(WIZARD),
        back=url_for("wizard.ask", slug=row.slug, step=earlier)
        if earlier
        else url_for("home.shop", slug=row.slug),
        required=question.required if question else step != "qris",
        base=base_text(draft, question.files if question else (SHOP_FILE,)),
        problem=problem,
        typed=errors.typed() if problem else None,
        **_lists(row, seller, step),
    )


def _lists(row: ShopRow, seller: Seller, step: str) -> dict[str, object]:
    """What a question chooses from."""
    context = access.form()
    if step == "kecamatan":
        wanted = context.hub.kecamatan
        by_name = sorted(places.all_kecamatan(), key=lambda place: place.name)
        all_of_them = [p for p in by_name if not wanted or p.slug in wanted]
        cities = sorted({p.kota for p in all_of_them}, key=lambda kota: (kota not in _MAINLAND, kota))
        return {"kotas": {kota: [p for p in all_of_them if p.kota == kota] for kota in cities}}
    if step == "kelurahan":
        names = sorted(places.kelurahan_of(seller.kecamatan)) if seller.kecamatan.code else []
        return {"names": names}
    if step == "jam":
        return {"hours": questions.hours_form(seller.hours)}
    if step == "antar":
        usual = {"pengiriman": (DELIVERY, seller.delivery), "pembayaran": (PAYMENT, seller.payment)}
        return {
            "choices": {
                key: (*known, *(o for o in own if o not in known)) for key, (known, own) in usual.items()
            }
        }
    if step == "warna":
        colours = tuple(dict.fromkeys((*filter(None, [seller.colour]), *questions.COLOURS)))
        return {
            "colours": colours,
            "chosen": seller.colour or colours[0],
            "themes": context.drafts.rules.themes,
            "views": preview.coloured(row.slug, colours) if seller.kecamatan.code else {},
        }
    if step == "qris":
        held = session.get(QRIS, ["", ""])
        with access.editing(row.slug) as shop:
            _agreed, code = shop.compared_codes()
        return {"found": _judged(held[1]) if held[0] == row.slug else None, "code": code}
    if step == "pratinjau":
        with access.editing(row.slug) as shop:  # what a mentor publishes is what she has seen
            seen = shop.seen_whole() if access.actor().role != "seller" else ""
        return {"view": preview.address(row.slug), "lacks": missing(seller), "seen": seen}
    return {"today": context.today}


def _judged(payload: str) -> Qris | None:
    try:
        return qris.read(payload)
    except FieldError:
        return None


def _save_qris(row: ShopRow) -> ResponseReturnValue:
    held = session.pop(QRIS, ["", ""])
    if request.form.get("hapus"):
        with access.editing(row.slug) as shop:
            shop.save_contact(lambda seller: replace(seller, qris=None))
        return _go_on(row, "qris")
    if held[0] != row.slug or request.form.get("bukan"):
        return redirect(url_for(".ask", slug=row.slug, step="qris"))
    code = qris.read(held[1])

    def change(seller: Seller) -> Seller:
        payment = seller.payment if "qris" in seller.payment else (*seller.payment, "qris")
        return replace(seller, qris=code, payment=payment)

    with access.editing(row.slug) as shop:
        shop.save_contact(change)
    return _go_on(row, "qris")


def _go_on(row: ShopRow, step: str) -> Response:
    """The next question of the wizard, or back home after a single one."""
    if row.step and step in WIZARD:
        following = questions.after(step)
        if WIZARD.index(following) > WIZARD.index(row.step):
            shops.note(access.form().database, row.slug, step=following)
        return redirect(url_for(".ask", slug=row.slug, step=following))
    flash(access.words().gettext("Saved."))
    return redirect(url_for("home.shop", slug=row.slug))
