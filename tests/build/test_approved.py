"""A folder that was edited beside the form: nobody else's number, account or code reaches a page by it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import segno

from generator.content.qris import crc16
from generator.content.reader import SHOP_FILE
from tests.shops import (
    build,
    changed,
    etalase,
    new_workspace,
    product,
    site_files,
    write_photo,
    write_product,
    write_shop,
)

SLUG = "kopi-satu"
THIEF = "0812-7777-8888"
SPELLED = ("0812-7777-8888", "6281277778888", "081277778888")
OWN = "0800-0000-0101"


def payload(name: str) -> str:
    """A static QRIS code of a merchant."""
    account = f"0016ID.CO.CONTOH.WWW01189360000000000000{len(name):02}"
    body = (
        f"000201010211{26}{len(account):02}{account}5204581253033605802ID"
        f"59{len(name):02}{name}6007JAKARTA6304"
    )
    return f"{body}{crc16(body.encode()):04X}"


MINE, HIS = payload("KOPI SATU"), payload("MALING JAYA")


def code_photo(folder: Path, name: str, text: str) -> None:
    (folder / "foto").mkdir(exist_ok=True)
    segno.make(text, error="m").save(str(folder / "foto" / name), scale=8, border=4)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A shop that was approved as it lies in sellers/, and one without a form."""
    new_workspace(tmp_path)
    write(tmp_path)
    write_shop(tmp_path, "teh-bebas")
    approve(tmp_path)
    build(tmp_path)
    return tmp_path


def write(root: Path, products: dict[str, str] | None = None, **keys: str) -> Path:
    typed = {
        "whatsapp": OWN,
        "slogan": "Kopi pagi",
        "media_sosial": "{instagram: kopisatu}",
        "pindah_ke": "https://kopi-satu.example",
        "qris": "qris.png",
    } | keys
    folder = write_shop(
        root,
        SLUG,
        products or {"kopi": product(foto="kopi.png"), "teh": product("Teh")},
        **typed,
    )
    if not (folder / "foto").exists():
        write_photo(folder, "kopi.png", size=(320, 240))
        code_photo(folder, "qris.png", MINE)
    return folder


def approve(root: Path) -> None:
    """What the form does when a mentor says yes, for any content of the folder."""
    target = root / "form" / "approved" / SLUG
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(root / "sellers" / SLUG, target)


def pages(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in site_files(root).items() if path.startswith(f"{SLUG}/")}


def text(root: Path) -> str:
    """Everything that a shopper can read anywhere, also once the shop is suspended."""
    pages = "\n".join(data.decode("utf-8", "replace") for data in site_files(root).values())
    return f"{pages}\n{known(root, 'card')}"


def known(root: Path, column: str) -> str:
    db = sqlite3.connect(root / "build" / "state.db")
    try:
        query = f"SELECT {column} FROM sellers WHERE slug=?"
        return str(db.execute(query, (SLUG,)).fetchone()[0])
    finally:
        db.close()


def diagnostics(root: Path) -> list[dict[str, object]]:
    return [row for row in etalase(root, "check", SLUG)[1]["diagnostics"] if row["code"] == "contact-waiting"]


def waiting(root: Path) -> list[list[object]]:
    """What the form is told of."""
    found: list[list[object]] = json.loads(known(root, "waiting") or "[]")
    return found


TEXTS = {
    "nama": ("toko.yaml", {"nama": f"Kopi Satu {THIEF}"}),
    "slogan": ("toko.yaml", {"slogan": f"Pesan ke {THIEF}"}),
    "a chat link": ("toko.yaml", {"slogan": "Pesan di wa.me/6281277778888"}),
    "a number spelled with spaces": ("toko.yaml", {"slogan": "Telp +62 812 7777 8888"}),
    "whatsapp": ("toko.yaml", {"whatsapp": THIEF}),
    "pindah_ke": ("toko.yaml", {"pindah_ke": "https://maling.example/6281277778888"}),
    "media_sosial": ("toko.yaml", {"media_sosial": "{instagram: maling_jaya}"}),
    "libur": ("toko.yaml", {"libur": f"{{sampai: 2026-12-31, pesan: Hubungi {THIEF}}}"}),
    "pembayaran": ("toko.yaml", {"pembayaran": f"[tunai, transfer ke BCA 7777888812 a.n. Maling, {THIEF}]"}),
    "pengiriman": ("toko.yaml", {"pengiriman": f"[ojek {THIEF}]"}),
    "english": ("toko.yaml", {"en": f"{{slogan: Call {THIEF}}}"}),
}
THEFTS = (*SPELLED, "maling_jaya", "maling.example", "7777888812", "812 7777 8888")


