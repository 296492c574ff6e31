"""What a build works with: read once from themes and settings, and the same for all sellers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.building import fingerprint
from generator.building.bazaars import NO_BAZAARS, Bazaars
from generator.building.job import BuildContext
from generator.building.report import BuildOptions
from generator.hosting.terms import Terms
from generator.render.theme import Theme, load_theme, theme_names

if TYPE_CHECKING:
    from generator.building.hub_pages import HubPages
    from generator.render.directory import Directory


class Setup(Struct, frozen=True):
    """The tools of one build."""

    options: BuildOptions
    context: BuildContext
    """What worker processes are told."""
    storefronts: tuple[Theme, ...]
    theme: Theme
    """The hub's."""
    pages: Callable[[str], HubPages]
    """What makes the hub's pages in a language: made when the first is asked for."""
    shop_digest: str
    """Everything that all shops' pages depend on."""
    hub_digest: str
    """Everything that the hub's pages depend on beside the shops and bazaars."""
    bazaars: Bazaars
    """What curators put together."""

    def context_of(self, slug: str) -> str:
        """Everything that a shop's pages depend on beside its folder and the shops it follows."""
        badges = self.bazaars.badges.get(slug)
        return fingerprint.digest(self.shop_digest, repr(badges)) if badges else self.shop_digest

    @property
    def directory(self) -> Directory:
        """The hub's pages in Indonesian."""
        return self.pages("id").directory

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


def set_up(options: BuildOptions, bazaars: Bazaars = NO_BAZAARS) -> Setup:
    """Load the themes. Raises `ThemeError`."""
    hub = options.hub
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

    @cache
    def pages(language: str) -> HubPages:
        # It loads for longer than a build without changes takes.
        from generator.building.hub_pages import hub_pages

        return hub_pages(hub, theme, language, context.cache)

    return Setup(
        options=options,
        context=context,
        storefronts=storefronts,
        theme=theme,
        pages=pages,
        shop_digest=fingerprint.shop_context(hub, storefronts, preview=options.preview),
        hub_digest=fingerprint.hub_context(hub, theme),
        bazaars=bazaars,
    )
