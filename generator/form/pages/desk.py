"""The mentors' desk: what waits for a mentor, and her shops, those that need help first."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from flask import Blueprint, Response, abort, render_template, request

from generator.form import access, approvals, build_sync, shops
from generator.form.desk.asked import asked, desk_url, remember
from generator.form.desk.news import desk_news
from generator.form.desk.order import SORTS, chosen, counts, in_order
from generator.form.desk.reminding import due, sent
from generator.form.desk.search import found, named_first
from generator.form.desk.shop import DeskShop, desk_shops
from generator.form.desk.telling import desk_line, place_name
from generator.hosting.clicklist import signer
from generator.policy import content_security_policy
from generator.reports.mentors import COLUMNS, PAGES, mentor_cells, mentor_page
from generator.reports.shops import ReportShop

pages = Blueprint("desk", __name__, url_prefix="/pembina")

_PAGE = 30
"""Shops of one page: a phone scrolls through them in a few strokes."""
_MOST = 1_000
"""Shops that are put in order at once; an operator of more chooses a kecamatan, or searches."""


@pages.get("/")
def show() -> str:
    """What waits, and the shops."""
    context, link = access.form(), access.mentor()
    now = asked(request.args)
    here = held()
    remember(now)
    build_sync.sync_from_build(context, link.kecamatan)
    build_sync.ask_about_edits(context, link.kecamatan)
    places = {} if link.kecamatan else shops.places(context.database)
    crowded = not here and sum(places.values()) > _MOST
    everything = [] if crowded and not now.words else _shops(here, now.words if crowded else "")
    matching, near = found(everything, now.words)
    mentor, words = signer(context.hub, link.kecamatan).name, access.words()
    news = [*desk_news(everything, context.hub, link.kecamatan, words)]
    told = {one.slug for one in news}
    listed = chosen(matching, now.wanted, context.today, told)
    pages_there = max(1, -(-len(listed) // _PAGE))
    page = min(now.page, pages_there)
    ordered = in_order(listed, now.sort, context.today)
    if now.words and now.sort == SORTS[0]:
        ordered = named_first(ordered, now.words)
    part = ordered[_PAGE * (page - 1) : _PAGE * page]
    waiting = sorted(
        approvals.waiting(context.database, here), key=lambda one: one.kind not in approvals.MONEY
    )
    return render_template(
        "pembina/meja.html",
        now=now,
        waiting=waiting,
        moving=[(shop, place_name(shop.place)) for shop in everything if shop.moves],
        news=news,
        names=shops.names(context.database, {one.slug for one in waiting}),
        lines=[desk_line(shop, context.hub, context.today, words, mentor) for shop in part],
        near=near,
        counts=counts(matching, context.today, told),
        count=len(listed),
        first=_PAGE * (page - 1) + 1,
        page=page,
        pages=pages_there,
        crowded=crowded,
        places=sorted((place_name(slug), slug, count) for slug, count in places.items() if slug),
        place=access.place_of(here),
        reminders=len(due(everything, context.today)),
        reminded=len(sent(everything, context.today)),
    )


@pages.get("/laporan.html")
def report() -> Response:
    """The shops as a page to print or to keep; its styles and its script are in it."""
    context, words = access.form(), access.words()
    place = access.place_of(held())
    title = place.name if place else words.gettext("All kecamatan")
    html = mentor_page(
        _reported(), context.hub, title, context.today, words, context.hub.site, desk=desk_url()
    )
    response = Response(html, mimetype="text/html")
    parts = [(PAGES / name).read_text("utf-8") for name in ("report.css", "mentors.js")]
    response.headers["Content-Security-Policy"] = f"{content_security_policy(*parts)}; frame-ancestors 'none'"
    return response


@pages.get("/laporan.csv")
def table() -> Response:
    """The same for a spreadsheet."""
    context, words = access.form(), access.words()
    out = io.StringIO(newline="")
    rows = (mentor_cells(shop, context.hub, words) for shop in _reported())
    csv.writer(out, lineterminator="\r\n").writerows([COLUMNS, *rows])
    headers = {"Content-Disposition": f"attachment; filename=toko-{held() or 'semua'}.csv"}
    return Response(out.getvalue().encode("utf-8-sig"), mimetype="text/csv", headers=headers)


def _reported() -> list[ReportShop]:
    """The shops of the report, in the order in which the desk shows them at first."""
    return [shop.shop for shop in in_order(shops_held(), SORTS[0], access.form().today)]


def shops_held() -> Sequence[DeskShop]:
    """All shops of whoever is there, or of the kecamatan that was chosen; 404 for too many at once."""
    context, here = access.form(), held()
    build_sync.sync_from_build(context, access.mentor().kecamatan)
    if not here and sum(shops.places(context.database).values()) > _MOST:
        abort(404)
    return _shops(here, "")


def held() -> str:
    """The kecamatan whose shops are meant: a mentor's own, or the one that an operator chose."""
    chosen = access.place_of(asked(request.args).kecamatan)
    return access.mentor().kecamatan or (chosen.slug if chosen else "")


def _shops(kecamatan: str, words: str) -> Sequence[DeskShop]:
    """The shops to choose from: those of a kecamatan, or of all those that hold `words` as they are typed."""
    context = access.form()
    rows = shops.shops_of(context.database, kecamatan, words, limit=_MOST)
    return desk_shops(context, build_sync.with_facts(context, rows), kecamatan)
