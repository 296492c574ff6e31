"""Pages in English speak English, and each says where the same page is in Indonesian, and back."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, expect

from generator.content.places import all_kecamatan
from generator.language import _CATALOGUES
from tests.browser import new_page
from tests.site.crawl import Document, absolute_target, chat, texts_by_language
from tests.site.workspace import SITE

Documents = dict[str, Document]


def alternates(document: Document) -> dict[str, str]:
    return {e.get("hreflang"): e.get("href") for e in document.all("link") if e.get("hreflang")}


def is_english(path: str) -> bool:
    return "en" in path.split("/")[:-1]


def test_twins_say_the_same_of_each_other(documents: Documents) -> None:
    """Each with itself and the way back, on pages that may be found."""
    pairs = 0
    for path, document in documents.items():
        said = alternates(document)
        if not said:
            continue
        assert said.keys() == {"id", "en", "x-default"}, path
        assert document.is_indexable, path
        assert said["en" if is_english(path) else "id"] == document.canonical, path
        assert said["x-default"] in {said["id"], said["en"]}
        for address in said.values():
            assert alternates(documents[absolute_target(address)]) == said, path
        pairs += 1
    assert pairs > 60


def test_every_page_says_its_language_and_none_in_english_is_alone(documents: Documents) -> None:
    for path, document in documents.items():
        assert document.all("html")[0].get("lang") == ("en" if is_english(path) else "id"), path
        if is_english(path) and not path.endswith(("404.html", "export.html")) and "export" not in path:
            assert alternates(document), path


def test_the_other_language_is_one_tap_away_on_the_same_page(documents: Documents) -> None:
    for path, document in documents.items():
        links = [e for e in document.all("a") if e.get("rel") == "alternate"]
        if said := alternates(document):
            (link,) = links
            other = "id" if is_english(path) else "en"
            assert (link.get("lang"), link.get("hreflang")) == (other, other), path
            assert absolute_target(said[other]) == _target(path, link.get("href")), path


def _target(page: str, address: str) -> str:
    folder = (Path("/") / page).parent
    return str((folder / address).resolve()).removeprefix("/")


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", (text or "").casefold()))


def _indonesian(site: Path) -> set[str]:
    """Words of the catalogue and of sellers that are in no English sentence and no name."""
    own: set[str] = set()
    foreign: set[str] = set()
    with (_CATALOGUES / "id.po").open("rb") as catalogue:
        for message in read_po(catalogue, locale="id"):
            ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
            texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
            foreign |= set().union(*map(_words, ids))
            own |= set().union(*map(_words, texts))
    for place in all_kecamatan():
        foreign |= _words(f"{place.name} {place.kota}")
    for file in (site.parents[1] / "sellers").glob("*/toko.yaml"):
        said = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        foreign |= _words(f"{said['nama']} {said.get('kelurahan', '')} {said.get('en', '')}")
        own |= _words(str(said.get("slogan", "")))
        for page in file.parent.glob("produk/*.md"):
            _, keys, body = page.read_text("utf-8").split("---\n", 2)
            values = yaml.load(keys, yaml.BaseLoader)
            export = values.get("ekspor", "")
            english = [choice.get("en", "") for choice in values.get("varian", [])]
            foreign |= _words(f"{values.get('en', '')} {english} {export}")
            own |= _words(f"{values['nama']} {body}")
        if (story := file.with_name("tentang.md")).is_file():
            own |= _words(story.read_text("utf-8"))
    hub = yaml.load((site.parents[1] / "hub.yaml").read_text("utf-8"), yaml.BaseLoader)
    return own - foreign - _words(f"{hub['nama']} {hub['pengelola']['nama']}")


def test_no_word_of_an_english_page_is_indonesian_unless_it_is_marked(
    site: Path, documents: Documents
) -> None:
    indonesian = _indonesian(site)
    assert len(indonesian) > 1000
    found, marked = {}, 0
    for path in filter(is_english, documents):
        texts = texts_by_language((site / path).read_text("utf-8"))
        marked += len(texts.get("id", ()))
        for text in (*texts["en"], documents[path].meta("description"), *documents[path].texts["title"]):
            if words := _words(text) & indonesian:
                found[path, text] = words
    assert found == {}
    assert marked > 50


def test_an_order_begun_in_one_language_is_sent_in_the_other(browser: Browser, address: str) -> None:
    with new_page(browser) as page:
        page.goto(f"{address}/batik-ayu/kain-mega-mendung.html")
        page.locator("[data-etalase=tambah][data-varian='Merah marun']").click()
        page.goto(f"{address}/batik-ayu/en/pesan.html")
        page.locator(".bar [data-etalase=keranjang]").click()
        expect(page.locator("#keranjang .total b")).to_have_text("IDR 320,000")
        number, text = chat(str(page.locator("[data-etalase=kirim]").get_attribute("href")))
    assert number == "6280000000103"
    lines = text.split("\n")
    assert lines[:3] == [
        "Hello Batik Ayu, I would like to order:",
        "1. 1 × Mega Mendung Batik Cloth (Maroon) = IDR 320,000",
        "Total: IDR 320,000",
    ]
    assert lines[-1] == f"{SITE}/batik-ayu/en/"