@pytest.mark.parametrize("case", TEXTS)
def test_a_contact_in_toko_yaml_waits_and_everything_else_goes_live(root: Path, case: str) -> None:
    name, keys = TEXTS[case]
    write(root, {"kopi": product(harga="23.500", foto="kopi.png"), "teh": product("Teh")}, **keys)
    code, answer = build(root)
    assert (code, answer["sellers"]["built"], answer["failures"]) == (0, 1, [])
    shown = text(root)
    assert not [theft for theft in THEFTS if theft in shown]
    assert "Rp23.500" in shown, "the new price is there"
    assert f"wa.me/62{OWN[1:].replace('-', '')}" in shown, "orders reach the seller"
    [problem] = diagnostics(root)
    assert (problem["path"], problem["severity"]) == (f"sellers/{SLUG}/{name}", "warning")
    assert problem["line"], "with its place"
    assert "menunggu pembina" in str(problem["message"])
    assert len(waiting(root)) == 1, "the form asks the mentor about it"
    approve(root)
    assert build(root)[1]["sellers"]["built"] == 1, "her yes is seen"
    assert case == "english" or any(theft in text(root) for theft in THEFTS)  # no page is English yet
    assert not waiting(root)
    assert not diagnostics(root)


def test_a_contact_in_a_story_or_a_product_waits(root: Path) -> None:
    folder = root / "sellers" / SLUG
    (folder / "tentang.md").write_text(f"Dapur kami.\n\nPesan langsung ke {THIEF} ya.\n", "utf-8")
    write_product(folder, "kopi", product(f"Kopi {THIEF}", "19.000", f"Enak.\n\nWA {THIEF}", foto="kopi.png"))
    write_product(folder, "teh", product("Teh", varian=f"[{{nama: lewat {THIEF}, harga: 5.000}}]"))
    write_product(folder, "roti", product(f"Roti {THIEF}"))
    assert build(root)[0] == 0
    shown = text(root)
    assert not [theft for theft in THEFTS if theft in shown]
    assert "Rp19.000" in shown
    assert f"{SLUG}/roti.html" not in site_files(root), "a new product whose name waits"
    found = [(row["path"], row["line"]) for row in diagnostics(root)]
    assert found == [
        (f"sellers/{SLUG}/produk/kopi.md", 2),
        (f"sellers/{SLUG}/produk/kopi.md", 8),
        (f"sellers/{SLUG}/produk/roti.md", 2),
        (f"sellers/{SLUG}/produk/teh.md", 4),
        (f"sellers/{SLUG}/tentang.md", 3),
    ]


@pytest.mark.parametrize("name", ["kopi.png", "lain.png"])
def test_a_picture_of_a_code_in_the_place_of_a_photo_waits(root: Path, name: str) -> None:
    before = {path: data for path, data in pages(root).items() if "/foto/" in path}
    folder = root / "sellers" / SLUG
    (folder / "foto" / "kopi.png").unlink()
    code_photo(folder, name, HIS)
    write_product(folder, "kopi", product(harga="23.500", foto=name))
    assert build(root)[0] == 0
    after = {path: data for path, data in pages(root).items() if "/foto/" in path}
    assert after == before, "the approved photo stays"
    assert "Rp23.500" in text(root)
    [problem] = diagnostics(root)
    assert problem["path"] == f"sellers/{SLUG}/foto/{name}"
    shutil.rmtree(root / "build")
    assert build(root)[0] == 0
    again = {path: data for path, data in pages(root).items() if "/foto/" in path}
    assert again == before, "also where no picture was made before"


def test_another_photo_without_a_code_is_free(root: Path) -> None:
    write_photo(root / "sellers" / SLUG, "kopi.png", "#114477", (320, 240))
    before = pages(root)
    assert build(root)[0] == 0
    assert any("/foto/kopi-" in path for path in changed(before, pages(root)))
    assert not diagnostics(root)


