"""What a mentor does with one shop: answers its questions, makes its links."""

from __future__ import annotations

from typing import TypedDict

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.content import fields, places
from generator.content.fields import FieldError
from generator.content.offline import Offline
from generator.content.readiness import readiness
from generator.form import (
    access,
    approvals,
    build_sync,
    errors,
    links,
    registration,
    shops,
)
from generator.form.answers import MissingAnswerError, text_of
from generator.form.contact_lines import asked_values, by_contact, changed_tags, lines
from generator.form.desk.already import Already, already
from generator.form.desk.news import desk_news, offline_message
from generator.form.desk.shop import desk_shops
from generator.form.desk.telling import desk_line
from generator.form.drafts import digest
from generator.form.links import PrivateLink
from generator.form.pages.handing_over import place_on_page
from generator.form.shop_status import ChangedMeanwhileError, EditedByHandError, NotReadyError
from generator.hosting.clicklist import signer
from generator.whatsapp import whatsapp

pages = Blueprint("mentors", __name__, url_prefix="/pembina")


_REASON = 300
"""Characters of a reason."""
_LAST = 2**31 - 1
"""The largest number of a question that is looked for."""


class Answer(TypedDict):
    """What a mentor says to a question, as `ShopEdit.decide` takes it."""

    approve: bool
    reason: str
    refused: set[int]


@pages.get(f"/tanya/<int(max={_LAST}):number>")
def question(number: int) -> str:
    """What somebody asks for, before and after."""
    return _question(number)


def _question(number: int, problem: str = "") -> str:
    asked, row = _asked(number)
    with access.editing(asked.slug) as shop:
        seller, approved = shop.status().draft.seller, shop.approved
        asked, row = _asked(number)  # an edit by hand may just have replaced it
        seen, known, (_held, waiting) = shop.seen(asked), shop.known_number, shop.hold(seller)
        before, after = shop.compared_codes()
    content = asked_values(asked) if asked.kind == "content" else waiting
    return render_template(
        "pembina/tanya.html",
        asked=asked,
        seen=seen,
        row=row,
        seller=seller,
        known=known,
        signer=_signer(),
        groups=[lines(group, seller) for group in by_contact(content)],
        before=before,
        after=after,
        tags=changed_tags(before.text, after.text) if asked.kind == "qris" else (),
        old_number=approved.seller.whatsapp if approved else "",
        problem=problem,
        typed=errors.typed(),
    )


@pages.post(f"/tanya/<int(max={_LAST}):number>")
def decide(number: int) -> ResponseReturnValue:
    """Yes, or no with a reason; to each contact by itself, where a question is about several."""
    asked, _row = _asked(number)
    _ = access.words().gettext
    try:
        answer = _answer(asked)
    except MissingAnswerError as error:
        missing = {
            "jawab": _("Answer each of them first."),
            "alasan": _("Type the reason first: the seller reads it."),
        }
        return _question(number, missing[error.field]), 400
    try:
        with access.editing(asked.slug) as shop:
            first = shop.decide(number, request.form.get("dilihat", ""), **answer)
    except NotReadyError as error:
        return errors.page(
            409, _("Some answers have to be corrected first"), *errors.sentences(error.problems)
        )
    except ChangedMeanwhileError:
        _asked(number)
        flash(_("The shop has changed meanwhile. Look at it once more."))
        return redirect(url_for(".question", number=number))
    except EditedByHandError:
        return errors.page(409, _("This shop's files were changed by hand"), _("Open the shop first."))
    if not first:
        _asked(number)  # says what became of it
        abort(404)
    return redirect(url_for(".decided", number=number))


