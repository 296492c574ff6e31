"""WhatsApp links: the right number, and a text that names the product, its price and its page."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from tests.site.crawl import Document, chat, prices
from tests.site.workspace import REPOSITORY

Documents = dict[str, Document]

NUMBER = re.compile(r"628\d{7,11}")
RUPIAH = re.compile(r"(?:Rp|IDR )([\d.,]*\d)")


def chats(document: Document) -> list[tuple[str, str]]:
    return [chat(link) for link in document.links if "//wa.me/" in link]


def orders(document: Document, number: str) -> list[str]:
    """Texts that a product's page sends to its seller."""
    return [text for to, text in chats(document) if to == number]


def seller_numbers(site: Path) -> dict[str, str]:
    found = {}
    for file in (site.parents[1] / "sellers").glob("*/toko.yaml"):
        typed = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)["whatsapp"]
        found[file.parent.name] = re.sub(r"^0", "62", re.sub(r"\D", "", typed))
    return found


def test_numbers_are_the_sellers_the_operators_or_left_open(site: Path, documents: Documents) -> None:
    hub = yaml.load((REPOSITORY / "hub.yaml").read_text("utf-8"), yaml.BaseLoader)
    typed = [hub["pengelola"]["whatsapp"], *(mentor["whatsapp"] for mentor in hub["pembina"].values())]
    of_hub = {re.sub(r"^0", "62", number.replace("-", "")) for number in typed}
    sellers = seller_numbers(site)
    for path, document in documents.items():
        known = of_hub | {sellers.get(path.split("/")[0], "")} | {""}
        for number, text in chats(document):
            assert number in known, path
            assert not number or NUMBER.fullmatch(number), path
            assert text.strip() == text, path
            assert len(text) < 500, path
            if not number:
                assert document.canonical in text, f"{path}: a shared text without the address"


def test_every_shop_can_be_written_to(site: Path, documents: Documents) -> None:
    for slug, number in seller_numbers(site).items():
        document = documents[f"{slug}/index.html"]
        texts = orders(document, number)
        assert texts, slug
        assert all(document.canonical in text for text in texts)


def test_orders_name_product_price_and_page(site: Path, documents: Documents) -> None:
    numbers = seller_numbers(site)
    checked = 0
    for path, document in documents.items():
        product = document.things.get("Product")
        if not product:
            continue
        texts = orders(document, numbers[path.split("/")[0]])
        assert texts, path
        for text in texts:
            assert product["name"] in text, path
            assert document.canonical in text, path
        price = prices(product)
        if price and product["offers"]["availability"] != "https://schema.org/OutOfStock":
            asked = [int(re.sub("[.,]", "", found)) for text in texts for found in RUPIAH.findall(text)]
            assert len(asked) == len(texts), path
            assert (min(asked), max(asked)) == price, path
            assert len(texts) == product["offers"].get("offerCount", len(texts)), path
            checked += 1
    assert checked > 100


def test_every_page_can_be_reported(documents: Documents) -> None:
    for path, document in documents.items():
        told = [text for number, text in chats(document) if number and document.canonical in text]
        assert told, path
