"""Every address in every page leads to a file of the tree, from any host, any sub-path and a disk."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from tests.site.crawl import Document, absolute_target, is_elsewhere, relative_target
from tests.site.workspace import SITE

Documents = dict[str, Document]

OUTWARD = re.compile(r"https://|tel:|mailto:")
SERVED_ANYWHERE = {"404.html", "en/404.html"}
"""Served for any address, so they have to use absolute ones."""


def targets(document: Document) -> list[tuple[str, str]]:
    """Address and path of everything of ours that a page refers to, canonical addresses left out."""
    found = []
    for element, address in document.references:
        if element.get("rel") in {"canonical", "alternate"} and is_elsewhere(address):
            continue
        if document.path in SERVED_ANYWHERE and address.startswith(SITE):
            found.append((address, absolute_target(address)))
        elif not is_elsewhere(address):
            found.append((address, relative_target(document.path, address)))
    return found


def test_references_lead_to_files_of_the_tree(site: Path, documents: Documents) -> None:
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    lost = [
        f"{path}: {address}"
        for path, document in documents.items()
        for address, target in targets(document)
        if target not in files
    ]
    assert lost == []


def test_links_name_files(documents: Documents) -> None:
    unnamed = [
        f"{path}: {link}"
        for path, document in documents.items()
        for link in document.links
        if (not is_elsewhere(link) or link.startswith(SITE)) and urlsplit(link).path.endswith("/")
    ]
    assert unnamed == []


def test_absolute_addresses_only_lead_elsewhere(documents: Documents) -> None:
    """Our own pages are linked relatively; only people and services elsewhere have a full address."""
    wrong = [
        f"{path}: <{element.tag}> {address}"
        for path, document in documents.items()
        for element, address in document.references
        if is_elsewhere(address) and path not in SERVED_ANYWHERE
        if element.get("rel") not in {"canonical", "alternate"}
        if element.tag != "a" or address.startswith(SITE) or not OUTWARD.match(address)
    ]
    assert wrong == []


def test_nothing_is_fetched_by_a_root_path(documents: Documents) -> None:
    wrong = [
        f"{path}: {address}"
        for path, document in documents.items()
        for _, address in document.references
        if address.startswith(("/", "\\")) or not address
    ]
    assert wrong == []


def test_fragments_exist(documents: Documents) -> None:
    lost = []
    for path, document in documents.items():
        for address, target in targets(document):
            fragment = urlsplit(address).fragment
            if fragment and fragment not in documents[target].ids:
                lost.append(f"{path}: {address}")
    assert lost == []


def test_ids_are_unique_and_referred_to(documents: Documents) -> None:
    for path, document in documents.items():
        ids = document.ids
        assert len(ids) == len(set(ids)), path
        for element in document.elements:
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                assert set(element.get(name).split()) <= set(ids), f"{path}: {element}"


def test_links_to_other_tabs_and_hosts_keep_our_page_to_themselves(documents: Documents) -> None:
    careless = [
        f"{path}: {element.get('href')}"
        for path, document in documents.items()
        for element in document.all("a")
        if element.get("href").startswith("https://") and not element.get("href").startswith(SITE)
        if "noopener" not in element.get("rel").split()
    ]
    assert careless == []


def test_canonical_is_the_pages_own_address(documents: Documents) -> None:
    for path, document in documents.items():
        assert len([e for e in document.all("link") if e.get("rel") == "canonical"]) == 1
        assert absolute_target(document.canonical) == path


def test_twins_in_other_languages_point_at_each_other(documents: Documents) -> None:
    for path, document in documents.items():
        twins = {e.get("hreflang"): e.get("href") for e in document.all("link") if "hreflang" in e.attributes}
        for language, address in twins.items():
            target = documents[absolute_target(address)]
            back = {e.get("href") for e in target.all("link") if "hreflang" in e.attributes}
            assert document.canonical in back, f"{path}: {language}"
