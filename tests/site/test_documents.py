"""What stands in every HTML file: its policy, colours, structured data, picture for shared links."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from PIL import Image

from generator.content.places import all_kecamatan
from tests.site.crawl import Document, absolute_target
from tests.site.workspace import SAMPLES

Documents = dict[str, Document]

MAX_SHARE_BYTES = 250_000
RESOURCES = {"link", "script", "style", "img", "iframe", "source", "video", "audio", "object", "embed"}
EXTREMES = {"satu-produk", "belum-ada", "empat-puluh", "kata-panjang"}


def kind(path: str) -> str:
    """What a page is about, by its place in the tree."""
    folder, _, name = path.replace("/en/", "/").partition("/")
    if folder in {*SAMPLES, *EXTREMES}:
        own = {"index.html": "shop", "pesan.html": "order list", "export.html": "export catalogue"}
        return own.get(name, "product")
    if folder in {"kategori", "kecamatan"}:
        return "overview" if name == "index.html" else "list"
    return "home" if path == "index.html" else "other"


def source(text: str) -> str:
    """How a policy allows an element with this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_all_pages_were_found(documents: Documents) -> None:
    kinds = [kind(path) for path in documents if "en" not in path.split("/")]
    assert kinds.count("shop") == len(SAMPLES) + len(EXTREMES)
    assert kinds.count("product") > 120
    assert kinds.count("home") == 1
    assert kinds.count("overview") == 2
    assert kinds.count("list") >= 8 + 8
    assert {path for path in documents if kind(path) == "other"} >= {
        "404.html",
        "bergabung/index.html",
        "cari/index.html",
        "privasi/index.html",
    }


def test_skeleton(documents: Documents) -> None:
    titles: dict[str, str] = {}
    for path, document in documents.items():
        assert document.elements[0].get("lang") in {"id", "en"}, path
        assert document.all("meta")[0].get("charset") == "utf-8", path
        assert document.meta("viewport") == "width=device-width, initial-scale=1", path
        assert 0 < len(document.meta("description")) <= 320, path
        assert len(document.all("h1")) == 1, path
        assert len(document.all("main")) == 1, path
        title = document.texts["title"][0]
        assert title.strip(), path
        assert titles.setdefault(title, path) == path, f"{path} and {titles[title]} have one title"


def test_policy_comes_before_any_resource(documents: Documents) -> None:
    for path, document in documents.items():
        tags = [
            "policy" if element.get("http-equiv") == "Content-Security-Policy" else element.tag
            for element in document.elements
            if element.tag in RESOURCES or element.get("http-equiv") == "Content-Security-Policy"
        ]
        assert tags[0] == "policy", path
        assert tags.count("policy") == 1, path


def test_policy_allows_the_one_style_element_and_no_more(documents: Documents) -> None:
    for path, document in documents.items():
        styles = document.texts.get("style", [])
        assert len(styles) == 1, path
        rules = dict(
            part.strip().split(" ", 1) for part in document.meta("Content-Security-Policy").split(";")
        )
        assert rules["style-src"] == f"'self' {source(styles[0])}", path
        assert rules["default-src"] == "'none'", path
        data = [text for text in document.texts.get("script", []) if text]
        assert set(rules["script-src"].split()) <= {"'self'", *map(source, data)}, path
        assert rules["base-uri"] == "'none'", path


def test_no_style_attributes_handlers_or_script_addresses(documents: Documents) -> None:
    for path, document in documents.items():
        for element in document.elements:
            handlers = [name for name in element.attributes if name == "style" or name.startswith("on")]
            assert handlers == [], f"{path}:{element.line}: {handlers}"
            if element.tag == "a":
                assert not element.get("href").lower().startswith(("javascript:", "data:")), path
            assert element.tag not in {"iframe", "object", "embed", "base"}, path
            if element.tag == "script" and "src" not in element.attributes:
                assert element.get("type") in {"application/ld+json", "application/json"}, path
            assert element.get("type") != "module", f"{path}: modules fail on file://"


def test_pictures_keep_their_place_and_have_a_text(documents: Documents) -> None:
    for path, document in documents.items():
        for image in document.all("img"):
            assert image.get("width").isdigit(), f"{path}:{image.line}"
            assert image.get("height").isdigit(), f"{path}:{image.line}"
            assert "alt" in image.attributes, f"{path}:{image.line}"


