"""What a build works with: read once from themes and settings, and the same for all sellers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.building import fingerprint
from generator.building.job import BuildContext
from generator.building.report import BuildOptions
from generator.hosting.terms import Terms
from generator.language import language
from generator.render.directory import Directory
from generator.render.offline_pages import AbsentShops
from generator.render.theme import Theme, environment, load_theme, theme_names
from generator.render.twins import ENGLISH


@dataclass(frozen=True, slots=True)
class EnglishPages:
    """What makes pages in English in the hub's theme."""

    directory: Directory
    offline_pages: AbsentShops


@dataclass(frozen=True, slots=True)
class Setup:
    """The tools of one build."""

    options: BuildOptions
    context: BuildContext
    """What worker processes are told."""
    storefronts: tuple[Theme, ...]
    directory: Directory
    """The hub's pages."""
    offline_pages: AbsentShops
    english: Callable[[], EnglishPages]
    """The same in English: made when the first page is asked for."""
    shop_digest: str
    """Everything that all shops' pages depend on."""
    hub_digest: str
    """Everything that the hub's pages depend on beside the shops."""

    @property
    def site(self) -> Path:
        """The deployable tree."""
        return self.context.site

    @property
    def stage(self) -> Path:
        """Where pages are laid out beside the old ones."""
        return self.context.stage

    @property
    def terms(self) -> Terms:
        """Where sellers stand with their two years."""
        return self.options.terms

    @property
    def sellers(self) -> Path:
        """The folder of the sellers' folders."""
        return self.options.root / "sellers"


def set_up(options: BuildOptions) -> Setup:
    """Load the themes. Raises `ThemeError`."""
    hub, words = options.hub, language("id")
    base, build = options.root / options.folder, options.root / "build"
    context = BuildContext(
        root=options.root,
        site=base / "site",
        stage=base / "stage",
        cache=build / "cache",
        hub=hub,
        today=options.today,
        preview=options.preview,
    )
    storefronts = tuple(load_theme(name) for name in theme_names("storefront"))
    theme = load_theme(hub.theme)
    env = environment(theme, words, context.cache / "templates")

    @cache
    def english() -> EnglishPages:
        words = language("en")
        env = environment(theme, words, context.cache / "templates")
        made = hub, words, theme, env, ENGLISH
        return EnglishPages(Directory(*made), AbsentShops(*made))

    return Setup(
        options=options,
        context=context,
        storefronts=storefronts,
        directory=Directory(hub, words, theme, env),
        offline_pages=AbsentShops(hub, words, theme, env),
        english=english,
        shop_digest=fingerprint.shop_context(hub, storefronts, preview=options.preview),
        hub_digest=fingerprint.hub_context(hub, theme),
    )
