"""A shop's web app manifest: what a phone needs to keep the shop among its apps.

Source: W3C Web Application Manifest. Nothing of the products is in it, so that a new price leaves it alone.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from msgspec import Struct

from generator.content.model import Seller
from generator.content.visible import printed
from generator.render.app_icon import SIZES, app_icon_paths
from generator.render.colour import LIGHT, scheme
from generator.render.theme import Theme

MANIFEST = "app.webmanifest"
"""Its name in the shop's folder. The worker knows by it that a page is one of a shop that is online."""
SHORT = 12
"""Characters that fit under an icon."""


class WebApp(Struct, frozen=True):
    """A shop as phones keep it; all of it is empty where they cannot."""

    script: str
    """What "Simpan toko" fetches, from the site's root."""
    manifest: bytes
    icons: tuple[str, ...]
    """Paths from the site's root."""


NO_APP = WebApp("", b"", ())


def web_app(seller: Seller, theme: Theme, accent: str, address: str, language: str) -> WebApp:
    """The shop at the absolute `address` as an app, where its theme offers to keep it."""
    if "simpan" not in theme.roles:
        return NO_APP
    icons = app_icon_paths(seller.name, accent)
    manifest = _manifest(seller, accent, urlsplit(address).path, language, icons)
    return WebApp(theme.roles["simpan"], manifest, icons)


def _manifest(seller: Seller, accent: str, path: str, language: str, icons: tuple[str, ...]) -> bytes:
    """`path` is the whole identity: it is resolved against the host alone, and two shops are two apps."""
    pictures = [
        {"src": f"../{icon}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size, icon in zip(SIZES, icons, strict=True)
    ]
    said = {
        "id": path,
        "name": printed(seller.name),
        "short_name": shortened(printed(seller.name)),
        "lang": language,
        "scope": "./",
        "start_url": "index.html",
        "display": "standalone",
        "theme_color": scheme(accent, LIGHT)["accent"],
        "background_color": LIGHT.paper,
        "icons": pictures,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def shortened(name: str) -> str:
    """As many whole words as fit under an icon; a part of the first where it alone is longer."""
    if len(name) <= SHORT:
        return name
    words = name[: SHORT + 1].rpartition(" ")[0].rstrip(" ,.&-–")
    return words or name[:SHORT]