def test_announced_picture_sizes_are_the_real_ones(site: Path, documents: Documents) -> None:
    sizes: dict[str, tuple[int, int]] = {}
    for path, document in documents.items():
        for image in document.all("img"):
            for part in filter(None, image.get("srcset").split(", ")):
                address, announced = part.split()
                file = str((site / path).parent.joinpath(address).resolve())
                if file not in sizes:
                    sizes[file] = Image.open(file).size
                width, height = sizes[file]
                assert announced == f"{width}w", f"{path}: {part}"
                shape = int(image.get("width")) / int(image.get("height"))
                assert width / height == pytest.approx(shape, rel=0.02), f"{path}: {part}"


def test_structured_data_has_the_right_types(documents: Documents) -> None:
    expected = {
        "shop": {"Store", "BreadcrumbList"},
        "product": {"BreadcrumbList"},
        "list": {"CollectionPage", "BreadcrumbList"},
        "home": {"WebSite"},
    }
    for path, document in documents.items():
        assert document.things.keys() >= expected.get(kind(path), set()), path


def test_structured_data_of_shops(documents: Documents) -> None:
    places = {place.name for place in all_kecamatan()}
    for path, document in documents.items():
        if kind(path) != "shop":
            continue
        store = document.things["Store"]
        assert store["url"] == document.canonical
        assert store["address"]["addressLocality"].split(", ")[-1] in places
        assert re.fullmatch(r"\+628\d{7,11}", store["telephone"])
        for row in store.get("openingHoursSpecification", []):
            assert re.fullmatch(r"\d\d:\d\d", row["opens"])
            assert re.fullmatch(r"\d\d:\d\d", row["closes"])
            assert row["opens"] != row["closes"], path


def test_structured_data_of_products(documents: Documents) -> None:
    for path, document in documents.items():
        if kind(path) != "product":
            continue
        assert document.meta("og:image:alt") == document.meta("og:title"), path
        if page := document.things.get("WebPage"):
            assert page["url"] == document.canonical
            assert not {"offers", "sku", "Product"} & {*page, *document.things}, path
            continue
        product = document.things["Product"]
        assert product["url"] == document.canonical
        offer = product["offers"]
        assert min(offer.get("price") or offer["lowPrice"], offer.get("highPrice", 1)) > 0
        assert offer["url"] == document.canonical


def test_breadcrumbs_lead_to_pages(documents: Documents) -> None:
    for path, document in documents.items():
        for crumb in document.things.get("BreadcrumbList", {}).get("itemListElement", []):
            assert absolute_target(crumb["item"]) in documents, f"{path}: {crumb}"


def test_lists_name_shops(documents: Documents) -> None:
    for path, document in documents.items():
        if kind(path) == "list":
            items = document.things["CollectionPage"]["mainEntity"]["itemListElement"]
            assert [item["position"] for item in items] == list(range(1, len(items) + 1)), path
            assert all(kind(absolute_target(item["url"])) == "shop" for item in items), path


def test_shared_links_show_a_jpeg_that_whatsapp_takes(site: Path, documents: Documents) -> None:
    pictures = {}
    for path, document in documents.items():
        address = document.meta("og:image")
        if kind(path) in {"shop", "product"}:
            assert address, path
        if address:
            pictures[absolute_target(address)] = path
    for picture, path in pictures.items():
        file = site / picture
        assert file.stat().st_size <= MAX_SHARE_BYTES, path
        with Image.open(file) as image:
            assert (image.format, image.size) == ("JPEG", (1200, 630)), path


def test_what_shared_links_say(documents: Documents) -> None:
    for path, document in documents.items():
        assert document.meta("og:title"), path
        assert document.meta("og:description") == document.meta("description"), path
        assert document.meta("og:url") == document.canonical, path
        assert not re.search(r"\bRp ?\d", document.meta("og:title")), path
        price = r"((Mulai )?Rp\d[\d.]*|(From )?IDR \d[\d,]*)( |\.)"
        told = re.match(price, document.meta("og:description"))
        assert bool(told) == bool(document.things.get("Product")), (
            f"{path}: a price, and only where there is one"
        )
        assert document.meta("product:price:amount").isdecimal() == bool(told), path
