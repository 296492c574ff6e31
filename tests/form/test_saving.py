"""Saving: one of many wins, the others see both versions; a crash or a full disk loses nothing saved."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy.exc import OperationalError

from generator.content.reader import SellerSource, read_seller
from generator.form import history, saving
from generator.form.access import admitted
from generator.form.editing import ShopEdit, edit
from tests.form.forms import Form, fill_in, new_form, publish, tree
from tests.rights import without_rights
from tests.shops import product, write_shop

COMMENTED = """\
# Toko ini dipegang Bu Ratna
nama: Warung Satu   # nama lama: Warung Nol
kategori: kuliner
kecamatan: Tebet
whatsapp: 0800-0000-0101

# jam diisi bulan depan
catatan_dapur: jangan dihapus
persetujuan: 2026-11-01
"""


@pytest.fixture
def form(tmp_path: Path) -> Form:
    form = new_form(tmp_path)
    folder = write_shop(tmp_path, "satu", {"kopi": product(), "teh": product("Teh", "8.000")})
    (folder / "toko.yaml").write_text(COMMENTED, "utf-8")
    form.seller("satu").get("/t/satu/")
    return form


def draft(form: Form) -> Path:
    return form.context.drafts.folder("satu")


def test_a_draft_whose_making_was_killed_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = new_form(tmp_path)
    folder = write_shop(tmp_path, "satu", {"kopi": product()})

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    assert admitted(form.context, "satu")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(ShopEdit, "_remember", killed)
        with edit(form.context, None, "satu") as shop:
            shop.begin()
    assert (draft(form) / "toko.yaml").is_file()
    with edit(form.context, None, "satu") as shop:
        shop.begin()
        assert shop.publish_change(lambda seller: replace(seller, slogan="Baru"))
    assert "slogan: Baru\n" in (folder / "toko.yaml").read_text("utf-8")


def test_what_was_written_by_hand_stays_around_a_change(form: Form) -> None:
    phone = form.seller("satu")
    before = tree(draft(form))
    phone.say("/t/satu/isi/whatsapp", {"whatsapp": "0800-0000-0202"})
    after = tree(draft(form))
    assert after["toko.yaml"].decode() == COMMENTED.replace(
        "whatsapp: 0800-0000-0101", "whatsapp: 080000000202"
    )
    assert {path: data for path, data in before.items() if path != "toko.yaml"} == {
        path: data for path, data in after.items() if path != "toko.yaml"
    }


def test_an_answer_that_changes_nothing_writes_nothing(form: Form) -> None:
    phone, before = form.seller("satu"), draft(form).stat()
    phone.say("/t/satu/isi/nama", {"nama": "Warung Satu"})
    assert draft(form).stat().st_ino == before.st_ino
    assert history.entries(form.context.database, "satu") == []


def test_whoever_comes_second_sees_both_versions_and_picks_one(form: Form) -> None:
    one, two = form.seller("satu"), form.seller("satu")
    one.get("/t/satu/isi/nama")
    two.get("/t/satu/isi/nama")
    assert one.post("/t/satu/isi/nama", {"nama": "Warung Pagi"}).status_code == 302
    lost = two.post("/t/satu/isi/nama", {"nama": "Warung Malam"})
    assert lost.status_code == 409
    assert "Isian ini sudah berubah" in lost.text
    assert "Warung Pagi" in lost.text
    assert "Warung Malam" in lost.text
    assert b"Warung Pagi" in (draft(form) / "toko.yaml").read_bytes()
    assert two.post("/t/satu/isi/nama", {"nama": "Warung Malam"}).status_code == 302
    assert b"Warung Malam" in (draft(form) / "toko.yaml").read_bytes()


def test_changes_of_different_products_do_not_meet(form: Form) -> None:
    one, two = form.seller("satu"), form.seller("satu")
    one.get("/t/satu/produk/kopi/ubah/harga")
    two.get("/t/satu/produk/teh/ubah/harga")
    assert one.post("/t/satu/produk/kopi/ubah/harga", {"harga": "20000"}).status_code == 302
    assert two.post("/t/satu/produk/teh/ubah/harga", {"harga": "9000"}).status_code == 302


def test_of_fifty_saves_at_once_one_wins_and_no_file_is_mixed(form: Form) -> None:
    phones = [form.seller("satu") for _ in range(50)]
    for phone in phones:
        phone.get("/t/satu/isi/tentang")

    def send(number: int) -> int:
        story = f"cerita {number} " * 200
        answer = phones[number].post("/t/satu/isi/tentang", {"slogan": f"slogan {number}", "cerita": story})
        assert answer.status_code in (302, 409)
        assert answer.status_code == 302 or "Isian ini sudah berubah" in answer.text
        return answer.status_code

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(send, range(50)))
    assert answers.count(302) == 1
    winner = answers.index(302)
    assert f"slogan: slogan {winner}\n".encode() in (draft(form) / "toko.yaml").read_bytes()
    assert set((draft(form) / "tentang.md").read_text("utf-8").split()) == {"cerita", str(winner)}
    assert [entry.number for entry in history.entries(form.context.database, "satu")] == [1]


def test_fifty_switches_at_once_all_count_and_leave_whole_files(form: Form) -> None:
    phones = [form.seller("satu") for _ in range(50)]
    for phone in phones:
        phone.get("/t/satu/")
    names = ["kopi", "teh"]

    def send(number: int) -> int:
        phone = phones[number]
        stock = ("ada", "habis")[number // 2 % 2]
        return phone.post(f"/t/satu/produk/{names[number % 2]}/stok", {"stok": stock}).status_code

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(send, range(50))) == {302}
    seller = form.context.drafts.read("satu")
    assert not [p for p in seller.problems if p.severity == "error"]
    assert [p.name for p in seller.seller.products] == ["Kopi Susu", "Teh"]
    assert not list(draft(form).parent.glob(".*"))


_SAVER = """
import sys
from pathlib import Path
from msgspec.structs import replace
from tests.form.forms import new_form
from generator.form.editing import edit
form = new_form(Path(sys.argv[1]))
for number in range(10_000):
    said = {"slogan": f"slogan {number}", "story": (f"cerita {number} " * 400).strip()}
    with edit(form.context, None, "satu") as shop:
        shop.save(lambda seller: replace(seller, **said))
    print(number, flush=True)