def _answer(asked: approvals.Approval) -> Answer:
    """What the mentor says. Raises `MissingAnswerError`: to a part of it nothing, or no reason for a no."""
    said, count = request.form.get("jawab"), len(by_contact(asked_values(asked)))
    refused: set[int] = set()
    if said == "sebagian":
        answers = [request.form.get(f"jawab-{at}") for at in range(count)]
        if None in answers:
            raise MissingAnswerError("jawab")
        refused = {at for at, one in enumerate(answers) if one != "setuju"}
        said = "tolak" if len(refused) == count else "setuju"
    reason = text_of(request.form, "alasan")[:_REASON].rstrip(" .")
    if not reason and (refused or said != "setuju"):
        raise MissingAnswerError("alasan")
    return {"approve": said == "setuju", "reason": reason, "refused": refused}


@pages.get(f"/kabar/<int(max={_LAST}):number>")
def decided(number: int) -> str:
    """What was decided, and a message to the seller about it."""
    access.mentor()
    database = access.form().database
    asked = approvals.approval(database, number)
    if asked is None or asked.outcome not in ("approved", "declined"):
        abort(404)
    row, known = access.shop_of(asked.slug), _known_number(asked.slug)
    last = approvals.last_outcome(database, asked.slug, asked.kind)
    refused = last is not None and last.outcome == "declined" and last.asked_at == asked.asked_at
    return render_template(
        "pembina/kabar.html",
        asked=asked,
        declined=last if refused else None,
        row=row,
        known=known,
        signer=_signer(),
    )


@pages.route("/undang", methods=["GET", "POST"])
def invite() -> ResponseReturnValue:
    """A new shop, and the link to send to its seller; a number or name that there is is asked about."""
    context, link = access.form(), access.mentor()
    problem, same, about = None, Already(), ""
    if request.method == "POST":
        try:
            same, about = _there_already()
            if not same or request.form.get("tetap") == about:
                return _invited(link)
        except (FieldError, MissingAnswerError) as error:
            problem = errors.problem_of(error)
    html = render_template(
        "pembina/undang.html",
        problem=problem,
        same=same,
        about=about,
        place_of=access.place_of,
        mentor_of=lambda row: signer(context.hub, row.kecamatan).name,
        typed=errors.typed(),
        places=() if link.kecamatan else sorted(places.all_kecamatan(), key=lambda place: place.name),
        wanted=context.hub.kecamatan,
    )
    return html, 400 if problem else 200


@pages.post("/toko/<slug>/link")
def renew(slug: str) -> ResponseReturnValue:
    """A new link for a seller; the old ones open nothing any more."""
    context = access.form()
    access.mentor()
    row = access.shop_of(slug)
    links.revoke(context.database, context.now(), "seller", slug=slug)
    return _link_page(slug, row.name)


@pages.post("/toko/<slug>/cabut")
def revoke(slug: str) -> ResponseReturnValue:
    """Revoke a seller's links, for a phone that was lost."""
    context = access.form()
    access.mentor()
    access.shop_of(slug)
    links.revoke(context.database, context.now(), "seller", slug=slug)
    flash(access.words().gettext("The old link opens nothing any more."))
    return redirect(url_for(".seller", slug=slug))


@pages.get("/toko/<slug>")
def seller(slug: str) -> str:
    """One shop, as its mentor sees it."""
    return shop_page(slug)


def may_lift(told: Offline) -> bool:
    """Whether whoever is there may bring a shop back: a mentor only after a mentor."""
    return access.mentor().role == "operator" or told.by == "pembina"


def shop_page(slug: str, problem: str = "") -> str:
    """The same, with what is wrong in what was typed to take it offline."""
    context, link = access.form(), access.mentor()
    row = access.shop_of(slug)
    with access.editing(slug) as shop:
        found, known, offline = shop.status(), shop.known_number, shop.offline
    [known_of] = desk_shops(context, build_sync.with_facts(context, [row]), row.kecamatan)
    hub, words = context.hub, access.words()
    about_offline = offline and offline_message(known_of.name, offline, hub, _signer(), words)
    return render_template(
        "pembina/toko.html",
        row=row,
        line=desk_line(known_of, hub, context.today, words, _signer()),
        desk=known_of,
        address=f"{hub.site}/{slug}/" if known_of.shop.published and not offline else "",
        slug=slug,
        found=found,
        known=known,
        place=place_on_page(found.live),
        offline=offline,
        news={one.kind: one for one in desk_news([known_of], hub, link.kecamatan, words)},
        about_offline=about_offline,
        may_lift=offline is not None and may_lift(offline),
        signer=_signer(),
        ready=readiness(found.draft.seller).percent,
        term=context.terms(slug),
        linked=links.has_link(context.database, slug, context.today),
        problems=errors.sentences(found.draft.problems) if found.live else {},
        there={product.slug for product in found.draft.seller.products},
        problem=problem,
        typed=errors.typed(),
    )


