"""`schema` of a category in hub.yaml: which kind of shop search engines are told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.content.hub import load_hub
from generator.content.shop_types import SHOP_TYPES
from tests.shops import HUB, build, new_workspace, site_files, write_shop

PLAIN = "{slug: kuliner, nama: Kuliner, en: Food}"


def hub_with(typed: str) -> str:
    """The hub whose first category has this type, on line 5."""
    return HUB.replace(PLAIN, PLAIN.replace("}", f", schema: {typed}}}"))


@pytest.mark.parametrize(
    ("typed", "schema"),
    [
        ("Bakery", "Bakery"),
        ("bakery", "Bakery"),
        ("'https://schema.org/Florist'", "Florist"),
        ("''", "Store"),
    ],
)
def test_types_as_people_type_them(tmp_path: Path, typed: str, schema: str) -> None:
    hub, problems = load_hub(new_workspace(tmp_path, hub_with(typed)))
    assert hub, problems
    assert [one.schema for one in hub.categories] == [schema, "Store"]


@pytest.mark.parametrize(
    ("typed", "fix"),
    [("Bakry", "Bakery"), ("Person", ""), ("Hospital", ""), ("Bank Store", ""), ("'42'", "")],
)
def test_what_is_no_kind_of_shop_is_told_where_it_stands(tmp_path: Path, typed: str, fix: str) -> None:
    hub, problems = load_hub(new_workspace(tmp_path, hub_with(typed)))
    assert hub is None
    (problem,) = problems
    assert (problem.code, problem.line) == ("schema-unknown", 5)
    assert problem.values["fix"] in SHOP_TYPES
    assert problem.values["fix"] == fix or not fix


def test_a_shop_is_of_the_type_of_its_category(tmp_path: Path) -> None:
    root = new_workspace(tmp_path, hub_with("Bakery"))
    write_shop(root, "roti-satu")
    write_shop(root, "kopi-satu", kategori="kopi")
    build(root)
    assert said(root, "roti-satu/index.html")[0]["@type"] == "Bakery"
    assert said(root, "roti-satu/kopi.html")[0]["offers"]["seller"]["@type"] == "Bakery"
    assert said(root, "kopi-satu/index.html")[0]["@type"] == "Store"
    (root / "hub.yaml").write_text(HUB, "utf-8")
    build(root)
    assert said(root, "roti-satu/index.html")[0]["@type"] == "Store"


def test_the_guide_has_them_all() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "hub-settings.md").read_text("utf-8")
    told = guide.partition("These are known")[2].partition("A change makes")[0]
    assert set(re.findall(r"`(\w+)`", told)) == SHOP_TYPES


def said(root: Path, page: str) -> list[dict[str, Any]]:
    """What a page tells search engines."""
    text = site_files(root)[page].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found
    things: list[dict[str, Any]] = json.loads(found[1])["@graph"]
    return things
