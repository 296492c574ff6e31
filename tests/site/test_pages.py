"""Every type of page in Chromium: accessible, quiet, stable, on any screen, for any thumb."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize

from bench.pages import layout_shift, violations
from tests.site.visits import PAGES, Visit, visit, visit_type

WIDTHS = (320, 360, 1280)
HEIGHT = 800
LOOKS: list[tuple[int, Literal["light", "dark"]]] = [
    (360, "light"),
    (360, "dark"),
    (1280, "light"),
    (1280, "dark"),
]
TOUCH = 44
"""CSS pixels: what a thumb needs."""

SMALL_TARGETS = """(touch) => {
  const small = [];
  const inRunningText = (element) => {
    const text = element.closest("p, dd, li:not(nav li, footer li)");
    return text && getComputedStyle(element).display === "inline"
      && text.textContent.replace(/\\s+/g, "").length > element.textContent.replace(/\\s+/g, "").length;
  };
  for (const element of document.querySelectorAll("a[href], button, input, select, summary, textarea")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = element.getClientRects()[0];
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) continue;  // the skip link
    const hits = (dx, dy) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return hit && (element.contains(hit) || hit.closest("label")?.control === element);
    };
    const reach = (dx, dy) => {
      let pixels = 0;
      while (pixels < touch && hits(dx * (pixels + 1), dy * (pixels + 1))) pixels++;
      return pixels;
    };
    const width = reach(-1, 0) + reach(1, 0) + 1, height = reach(0, -1) + reach(0, 1) + 1;
    // a pixel may be lost where an edge lies between two
    if (Math.min(width, height) < touch - 1 && !inRunningText(element)) {
      small.push(`${element.outerHTML.slice(0, 90)} ${width}x${height}`);
    }
  }
  return small;
}"""

OVERFLOW = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge && document.body.scrollWidth <= edge) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > edge + 1)
    .map((element) => element.outerHTML.slice(0, 100));
}"""

BROKEN = "(all) => all.filter((one) => one.complete && !one.naturalWidth).map((one) => one.src)"


every_type = pytest.mark.parametrize("name", PAGES)


@every_type
def test_quiet_stable_and_for_everybody(browser: Browser, address: str, site: Path, name: str) -> None:
    with visit_type(browser, address, site, name) as seen:
        assert layout_shift(seen.page) == 0
        assert seen.page.context.cookies() == []
        assert seen.page.evaluate("document.cookie") == ""
        assert seen.page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert seen.faults == []
        assert seen.strangers == []
        assert seen.page.evaluate(SMALL_TARGETS, TOUCH) == []
        for width in WIDTHS:
            seen.page.set_viewport_size(ViewportSize(width=width, height=HEIGHT))
            assert seen.page.evaluate(OVERFLOW) == [], f"{width} px"
        for width, scheme in LOOKS:
            _show(seen, width, scheme)
            found = violations(seen.page, colours=scheme == "dark")
            assert found == [], f"{scheme}, {width} px"


@pytest.mark.parametrize("name", ["shop", "product with choices", "home", "category", "search"])
def test_quiet_from_a_disk(browser: Browser, site: Path, name: str) -> None:
    file, _, query = PAGES[name].partition("?")
    with visit(browser, f"{(site / file).as_uri()}?{query}") as seen:
        assert layout_shift(seen.page) == 0
        assert seen.page.locator("img").evaluate_all(BROKEN) == []
        assert seen.faults == []
        assert seen.strangers == []


def _show(seen: Visit, width: int, scheme: Literal["light", "dark"]) -> None:
    seen.page.set_viewport_size(ViewportSize(width=width, height=HEIGHT))
    seen.page.emulate_media(color_scheme=scheme)
