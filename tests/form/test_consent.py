"""What a seller agrees to is all that her page can show."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.model import Product, Seller
from tests.form.forms import new_form
from tests.shops import write_shop

SHOP = {
    "name": "nama", "category": "kategori", "slogan": "cerita toko", "story": "cerita toko",
    "kecamatan": "kecamatan", "kelurahan": "kelurahan", "address": "alamat", "moves_to": "alamat baru",
    "whatsapp": "nomor WhatsApp", "hours": "jam buka", "closed": "libur", "delivery": "cara kirim",
    "payment": "bayar", "qris": "nama di QRIS", "qris_amount": "QRIS", "socials": "media sosial",
    "permits": "nomor izin", "follows": "toko yang saya ikuti", "export_email": "isian ekspor",
    "catalogue": "produk", "english": "bahasa Inggris", "products": "produk",
}  # fmt: skip
"""What a page shows of a shop -> how the question calls it."""
PRODUCT = {
    "name": "produk", "price": "harganya", "unit": "harganya", "photos": "foto", "stock": "produk",
    "description": "produk", "variants": "produk", "promo": "harganya", "promo_until": "harganya",
    "section": "produk", "minimum": "produk", "english": "bahasa Inggris", "export": "isian ekspor",
}  # fmt: skip
NEVER_SHOWN = {"slug", "theme", "colour", "email", "consent", "withdrawn", "featured", "order", "draft"}
"""Or nothing that she says of herself."""


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> str:
    root: Path = tmp_path_factory.mktemp("setuju")
    form = new_form(root)
    write_shop(root, "satu")
    page = form.seller("satu").get("/t/satu/isi/persetujuan").text
    return page.partition('name="setuju"')[2].partition("</label>")[0]


@pytest.mark.parametrize(("part", "words"), [(Seller, SHOP), (Product, PRODUCT)])
def test_the_question_names_all_that_a_page_can_show(
    question: str, part: type[Seller | Product], words: dict[str, str]
) -> None:
    assert set(part.__struct_fields__) - NEVER_SHOWN == words.keys()
    assert [word for word in words.values() if word not in question] == []
