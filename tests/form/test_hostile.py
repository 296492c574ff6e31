"""Texts that would act: through every field of the form, seen on every page of form, preview and mentor."""

from __future__ import annotations

import io
import re
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import TimestampSigner
from PIL import Image
from playwright.sync_api import Browser, Dialog, Request

from generator.form.app import create_app
from tests.browser import new_page
from tests.form.forms import Form, Phone, new_form, publish, serving
from tests.hostile.payloads import JUDGED, MARKDOWN, TEXTS
from tests.hostile.visitor import _LOOK
from tests.shops import build, write_shop

TAKEN = {
    "nama": ("nama",),
    "tentang": ("slogan", "cerita"),
    "libur": ("pesan", "sampai"),
    "antar": ("pengiriman", "pembayaran"),
    "kategori": ("kategori",),
    "kecamatan": ("kecamatan",),
    "kelurahan": ("kelurahan",),
    "whatsapp": ("whatsapp",),
    "jam": ("siap", "hari", "buka", "tutup"),
    "warna": ("warna", "tema"),
    "persetujuan": ("email", "setuju", "surat"),
}
"""Every question and its fields."""
ALONGSIDE = {
    "libur": {"sampai": "2026-12-24"},
    "persetujuan": {"setuju": "ya", "surat": "ya"},
    "jam": {"hari": "senin"},
}
OF_PRODUCTS = [
    ("nama", "nama"),
    ("harga", "satuan"),
    ("harga", "harga"),
    ("cerita", "cerita"),
    ("stok", "stok"),
]


FIELDS = [(f"isi/{step}", name) for step, names in TAKEN.items() for name in names] + [
    (f"produk/kopi/ubah/{what}", name) for what, name in OF_PRODUCTS
]


DATA = ("application/ld+json", "application/json")
"""Types of scripts that no browser runs."""


