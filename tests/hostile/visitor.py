"""Opens pages in a real browser and reports whatever a page should not do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request

_INJECTED = """(document) => {
  const found = [];
  const data = ['application/ld+json', 'application/json'];
  const acting = ['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MARQUEE'];
  for (const element of document.querySelectorAll('*')) {
    for (const attribute of element.attributes) {
      const name = attribute.name.toLowerCase(), value = attribute.value;
      if (name.startsWith('on') || name === 'srcdoc') found.push('attribute ' + name);
      const leads = ['href', 'src', 'action'].includes(name);
      if (leads && /^\\s*(javascript|vbscript|data):(?!image)/i.test(value)) found.push(name + ' ' + value);
    }
    if (acting.includes(element.tagName)) found.push(element.tagName);
    if (element.tagName === 'SCRIPT' && !element.getAttribute('src') && !data.includes(element.type))
      found.push('inline script');
  }
  for (const script of document.querySelectorAll('script[type="application/ld+json"]'))
    try { JSON.parse(script.textContent); } catch (error) { found.push('broken JSON-LD'); }
  return found;
}"""
"""Also without running anything, an element or attribute that was injected is seen."""

_PARSE = f"(texts) => texts.map((text) => ({_INJECTED})(new DOMParser().parseFromString(text, 'text/html')))"
_LOOK = f"() => [...('__pwned' in window ? ['__pwned'] : []), ...({_INJECTED})(document)]"
_AT_ONCE = 50
"""Pages."""


def marks(browser: Browser, pages: Sequence[Path], site: Path) -> list[str]:
    """Read pages as the browser does, and run nothing; what was injected into any of them, with its path."""
    found: list[str] = []
    context = browser.new_context()
    try:
        tab = context.new_page()
        for start in range(0, len(pages), _AT_ONCE):
            some = pages[start : start + _AT_ONCE]
            seen = tab.evaluate(_PARSE, [page.read_text("utf-8") for page in some])
            for page, whats in zip(some, seen, strict=True):
                found += [f"{page.relative_to(site).as_posix()}: {what}" for what in whats]
    finally:
        context.close()
    return found


def misdeeds(browser: Browser, pages: Iterable[Path], site: Path, *, policy: bool) -> list[str]:
    """Visit pages from the disk, one after another; what any of them did, with its path.

    Without the pages' Content-Security-Policy (`policy=False`), escaping alone has to hold.
    """
    found: list[str] = []
    here = ""

    def note(what: str) -> None:
        found.append(f"{here}: {what}")

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme == "data":
            return
        inside = parts.scheme == "file" and Path(unquote(parts.path)).is_relative_to(site)
        if not inside or not Path(unquote(parts.path)).is_file():
            note(f"request {request.url}")

    def on_dialog(dialog: Dialog) -> None:
        note(f"dialog {dialog.message}")
        dialog.dismiss()

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            note(f"console {message.text}")

    context = browser.new_context(bypass_csp=not policy, viewport={"width": 360, "height": 800})
    try:
        page = context.new_page()
        context.on("request", on_request)
        context.on("console", on_console)
        page.on("dialog", on_dialog)
        page.on("pageerror", lambda error: note(f"error {error}"))
        for path in pages:
            here = path.relative_to(site).as_posix()
            page.goto(path.as_uri())
            found += [f"{here}: {what}" for what in page.evaluate(_LOOK)]
            if len(context.pages) > 1 or page.url.split("#")[0] != path.as_uri():
                note(f"went to {page.url}")
    finally:
        context.close()
    return found
