"""Empty where it must not be: a shop that was broken by hand, or whose first answers were undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.readiness import REQUIRED
from generator.form import history
from generator.form.approvals import waiting
from tests.content.test_qris import STATIC, VECTORS
from tests.form.forms import HUB_WITH_MENTORS, fill_in, new_form, publish
from tests.shops import build, product, write_shop

CODE = VECTORS[STATIC[0]]
NEEDED = ("name", "whatsapp", "category", "kecamatan", "consent")
BROKEN: dict[str, Callable[[str], str | None]] = {
    "a quote that does not end": lambda text: text.replace("nama: ", 'nama: "', 1),
    "emptied": lambda _: "",
    "cut in the middle": lambda text: text[: text.index("whatsapp") + 3],
    "lost": lambda _: None,
    "a number that is none": lambda text: text.replace("0800-0000-0101", "0800-000"),
    "a code that is none": lambda text: text.replace(CODE, CODE[:40]),
    "an account that is none": lambda text: text.replace("kopi.satu", "'kopi satu'"),
    "an unknown category": lambda text: text.replace("kategori: kuliner", "kategori: kuliiner"),
    "a key that nobody knows": lambda text: f"{text}nomor: 1\n",
}


@pytest.mark.parametrize("how", BROKEN)
def test_looking_at_a_broken_shop_leaves_nothing_behind(tmp_path: Path, how: str) -> None:
    form = new_form(tmp_path, HUB_WITH_MENTORS)
    folder = write_shop(
        tmp_path,
        "satu",
        {"kopi": product(body="WA 0800-0000-0101")},
        media_sosial="{instagram: kopi.satu}",
        qris=f'"{CODE}"',
    )
    assert build(tmp_path)[0] == 0
    file, text = folder / "toko.yaml", (folder / "toko.yaml").read_text("utf-8")
    broken = BROKEN[how](text)
    file.unlink() if broken is None else file.write_text(broken, "utf-8")
    build(tmp_path)
    mentor, operator = form.mentor("tebet"), form.operator()
    for phone, path in (
        (mentor, "/pembina/"),
        (mentor, "/pembina/toko/satu"),
        (operator, "/pembina/toko/satu"),
        (operator, "/t/satu/"),
        (form.seller("satu"), "/t/satu/"),
        (form.seller("satu"), "/t/satu/isi/nama"),
    ):
        page = phone.get(path)
        assert page.status_code in (200, 422), path
        assert "<h1" in page.text
    file.write_text(text, "utf-8")
    code, answer = build(tmp_path)
    assert (code, answer["failures"]) == (0, [])
    assert form.seller("satu").get("/t/satu/").status_code == 200
    assert waiting(form.context.database, slug="satu") == []
    assert build(tmp_path)[0] == 0
    assert form.context.drafts.read("satu").seller.whatsapp == "6280000000101"
    assert (tmp_path / "build" / "site" / "satu" / "index.html").is_file()


def test_what_every_shop_needs_is_not_undone_into_nothing(tmp_path: Path) -> None:
    form = new_form(tmp_path, HUB_WITH_MENTORS)
    form.begin("satu")
    phone, mentor = form.seller("satu"), form.mentor("tebet")
    fill_in(phone, "satu")
    publish(phone, "satu")
    phone.say("/t/satu/isi/tentang", {"slogan": "Segar", "cerita": ""})
    page = phone.get("/t/satu/riwayat").text
    offered = set(map(int, re.findall(r"/riwayat/(\d+)/kembalikan", page)))
    entries = history.entries(form.context.database, "satu")
    first = {entry.number for entry in entries if any(c.what in NEEDED for c in entry.changes)}
    assert first
    assert offered == {entry.number for entry in entries} - first
    for entry in entries:
        phone.get("/t/satu/riwayat")
        phone.post(f"/t/satu/riwayat/{entry.number}/kembalikan")
    seller = form.context.drafts.read("satu").seller
    assert all(REQUIRED[name](seller) for name in ("name", "whatsapp", "category", "kecamatan"))
    assert waiting(form.context.database, slug="satu") == []
    assert mentor.get("/pembina/toko/satu").status_code == 200
    assert build(tmp_path)[0] == 0
