"""One question a screen: the way to the first publication, and each question again afterwards."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from msgspec.structs import replace
from werkzeug.wrappers import Response

from generator.content import qris
from generator.content.contacts import with_qris
from generator.content.fields import FieldError
from generator.content.model import Qris, Seller
from generator.content.readiness import missing
from generator.form import access, approvals, errors, shops
from generator.form.answers import MissingAnswerError
from generator.form.changes import differences
from generator.form.drafts import Draft
from generator.form.pages import news, preview
from generator.form.saving import ChangeOf, ConflictError
from generator.form.shops import ShopRow
from generator.form.steps.order import STEPS, WIZARD, after, before, is_ahead, place
from generator.form.steps.step import Step

pages = Blueprint("wizard", __name__, url_prefix="/t/<slug>/isi")


QRIS = "qris"
"""In the session: a code that waits for the seller's yes, as (slug, text)."""


@pages.get("/<step>")
def ask(slug: str, step: str) -> ResponseReturnValue:
    """The screen of a question."""
    row = access.shop_of(slug)
    if step == "produk":
        return redirect(url_for("products.more", slug=slug))
    if step not in STEPS:
        abort(404)
    return _screen(row, access.form().drafts.read(slug), step)


@pages.post("/<step>")
def answer(slug: str, step: str) -> ResponseReturnValue:
    """Save an answer, or leave the question open, and go on."""
    row = access.shop_of(slug)
    question = STEPS.get(step) or abort(404)
    if step == "produk":
        return redirect(url_for("products.more", slug=slug))
    if request.form.get("lewati") and not question.required:
        return _go_on(row, step)
    if step == "qris":
        return _save_qris(row)
    try:
        change = question.read(request.form, access.form())
        return _saved(row, question, change) if change else _go_on(row, step)
    except (FieldError, MissingAnswerError) as error:
        return again(row, step, error)


def _saved(row: ShopRow, question: Step, change: ChangeOf) -> ResponseReturnValue:
    """Onwards, or both versions. Raises `FieldError` where what was chosen is no choice any more."""
    try:
        published = save(row, question, change)
    except ConflictError as conflict:
        back = keeping(row, url_for(".ask", slug=row.slug, step=question.name))
        return conflict_page(conflict.draft, change, back, question.files)
    if question.is_contact and not row.step:
        return redirect(url_for(".ask", slug=row.slug, step="cek"))
    return _go_on(row, question.name, published=published)


def again(row: ShopRow, step: str, error: FieldError | MissingAnswerError) -> ResponseReturnValue:
    """The same screen once more, with why the answer was not taken."""
    draft = access.form().drafts.read(row.slug)
    return _screen(row, draft, step, errors.problem_of(error)), 400


def save(row: ShopRow, question: Step, change: ChangeOf) -> bool:
    """Save an answer over what the page was made from; tells whether it is published already."""
    seen = base_of(question.files)
    with access.editing(row.slug) as shop:
        if question.is_contact:
            shop.save_contact(change, seen)
        elif question.at_once:
            return shop.publish_change(change, seen)
        else:
            shop.save(change, seen)
    return False


def base_of(files: tuple[str, ...]) -> dict[str, str]:
    """What the page was made from, as it came back with it."""
    seen = request.form.get("dasar", "").split("-")
    return {path: seen[at] if at < len(seen) else "" for at, path in enumerate(files)}


def base_text(draft: Draft, files: tuple[str, ...]) -> str:
    """What a page is made from, to come back with it."""
    return "-".join(draft.digest(path) for path in files)


def keeping(row: ShopRow, question: str) -> str:
    """Where whoever keeps what is saved goes on: to the shop, which says so; before, to the question."""
    return question if row.step else url_for("home.shop", slug=row.slug, tetap="ya")


def conflict_page(draft: Draft, change: ChangeOf, back: str, files: tuple[str, ...]) -> tuple[str, int]:
    """Both versions side by side; one of them is to be picked."""
    mine = change(draft.seller)
    typed = [
        (key, value)
        for key, value in request.form.items(multi=True)
        if key not in ("dasar", "tanda", "kunci", "lewati")
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
    asked, question = bool(row.step) and step in WIZARD, STEPS[step]
    return render_template(
        question.template,
        row=row,
        slug=row.slug,
        step=step,
        seller=seller,
        **(place(step) if asked else {"number": 0, "total": 0}),
        back=_earlier(row, seller, step) if asked else _home(row, question),
        required=question.required,
        base=base_text(draft, question.files),
        problem=problem,
        typed=errors.typed() if problem else None,
        **(question.offers(seller, access.form()) | _beyond(row, seller, step)),
    )


def _earlier(row: ShopRow, seller: Seller, step: str) -> str:
    """The screen before on the way; the first one has none, since home leads to where she has got to."""
    earlier = before(step, seller)
    return url_for("wizard.ask", slug=row.slug, step=earlier) if earlier else ""


def _beyond(row: ShopRow, seller: Seller, step: str) -> dict[str, object]:
    """What a page shows that hangs on who looks at it."""
    if step == "warna":
        colours = STEPS[step].offers(seller, access.form())["colours"]
        views = preview.coloured(row.slug, cast("tuple[str, ...]", colours)) if seller.kecamatan.code else {}
        return {"views": views}
    if step == "whatsapp":
        last = approvals.last_outcome(access.form().database, row.slug, "whatsapp")
        return {"agreed": last and (last.outcome, last.after) == ("approved", seller.whatsapp)}
    if step == "qris":
        held = session.get(QRIS, ["", ""])
        with access.editing(row.slug) as shop:
            _agreed, code = shop.compared_codes()
        return {"found": _judged(held[1]) if held[0] == row.slug else None, "code": code}
    if step == "pratinjau":
        with access.editing(row.slug) as shop:  # what a mentor publishes is what she has seen
            seen = shop.seen_whole() if access.actor().role != "seller" else ""
        return {"view": preview.address(row.slug), "lacks": missing(seller), "seen": seen}
    return {}


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

    with access.editing(row.slug) as shop:
        shop.save_contact(
            lambda seller: replace(seller, qris=code, payment=with_qris(seller.payment, paid=True))
        )
    return _go_on(row, "qris")


def _go_on(row: ShopRow, step: str, *, published: bool = False) -> Response:
    """The next question of the wizard, or back home after a single one."""
    if row.step and step in WIZARD:
        following = after(step, access.form().drafts.read(row.slug).seller)
        if is_ahead(following, row.step):
            shops.note(access.form().database, row.slug, step=following)
        if step == "whatsapp":
            news.tell_number(row.slug)
        return redirect(url_for(".ask", slug=row.slug, step=following))
    news.tell_saved(row.slug, published=published)
    on = request.form.get("lalu") == "qris"  # a code for the way to pay that was ticked
    return redirect(url_for(".ask", slug=row.slug, step="qris") if on else _home(row, STEPS[step]))


def _home(row: ShopRow, step: Step) -> str:
    """The list in which a screen stands."""
    return url_for("others.more" if step.is_other else "home.shop", slug=row.slug)