def _there_already() -> tuple[Already, str]:
    """Shops on the number of the one that is invited, or called as it; and what a yes to them is about.

    Raises `FieldError`.
    """
    number, name = text_of(request.form, "whatsapp"), text_of(request.form, "nama")
    phone = fields.whatsapp(number) if number else ""
    found = already(access.form(), name, phone, access.mentor().kecamatan)
    return found, digest(f"{phone}\0{name}".encode())


def _invited(link: PrivateLink) -> ResponseReturnValue:
    context = access.form()
    typed = text_of(request.form, "nama")
    if not typed:
        raise MissingAnswerError("nama")
    name = fields.name(typed)
    number = text_of(request.form, "whatsapp")
    phone = fields.whatsapp(number) if number else ""
    chosen = link.kecamatan or text_of(request.form, "kecamatan")
    if not chosen:
        raise MissingAnswerError("kecamatan")
    place = places.kecamatan(chosen)
    slug = registration.claim_by_name(context, name, "invited")
    registration.begin(context, link, slug, name=name, whatsapp=phone, place=place)
    return _link_page(slug, name, phone)


def _link_page(slug: str, name: str, phone: str = "") -> str:
    """The link, shown this once."""
    context, _ = access.form(), access.words().gettext
    with access.editing(slug) as shop:
        shop.govern()
    again = links.has_link(context.database, slug, context.today)
    _made, token = links.make_link(context.database, context.now(), "seller", slug=slug)
    url = f"{context.public_url}/m/{token}"
    number = phone or _known_number(slug)
    text = _(
        "Hello, this is %(name)s from %(hub)s. Here is the private link to the page of the shop %(shop)s:"
        "\n%(url)s\nPress “Open” there. Please do not pass it on: whoever has the link can change your shop."
    )
    message = text % {"name": _signer(), "hub": context.hub.name, "shop": name, "url": url}
    if again:
        message += " " + _("An older link does not work any more.")
    send = whatsapp(number, message)
    return render_template("pembina/link.html", url=url, slug=slug, send=send, name=name, again=again)


def _known_number(slug: str) -> str:
    """The number on which to reach a seller: what was agreed to, not what is asked for. May be empty."""
    with access.editing(slug) as shop:
        return shop.known_number


def _signer() -> str:
    """Who speaks to sellers here: the mentor of the link's kecamatan, or the operator."""
    return signer(access.form().hub, access.mentor().kecamatan).name


def _asked(number: int) -> tuple[approvals.Approval, shops.ShopRow]:
    """A question that waits, of a shop that whoever is there may open.

    Whoever asks for one that waits no more is told so, and led to what there is in its place.
    """
    access.mentor()
    database, _ = access.form().database, access.words().gettext
    asked = approvals.approval(database, number)
    if asked is None:
        abort(404)
    row = access.shop_of(asked.slug)
    if asked.outcome is None:
        return asked, row
    following = [one for one in approvals.waiting(database, slug=asked.slug) if one.kind == asked.kind]
    if asked.outcome != "replaced":
        flash(_("This question has been answered already."))
    elif following:
        flash(_("The shop has changed meanwhile. Look at it once more."))
        abort(redirect(url_for(".question", number=following[0].id)))
    else:
        flash(_("The shop has changed meanwhile, and this question does not wait any more."))
    return abort(redirect(url_for(".seller", slug=asked.slug)))
