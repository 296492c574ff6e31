"""Who is there, and what they may open. A cookie names a session; it and its link are asked every time."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from typing import cast

from flask import abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from generator.content import places
from generator.content.model import Place
from generator.form import shops
from generator.form.build_sync import row_of_folder
from generator.form.context import FormContext
from generator.form.editing import ShopEdit, edit
from generator.form.links import PrivateLink, token_hash
from generator.form.sessions import begin_session, end_session, link_of_session
from generator.form.shops import ShopRow
from generator.language import LANGUAGES, Language, language

_SESSION = "masuk"
_SLUG = re.compile(r"[a-z0-9-]{3,40}")


def form() -> FormContext:
    """What this app works with."""
    return cast(FormContext, current_app.extensions["etalase"])


def words() -> Language:
    """The language of whoever is there."""
    code = session.get("bahasa")
    return language(code if code in LANGUAGES else LANGUAGES[0])


def current_link() -> PrivateLink | None:
    """The link behind this session; None for a stranger, and when it was revoked or has run out."""
    if "link" not in g:
        name = session.get(_SESSION)
        g.link = link_of_session(form().database, name, form().today) if isinstance(name, str) else None
    return cast("PrivateLink | None", g.link)


def log_in(link: PrivateLink) -> None:
    """Begin a session that has nothing of the one before but its language."""
    chosen = session.get("bahasa")
    session.clear()
    session[_SESSION] = begin_session(form().database, form().now(), link)
    if chosen:
        session["bahasa"] = chosen
    session.permanent = True
    g.pop("link", None)


def session_key() -> str:
    """What a preview holds of this session; it opens nothing else. 401 for a stranger."""
    actor()
    return token_hash(session[_SESSION])


def log_out() -> None:
    """End this session, here and for every copy of its cookie; the link stays."""
    name = session.get(_SESSION)
    if isinstance(name, str):
        end_session(form().database, name)
    session.clear()
    g.pop("link", None)


def actor() -> PrivateLink:
    """Whoever acts; 401 for a stranger."""
    return current_link() or abort(401)


def mentor() -> PrivateLink:
    """A mentor or an operator; 404 for a seller, who need not know."""
    link = actor()
    return link if link.role in ("mentor", "operator") else abort(404)


def reader() -> PrivateLink:
    """Whoever may read reports without persons: anybody but a seller, who gets a 404."""
    link = actor()
    return link if link.role != "seller" else abort(404)


def shop_of(slug: str) -> ShopRow:
    """A shop that whoever is there may open; 401 for a stranger, 404 for anything that is not theirs.

    An address from before the shop was renamed leads to the same page of today.
    """
    link = actor()
    row = admitted(form(), slug) if _opens(link, slug) else None
    if row is None or not _looks_after(link, row):
        return abort(_todays_address(link, slug) or 404)
    if not form().drafts.folder(slug).is_dir():
        with edit(form(), link, slug) as shop:
            shop.begin()
    return row


def _opens(link: PrivateLink, slug: str) -> bool:
    return link.role in ("mentor", "operator") or (link.role == "seller" and link.slug == slug)


def _looks_after(link: PrivateLink, row: ShopRow) -> bool:
    return link.role != "mentor" or row.kecamatan == link.kecamatan


def _todays_address(link: PrivateLink, slug: str) -> Response | None:
    """Where a shop that was renamed is found now, for whoever may open it there; a page, not an answer."""
    name, tried = slug, {slug}
    while (term := form().terms(name)) and term.moved_to and term.moved_to not in tried:
        name = term.moved_to
        tried.add(name)
    if name == slug or not _opens(link, name) or request.method != "GET" or request.endpoint is None:
        return None
    row = admitted(form(), name)
    if row is None or not _looks_after(link, row):
        return None
    return redirect(url_for(request.endpoint, **{**(request.view_args or {}), "slug": name}))


def editing(slug: str) -> AbstractContextManager[ShopEdit]:
    """A shop that whoever is there may open, under its lock."""
    return edit(form(), actor(), slug)


def admitted(context: FormContext, slug: str) -> ShopRow | None:
    """What is remembered of a shop; one that only has a folder in sellers/ is remembered from now on."""
    row = shops.shop_row(context.database, slug)
    if row is None and is_live(context, slug):
        row = row_of_folder(context, slug)
        shops.add_shop(context.database, row)
    return row


def is_live(context: FormContext, slug: str) -> bool:
    """Whether sellers/ has a folder of that name."""
    return _SLUG.fullmatch(slug) is not None and context.live.folder(slug).is_dir()


def place_of(slug: str) -> Place | None:
    """A kecamatan by its slug."""
    return next((place for place in places.all_kecamatan() if place.slug == slug), None)
