"""The form as a WSGI application: its settings, its headers, and what it says when something goes wrong."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import TracebackType

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from generator import templates
from generator.disk.atomic_file import write_new
from generator.form import access, errors, neighbours, replies, shops, uploads
from generator.form.change_words import ChangeWords, export_names, ways
from generator.form.colours import colour_name
from generator.form.contact_lines import asked_lines
from generator.form.context import FormContext
from generator.form.desk.asked import desk_url
from generator.form.editing import govern_linked
from generator.form.figures import Figures
from generator.form.pace import Pace
from generator.form.pages import (
    desk,
    entry,
    handing_over,
    home,
    leaving,
    mentors,
    new_product,
    others,
    partners,
    photos,
    preview,
    printing,
    products,
    reminding,
    taking_offline,
    wizard,
)
from generator.form.posters import Posters
from generator.render.productview import price_text
from generator.render.shopview import network_name
from generator.whatsapp import readable_number, whatsapp

_HERE = Path(__file__).parent
_SCREENS = (
    entry,
    home,
    wizard,
    new_product,
    products,
    partners,
    photos,
    preview,
    printing,
    others,
    leaving,
    desk,
    mentors,
    handing_over,
    reminding,
    taking_offline,
)
_SMALL = 64 * 1024
"""Bytes of a request that carries no picture."""
_UPLOADS = {"photos.add", "photos.first", "photos.qris"}
_BUFFER = 256 * 1024
"""Bytes of fields in memory. Werkzeug counts its read buffer (64 KB, and a rest) in: a photo needs more."""
_PARTS = 64
"""Fields of a request."""
_SESSION = timedelta(days=60)
_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class FormApp(Flask):
    """Flask, but for its log: a path may hold a token, and a token is never written down."""

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Name the page, not its address."""
        self.logger.error("%s failed", request.endpoint, exc_info=exc_info)

    def dispatch_request(self) -> ResponseReturnValue:
        """Whatever a page answers, once for each time it was meant."""
        return replies.once(self._answer)

    def _answer(self) -> ResponseReturnValue:
        with self.extensions["etalase-pace"].computing():
            return super().dispatch_request()


def create_app(context: FormContext) -> Flask:
    """The application for one workspace."""
    app = FormApp(__name__, static_folder="static", static_url_path="/gaya")
    https = context.public_url.startswith("https://")
    app.config.update(
        SECRET_KEY=secret_key(context.data_dir),
        SESSION_COOKIE_NAME="__Host-etalase" if https else "etalase",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=_SESSION,
        MAX_CONTENT_LENGTH=uploads.MAX_BYTES + _SMALL,
        MAX_FORM_MEMORY_SIZE=_BUFFER,
        MAX_FORM_PARTS=_PARTS,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        WTF_CSRF_TIME_LIMIT=None,  # a page may lie open for days; the token belongs to the session
        WTF_CSRF_SSL_STRICT=False,  # it looks at the referrer, which our pages do not send
        WTF_CSRF_FIELD_NAME="tanda",
    )
    app.extensions["etalase"] = context
    govern_linked(context)
    app.extensions["etalase-pace"] = places = Pace()
    app.extensions["etalase-uploads"] = uploads.Uploads(context.codes, places.aside)
    app.extensions["etalase-replies"] = replies.Replies(context.database)
    app.extensions["etalase-throttle"] = entry.throttle_for(context, app.secret_key)
    app.extensions["etalase-previews"] = preview.Previews(context, places.aside)
    app.extensions["etalase-posters"] = Posters(context)
    app.extensions["etalase-figures"] = Figures(context)
    app.before_request(_limit_body)
    CSRFProtect(app)
    app.after_request(_headers)
    app.after_request(replies.for_script)
    _templates(app)
    for module in _SCREENS:
        app.register_blueprint(module.pages)
    errors.register(app)
    app.add_url_rule("/", "index", _index)
    return app


def secret_key(data_dir: Path) -> bytes:
    """What sessions are signed with: made once, readable for its owner only."""
    file = data_dir / "secret"
    write_new(file, os.urandom(32), durable="bytes", readers="owner")
    return file.read_bytes()


def _index() -> BaseResponse | str:
    link = access.current_link()
    if link is None:
        return entry.welcome()
    if link.role == "seller":
        return redirect(url_for("home.shop", slug=link.slug))
    return redirect(url_for("partners.home" if link.role == "partner" else "desk.show"))


def _limit_body() -> None:
    if request.endpoint not in _UPLOADS:
        request.max_content_length = _SMALL


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Robots-Tag"] = "noindex"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.endpoint == "static":
        headers["Service-Worker-Allowed"] = f"{request.script_root}/"  # queue.js answers for every page
    else:
        headers["Cache-Control"] = "no-store"  # pages, photos and downloads: phones are shared
        headers.pop("Expires", None)
        headers.pop("ETag", None)
    return response


def _templates(app: Flask) -> None:
    env = app.jinja_env
    templates.set_up(
        env,
        lambda text: access.words().gettext(text),
        lambda one, many, count: access.words().ngettext(one, many, count),
    )
    env.filters["rupiah"] = lambda price: access.words().rupiah(price)
    env.filters["price"] = lambda product, today=None: price_text(product, access.words(), today)
    env.filters["day"] = lambda day: access.words().date(day)
    env.filters["network"] = network_name
    env.filters["in_days"] = lambda day, count: day + timedelta(days=count)
    env.filters["said"] = lambda text, what: _change_words().say(what, text)
    env.filters["number"] = readable_number
    env.filters["colour"] = lambda colour: colour_name(colour, access.words().gettext)
    env.filters["asked_lines"] = asked_lines
    env.globals["wa"] = _chat
    env.globals["ways"] = lambda: ways(access.words())
    env.globals["export_names"] = lambda: export_names(access.words())
    env.globals["new_key"] = replies.new_key
    env.globals["desk_url"] = desk_url
    env.globals["sender"] = replies.sender
    app.context_processor(_always)


def _chat(number: str, text: str) -> str:
    """A chat with a text as it is typed; a template's sentence comes with `&`, `<` and quotes as entities."""
    return whatsapp(number, text.unescape() if isinstance(text, Markup) else text)


def _change_words() -> ChangeWords:
    context = access.form()
    return ChangeWords(
        access.words(), context.hub.categories, lambda slugs: neighbours.names(context.root / "build", slugs)
    )


def _always() -> dict[str, object]:
    """What every page may use."""
    return {
        "words": access.words(),
        "hub": access.form().hub,
        "link": access.current_link(),
        "helped": _helped(),
        "asset": _asset,
    }


def _helped() -> str:
    """The shop of somebody else in which a mentor or an operator is; empty anywhere else."""
    link, slug = access.current_link(), (request.view_args or {}).get("slug")
    if (
        link is None
        or link.role not in ("mentor", "operator")
        or slug is None
        or request.path.startswith("/pembina/")
    ):
        return ""
    return next(iter(shops.names(access.form().database, [slug]).values()), slug)


def _asset(name: str) -> str:
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((_HERE / "static" / name).read_bytes()).hexdigest()[:8]
