"""Files that are not pages: feeds, sitemaps, robots.txt, pictures; and what no file may contain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
import yaml
from PIL import Image

from tests.site.crawl import Document, absolute_target
from tests.site.workspace import SITE

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
METADATA = {"exif", "icc_profile", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "iptc"}
TEXT = {".html", ".xml", ".opml", ".js", ".css", ".txt", ".svg", ".webmanifest", ".csv"}


def locations(file: Path) -> list[str]:
    return [str(found.text) for found in Xml.parse(file).iter(f"{SITEMAP}loc")]


def feeds(site: Path) -> list[Path]:
    return sorted(site.rglob("atom.xml"))


def test_sitemap_lists_exactly_the_pages_that_may_be_found(
    site: Path, documents: dict[str, Document]
) -> None:
    listed = [
        address
        for part in locations(site / "sitemap.xml")
        for address in locations(site / absolute_target(part))
    ]
    assert len(listed) == len(set(listed))
    assert set(listed) == {document.canonical for document in documents.values() if document.is_indexable}


def test_every_page_of_a_shop_says_when_it_changed(site: Path) -> None:
    for part in sorted(site.glob("sitemap-[0-9]*.xml")):
        for entry in Xml.parse(part).iter(f"{SITEMAP}url"):
            said = [child.tag.removeprefix(SITEMAP) for child in entry]
            assert said[:2] == ["loc", "lastmod"], part
            assert {*said[2:]} <= {"{http://www.w3.org/1999/xhtml}link"}, part
            date.fromisoformat(entry.findtext(f"{SITEMAP}lastmod", ""))


def test_published_names_are_lower_case(site: Path) -> None:
    """Fronts lead an address in capitals to the one in lower case."""
    names = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert [name for name in names if name != name.lower()] == []


def test_robots_names_the_sitemap(site: Path) -> None:
    lines = (site / "robots.txt").read_text("utf-8").splitlines()
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert not any(line.startswith("Disallow: /") for line in lines)


def test_every_shop_and_the_hub_have_a_feed(site: Path, documents: dict[str, Document]) -> None:
    shops = {Path(path).parent.as_posix() for path, d in documents.items() if "Store" in d.things}
    assert {feed.parent.relative_to(site).as_posix() for feed in feeds(site)} == {
        ".",
        *(shop for shop in shops if not shop.endswith("/en")),
    }


def test_feeds_are_complete(site: Path, documents: dict[str, Document]) -> None:
    for feed in feeds(site):
        root = Xml.parse(feed).getroot()
        assert root.tag == f"{ATOM}feed", feed
        assert root.findtext(f"{ATOM}author/{ATOM}name"), feed
        links = {link.get("rel", "alternate"): link.get("href", "") for link in root.findall(f"{ATOM}link")}
        assert absolute_target(links["self"]) == feed.relative_to(site).as_posix()
        assert absolute_target(links["alternate"]) in documents
        entries = root.findall(f"{ATOM}entry")
        for part in (root, *entries):
            for required in ("id", "title", "updated"):
                assert part.findtext(ATOM + required), f"{feed}: {required}"
            assert datetime.fromisoformat(str(part.findtext(f"{ATOM}updated"))).tzinfo, feed
        for entry in entries:
            link = entry.find(f"{ATOM}link")
            assert link is not None
            assert absolute_target(link.get("href", "")) in documents, feed
        identities = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(identities) == len(set(identities)), feed


@pytest.mark.parametrize("ending", ["webp", "jpg", "png"])
def test_pictures_carry_no_metadata(site: Path, ending: str) -> None:
    pictures = sorted(site.rglob(f"*.{ending}"))
    assert pictures
    for file in pictures:
        with Image.open(file) as image:
            assert METADATA & set(image.info) == set(), file
            assert dict(image.getexif()) == {}, file


def test_only_known_kinds_of_files_are_published(site: Path) -> None:
    endings = {file.suffix for file in site.rglob("*") if file.is_file()}
    assert endings <= {*TEXT, ".webp", ".jpg", ".png"}


def test_no_email_of_a_seller_is_published(site: Path) -> None:
    secret = sorted(_emails(site.parents[1] / "sellers"))
    assert len(secret) >= 8
    pattern = re.compile("|".join(map(re.escape, secret)), re.IGNORECASE)
    told = [
        file.relative_to(site)
        for file in site.rglob("*")
        if file.suffix in TEXT and pattern.search(file.read_text("utf-8"))
    ]
    assert told == []


def _emails(sellers: Path) -> Iterator[str]:
    for file in sellers.glob("*/toko.yaml"):
        found = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        if found.get("email"):
            yield found["email"]
