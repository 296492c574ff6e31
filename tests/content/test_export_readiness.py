"""How ready a shop is for buyers abroad: what is missing, and one next step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from generator.cli import main
from generator.content.export_readiness import NEEDED, Gap, export_readiness, is_complete, step
from generator.content.model import Amount, English, Export, LeadTime, Permits, Photo, Product, Seller
from generator.content.places import kecamatan
from generator.language import language
from tests.shops import etalase, new_workspace, product, write_shop

WHOLE = Export(
    hs="0901.21",
    minimum=Amount(Decimal(50), "kg"),
    capacity=Amount(Decimal(500), "kg", "bulan"),
    lead_time=LeadTime(14, 14, "hari"),
    incoterm="FOB",
    place="Tanjung Priok",
    origin="Indonesia",
    packing="karton 20 x 250 g",
    weight=Amount(Decimal("5.4"), "kg"),
)
BEANS = Product("gayo", "Kopi Gayo", 78_000, export=WHOLE)
SHOP = Seller("kopi", "Kopi", "kopi", kecamatan("Tebet"), "6281234567890", consent=date(2026, 11, 1))
EMPTY = {
    "hs": "hs",
    "moq": "minimum",
    "kapasitas": "capacity",
    "waktu_produksi": "lead_time",
    "asal": "origin",
    "incoterm": "incoterm",
    "kemasan": "packing",
    "berat": "weight",
}


@pytest.mark.parametrize("key", NEEDED)
def test_a_product_that_lacks_anything_is_not_in_the_catalogue(key: str) -> None:
    left_out = replace(WHOLE, **{EMPTY[key]: getattr(Export(), EMPTY[key])})
    found = export_readiness(replace(SHOP, products=(replace(BEANS, export=left_out),)))
    assert (found.ready, found.next) == (False, Gap(key, "gayo", "Kopi Gayo"))
    assert found.next
    told = step(found.next, language("id").gettext)
    assert told.startswith("Kopi Gayo: ")
    assert f"{key}:" in told


def test_a_shop_that_has_not_begun_is_told_how_to_begin() -> None:
    found = export_readiness(replace(SHOP, products=(replace(BEANS, export=Export()),)))
    assert (found.ready, found.begun, found.next) == (False, False, Gap("start"))


def test_the_product_that_lacks_the_least_is_the_next_step() -> None:
    other = replace(BEANS, slug="toraja", export=Export(origin="Indonesia"))
    almost = replace(BEANS, slug="liwa", export=replace(WHOLE, hs=""))
    found = export_readiness(replace(SHOP, products=(other, almost)))
    assert found.next == Gap("hs", "liwa", "Kopi Gayo")
    assert len(found.missing) == len(NEEDED)


def test_a_draft_is_not_in_the_catalogue_however_complete() -> None:
    draft = replace(BEANS, draft=True)
    assert not is_complete(draft)
    assert export_readiness(replace(SHOP, products=(draft,))).next == Gap("draf", "gayo", "Kopi Gayo")


def test_a_ready_shop_is_made_better_step_by_step_until_nothing_is_left() -> None:
    photo = Photo("a.jpg", "0" * 64, 9, 9)
    steps = []
    shop = replace(SHOP, consent=None, products=(BEANS,))
    while (gap := export_readiness(shop).next) is not None:
        assert export_readiness(shop).ready == (gap.what != "persetujuan")
        steps.append(gap.what)
        [beans] = shop.products
        shop = {
            "persetujuan": replace(shop, consent=date(2026, 11, 1)),
            "nama": replace(shop, products=(replace(beans, english=English(name="Gayo Coffee")),)),
            "foto": replace(shop, products=(replace(beans, photos=(photo,)),)),
            "tentang": replace(shop, english=English(slogan="Coffee")),
            "nib": replace(shop, permits=Permits(nib="1234567890123")),
            "email_ekspor": replace(shop, export_email="jual@contoh.example"),
        }[gap.what]
    assert steps == ["persetujuan", "nama", "foto", "tentang", "nib", "email_ekspor"]


def test_the_command_tells_it_in_indonesian_and_as_json(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    begun = product(ekspor="{moq: 50 kg, asal: Indonesia}")
    write_shop(root, "kopi-satu", {"kopi": begun})
    write_shop(root, "kopi-dua")
    write_shop(root, "kopi-tiga", {"kopi": product(ekspor="{moq: 50}")})
    code, answer = etalase(root, "check", "--ekspor")
    assert code == 3
    assert [shop["slug"] for shop in answer["export"]] == ["kopi-satu"]
    [shop] = answer["export"]
    keys = ["kapasitas", "waktu_produksi", "kemasan", "berat", "hs", "incoterm"]
    assert [gap["key"] for gap in shop["missing"]] == keys
    assert shop["next_step"].startswith("Kopi Susu: tulis sanggup membuat berapa")
    assert etalase(root, "check", "kopi-dua", "--ekspor")[1]["export"][0]["next_step"].startswith(
        "pilih satu"
    )
    assert "export" not in etalase(root, "check", "kopi-dua")[1]
    [broken] = etalase(root, "check", "kopi-tiga", "--ekspor")[1]["export"]
    assert (broken["ready"], broken["next_step"]) == (False, "betulkan dulu kesalahan di atas")
    shown = CliRunner().invoke(main, ["--root", str(root), "check", "--ekspor", "kopi-satu"])
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[0] == "kopi-satu: belum siap ekspor"
    assert f"belum ada di produk/kopi: {', '.join(keys)}" in shown.stdout
    assert shown.stdout.count("→") == 1
