"""The mentors' desk: what waits for a mentor, and her shops, those that need help first."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request

from generator.form import access, approvals, build_sync, shops
from generator.form.desk.asked import asked, remember
from generator.form.desk.order import chosen, counts, in_order
from generator.form.desk.search import found
from generator.form.desk.shop import DeskShop, desk_shops
from generator.form.desk.telling import desk_line, place_name
from generator.hosting.clicklist import signer

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
    held = link.kecamatan or now.kecamatan
    remember(now)
    build_sync.sync_from_build(context, link.kecamatan)
    build_sync.ask_about_edits(context)
    places = {} if link.kecamatan else shops.places(context.database)
    crowded = not held and sum(places.values()) > _MOST
    everything = [] if crowded and not now.words else _shops(held, now.words if crowded else "")
    matching, near = found(everything, now.words)
    listed = chosen(matching, now.wanted, context.today)
    pages_there = max(1, -(-len(listed) // _PAGE))
    page = min(now.page, pages_there)
    part = in_order(listed, now.sort, context.today)[_PAGE * (page - 1) : _PAGE * page]
    mentor, words = signer(context.hub, link.kecamatan).name, access.words()
    waiting = approvals.waiting(context.database, held)
    return render_template(
        "pembina/meja.html",
        now=now,
        waiting=waiting,
        moving=[(shop, place_name(shop.place)) for shop in everything if shop.moves],
        names=shops.names(context.database, {one.slug for one in waiting}),
        lines=[desk_line(shop, context.hub, context.today, words, mentor) for shop in part],
        near=near,
        counts=counts(matching, context.today),
        count=len(listed),
        first=_PAGE * (page - 1) + 1,
        page=page,
        pages=pages_there,
        crowded=crowded,
        places=sorted((place_name(slug), slug, count) for slug, count in places.items() if slug),
        place=access.place_of(held),
    )


def _shops(kecamatan: str, words: str) -> Sequence[DeskShop]:
    """The shops to choose from: those of a kecamatan, or of all those that hold `words` as they are typed."""
    context = access.form()
    rows = shops.shops_of(context.database, kecamatan, words, limit=_MOST)
    return desk_shops(context, rows, kecamatan)