class Acting(HTMLParser):
    """Collects whatever in a page could act and is not the form's own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.found += [
            f"{tag} {name}" for name in said if name.startswith("on") or name in ("style", "srcdoc")
        ]
        if tag in ("iframe", "object", "embed", "base", "svg") and said.get("onload"):
            self.found.append(tag)
        if tag == "script" and not said.get("src") and said.get("type") not in DATA:
            self.found.append("inline script")
        for name in ("href", "src", "action"):
            if (said.get(name) or "").strip().casefold().startswith(("javascript:", "vbscript:")):
                self.found.append(f"{tag} {name}={said[name]}")


def acting(page: str) -> list[str]:
    parser = Acting()
    parser.feed(page)
    return parser.found


def put(phone: Phone, slug: str, field: tuple[str, str], text: str) -> None:
    """Send a text through one field, and look at every answer on the way."""
    path, name = field
    data: dict[str, Any] = {**ALONGSIDE.get(path.removeprefix("isi/"), {}), name: text}
    if name == "satuan":
        data["harga"] = "5000"
    answer = phone.say(f"/t/{slug}/{path}", data)
    assert answer.status_code in (302, 400), f"{path}: {text}"
    assert acting(answer.text) == [], f"{path}: {text}"


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    write_shop(tmp_path, "satu")
    return form


ALL = [*TEXTS, *(m for m in MARKDOWN if len(m) < 2_000), *(v for vs in JUDGED.values() for v in vs)]


def test_no_text_acts_on_any_page(browser: Browser, form: Form) -> None:
    """Every field gets every sixth text, and the browser has no policy to help: escaping has to hold."""
    phone = form.seller("satu")
    for number, text in enumerate(ALL):
        for at, field in enumerate(FIELDS):
            if (at + number) % 6 == 0:
                put(phone, "satu", field, text)
        if number % 20 == 19:
            publish(phone, "satu")
    door, mentor = form.link(slug="satu"), form.link("mentor", kecamatan="tebet")
    with serving(form) as url:
        context = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 740})
        page = context.new_page()
        misdeeds: list[str] = []

        def on_dialog(dialog: Dialog) -> None:
            misdeeds.append(dialog.message)
            dialog.dismiss()

        def on_request(request: Request) -> None:
            if not request.url.startswith((url, "data:")):
                misdeeds.append(request.url)

        page.on("dialog", on_dialog)
        page.on("request", on_request)
        for way in (door, mentor):
            page.goto(url + way)
            page.get_by_role("button", name="Buka").click()
            for below in ("", "riwayat", "produk/kopi", "isi/tentang", "isi/antar", "isi/libur", "pratinjau"):
                page.goto(f"{url}/t/satu/{below}")
                misdeeds += page.evaluate(_LOOK)
        for below in ("?cari=<script>__pwned=1</script>", "toko/satu", "tanya/1"):
            page.goto(f"{url}/pembina/{below}")
            misdeeds += page.evaluate(_LOOK)
        assert [what for what in misdeeds if what != "IFRAME"] == []
        context.close()


def test_what_was_published_acts_on_no_shop_either(form: Form) -> None:
    phone = form.operator()
    for number, text in enumerate(ALL[::4]):  # tests/hostile/ puts all of them into files
        slug = f"toko-{number}"
        write_shop(form.context.root, slug)
        for field in (("isi/nama", "nama"), ("isi/tentang", "slogan"), ("isi/tentang", "cerita")):
            put(phone, slug, field, text)
        put(phone, slug, ("produk/kopi/ubah/nama", "nama"), text)
        put(phone, slug, ("produk/kopi/ubah/cerita", "cerita"), text)
        publish(phone, slug)
    code, answer = build(form.context.root)
    assert code == 0, answer["failures"]
    for page in (form.context.root / "build" / "site").glob("toko-*/*.html"):
        found = acting(page.read_text("utf-8"))
        assert [what for what in found if what != "style style"] == [], page


def test_a_refused_answer_is_shown_as_text(form: Form) -> None:
    phone = form.seller("satu")
    for text in TEXTS:
        answer = phone.say("/t/satu/isi/whatsapp", {"whatsapp": text[:200]})
        assert "<script>__pwned" not in answer.text
        assert "<img src=x" not in answer.text


def test_the_conflict_page_sends_back_only_text(form: Form) -> None:
    phone = form.seller("satu")
    for text in TEXTS:
        phone.get("/t/satu/isi/tentang")
        phone.page = phone.page.replace('name="dasar" value="', 'name="dasar" value="x')
        answer = phone.post(
            "/t/satu/isi/tentang", {"slogan": text[:100], "cerita": "", 'a"><b onload=x': text}
        )
        assert answer.status_code in (409, 400)
        assert "<script>__pwned" not in answer.text
        assert "<b onload" not in answer.text


def test_every_answer_has_a_strict_policy_and_its_companions(form: Form) -> None:
    phone = form.seller("satu")
    for path in ("/", "/t/satu/", "/t/satu/isi/nama", "/m/abc", "/tidak-ada", "/gaya/form.css", "/pembina/"):
        answer = phone.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        if answer.mimetype == "text/html" and not answer.location:
            assert answer.headers["Cache-Control"] == "no-store"
            assert "noindex" in answer.text
            assert " style=" not in answer.text
            assert " onclick" not in answer.text


def test_nothing_private_stays_in_a_cache(form: Form) -> None:
    phone = form.seller("satu")
    [preview] = re.findall(r'src="(/pratinjau/[^"]+)"', phone.get("/t/satu/pratinjau").text)
    style = re.findall(r'rel="stylesheet" href="../([^"]+)"', phone.get(preview).text)[0]
    private = [
        "/t/satu/unduh",
        "/t/satu/qr.png",
        "/t/satu/riwayat",
        preview,
        f"{preview.rsplit('/', 2)[0]}/{style}",
    ]
    phone.get("/t/satu/produk/kopi")
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "JPEG")
    out.seek(0)
    phone.post("/t/satu/produk/kopi/foto", {"foto": (out, "a.jpg")}, content_type="multipart/form-data")
    private += re.findall(r'src="(/t/satu/foto/[^"]+)"', phone.get("/t/satu/produk/kopi").text)[:1]
    assert len(private) == 6
    for path in private:
        answer = phone.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "no-store", path
    assert "max-age=31536000" in phone.get("/gaya/form.css").headers["Cache-Control"]


def test_the_preview_has_no_origin_and_no_cookie(browser: Browser, form: Form) -> None:
    phone = form.seller("satu")
    page_text = phone.get("/t/satu/pratinjau").text
    address = page_text.split('src="/pratinjau/')[1].split('"')[0]
    answer = form.app.test_client().get(f"/pratinjau/{address}")
    assert answer.status_code == 200
    assert "sandbox allow-scripts" in answer.headers["Content-Security-Policy"]
    assert "allow-same-origin" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    with serving(form) as url, new_page(browser) as page:
        faults: list[str] = []
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.goto(f"{url}/pratinjau/{address}", wait_until="networkidle")
        assert page.evaluate("self.origin") == "null"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
        assert "Kopi Susu" in page.inner_text("main")
        assert faults == []


def test_every_page_of_a_preview_says_on_top_that_it_is_none_to_order_from(form: Form) -> None:
    phone = form.seller("satu")
    publish(phone, "satu")
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0812-3456-7890"})
    [address] = re.findall(r'src="(/pratinjau/[^"]+)index.html"', phone.get("/t/satu/pratinjau").text)
    stranger = form.app.test_client()
    front = stranger.get(f"{address}index.html").text
    names = {"index.html", *re.findall(r'href="([a-z0-9-]+\.html)[#"]', front)}
    assert len(names) > 1
    for name in names:
        _, _, body = stranger.get(address + name).text.partition("<header>")
        assert body.strip().startswith(
            '<p class="preview">Pratinjau: belum terbit, jangan pesan dari halaman ini.</p>'
        ), name


def test_the_address_of_a_preview_opens_it_for_some_minutes(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = form.seller("satu").get("/t/satu/pratinjau").text
    [address] = re.findall(r'src="(/pratinjau/[^"]+)"', text)
    began = int(time.time())
    for minutes, status in ((14, 200), (16, 404)):
        now = began + minutes * 60
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer, now=now: now)
        assert form.app.test_client().get(address).status_code == status


def test_a_preview_belongs_to_one_shop(form: Form) -> None:
    write_shop(form.context.root, "dua")
    text = form.seller("satu").get("/t/satu/pratinjau").text
    ticket = text.split('src="/pratinjau/')[1].split("/")[0]
    client = form.app.test_client()
    assert client.get(f"/pratinjau/{ticket}/satu/index.html").status_code == 200
    assert client.get(f"/pratinjau/{ticket}/dua/index.html").status_code == 404
    assert client.get(f"/pratinjau/{ticket[:-2]}xx/satu/index.html").status_code == 404
    (form.context.data_dir / "secret").unlink()
    other = create_app(form.context).test_client()
    assert other.get(f"/pratinjau/{ticket}/satu/index.html").status_code == 404