@pytest.mark.parametrize("how", ["text", "photo"])
def test_another_payment_code_waits(root: Path, how: str) -> None:
    before = {path: data for path, data in pages(root).items() if "/foto/" in path}
    if how == "text":
        write(root, qris=HIS)
    else:
        code_photo(root / "sellers" / SLUG, "qris.png", HIS)
    assert build(root)[0] == 0
    assert {path: data for path, data in pages(root).items() if "/foto/" in path} == before
    [problem] = diagnostics(root)
    assert problem["path"] == f"sellers/{SLUG}/toko.yaml"
    approve(root)
    build(root)
    assert {path for path in pages(root) if "/foto/" in path} != before.keys()


def test_a_lost_state_changes_nothing(root: Path) -> None:
    write(root, slogan=f"Pesan ke {THIEF}", whatsapp=THIEF)
    build(root)
    before = site_files(root)
    for lost in ("build/state.db", "build"):
        path = root / lost
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert build(root)[0] == 0
        assert site_files(root) == before
        assert len(waiting(root)) == 2


def test_an_unchanged_shop_with_something_that_waits_is_not_built_again(root: Path) -> None:
    write(root, whatsapp=THIEF)
    build(root)
    assert build(root)[1]["sellers"]["unchanged"] == 2


def test_a_shop_that_is_followed_shows_no_unapproved_name_at_its_followers(root: Path) -> None:
    write_shop(root, "roti-tiga", ikuti=f"[{SLUG}]")
    write(root, nama=f"Kopi {THIEF}", ikuti="[teh-bebas]")
    assert build(root)[0] == 0
    assert not [theft for theft in THEFTS if theft in text(root)]


def test_a_shop_without_an_approved_copy_is_as_its_folder_says(root: Path) -> None:
    write_shop(root, "teh-bebas", whatsapp=THIEF, slogan=f"Pesan ke {THIEF}")
    assert build(root)[0] == 0
    assert "6281277778888" in text(root)
    assert etalase(root, "check", "teh-bebas")[1]["warnings"] == 0


def without(copy: Path) -> Path:
    shutil.rmtree(copy)
    return copy


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no toko.yaml": lambda copy: (copy / SHOP_FILE).unlink(),
    "an empty toko.yaml": lambda copy: (copy / SHOP_FILE).write_text(""),
    "a cut toko.yaml": lambda copy: os.truncate(copy / SHOP_FILE, 20),
    "no YAML": lambda copy: (copy / SHOP_FILE).write_bytes(b"\xff\xfe\x00"),
    "an empty folder": lambda copy: without(copy).mkdir(),
    "a file": lambda copy: without(copy).write_text(""),
    "a link to nowhere": lambda copy: without(copy).symlink_to(copy.parent / "tidak-ada"),
    "a link to sellers": lambda copy: without(copy).symlink_to("../../sellers/kopi-satu"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_approved_copy_keeps_the_last_pages(root: Path, how: str) -> None:
    before = site_files(root)
    copy = root / "form" / "approved" / SLUG
    DAMAGE[how](copy)
    write(root, whatsapp=THIEF, slogan=f"Pesan ke {THIEF}")
    code, answer = build(root)
    assert (code, answer["failures"]) == (3, [{"slug": SLUG, "kept": True, "errors": 1}])
    assert site_files(root) == before
    if not copy.is_dir() or copy.is_symlink():
        copy.unlink()
    approve(root)
    assert build(root)[0] == 0, "once it is whole again, the shop is built"


def test_an_approved_copy_without_products_or_photos_lets_no_number_through(root: Path) -> None:
    copy = root / "form" / "approved" / SLUG
    shutil.rmtree(copy / "produk")
    shutil.rmtree(copy / "foto")
    folder = write(root, whatsapp=THIEF)
    write_product(folder, "teh", product("Teh", body=f"WA {THIEF}"))
    code_photo(folder, "kopi.png", HIS)
    assert build(root)[0] == 0
    shown = text(root)
    assert not [theft for theft in THEFTS if theft in shown]
    assert f"{SLUG}/kopi.html" in site_files(root)
    assert not [path for path in pages(root) if "/foto/kopi-" in path]


def test_what_is_packed_to_take_along_shows_what_is_online(root: Path) -> None:
    write(root, whatsapp=THIEF)
    build(root)
    code, _ = etalase(root, "hosting", "export", SLUG, "--out", str(root / "keluar"))
    assert code == 0
    with zipfile.ZipFile(next((root / "keluar").glob("*.zip"))) as archive:
        site = [archive.read(name).decode() for name in archive.namelist() if "/situs/index.html" in name]
    assert site
    assert "6281277778888" not in site[0]
