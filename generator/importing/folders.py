"""Shops' folders: new ones are laid out beside sellers/'s and take their place, those that are there change.

An update goes the way of every other change: under the shop's lock, with what somebody else wrote left as it
stands, past the mentor where it calls or pays somebody else.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from generator.content import writer
from generator.content.check_product import read_product
from generator.content.contacts import held_back
from generator.content.field_reader import SourceText
from generator.content.model import Photo, Product, Seller
from generator.content.reader import PHOTO_FOLDER, PRODUCT_FOLDER, SHOP_FILE, STORY_FILE
from generator.content.unreadable import UnreadableError
from generator.disk.atomic_folder import replace_folder
from generator.form import rewriting
from generator.form.access import admitted
from generator.form.context import FormContext
from generator.form.drafts import Draft, UnreadableDraftError
from generator.form.editing import edit
from generator.form.saving import copy, lock_shop, stage_folder
from generator.importing.merge import Merged, merge

_LEFT = re.compile(r"\.[a-z0-9-]{3,40}\.new")


class ShopUnreadableError(Exception):
    """The folder of a shop cannot be read, or would not be any more."""


def texts_of(seller: Seller) -> dict[str, str]:
    """The files of a new shop and their texts."""
    texts = {SHOP_FILE: writer.shop_text(seller)}
    if seller.story:
        texts[STORY_FILE] = writer.story_text(seller)
    for product in seller.products:
        texts[f"{PRODUCT_FOLDER}/{product.slug}.md"] = writer.product_text(product)
    return texts


def read_back(slug: str, texts: Mapping[str, str], context: FormContext) -> Seller:
    """What texts of `texts_of` said; photos are known by their names only."""
    rules = context.live.rules
    seller = rewriting.shop_said(slug, texts.get(SHOP_FILE, ""), rules)
    if seller is None:
        raise ShopUnreadableError(slug)
    products = [
        _product(path.rpartition("/")[2].removesuffix(".md"), text)
        for path, text in texts.items()
        if path.startswith(f"{PRODUCT_FOLDER}/")
    ]
    story = texts.get(STORY_FILE, "").strip("\n")
    return replace(seller, slug=slug, story=story, products=tuple(one for one in products if one))


def _product(slug: str, text: str) -> Product | None:
    try:
        return read_product(SourceText("", "", text), slug, lambda name: Photo(name, "", 0, 0), markdown=True)
    except UnreadableError:
        return None


def create(sellers: Path, slug: str, texts: Mapping[str, str], photos: Mapping[str, Path]) -> bool:
    """Make the folder of a new shop, whole or not at all; False where there is one.

    What a power cut takes is made again by whoever calls: the disk is not waited for here. Raises `OSError`.
    """
    target, stage = sellers / slug, sellers / f".{slug}.new"
    if os.path.lexists(target):
        return False
    if os.path.lexists(stage):
        shutil.rmtree(stage)  # of an import that was killed
    try:
        for folder in (stage, stage / PRODUCT_FOLDER, stage / PHOTO_FOLDER):
            folder.mkdir()
        for path, text in texts.items():
            (stage / path).write_bytes(text.encode())  # nobody looks there before it has its name
        for name, photo in photos.items():
            copy(photo, stage / PHOTO_FOLDER / name)
        stage.rename(target)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(stage)
        raise
    return True


def tidy(context: FormContext) -> None:
    """Remove what killed imports and saves have left beside the shops in sellers/. Raises `OSError`."""
    left = [name for name in os.listdir(context.root / "sellers") if _LEFT.fullmatch(name)]  # noqa: PTH208
    for name in left:
        with lock_shop(context.data_dir, name[1:-4]):
            shutil.rmtree(context.root / "sellers" / name, ignore_errors=True)


class Update:
    """A row that says something else than before, and the shop that it is about."""

    def __init__(
        self, context: FormContext, slug: str, base: Seller, new: Seller, photos: Mapping[str, Path]
    ) -> None:
        self._context = context
        self._slug = slug
        self._base = base
        self._new = new
        self._photos = photos
        self.waiting: tuple[str, ...] = ()
        """What waits for a mentor."""
        self.changed = False
        """Whether sellers/ says something else now."""

    def run(self, *, rehearse: bool) -> Merged:
        """Bring the shop to what the row says, where nobody has changed just that; only tell with `rehearse`.

        Raises:
            ShopUnreadableError: the folder cannot be read as it is, or could not be afterwards.
            OSError: the disk is full, for example.
        """
        context, slug = self._context, self._slug
        try:
            live = context.live.read(slug)
            merged = merge(self._base, live.seller, self._new)
            news = set(held_back(merged.seller, live.seller)[1])
            self.waiting = tuple(one.path for one in news)
            drafted = context.drafts.folder(slug).is_dir()
            if rehearse:
                self.changed = merged.seller != live.seller
            elif news or drafted:
                self._by_form()
            else:
                self._alone(live, merged)
        except UnreadableDraftError as error:
            raise ShopUnreadableError(slug) from error
        return merged

    def _alone(self, live: Draft, merged: Merged) -> None:
        """A shop that nobody has a link to, and a change that calls and pays nobody else."""
        context = self._context
        with lock_shop(context.data_dir, self._slug):
            texts = rewriting.texts(live, merged.seller, context.live.rules)
            photos = {name: path for name, path in self._photos.items() if name not in live.photos}
            if not texts and not photos:
                return
            target = context.live.folder(self._slug)
            stage = stage_folder(target, target, texts, dict(photos), copies=True)
            replace_folder(stage, target)
            self.changed = bool(texts)

    def _by_form(self) -> None:
        """As a change in the form, of the draft and of what is published; a mentor is asked."""
        context, slug = self._context, self._slug
        if admitted(context, slug) is None:
            raise ShopUnreadableError(slug)
        album = context.photo_store(slug)
        for name, path in self._photos.items():
            album.mkdir(parents=True, exist_ok=True)
            if not (album / name).exists():
                copy(path, album / name)
        before = context.live.read(slug).version
        with edit(context, None, slug) as shop:
            shop.begin()
            shop.publish_change(lambda seller: merge(self._base, seller, self._new).seller)
        self.changed = context.live.read(slug).version != before
