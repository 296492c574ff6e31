"""`sinonim` in hub.yaml: groups of words that mean the same; one mistake each, told where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.hub import load_hub
from tests.shops import HUB, build, new_workspace, product, site_files, write_shop


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("sinonim: [[cireng, aci goreng]]", [("cireng", "aci goreng")]),
        (
            "sinonim:\n  - [cireng, aci goreng]\n  - cilok, pentol\n",
            [("cireng", "aci goreng"), ("cilok", "pentol")],
        ),
        ('sinonim: [["t-shirt", kaus, "500 g"]]', [("t-shirt", "kaus", "500 g")]),
        ("sinonim: []", []),
    ],
)
def test_groups_as_people_type_them(tmp_path: Path, typed: str, groups: list[tuple[str, ...]]) -> None:
    hub, problems = load_hub(new_workspace(tmp_path, f"{HUB}{typed}\n"))
    assert hub, problems
    assert list(hub.synonyms) == groups
    assert problems == []


@pytest.mark.parametrize(
    "typed",
    [
        "sinonim: [cireng, aci goreng]",
        "sinonim: cireng",
        "sinonim: [[cireng]]",
        "sinonim: [[cireng, Cireng]]",
        "sinonim: [[cireng, '!!']]",
        "sinonim: [[cireng, [aci, goreng]]]",
        "sinonim: [{cireng: aci}]",
        "sinonim: {cireng: aci}",
        f"sinonim: [[cireng, {'a' * 61}]]",
    ],
)
def test_what_is_no_group_is_told(tmp_path: Path, typed: str) -> None:
    hub, problems = load_hub(new_workspace(tmp_path, f"{HUB}{typed}\n"))
    assert hub is None
    assert {problem.code for problem in problems} == {"synonyms-expected"}
    assert all(problem.line == HUB.count("\n") + 1 for problem in problems)


def test_a_hubs_own_groups_are_in_its_search(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    write_shop(root, "toko-aci", {"aci": product("Aci Goreng"), "isi": product("Cireng Isi")})
    build(root)
    assert b"cireng |" in site_files(root)["cari/data/1.js"].replace(b";", b" ")
    (root / "hub.yaml").write_text(f"{HUB}sinonim: [[gorengan, aci goreng, cireng]]\n", "utf-8")
    build(root)
    files = site_files(root)
    assert b"gorengan |" in files["cari/data/1.js"]
    assert b"cireng |" not in files["cari/data/1.js"]
    assert '"aci goreng":"gorengan"' in files["cari/index.html"].decode()
