"""The programme in figures: equal to a plain recount of files and dates, and without anybody in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from bench.pages import violations
from generator.content.fields import slugify
from generator.content.places import kecamatan
from generator.language import language
from generator.reports.programme import COUNTED
from tests.browser import new_page
from tests.reports.market import TODAY, market, report, with_terms
from tests.shops import build, etalase

SHOPS = 80
_SINCE = date(2026, 6, 1)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up shops, built, in every part of a ledger of two years; every ninth is withdrawn since."""
    root = tmp_path_factory.mktemp("town")
    assert etalase(root, "demo", "--sellers", str(SHOPS), "--products", "2", "--photos", "0")[0] == 0
    slugs = sorted(path.name for path in (root / "sellers").iterdir())
    for slug in slugs[::9]:
        file = root / "sellers" / slug / "toko.yaml"
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(one for one in lines if not one.startswith("persetujuan:")), "utf-8")
    assert build(root)[0] == 0
    with_terms(root, {slug: TODAY - timedelta(days=9 * at) for at, slug in enumerate(slugs) if at % 7})
    return root


def recount(root: Path) -> Iterator[dict[str, Any]]:
    """Each shop as its files say, read by nothing of ours; what a term says by arithmetic."""
    for at, folder in enumerate(sorted((root / "sellers").iterdir())):
        shop = yaml.load((folder / "toko.yaml").read_text("utf-8"), yaml.BaseLoader)
        parts = [file.read_text("utf-8").split("---\n", 2)[1:] for file in (folder / "produk").glob("*.md")]
        goods = [(yaml.load(keys, yaml.BaseLoader), text.strip()) for keys, text in parts]
        shown = [(keys, text) for keys, text in goods if keys.get("draf") != "ya"]
        story = (folder / "tentang.md").read_text("utf-8") if (folder / "tentang.md").exists() else ""
        score = 10 * ("jam_buka" in shop) + 6 * ("pembayaran" in shop) + 6 * ("pengiriman" in shop)
        score += 30 * ("persetujuan" in shop) + 5 * bool(story.strip() or "slogan" in shop)
        score += 8 * all(text for _, text in shown) + 5 * ("qris" in shop) + 10 * (len(shown) >= 3)
        start = TODAY - timedelta(days=9 * at) if at % 7 else None
        ends = start.replace(year=start.year + 2) if start else None
        yield {
            "kecamatan": kecamatan(shop["kecamatan"]).slug,
            "kota": slugify(kecamatan(shop["kecamatan"]).kota, 40),
            "categories": shop["kategori"],
            "registered": True,
            "published": "persetujuan" in shop,
            "photos": False,
            "qris": "qris" in shop,
            "permits": "izin" in shop,
            "english": "en" in shop or any("en" in keys for keys, _ in shown),
            "export": any("ekspor" in keys for keys, _ in shown),
            "expiring_90": bool(ends and ends <= TODAY + timedelta(days=90)),
            "readiness": score,
            "started": bool(start and start >= _SINCE),
        }


def test_every_figure_equals_a_plain_recount(town: Path) -> None:
    result = report(town, "programme", "--json", "--since", str(_SINCE))
    found, shops = json.loads(result.stdout), list(recount(town))
    assert result.exit_code == 0
    assert (found["version"], found["today"], found["since"]) == (1, str(TODAY), str(_SINCE))
    for group in ("total", "kota", "kecamatan", "categories"):
        rows = [found["total"] | {"slug": None}] if group == "total" else found[group]
        for row in rows:
            mine = [shop for shop in shops if group == "total" or shop[group] == row["slug"]]
            told = {name: row[name] for name in COUNTED}
            assert told == {name: sum(shop[name] for shop in mine) for name in COUNTED}, (group, row)
            assert row["readiness"] == (median(shop["readiness"] for shop in mine) if mine else 0)
            assert row["change"] == {"started": sum(shop["started"] for shop in mine), "suspended": 0}
    assert [len(found[group]) for group in ("kota", "kecamatan")] == [6, 44]
    total = found["total"]
    assert 0 < total["published"] < total["registered"] == SHOPS, "shops differ"
    assert 0 < total["qris"] < SHOPS, "shops differ"
    assert total["expiring_90"] > 0, "some end soon"


def test_one_kecamatan_is_told_alone(town: Path) -> None:
    whole = json.loads(report(town, "programme", "--json").stdout)
    row = max(whole["kecamatan"], key=lambda one: one["registered"])
    found = json.loads(report(town, "programme", "--json", "--kecamatan", row["slug"]).stdout)
    assert {key: row[key] for key in found["total"]} == found["total"]
    assert found["kecamatan"] == [row]
    assert len(found["kota"]) == 1


def test_the_table_says_the_same(town: Path) -> None:
    found = json.loads(report(town, "programme", "--json").stdout)
    rows = list(csv.DictReader(io.StringIO(report(town, "programme", "--csv").stdout)))
    assert {name: rows[0][name] for name in COUNTED} == {name: str(found["total"][name]) for name in COUNTED}
    assert len(rows) == 1 + sum(len(found[group]) for group in ("kota", "kecamatan", "categories"))


def test_on_a_terminal_figures_have_names_and_changes_are_told(town: Path) -> None:
    since = (TODAY - timedelta(days=60)).isoformat()
    total = json.loads(report(town, "programme", "--json", "--since", since).stdout)["total"]
    text = report(town, "programme", "--since", since, "--lang", "en").stdout
    rows = [line.rsplit(maxsplit=1) for line in text.splitlines()]
    assert dict(rows) == {
        "Shops registered": str(total["registered"]),
        "Online": str(total["published"]),
        "With photos": str(total["photos"]),
        "With QRIS": str(total["qris"]),
        "With a permit": str(total["permits"]),
        "In English": str(total["english"]),
        "Ready for export": str(total["export"]),
        "Ending within 90 days": str(total["expiring_90"]),
        "Readiness, median": f"{total['readiness']:g}%",
        f"First online since {language('en').date(date.fromisoformat(since))}": str(
            total["change"]["started"]
        ),
        f"Taken down since {language('en').date(date.fromisoformat(since))}": str(
            total["change"]["suspended"]
        ),
    }
    assert "Toko terdaftar" in report(town, "programme").stdout


def test_nobody_is_in_it_and_broken_folders_count(tmp_path: Path, browser: Browser) -> None:
    root = market(tmp_path)
    build(root)
    page_file = root / "program.html"
    result = report(root, "programme", "--html", str(page_file))
    assert result.exit_code == 3
    assert "teh-retak" in result.stderr
    page_text = page_file.read_text("utf-8")
    texts = [report(root, "programme", how).stdout for how in ("--json", "--csv")]
    for text in (page_text, *texts):
        lower = text.lower()
        for word in ("kopi utuh", "kopi-utuh", "bakso", "retak", "0800", "6280", "tim uji", "contoh.example"):
            assert word not in lower
    found = json.loads(texts[0])
    assert found["total"]["registered"] == 5
    assert found["kecamatan"][-1] | {"name": ""} == {"slug": "", "name": "", **_only(found, "registered", 1)}
    with new_page(browser) as page:
        page.goto(page_file.as_uri())
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, colours=True) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def _only(found: dict[str, Any], name: str, value: int) -> dict[str, Any]:
    return dict.fromkeys(found["total"], 0) | {name: value}
