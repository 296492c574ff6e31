"""Photos: taken in, shown small, turned, put in order, deleted; and the photo of a QRIS code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    request,
    send_file,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from msgspec.structs import replace
from werkzeug.wrappers import Response

from generator.content import qris as codes
from generator.content.fields import FieldError
from generator.content.model import Photo, Product
from generator.form import access, errors, uploads
from generator.form.answers import MissingAnswerError
from generator.form.pages import new_product, products, wizard
from generator.form.pages.wizard import QRIS
from generator.form.product_questions import of_product
from generator.form.uploads import Uploads

pages = Blueprint("photos", __name__, url_prefix="/t/<slug>")


_BLURRED = 400
"""Pixels of a photo's short side, below which phones show it blurred."""
_SMALL = 320
"""Pixels of a photo in a list."""


@pages.post("/foto-baru")
def first(slug: str) -> ResponseReturnValue:
    """The photo of a product that has no name yet."""
    access.shop_of(slug)
    try:
        photo = _taken(slug)
    except (FieldError, MissingAnswerError) as error:
        return new_product.photo_screen(slug, errors.problem_of(error)), 400
    _warn_of_small(photo)
    return redirect(url_for("new_product.begin", slug=slug, foto=photo.name))


@pages.post("/produk/<product>/foto")
def add(slug: str, product: str) -> ResponseReturnValue:
    """One more photo of a product."""
    access.shop_of(slug)
    found = _product(slug, product)
    back, most = url_for("products.show", slug=slug, product=product), access.form().hub.form.photos
    if len(found.photos) >= most:
        abort(409)
    try:
        photo = _taken(slug)
    except (FieldError, MissingAnswerError) as error:
        return products.product_screen(slug, product, errors.problem_of(error)), 400

    def change(now: Product) -> Product:
        if photo.name in {p.name for p in now.photos} or len(now.photos) >= most:
            return now
        return replace(now, photos=(*now.photos, photo))

    with access.editing(slug) as shop:
        shop.save(of_product(product, change))
    _warn_of_small(photo)
    return redirect(back)


def _warn_of_small(photo: Photo) -> None:
    if min(photo.width, photo.height) < _BLURRED:
        _ = access.words().gettext
        flash(_("This photo is small and may look blurred. If you have a larger one, take that."), "warn")


@pages.post("/produk/<product>/foto/<name>/<what>")
def change(slug: str, product: str, name: str, what: str) -> ResponseReturnValue:
    """Turn a photo, put it first, or delete it."""
    access.shop_of(slug)
    photo = next((p for p in _product(slug, product).photos if p.name == name), None)
    if photo is None:
        abort(404)
    back = url_for("products.show", slug=slug, product=product)
    try:
        wanted = of_product(product, _act(slug, photo, what))
        with access.editing(slug) as shop:
            shop.save(wanted)
    except FieldError as error:
        return products.product_screen(slug, product, errors.problem_of(error)), 400
    return redirect(back)


@pages.get("/foto/<name>")
def show(slug: str, name: str) -> Response:
    """A photo of the draft, small."""
    access.shop_of(slug)
    context = access.form()
    if name in context.drafts.photo_names(slug):
        return _small(context.drafts.folder(slug) / "foto" / name)
    if uploads.is_ours(name) and (context.photo_store(slug) / name).is_file():
        return _small(context.photo_store(slug) / name)
    return abort(404)


@pages.get("/foto/<name>/disetujui")
def agreed(slug: str, name: str) -> Response:
    """The photo of that name to which a mentor has agreed, small: other bytes may have its name by now."""
    access.shop_of(slug)
    context = access.form()
    if name not in context.approved.photo_names(slug):
        abort(404)
    return _small(context.approved.folder(slug) / "foto" / name)


def _small(path: Path) -> Response:
    cache = access.form().photo_cache
    try:
        with current_app.extensions["etalase-pace"].aside():
            made = cache.make(cache.judge(path), path)
    except FieldError:
        abort(404)
    width = min((w for w, _ in made.sizes if w >= _SMALL), default=made.sizes[-1][0])
    return send_file(cache.variant_file(made.key, width), mimetype="image/webp")


@pages.post("/qris")
def qris(slug: str) -> ResponseReturnValue:
    """Read the code in a photo; the next page asks whether it is the right one."""
    row = access.shop_of(slug)
    try:
        found = _uploads().codes(_sent(), access.form().photo_store(slug))
        payload = next((text for text in found if text.startswith("0002")), "")
        if not payload:
            raise FieldError("qris-unreadable")
        codes.read(payload)
    except (FieldError, MissingAnswerError) as error:
        return wizard.again(row, "qris", error)
    session[QRIS] = (slug, payload)
    return redirect(url_for("wizard.ask", slug=slug, step="qris"))


def _act(slug: str, photo: Photo, what: str) -> Callable[[Product], Product]:
    """What becomes of a product's photos."""
    if what == "putar":
        context = access.form()
        turned = _uploads().turn(context.drafts.folder(slug) / "foto" / photo.name, context.photo_store(slug))
        return lambda now: replace(
            now, photos=tuple(turned if p.name == photo.name else p for p in now.photos)
        )
    if what not in ("hapus", "depan"):
        abort(404)
    kept = (photo,) if what == "depan" else ()
    return lambda now: replace(now, photos=(*kept, *(p for p in now.photos if p.name != photo.name)))


def _taken(slug: str) -> Photo:
    context = access.form()
    photo_store = context.photo_store(slug)
    photo = _uploads().keep(_sent(), photo_store)
    used = {name for repository in (context.drafts, context.live) for name in repository.photo_names(slug)}
    uploads.tidy(photo_store, {*used, photo.name}, context.photo_cache, context.codes)
    return photo


def _sent() -> bytes:
    file = request.files.get("foto")
    if not file:
        raise MissingAnswerError("foto")
    data: bytes = file.read()
    if not data:
        raise FieldError("photo-broken", found="foto")
    return data


def _product(slug: str, product: str) -> Product:
    return access.form().drafts.read(slug).product(product) or abort(404)


def _uploads() -> Uploads:
    return cast(Uploads, current_app.extensions["etalase-uploads"])
