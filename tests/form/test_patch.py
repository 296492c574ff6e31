"""Changes are put into a text that people wrote: whatever they wrote, the result says what was meant."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.content import writer
from generator.content.model import Product, Seller
from generator.content.prices import MAX_PRICE
from generator.form import patch
from generator.form.drafts import ShopRepository
from generator.form.rewriting import texts
from tests.form.forms import Form, new_form
from tests.shops import write_photo, write_shop

lines = st.text(alphabet=string.ascii_letters + " :#-'\"[]{}&*!|>%@`,?\\é", max_size=30)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return new_form(tmp_path_factory.mktemp("tempel"))


def reread(repository: ShopRepository, changed: dict[str, bytes | None]) -> Seller:
    """What the folder says with the changed texts."""
    for path, data in changed.items():
        file = repository.folder("satu") / path
        file.unlink(missing_ok=True)
        if data is not None:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data)
    return repository.read("satu").seller


@given(
    slogan=lines, story=lines, name=lines, unit=lines, comment=lines,
    price=st.integers(100, MAX_PRICE),
    unknown=st.sampled_from(["", "catatan: simpan\n", "'resep': [a,\n  b]\n", "email: salah\n", "# x\n\n"]),
)  # fmt: skip
def test_a_patched_folder_says_what_was_meant(
    form: Form, slogan: str, story: str, name: str, unit: str, price: int, comment: str, unknown: str
) -> None:
    root = form.context.root
    clean = " ".join(comment.split())
    body = f"---\nnama: Kopi\nharga: 18rb # {clean}\n---\nEnak.\n"
    folder = write_shop(root, "satu", {"kopi": body}, slogan="lama")
    shop = (folder / "toko.yaml").read_text("utf-8") + f"# {clean}\n{unknown}"
    (folder / "toko.yaml").write_text(shop, "utf-8")
    repository = form.context.live
    draft = repository.read("satu")
    said = " ".join(slogan.split())
    product = replace(
        draft.seller.products[0],
        name=" ".join(f"K{name}".split()),
        unit=" ".join(unit.split()),
        price=price,
    )
    after = replace(draft.seller, slogan=said, story=story.strip(), products=(product,))
    found = reread(repository, texts(draft, after, repository.rules))
    assert (found.slogan, found.story.strip(), found.products) == (said, after.story, (product,))
    assert writer.shop_text(found) == writer.shop_text(after)
    if unknown == "catatan: simpan\n":
        assert "catatan: simpan" in (folder / "toko.yaml").read_text("utf-8")


def test_only_the_changed_lines_differ() -> None:
    old = "# satu\nnama: A\n\n# dua\nharga: 18rb   # murah\nvarian:\n- {nama: b, harga: 1.000}\nstok: ada\n"
    before = "nama: A\nharga: 18.000\nvarian:\n  - nama: b\n    harga: '1.000'\n"
    after = before.replace("18.000", "20.000") + "unggulan: ya\n"
    assert patch.merged(old, before, after) == old.replace("harga: 18rb   # murah", "harga: 20.000").replace(
        "stok: ada", "unggulan: ya\nstok: ada"
    )


def test_a_key_that_says_nothing_any_more_goes() -> None:
    old = "nama: A\nslogan: >-\n  panjang\n  sekali\nkategori: kuliner\n"
    before, after = "nama: A\nslogan: panjang sekali\nkategori: kuliner\n", "nama: A\nkategori: kuliner\n"
    assert patch.merged(old, before, after) == after


def test_a_product_in_yaml_becomes_markdown(form: Form) -> None:
    folder = write_shop(form.context.root, "dua", {})
    (folder / "produk").mkdir(exist_ok=True)
    (folder / "produk" / "Kopi Susu.yaml").write_text("nama: Kopi\nharga: 5rb\ndeskripsi: Enak\n", "utf-8")
    draft = form.context.live.read("dua")
    product = replace(draft.seller.products[0], price=6000)
    found = texts(draft, replace(draft.seller, products=(product,)), form.context.live.rules)
    assert found["produk/Kopi Susu.yaml"] is None
    assert b"harga: 6.000" in (found["produk/kopi-susu.md"] or b"")
    assert b"Enak" in (found["produk/kopi-susu.md"] or b"")


def test_a_half_filled_shop_is_written_and_read_again(form: Form) -> None:
    draft = form.context.drafts.read("belum-ada")
    assert draft.seller.name == ""
    after = replace(draft.seller, name="Baru", products=(Product("kopi", "Kopi", None, draft=True),))
    found = texts(draft, after, form.context.drafts.rules)
    assert b"whatsapp" not in (found["toko.yaml"] or b"")
    assert set(found) == {"toko.yaml", "produk/kopi.md"}


def test_photos_named_by_hand_stay(form: Form) -> None:
    body = "---\nnama: Kopi\nharga: 18rb\nfoto: [Foto/Kopi.JPG]\n---\n"
    folder = write_shop(form.context.root, "tiga", {"kopi": body.replace("Foto/", "foto/")})
    write_photo(folder, "Kopi.JPG")
    draft = form.context.live.read("tiga")
    product = replace(draft.seller.products[0], name="Kopi Tubruk")
    [(path, data)] = texts(draft, replace(draft.seller, products=(product,)), form.context.live.rules).items()
    assert path == "produk/kopi.md"
    assert b"foto: [foto/Kopi.JPG]" in (data or b"")
    assert Path(path).suffix == ".md"
