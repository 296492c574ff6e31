"""Takes the pictures of the mentors' guide from a form that runs: `python -m bench.form_screenshots`."""

from __future__ import annotations

import shutil
import tempfile
import threading
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page

from bench.pages import chromium
from bench.screenshots import REPOSITORY, Shot, webp
from bench.tools import find_chromium
from generator.commands.common import JAKARTA
from generator.content.hub import load_hub
from generator.form import registration, shops
from generator.form.app import create_app
from generator.form.context import FormContext, open_form
from generator.form.links import Role, make_link
from generator.form.server import serve_form

SELLER, NEW = "kopi-tebet", "dapur-bu-siti"
SIZE = (360, 740)


def main() -> None:
    """Write all pictures to docs/ and say how large they are."""
    with tempfile.TemporaryDirectory() as folder:
        context = _form(Path(folder))
        server = serve_form(create_app(context), "127.0.0.1", 0, behind_proxy=False)
        threading.Thread(target=server.run, daemon=True).start()
        url = f"http://127.0.0.1:{server.effective_port}"
        with chromium(find_chromium()) as browser:
            page = browser.new_context(
                viewport={"width": SIZE[0], "height": SIZE[1]}, device_scale_factor=2, locale="id-ID"
            ).new_page()
            page.goto(url + _door(context, "seller", NEW))
            _shoot(page, "form-pintu")
            page.get_by_role("button", name="Buka").click()
            page.goto(f"{url}/t/{NEW}/produk/nama")
            page.get_by_label("Nama produk").fill("Rendang Sapi")
            page.get_by_label("Harga dalam rupiah").fill("95rb")
            _shoot(page, "form-harga")
            page.goto(url + _door(context, "seller", SELLER))
            page.get_by_role("button", name="Buka").click()
            page.wait_for_load_state("networkidle")
            _shoot(page, "form-toko")


def _form(root: Path) -> FormContext:
    """A form over a copy of one sample shop, and a shop that is being filled in."""
    shutil.copy(REPOSITORY / "hub.yaml", root)
    shutil.copytree(REPOSITORY / "sellers" / SELLER, root / "sellers" / SELLER)
    hub, problems = load_hub(root)
    if hub is None:
        raise SystemExit(f"hub.yaml cannot be used: {problems}")
    now = datetime(2026, 11, 20, 10, 0, tzinfo=JAKARTA)
    context = open_form(root, hub, lambda: now, "https://isi.etalase.example", lambda _slug: None)
    registration.begin(
        context,
        None,
        registration.claim(context, NEW, "invited"),
        name="Dapur Bu Siti",
        whatsapp="6280000000101",
    )
    shops.note(context.database, NEW, step="produk")
    return context


def _door(context: FormContext, role: Role, slug: str) -> str:
    _made, token = make_link(context.database, context.now(), role, slug=slug)
    return f"/m/{token}"


def _shoot(page: Page, name: str) -> None:
    data = webp(page.screenshot(), Shot(name, "", SIZE, 1.25))
    (REPOSITORY / "docs" / f"{name}.webp").write_bytes(data)
    print(f"docs/{name}.webp  {len(data) / 1000:.0f} KB")


if __name__ == "__main__":
    main()
