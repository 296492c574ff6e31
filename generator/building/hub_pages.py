"""What makes the pages of a hub, in one of its languages."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.content.hub import Hub
from generator.language import language
from generator.render.directory import Directory
from generator.render.offline_pages import AbsentShops
from generator.render.theme import Theme
from generator.render.theme_templates import environment
from generator.render.twins import ENGLISH


class HubPages(Struct, frozen=True):
    """The pages of one language in the hub's theme."""

    directory: Directory
    offline_pages: AbsentShops


def hub_pages(hub: Hub, theme: Theme, code: str, cache: Path) -> HubPages:
    """Those of a language: `id` or `en`; `cache` is the folder for what is compiled."""
    words = language(code)
    env = environment(theme, words, cache / "templates")
    made = hub, words, theme, env, ENGLISH if code == "en" else ""
    return HubPages(Directory(*made), AbsentShops(*made))