"""


def test_a_save_that_is_killed_loses_nothing_that_was_saved(form: Form) -> None:
    told = -1
    for pause in (0.0, 0.013, 0.051):
        saver = subprocess.Popen(
            [sys.executable, "-c", _SAVER, str(form.context.root)], stdout=subprocess.PIPE, text=True
        )
        assert saver.stdout
        first = saver.stdout.readline()
        time.sleep(pause)
        os.kill(saver.pid, signal.SIGKILL)
        rest = saver.stdout.read().split()
        saver.wait()
        told = int([first, *rest][-1])
        found = form.context.drafts.read("satu").seller
        number = int(found.slogan.removeprefix("slogan "))
        assert number in (told, told + 1)
        assert set(found.story.split()) == {"cerita", str(number)}, "half of each"
        assert found.products
        newest = history.entries(form.context.database, "satu", limit=2)
        assert newest
        # the next save goes on from there, and the history joins
        phone = form.seller("satu")
        assert phone.say("/t/satu/isi/tentang", {"slogan": "sesudah", "cerita": "sesudah"}).status_code == 302
        version = form.context.drafts.read("satu").version
        history.reconcile(form.context.database, "satu", version)
        assert history.entries(form.context.database, "satu")[0].texts["tentang.md"][1] == "sesudah\n"
    assert not list(draft(form).parent.glob(".*.new"))


@pytest.mark.parametrize("at", ["text", "link", "database"])
def test_a_full_disk_says_so_and_keeps_what_was_saved(form: Form, monkeypatch: Any, at: str) -> None:
    phone, before = form.seller("satu"), tree(draft(form))
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fail(*_arguments: object, **_named: object) -> None:
        raise (
            OperationalError("insert", {}, Exception("database or disk is full"))
            if at == "database"
            else full
        )

    phone.get("/t/satu/isi/nama")
    target = {
        "text": (saving, "_write"), "link": (shutil, "copytree"), "database": (history, "record"),
    }[at]  # fmt: skip
    monkeypatch.setattr(*target, fail)
    answer = phone.post("/t/satu/isi/nama", {"nama": "Warung Lain"})
    monkeypatch.undo()
    assert answer.status_code == 507
    assert "penyimpanan kami penuh" in answer.text
    assert tree(draft(form)) == before
    assert not list(draft(form).parent.glob(".*.new"))


@pytest.mark.parametrize("closed", ["form/sellers", "sellers"])
def test_a_folder_that_may_not_be_written_to_says_so(
    form: Form, caplog: pytest.LogCaptureFixture, closed: str
) -> None:
    phone, before = form.seller("satu"), tree(draft(form))
    phone.get("/t/satu/isi/nama")
    root = form.context.root
    with without_rights(root):
        (root / closed).chmod(0o555)
        try:
            answer = phone.post("/t/satu/isi/nama", {"nama": "Warung Lain"})
        finally:
            (root / closed).chmod(0o755)
    if closed == "sellers":
        assert answer.status_code == 302, "a draft is saved elsewhere"
        return
    assert answer.status_code == 503
    assert "belum bisa dibuka atau disimpan" in answer.text
    assert tree(draft(form)) == before
    [line] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "Permission denied" in line.message
    assert line.exc_info is None


def test_a_real_disk_without_room(tmp_path: Path) -> None:
    """On a file system of 3 MB, filled up while the form runs."""
    data_dir = tmp_path / "kecil"
    data_dir.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", data_dir], capture_output=True
    ).returncode:
        pytest.skip("only root may mount a small file system")
    try:
        form = new_form(data_dir)
        write_shop(data_dir, "satu")
        phone = form.seller("satu")
        phone.get("/t/satu/")
        phone.get("/t/satu/isi/tentang")
        before = tree(form.context.drafts.folder("satu"))
        with (data_dir / "penuh").open("wb", buffering=0) as filler, pytest.raises(OSError, match="space"):
            while filler.write(b"x" * 4096):
                pass
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        answer = phone.post("/t/satu/isi/tentang", {"slogan": "baru", "cerita": "c" * 5000})
        assert answer.status_code == 507
        assert tree(form.context.drafts.folder("satu")) == before
        (data_dir / "penuh").unlink()
        assert phone.say("/t/satu/isi/tentang", {"slogan": "baru", "cerita": ""}).status_code == 302
    finally:
        subprocess.run(["umount", "-l", data_dir], check=True)


def test_every_change_can_be_seen_and_taken_back(form: Form) -> None:
    phone = form.seller("satu")
    before = tree(draft(form))
    phone.say("/t/satu/produk/teh/ubah/harga", {"harga": "9rb"})
    phone.say("/t/satu/produk/kopi/ubah/nama", {"nama": "Kopi Tubruk"})
    phone.get("/t/satu/produk/teh")
    gone = phone.post("/t/satu/produk/teh/hapus")
    page = phone.get(gone.location).text
    assert "Produk dihapus" in page
    listed = phone.get("/t/satu/riwayat").text
    assert [listed.index(word) for word in ("Produk dihapus", "Kopi Tubruk", "Rp9.000")] == sorted(
        listed.index(word) for word in ("Produk dihapus", "Kopi Tubruk", "Rp9.000")
    )
    assert "dari HP penjual" in listed
    [number] = re.findall(r"/riwayat/(\d+)/kembalikan", page)
    assert phone.post(f"/t/satu/riwayat/{number}/kembalikan").status_code == 302
    assert (draft(form) / "produk" / "teh.md").is_file()
    for number in ("2", "1"):
        phone.get("/t/satu/riwayat")
        phone.post(f"/t/satu/riwayat/{number}/kembalikan")
    assert tree(draft(form)) == before


def test_the_history_writes_dates_as_people_do(form: Form) -> None:
    phone = form.seller("satu")
    phone.say("/t/satu/isi/libur", {"sampai": "2026-12-31", "pesan": ""})
    past = phone.get("/t/satu/riwayat").text
    assert "31 Desember 2026" in past
    assert ">2026-12-31" not in past


def test_the_mentor_undoes_it_too_and_is_named(form: Form) -> None:
    form.seller("satu").say("/t/satu/isi/nama", {"nama": "Salah Ketik"})
    mentor = form.mentor("tebet")
    mentor.get("/t/satu/riwayat")
    mentor.post("/t/satu/riwayat/1/kembalikan")
    assert "oleh pembina" in mentor.get("/t/satu/riwayat").text
    assert form.context.drafts.read("satu").seller.name == "Warung Satu"


def test_a_file_that_cannot_be_read_is_told_and_left_alone(form: Form) -> None:
    broken = "nama: Kopi: Susu\n"
    (draft(form) / "toko.yaml").write_text(broken, "utf-8")
    phone = form.seller("satu")
    answer = phone.get("/t/satu/")
    assert answer.status_code == 422
    assert "Pembina Anda bisa memperbaikinya" in answer.text
    assert (draft(form) / "toko.yaml").read_text("utf-8") == broken


def test_answers_are_judged_by_the_parsers_of_the_files(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru")
    phone = form.seller("baru")
    wrong = {
        "nama": {"nama": "x" * 61},
        "whatsapp": {"whatsapp": "12345"},
        "kategori": {"kategori": "rahasia"},
        "kecamatan": {"kecamatan": "Bandung"},
        "warna": {"warna": "merah"},
        "tentang": {"slogan": "s", "cerita": "NIK 3174010101010001"},
        "libur": {"sampai": "2020-01-01"},
        "jam": {"hari": "senin", "buka": "9", "tutup": "9"},
        "persetujuan": {"setuju": "tidak"},
    }
    for step, answer in wrong.items():
        refused = phone.say(f"/t/baru/isi/{step}", answer)
        assert refused.status_code == 400, step
        assert 'role="alert"' in refused.text
    assert not (form.context.drafts.folder("baru") / "toko.yaml").exists() or (
        form.context.drafts.read("baru").seller.name == ""
    )


def test_a_draft_waits_where_it_was_left(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru")
    door = form.link(slug="baru")
    phone = form.phone().open(door)
    phone.say("/t/baru/isi/nama", {"nama": "Warung Baru"})
    phone.say("/t/baru/isi/whatsapp", {"whatsapp": "0800-0000-0101"})
    again = form.phone().open(door)
    assert again.get("/t/baru/").location == "/t/baru/isi/kategori"
    assert "0800-0000-0101" in again.get("/t/baru/isi/whatsapp").text


def test_what_is_optional_can_be_left_out(tmp_path: Path) -> None:
    form = new_form(tmp_path)
    form.begin("baru")
    phone = form.seller("baru")
    fill_in(phone, "baru")
    for step in ("jam", "antar", "qris", "warna"):
        following = phone.say(f"/t/baru/isi/{step}", {"lewati": "ya"})
        assert following.status_code == 302
    for step in ("nama", "whatsapp", "kategori", "persetujuan"):
        assert phone.say(f"/t/baru/isi/{step}", {"lewati": "ya"}).status_code == 400
    assert publish(phone, "baru").status_code == 302
    assert phone.get("/t/baru/").status_code == 200


@pytest.mark.parametrize(
    ("page", "data"),
    [("ubah/harga", {"harga": "20rb"}), ("ubah/stok", {"stok": "habis"}), ("stok", {"stok": "habis"})],
)
def test_one_tap_reads_the_shops_folders_at_most_three_times(
    form: Form, monkeypatch: pytest.MonkeyPatch, page: str, data: dict[str, str]
) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/" if page == "stok" else f"/t/satu/produk/kopi/{page}")
    read: list[Path] = []

    def counting(root: Path, slug: str, below: str) -> SellerSource:
        read.append(root)
        return read_seller(root, slug, below)

    monkeypatch.setattr("generator.form.drafts.read_seller", counting)
    assert phone.post(f"/t/satu/produk/kopi/{page}", data).status_code == 302
    assert 2 <= len(read) <= 3, "the draft and what is published, and whatever else"
    monkeypatch.undo()
    kopi = form.context.live.read("satu").product("kopi")
    assert kopi and (kopi.price, kopi.stock) == ((20_000, "ada") if "harga" in data else (18_000, "habis"))
