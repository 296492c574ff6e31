"""The shop as it will be: rendered from the draft, at an address that only its session knows.

The pages are a seller's, and run in no origin of ours (`sandbox`): whatever they held could not reach the
form. So they get no cookie either, and their address itself says, signed and for some minutes, what it shows
and by whose link; when that is revoked, it shows nothing.
"""

from __future__ import annotations

import mimetypes
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import cast

from flask import Blueprint, Response, abort, current_app, render_template, send_file, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from msgspec import Struct
from msgspec.structs import replace
from werkzeug.wrappers import Response as BaseResponse

from generator.content.fields import FieldError
from generator.content.model import Seller
from generator.form import access
from generator.form.context import FormContext
from generator.form.sessions import link_of_session_key
from generator.hosting.term import Term
from generator.render.context import render_context
from generator.render.output import Output
from generator.render.shop_cover import shop_covers
from generator.render.storefront import render_shop

pages = Blueprint("preview", __name__)

_SECONDS = 15 * 60
"""How long an address opens its preview: whoever looks goes on from a screen that was opened for it."""
_KEPT = 24
"""Previews in memory."""
_SALT = "pratinjau"
_POLICY = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"


class _View(Struct, frozen=True):
    """What one preview shows."""

    slug: str
    colour: str
    """Instead of the draft's; empty for the draft's."""


class Previews:
    """Renders drafts, and keeps what it rendered until the draft changes; meanwhile one stands `aside`."""

    def __init__(self, context: FormContext, aside: Callable[[], AbstractContextManager[None]]) -> None:
        self._context = context
        self._aside = aside
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[_View, str], Mapping[str, Output]] = OrderedDict()

    def files(self, view: _View) -> Mapping[str, Output]:
        """Every file of the preview, by its path. Raises `FieldError` for a photo that cannot be used."""
        draft = self._context.drafts.read(view.slug)
        key = (view, draft.version)
        with self._lock:
            found = self._made.get(key)
            if found is not None and all(map(_there, found.values())):
                self._made.move_to_end(key)
                return found
        seller = _whole(draft.seller, self._context)
        if view.colour:
            seller = replace(seller, colour=view.colour)
        with self._aside():  # each new photo takes a tenth of a second
            made = self._render(seller)
        with self._lock:
            self._made[key] = made
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return made

    def _render(self, seller: Seller) -> dict[str, Output]:
        context = self._context
        around = render_context(
            context.hub,
            context.today,
            root=context.drafts.root,
            cache=context.data_dir / "cache",
            preview=True,
        )
        shown = replace(seller, products=tuple(p for p in seller.products if not p.draft))
        shop = render_shop(shown, around, (), {}, Term(seller.slug, "active"), alone=True)
        theme, _ = around.themes(seller.theme)
        return {output.path: output for output in (*shop.outputs, *theme.assets, *shop_covers(shop.assets))}


def _there(output: Output) -> bool:
    """Whether a file of a preview can be sent: small pictures go with the last photo they were made of."""
    return isinstance(output.content, bytes) or output.content.exists()


def address(slug: str, colour: str = "") -> str:
    """Where the preview of a shop is, for some minutes."""
    ticket = _signer().dumps([slug, colour, access.session_key()])
    return url_for("preview.file", ticket=ticket, path=f"{slug}/index.html")


def coloured(slug: str, colours: Iterable[str]) -> dict[str, str]:
    """A colour -> the preview in it."""
    return {colour: address(slug, colour) for colour in colours}


@pages.get("/t/<slug>/pratinjau")
def page(slug: str) -> str:
    """The preview in a frame."""
    access.shop_of(slug)
    return render_template("pratinjau.html", slug=slug, view=address(slug))


@pages.get("/pratinjau/<ticket>/<path:path>")
def file(ticket: str, path: str) -> BaseResponse:
    """A file of a preview."""
    try:
        slug, colour, key = _signer().loads(ticket, max_age=_SECONDS)
    except BadData:
        abort(404)
    context = access.form()
    if link_of_session_key(context.database, key, context.today) is None:
        abort(404)
    try:
        files = cast(Previews, current_app.extensions["etalase-previews"]).files(_View(slug, colour))
    except FieldError:
        abort(404)
    found = files.get(path)
    if found is None:
        if path.endswith((".html", "/")):  # a page of the hub: there is none here
            return _sealed(Response(render_template("bukan-pratinjau.html"), 404))
        abort(404)
    if isinstance(found.content, bytes):
        answer = Response(found.content, content_type=found.content_type)
    else:
        answer = send_file(found.content, mimetype=mimetypes.guess_type(path)[0])
    return _sealed(answer)


def _sealed(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # the frame has no origin
    return answer


def _whole(seller: Seller, context: FormContext) -> Seller:
    """A half-filled shop as it can be shown."""
    _ = access.words().gettext
    category = seller.category or context.hub.categories[0].slug
    number = seller.whatsapp or context.hub.operator.whatsapp
    return replace(seller, name=seller.name or _("Your shop"), category=category, whatsapp=number)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or b"", salt=_SALT)
