"""What a browser says of a page: accessibility by axe, and what its first visit costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

PHONES = {
    "small phone": (360, 740, 2.0),
    "Lighthouse's phone": (412, 823, 1.75),
    "common phone": (393, 851, 2.75),
}
"""Width and height in CSS pixels, and device pixels of each."""

_WATCH = """
window.layoutShifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""

_NEAR_PHOTOS_ARE_THERE = """
() => [...document.images].every((image) => {
  const box = image.getBoundingClientRect();
  return !box.width || box.top > innerHeight + 1200 || box.left > innerWidth || image.complete;
})
"""


_OBJECTIONS = """
async (rules) => {
  const only = rules ? { runOnly: rules } : {};
  return (await axe.run({ resultTypes: ["violations"], ...only })).violations;
}
"""
_OF_COLOURS = ["color-contrast", "link-in-text-block"]


@dataclass(frozen=True, slots=True)
class FirstLoad:
    """What the first visit of a page fetches before the shopper scrolls."""

    requests: int
    bytes: int
    """As they cross the network: compressed, with headers."""
    urls: tuple[str, ...]


@dataclass
class _Tally:
    urls: dict[str, str] = field(default_factory=dict)
    bytes: int = 0

    def sent(self, event: dict[str, object]) -> None:
        request = event["request"]
        if isinstance(request, dict):
            self.urls[str(event["requestId"])] = str(request["url"])

    def finished(self, event: dict[str, object]) -> None:
        if str(event["requestId"]) in self.urls:
            self.bytes += int(str(event["encodedDataLength"]).partition(".")[0])


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield running
        finally:
            running.close()


def violations(page: Page, *, colours: bool = False) -> list[str]:
    """What axe objects to on the page as it stands: rule, element, and why.

    `colours` asks only for what another colour scheme can change in a page that was looked at before.
    """
    if not page.evaluate("'axe' in window"):  # half a megabyte of script: once for each document
        page.evaluate(Axe().axe_script)
    found = page.evaluate(_OBJECTIONS, _OF_COLOURS if colours else None)
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def first_load(browser: Browser, url: str, phone: str = "small phone") -> FirstLoad:
    """Open a page on one of `PHONES` with an empty cache, and count."""
    width, height, scale = PHONES[phone]
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, is_mobile=True, has_touch=True
    )
    try:
        page = context.new_page()
        tally, session = _Tally(), context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", tally.sent)
        session.on("Network.loadingFinished", tally.finished)
        session.send("Network.enable")
        page.goto(url, wait_until="networkidle")
        page.wait_for_function(_NEAR_PHOTOS_ARE_THERE)  # they may start late on a busy machine
        page.wait_for_load_state("networkidle")
        return FirstLoad(len(tally.urls), tally.bytes, tuple(tally.urls.values()))
    finally:
        context.close()


def watch_layout_shifts(page: Page) -> None:
    """Count layout shifts from the next navigation on."""
    page.add_init_script(_WATCH)


def layout_shift(page: Page) -> float:
    """The sum of all layout shifts so far, after scrolling through the whole page."""
    page.evaluate(
        """async () => {
          for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
            scrollTo(0, y);
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
          }
          scrollTo(0, 0);
        }"""
    )
    page.wait_for_load_state("networkidle")
    return float(page.evaluate("window.layoutShifts.reduce((sum, value) => sum + value, 0)"))
