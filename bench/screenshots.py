"""Takes the pictures of the documents from the built samples: `python -m bench.screenshots`."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from bench.pages import chromium
from bench.tools import find_chromium

REPOSITORY = Path(__file__).parents[1]
LIMIT = 80_000
"""Bytes of a picture in git."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the documents."""

    name: str
    page: str
    """Below build/site/."""
    size: tuple[int, int]
    """The window, in CSS pixels."""
    scale: float
    """Pixels of the picture for each CSS pixel."""
    dark: bool = False


SHOTS = (
    Shot("shop-phone", "dapur-bu-siti/index.html", (360, 740), 1.5),
    Shot("product-phone-dark", "kopi-tebet/es-kopi-susu-aren.html", (360, 740), 1.5, dark=True),
    Shot("shop-desktop-dark", "batik-ayu/index.html", (1280, 800), 0.75, dark=True),
    Shot("hub-desktop", "index.html", (1280, 800), 0.75),
)


def main() -> None:
    """Write all pictures to docs/ and say how large they are."""
    site = REPOSITORY / "build" / "site"
    with chromium(find_chromium()) as browser:
        for shot in SHOTS:
            data = webp(_take(browser, site, shot), shot)
            (REPOSITORY / "docs" / f"{shot.name}.webp").write_bytes(data)
            print(f"docs/{shot.name}.webp  {len(data) / 1000:.0f} KB")


def _take(browser: Browser, site: Path, shot: Shot) -> bytes:
    context = browser.new_context(
        viewport={"width": shot.size[0], "height": shot.size[1]},
        device_scale_factor=2,
        color_scheme="dark" if shot.dark else "light",
        locale="id-ID",
        timezone_id="Asia/Jakarta",
    )
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-20T10:00:00+07:00")  # a Friday morning: shops are open
    page.goto((site / shot.page).as_uri(), wait_until="networkidle")
    picture = page.screenshot()
    context.close()
    return picture


def webp(png: bytes, shot: Shot) -> bytes:
    """A picture as WebP of at most `LIMIT` bytes."""
    taken = Image.open(io.BytesIO(png))
    width, height = (round(side * shot.scale) for side in shot.size)
    image = taken.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    for quality in range(88, 20, -4):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LIMIT:
            return out.getvalue()
    raise ValueError(f"{shot.name} does not fit into {LIMIT} bytes")


if __name__ == "__main__":
    main()
