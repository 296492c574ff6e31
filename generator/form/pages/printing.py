"""A shop's posters, price lists and signs, to take to a printer."""

from __future__ import annotations

import io
from typing import cast

from flask import Blueprint, abort, current_app, render_template, send_file
from flask.typing import ResponseReturnValue

from generator.content.fields import FieldError
from generator.content.offline import is_offline
from generator.form import access, errors
from generator.form.locked_shop import published
from generator.form.posters import Posters, PostersBusyError
from generator.printing.printables import SIZES

pages = Blueprint("printing", __name__, url_prefix="/t/<slug>/cetak")


@pages.get("/")
def show(slug: str) -> str:
    """What there is to print."""
    access.shop_of(slug)
    live, offline = published(access.form(), slug), _is_offline(slug)
    return render_template(
        "cetak.html",
        slug=slug,
        offline=offline,
        there=live is not None and not offline and _posters().is_published(slug),
        has_code=live is not None and live.seller.qris is not None,
    )


@pages.get("/<size>/<int(max=1):number>")
def download(slug: str, size: str, number: int) -> ResponseReturnValue:
    """One file: the first of a size, or the second, which a thermal printer prints apart."""
    access.shop_of(slug)
    if size not in SIZES or not access.is_live(access.form(), slug):
        abort(404)
    _ = access.words().gettext
    try:
        files = _posters().files(slug, size)
    except PostersBusyError:
        return errors.page(503, _("Very busy just now"), _("Wait a minute, then try again."))
    except FieldError:
        return errors.page(409, _("This cannot be printed yet"), _("Look at the shop's page: it says why."))
    if number >= len(files):
        abort(404)
    found = files[number]
    return send_file(io.BytesIO(found.content), as_attachment=True, download_name=found.name)


@pages.get("/status")
def status(slug: str) -> str:
    """The picture for WhatsApp Status, to look at and to save."""
    access.shop_of(slug)
    offline = _is_offline(slug)
    there = access.is_live(access.form(), slug) and not offline and _posters().is_published(slug)
    return render_template("status.html", slug=slug, there=there, offline=offline)


def _is_offline(slug: str) -> bool:
    """Whether it was taken offline for cause: the next build, or the last, takes its pages away."""
    return is_offline(access.form().live.folder(slug))


def _posters() -> Posters:
    return cast(Posters, current_app.extensions["etalase-posters"])
