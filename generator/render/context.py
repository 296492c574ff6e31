"""What shops are rendered and folders judged with, made of what is needed and nothing more."""

from __future__ import annotations

from datetime import date
from functools import cache as remembered
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from generator.content.check_context import CheckContext
from generator.content.hub import Hub
from generator.content.reader import PHOTO_FOLDER, named
from generator.language import Language, language
from generator.render.images import PhotoCache
from generator.render.theme import Theme, load_theme, theme_names
from generator.render.theme_templates import environment

if TYPE_CHECKING:
    from jinja2 import Environment

_KEPT = 4
"""Contexts in memory: a process has one hub, but the day may change."""


class Themes(Protocol):
    """A theme by its name, and its templates in a language: made when first asked for, and kept."""

    def __call__(self, name: str, code: str = "id") -> tuple[Theme, Environment]:
        """`code` is one of `LANGUAGES`."""


class RenderContext(Struct, frozen=True):
    """What is the same for all shops of a build."""

    hub: Hub
    words: Language
    photo_cache: PhotoCache
    sellers: Path
    """The folder that holds all sellers' folders."""
    today: date
    preview: bool
    """Whether drafts and shops without consent are shown, marked as such."""
    themes: Themes


@lru_cache(maxsize=_KEPT)
def render_context(hub: Hub, today: date, *, root: Path, cache: Path, preview: bool = False) -> RenderContext:
    """The context of the hub of a workspace; loaded once in each process.

    In `cache` is what was made before and can be made again: photos and compiled templates.
    """
    words = language("id")

    @remembered
    def themes(name: str, code: str = words.code) -> tuple[Theme, Environment]:
        theme = load_theme(name)
        return theme, environment(theme, language(code), cache / "templates")

    return RenderContext(hub, words, PhotoCache(cache / "photos"), root / "sellers", today, preview, themes)


@lru_cache(maxsize=_KEPT)
def check_context(hub: Hub, *, root: Path, cache: Path) -> CheckContext:
    """What the folders of a workspace are judged against; `cache` is as in `render_context`."""
    sellers, photo_cache = root / "sellers", PhotoCache(cache / "photos")
    return CheckContext(
        categories=hub.categories,
        themes=theme_names("storefront"),
        shop_exists=lambda slug: (sellers / slug).is_dir(),
        judge_photo=lambda slug, name: photo_cache.judge(named(sellers / slug, PHOTO_FOLDER) / name),
    )
