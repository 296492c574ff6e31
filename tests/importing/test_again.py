"""The next export of a table: what has changed goes into its shop, unless somebody else was quicker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.form.forms import HUB_WITH_MENTORS, Form, new_form
from tests.form.test_second_person import asked, kinds
from tests.importing.spreadsheets import as_csv, write
from tests.shops import etalase, new_workspace, write_photo, write_shop

HEAD = (
    "ID Anggota", "Nama Usaha", "WhatsApp", "Kategori", "Kecamatan", "Slogan", "Instagram", "Pengiriman",
    "Persetujuan", "Produk 1", "Harga 1", "Foto 1", "Produk 2", "Harga 2",
)  # fmt: skip
ANI = (
    "JKP-1", "Dapur Ani", "0800-0000-0101", "Kuliner", "Tebet", "Enak", "@dapurani", "Ambil sendiri",
    "2026-11-01", "Rendang", "95.000", "", "Soto", "20.000",
)  # fmt: skip
BUDI = ("JKP-2", "Kopi Budi", "0800-0000-0102", "Kopi", "Tebet", *[""] * 9)


def row(of: Sequence[str], **changed: str) -> list[str]:
    """A row in which some cells say something else; `produk_1` is the column `Produk 1`."""
    names = [name.casefold().replace(" ", "_") for name in HEAD]
    return [changed.get(name, cell) for name, cell in zip(names, of, strict=True)]


def bring(root: Path, *rows: Sequence[str], head: Sequence[str] = HEAD, options: Sequence[str] = ()) -> Any:
    """What an import of these rows says."""
    file = write(root / "anggota.csv", as_csv([head, *rows]))
    return etalase(root, "import", str(file), *options)[1]


def said(root: Path, file: Path) -> list[str]:
    """What is told in text of an import, beside its counts."""
    run = CliRunner().invoke(main, ["--root", str(root), "import", str(file)])
    return run.stderr.splitlines()


def fate(answer: Any, number: int = 2) -> tuple[str, list[str]]:
    [one] = [one for one in answer["shops"] if one["row"] == number]
    return one["action"], [problem["code"] for problem in one["problems"]]


def shop(root: Path, slug: str = "dapur-ani") -> Path:
    return root / "sellers" / slug / "toko.yaml"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path, HUB_WITH_MENTORS)
    assert bring(tmp_path, ANI, BUDI)["new"] == 2
    return tmp_path


def test_a_changed_row_changes_only_what_it_says_and_leaves_what_was_written_beside(root: Path) -> None:
    edit(shop(root), "nama: Dapur Ani\n", "# milik Bu Ani\nnama: Dapur Ani\nlibur: {sampai: 2026-12-31}\n")
    (root / "sellers" / "dapur-ani" / "tentang.md").write_text("Sejak 1998.\n", "utf-8")
    before = shop(root).read_text("utf-8")
    changed = row(ANI, slogan="Enak sekali", harga_2="22.000")
    assert fate(bring(root, changed, BUDI)) == ("updated", [])
    assert shop(root).read_text("utf-8") == before.replace("slogan: Enak\n", "slogan: Enak sekali\n")
    assert "harga: 22.000" in (root / "sellers" / "dapur-ani" / "produk" / "soto.md").read_text("utf-8")
    assert (root / "sellers" / "dapur-ani" / "tentang.md").read_text("utf-8") == "Sejak 1998.\n"
    assert fate(bring(root, changed, BUDI)) == ("unchanged", [])


def test_where_both_have_changed_the_sellers_own_stays_and_both_are_told(root: Path) -> None:
    edit(shop(root), "slogan: Enak\n", "slogan: Paling enak\n")
    changed = row(ANI, slogan="Enak sekali", pengiriman="Ekspedisi")
    answer = bring(root, changed, BUDI)
    assert fate(answer) == ("updated", ["import-conflict"])
    [problem] = answer["shops"][0]["problems"]
    assert problem["column"] == "Slogan"
    assert "Paling enak" in problem["message"]
    assert "Enak sekali" in problem["message"]
    text = shop(root).read_text("utf-8")
    assert "slogan: Paling enak\n" in text
    assert "- ekspedisi\n" in text
    assert fate(bring(root, changed, BUDI)) == ("unchanged", ["import-conflict"]), (
        "until one of them gives way"
    )
    assert shop(root).read_text("utf-8") == text
    assert fate(bring(root, row(changed, slogan="Paling enak"), BUDI)) == ("unchanged", [])


def test_what_was_kept_from_a_shop_is_told_beside_many_errors_and_a_no_is_no_withdrawal(root: Path) -> None:
    edit(shop(root), "slogan: Enak\n", "slogan: Paling enak\n")
    bad = [
        row(BUDI, id_anggota=f"JKP-{n}", whatsapp=f"0800-0000-0{n}", kecamatan="") for n in range(200, 225)
    ]
    changed = row(ANI, slogan="Enak sekali", persetujuan="Tidak")
    file = write(root / "anggota.csv", as_csv([HEAD, *bad, changed]))
    told = said(root, file)
    assert [line.split(":")[0] for line in told[:21]] == [*map(str, range(2, 22)), "27"]
    assert "Paling enak" in told[20]
    assert told[21] == "and 31 more problems (--json has all)"
    told = said(root, write(file, as_csv([HEAD, changed])))
    assert any("penjual tidak setuju" in line for line in told)


def test_a_row_that_says_the_same_as_before_brings_nothing_back(root: Path) -> None:
    edit(shop(root), "slogan: Enak\n", "")
    (root / "sellers" / "dapur-ani" / "produk" / "soto.md").unlink()
    assert fate(bring(root, row(ANI, harga_1="99.000"), BUDI)) == ("updated", [])
    assert "slogan" not in shop(root).read_text("utf-8")
    assert not (root / "sellers" / "dapur-ani" / "produk" / "soto.md").exists()


def test_an_emptied_cell_empties_what_it_said_but_never_a_consent_and_a_lost_column_nothing(
    root: Path,
) -> None:
    assert (
        fate(bring(root, row(ANI, slogan="-", persetujuan="", produk_2="", harga_2=""), BUDI))[0] == "updated"
    )
    text = shop(root).read_text("utf-8")
    assert "slogan" not in text
    assert "persetujuan: 2026-11-01\n" in text
    assert not (root / "sellers" / "dapur-ani" / "produk" / "soto.md").exists()
    short = [cell for name, cell in zip(HEAD, ANI, strict=True) if name != "Instagram"]
    bring(root, short, head=[name for name in HEAD if name != "Instagram"])
    assert "instagram: dapurani" in shop(root).read_text("utf-8")


def test_a_renamed_product_keeps_its_address_and_a_withdrawn_consent_always_counts(root: Path) -> None:
    edit(shop(root), "persetujuan: 2026-11-01", "persetujuan: 2026-11-02")
    changed = row(ANI, produk_1="Rendang Sapi", persetujuan="Tidak setuju")
    assert fate(bring(root, changed, BUDI)) == ("updated", ["import-consent-refused"])
    product = root / "sellers" / "dapur-ani" / "produk" / "rendang.md"
    assert "nama: Rendang Sapi\n" in product.read_text("utf-8")
    assert sorted(path.name for path in product.parent.iterdir()) == ["rendang.md", "soto.md"]
    assert "persetujuan: tidak\n" in shop(root).read_text("utf-8")
    assert fate(bring(root, ANI, BUDI))[0] == "updated"
    assert "persetujuan: 2026-11-01\n" in shop(root).read_text("utf-8")


def test_photos_come_when_their_folder_is_there_and_stay_when_it_is_not(root: Path) -> None:
    named = row(ANI, foto_1="rendang.jpg, https://drive.google.com/open?id=x")
    told = ("import-photo-missing", "import-photo-link")
    assert fate(bring(root, named, BUDI)) == ("unchanged", list(told))
    (root / "unggahan").mkdir()
    write_photo(root / "unggahan", "rendang.jpg")
    (root / "unggahan" / "foto" / "rahasia.jpg").symlink_to("/etc/passwd")
    assert fate(bring(root, named, BUDI, options=("--photos", str(root / "unggahan" / "foto")))) == (
        "updated",
        ["import-photo-link"],
    )
    product = root / "sellers" / "dapur-ani" / "produk" / "rendang.md"
    assert "- rendang.jpg\n" in product.read_text("utf-8")
    assert (root / "sellers" / "dapur-ani" / "foto" / "rendang.jpg").is_file()
    assert fate(bring(root, named, BUDI)) == ("unchanged", list(told))
    assert "- rendang.jpg\n" in product.read_text("utf-8")
    stolen = row(BUDI, produk_1="Kopi", harga_1="9.000", foto_1="rahasia.jpg")
    answer = bring(root, named, stolen, options=("--photos", str(root / "unggahan" / "foto")))
    assert "import-photo-missing" in fate(answer, 3)[1]
    assert etalase(root, "check")[0] == 0


def test_a_number_that_a_shop_has_is_a_question_and_never_who_it_is(root: Path) -> None:
    write_shop(root, "warung-lama", whatsapp="0800-0000-0109")
    new_form(root).begin("warung-baru", name="Warung Baru", whatsapp="6280000000108")
    before = {path: path.read_bytes() for path in (root / "sellers").rglob("*") if path.is_file()}
    thief = row(ANI, id_anggota="JKP-9", nama_usaha="Dapur Ani Asli", instagram="@maling")
    old = row(BUDI, id_anggota="JKP-8", nama_usaha="Lama", whatsapp="0800 0000 0109")
    draft = row(BUDI, id_anggota="JKP-7", nama_usaha="Draf", whatsapp="+62 800 0000 0108")
    first = row(BUDI, id_anggota="JKP-6", nama_usaha="Satu", whatsapp="0800-0000-0106")
    second = row(BUDI, id_anggota="JKP-5", nama_usaha="Dua", whatsapp="80000000106")
    other = row(BUDI, nama_usaha="Orang Lain", whatsapp="0800-0000-0105")
    answer = bring(root, ANI, thief, old, draft, first, second, other)
    taken = [
        (2, "unchanged"),
        (3, "failed"),
        (4, "failed"),
        (5, "failed"),
        (6, "new"),
        (7, "failed"),
        (8, "failed"),
    ]
    assert [(one["row"], one["action"]) for one in answer["shops"]] == taken
    codes = [[p["code"] for p in one["problems"] if p["severity"] == "error"] for one in answer["shops"]]
    number, same_id = ["import-number-taken"], ["import-id-taken"]
    assert codes == [[], number, number, number, [], number, same_id]
    assert {path: path.read_bytes() for path in before} == before


def test_another_number_or_account_of_a_shop_waits_for_the_mentor_and_the_rest_goes_online(
    root: Path,
) -> None:
    changed = row(ANI, whatsapp="0800-0000-0111", instagram="@lain", slogan="Baru")
    answer = bring(root, changed, BUDI)
    assert fate(answer) == ("updated", ["contact-waiting", "contact-waiting"])
    assert {one["column"] for one in answer["shops"][0]["problems"]} == {"WhatsApp", "Instagram"}
    text = shop(root).read_text("utf-8")
    assert "whatsapp: 080000000101\n" in text
    assert "instagram: dapurani\n" in text
    assert "slogan: Baru\n" in text
    assert fate(bring(root, changed, BUDI)) == ("unchanged", [])
    form = new_form(root)
    assert kinds(form, "dapur-ani") == {"whatsapp", "content"}
    _answer_yes(form)
    assert "whatsapp: 080000000111\n" in shop(root).read_text("utf-8")
    assert fate(bring(root, row(changed, slogan="Lagi"), BUDI)) == ("updated", [])
    assert "whatsapp: 080000000111\n" in shop(root).read_text("utf-8")


def _answer_yes(form: Form) -> None:
    mentor = form.mentor("tebet")
    address = asked(form, "whatsapp", "dapur-ani")
    mentor.get(address)
    assert mentor.post(address, {"jawab": "setuju"}).status_code in (200, 302)


def test_a_shop_that_went_does_not_come_back_by_an_import(root: Path) -> None:
    assert etalase(root, "hosting", "rename", "kopi-budi", "kopi-pak-budi", "--reason", "x")[0] == 0
    assert etalase(root, "hosting", "erase", "dapur-ani", "--yes", "--reason", "x")[0] == 0
    answer = bring(root, ANI, row(BUDI, slogan="Hitam"))
    assert fate(answer) == ("failed", ["import-shop-erased"])
    assert (answer["shops"][1]["slug"], fate(answer, 3)[0]) == ("kopi-pak-budi", "updated")
    assert sorted(path.name for path in (root / "sellers").iterdir()) == ["kopi-pak-budi"]
    assert b"0800" not in (root / "import" / "import.db").read_bytes().replace(b"080000000102", b"")


def test_an_import_goes_beside_what_a_seller_has_not_published_yet(root: Path) -> None:
    form = new_form(root)
    phone = form.seller("dapur-ani")
    phone.get("/t/dapur-ani/")
    phone.say("/t/dapur-ani/isi/tentang", {"slogan": "Dari dapur Ani", "cerita": "Sejak 1998."})
    answer = bring(root, row(ANI, harga_1="99.000", slogan="Enak sekali"), BUDI)
    assert fate(answer)[0] == "updated"
    live, draft = (path / "dapur-ani" for path in (root / "sellers", root / "form" / "sellers"))
    assert "slogan: Enak sekali\n" in (live / "toko.yaml").read_text("utf-8")
    assert "slogan: Dari dapur Ani\n" in (draft / "toko.yaml").read_text("utf-8")
    for folder in (live, draft):
        assert "harga: 99.000\n" in (folder / "produk" / "rendang.md").read_text("utf-8")
    assert not (live / "tentang.md").exists()
    thief = row(ANI, harga_1="99.000", slogan="Pesan ke 0812-3456-7890 ya")
    assert "contact-waiting" in fate(bring(root, thief, BUDI))[1]
    assert "0812" not in (live / "toko.yaml").read_text("utf-8")
