"""Nobody else's number, account or code: whoever tries, by whatever way, only a mentor's yes puts it online.

Every way by which a value can reach a page is tried by everybody who can open the form, and by others.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
import segno
from flask import request_started

from generator.content.fields import FieldError
from generator.content.photo_codes import photo_codes
from generator.content.qris import crc16
from tests.content.test_qris import STATIC, VECTORS
from tests.form.forms import Form, Phone, fill_in, new_form, publish
from tests.shops import product, write_photo, write_product, write_shop

OWN, THIEF = "0800-0000-0101", "0800-0000-0999"
ACCOUNT, HANDLE = "BCA 9998887776", "tokomaling"
CODE = VECTORS[STATIC[0]]
MARKS = (THIEF, "080000000999", "6280000000999", "9998887776", HANDLE, "maling.example")
AT = "/t/satu"
TALE = f"Transfer ke {ACCOUNT}, tanya https://wa.me/6280000000999 atau [sini](tel:+6280000000999)"
TALE += " atau [0800-0000-0101](https://maling.example/order)"


def forged() -> str:
    """Another payee's code."""
    tags = (
        ("00", "01"),
        ("26", "0015ID.CO.MALING.WW"),
        ("52", "5812"),
        ("53", "360"),
        ("58", "ID"),
        ("59", "M"),
    )
    text = "".join(f"{tag}{len(value):02}{value}" for tag, value in tags) + "6304"
    return f"{text}{crc16(text.encode()):04X}"


def picture(payload: str) -> tuple[io.BytesIO, str]:
    """A photo of a payment code, as a phone sends it."""
    out = io.BytesIO()
    segno.make(payload, error="m", micro=False).save(out, kind="png", scale=8, border=6)
    return io.BytesIO(out.getvalue()), "kopi.png"


def found_in(folder: Path) -> list[str]:
    """What of the thief's lies below a folder: in a file, or in the code of a photo."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_bytes().decode("utf-8", "replace").casefold()
        found += [f"{path.name}: {mark}" for mark in (*MARKS, forged().casefold()) if mark.casefold() in text]
        if path.parent.name == "foto":
            found += [f"{path.name}: {text}" for text in codes(path.read_bytes()) if text == forged()]
    return found


@cache
def codes(photo: bytes) -> tuple[str, ...]:
    """What the codes in a photo say: the same photo is looked at after each try."""
    with NamedTemporaryFile() as file, suppress(FieldError):
        file.write(photo)
        file.flush()
        return tuple(photo_codes(Path(file.name)))
    return ()


def agreed(form: Form) -> list[str]:
    """What of the thief's counts as agreed to."""
    return found_in(form.context.root / "form" / "approved")


def agreed_and_published(form: Form) -> list[str]:
    """What of the thief's a page would show, or counts as agreed to."""
    return found_in(form.context.root / "sellers") + agreed(form)


def new_hub(root: Path) -> Form:
    form = new_form(root)
    shops = {"kopi": product(foto="[kopi.jpg]"), "teh": product("Teh", "8.000")}
    for slug, kecamatan in (("satu", "Tebet"), ("dua", "Cilandak")):
        folder = write_shop(root, slug, shops, kecamatan=kecamatan, qris=CODE)
        write_photo(folder, "kopi.jpg", "#884422")
        form.seller(slug).get(f"/t/{slug}/")
    return form


def newcomer(form: Form) -> Phone:
    """Whoever began a shop by herself, and waits for her mentor."""
    phone = form.phone()
    phone.say("/daftar", {"nama": "Toko Maling", "whatsapp": THIEF})
    fill_in(phone, "toko-maling")
    phone.say("/t/toko-maling/isi/whatsapp", {"whatsapp": THIEF})
    publish(phone, "toko-maling")
    return phone


WHO: dict[str, Callable[[Form], Phone]] = {
    "seller": lambda form: form.seller("satu"),
    "another seller": lambda form: form.seller("dua"),
    "mentor": lambda form: form.mentor("tebet"),
    "another mentor": lambda form: form.mentor("cilandak"),
    "newcomer": newcomer,
    "nobody": lambda form: form.phone(),
}


@dataclass(frozen=True)
class Way:
    """One way by which a value reaches a page."""

    name: str
    routes: tuple[str, ...]
    go: Callable[[Form, Phone], object]
    by_hand: bool = False
    """Whether sellers/ holds it until the form publishes again; the build shows what was agreed to."""


def answer(step: str, **data: object) -> Callable[[Form, Phone], object]:
    return lambda _form, phone: phone.say(f"{AT}/isi/{step}", data)


def of_product(what: str, **data: object) -> Callable[[Form, Phone], object]:
    return lambda _form, phone: phone.say(f"{AT}/produk/kopi/ubah/{what}", data)


def code_typed(_form: Form, phone: Phone) -> None:
    phone.get(f"{AT}/isi/qris")
    phone.post(f"{AT}/qris", {"foto": picture(forged())}, content_type="multipart/form-data")
    phone.say(f"{AT}/isi/qris")


def photo_of_a_code(_form: Form, phone: Phone) -> None:
    phone.get(f"{AT}/produk/kopi")
    phone.post(f"{AT}/produk/kopi/foto", {"foto": picture(forged())}, content_type="multipart/form-data")
    names = re.findall(
        rf"{AT}/produk/kopi/foto/([0-9a-f]{{16}}\.jpg)/putar", phone.get(f"{AT}/produk/kopi").text
    )
    for name, what in (
        (name, what) for name in names or ["0123456789abcdef.jpg"] for what in ("putar", "depan")
    ):
        phone.post(f"{AT}/produk/kopi/foto/{name}/{what}")


def new_product(_form: Form, phone: Phone) -> None:
    phone.get(f"{AT}/produk/baru")
    made = phone.post(f"{AT}/foto-baru", {"foto": picture(forged())}, content_type="multipart/form-data")
    photo = (made.location or "").rpartition("foto=")[2]
    phone.say(f"{AT}/produk/nama", {"nama": f"Pesan WA {THIEF}", "foto": photo, "harga": "9rb"})
    phone.say(f"{AT}/produk/", {})


def taps(_form: Form, phone: Phone) -> None:
    phone.get(f"{AT}/")
    phone.post(f"{AT}/produk/kopi/stok", {"stok": "habis"})
    phone.post(f"{AT}/produk/kopi/geser", {"arah": "naik"})
    phone.post(f"{AT}/produk/teh/hapus")


def undone(_form: Form, phone: Phone) -> None:
    """Everything taken back, the newest first, and the first of it taken back again."""
    phone.get(f"{AT}/riwayat")
    for number in (8, 7, 6, 5, 4, 3, 2, 1, 2, 1):
        phone.post(f"{AT}/riwayat/{number}/kembalikan")


def moved(_form: Form, phone: Phone) -> None:
    phone.say(f"{AT}/isi/kecamatan", {"kecamatan": "Cilandak"})
    publish(phone, "satu")
    phone.get("/pembina/toko/satu")
    phone.post("/pembina/toko/satu/serahkan")


def follow(_form: Form, phone: Phone) -> None:
    phone.say(f"{AT}/ikuti", {"toko": f"wa.me/{THIEF}", "ikuti": "ya"})


def consent(_form: Form, phone: Phone) -> None:
    phone.say(f"{AT}/tarik")
    phone.post(f"{AT}/tarik")
    phone.post(f"{AT}/tarik/batal")
    phone.say(f"{AT}/isi/persetujuan", {"setuju": "ya", "surat": "ya", "email": "orang@lain.example"})


HAND_WRITTEN = f"""\
slogan: Pesan lewat {THIEF}
alamat: Jl. Tebet 1, transfer {ACCOUNT}
pindah_ke: https://wa.me/6280000000999
media_sosial: {{instagram: {HANDLE}}}
en: {{slogan: call {THIEF}}}
"""


def edited(form: Form, phone: Phone) -> None:
    """Everything that can be typed in the files, and a photo that is written over in its place."""
    folder = form.context.root / "sellers" / "satu"
    file = folder / "toko.yaml"
    file.write_text(file.read_text("utf-8").replace(OWN, THIEF) + HAND_WRITTEN, "utf-8")
    (folder / "tentang.md").write_text(TALE, "utf-8")
    write_product(folder, "susu", product("Susu", "5.000", varian=f"[{{nama: WA {THIEF}, harga: 5.000}}]"))
    (folder / "foto" / "kopi.jpg").write_bytes(picture(forged())[0].getvalue())
    phone.get(f"{AT}/")


def taken_over(form: Form, phone: Phone) -> None:
    """An edit by hand that wins over what the seller had not published yet."""
    phone.say(f"{AT}/isi/nama", {"nama": "Kopi Lain"})
    file = form.context.root / "sellers" / "satu" / "toko.yaml"
    typed = re.sub(r"(?m)^whatsapp: .*$", f"whatsapp: {THIEF}", file.read_text("utf-8"))
    file.write_text(typed, "utf-8")
    phone.get(f"{AT}/")
    phone.post(f"{AT}/ambil")


def stale_page(form: Form, phone: Phone) -> None:
    """A yes to what a page showed before it was changed once more, and a yes to a number that was made up."""
    for number in range(1, 5):
        phone.get(f"/pembina/tanya/{number}")
        form.seller("satu").say(f"{AT}/isi/tentang", {"slogan": f"{number} {THIEF}", "cerita": ACCOUNT})
        phone.post(f"/pembina/tanya/{number}", {"jawab": "setuju", "dilihat": "0" * 16})


def links(_form: Form, phone: Phone) -> None:
    phone.get("/pembina/toko/satu")
    phone.post("/pembina/toko/satu/link")
    phone.say("/pembina/undang", {"nama": "Toko Baru", "whatsapp": OWN})
    phone.get("/")
    phone.post("/bahasa", {"bahasa": "en", "kembali": f"https://wa.me/{THIEF}"})
    phone.post("/bahasa", {"bahasa": "id"})


def offline(_form: Form, phone: Phone) -> None:
    """Off the internet with a number as its reason, and back; and a reminder that nobody sent."""
    at = "/pembina/toko/satu"
    phone.get(at)
    phone.post(f"{at}/turunkan", {"alasan": f"Hubungi {THIEF}"})
    phone.post(f"{at}/terkirim", {"jenis": THIEF, "berakhir": THIEF})
    phone.post(f"{at}/tayangkan")


def gone(form: Form, phone: Phone) -> None:
    """The folder goes, and comes back from the draft."""
    phone.say(f"{AT}/isi/whatsapp", {"whatsapp": THIEF})
    shutil.rmtree(form.context.root / "sellers" / "satu")
    publish(phone, "satu")
    phone.get(f"{AT}/")
    phone.post(f"{AT}/terbitkan", {"timpa": "ya"})


WAYS = (
    Way("edited by hand", (), edited, by_hand=True),
    Way("taken over", ("home.take_over",), taken_over, by_hand=True),
    Way("name", ("wizard.answer",), answer("nama", nama=f"Kopi {THIEF}")),
    Way("slogan and story", ("wizard.answer",), answer("tentang", slogan=f"WA {THIEF}", cerita=TALE)),
    Way("holiday", ("wizard.answer",), answer("libur", sampai="2026-12-26", pesan=f"hubungi {THIEF}")),
    Way(
        "payment",
        ("wizard.answer",),
        answer("antar", pembayaran="pesan@maling.example", pengiriman=f"kurir {THIEF}"),
    ),
    Way("product name", ("products.answer",), of_product("nama", nama=f"Kopi {THIEF}")),
    Way("product unit", ("products.answer",), of_product("harga", harga="20rb", satuan=f"wa {THIEF}")),
    Way(
        "choices", ("products.answer",), of_product("pilihan", **{"nama-0": f"wa {THIEF}", "harga-0": "9rb"})
    ),
    Way("section", ("products.answer",), of_product("bagian", bagian=f"hubungi {THIEF}")),
    Way("English", ("products.answer",), of_product("inggris", nama=f"Call {THIEF}", cerita=TALE)),
    Way("export", ("products.answer",), of_product("ekspor", kemasan=f"karton, wa {THIEF}")),
    Way("accounts", ("wizard.answer",), answer("sosial", instagram=HANDLE)),
    Way("street", ("wizard.answer",), answer("alamat", alamat=f"Jl. Tebet 1, transfer {ACCOUNT}")),
    Way("abroad", ("wizard.answer",), answer("ekspor", email="orang@lain.example")),
    Way("forward", ("wizard.answer",), answer("pindah", alamat="https://wa.me/6280000000999")),
    Way("English of the shop", ("wizard.answer",), answer("inggris", slogan=f"call {THIEF}")),
    Way("follow", ("others.follow",), follow),
    Way("description", ("products.answer",), of_product("cerita", cerita=TALE)),
    Way("photo of a code", ("photos.add", "photos.change"), photo_of_a_code),
    Way("new product", ("photos.first", "new_product.begin", "products.enough"), new_product),
    Way("taps", ("products.switch", "products.move", "products.delete"), taps),
    Way("links", ("mentors.renew", "mentors.invite", "entry.speak"), links),
    Way("stale page", ("mentors.decide",), stale_page),
    Way("undo", ("home.undo",), undone),
    Way("offline", ("taking_offline.take", "taking_offline.put_back", "reminding.sent"), offline),
    Way("hand-over", ("handing_over.hand_over",), moved),
    Way("number", ("wizard.answer",), answer("whatsapp", whatsapp=THIEF)),
    Way("QRIS", ("photos.qris", "wizard.answer"), code_typed),
    Way("undo of a number", ("home.undo",), undone),
    Way("consent", ("home.withdraw", "leaving.return_to"), consent),
    Way("gone", ("home.publish",), gone),
)
HERS = {"number", "QRIS"}
"""What a mentor types by herself, she has agreed to."""
ELSEWHERE = {
    "entry.enter": "opens the form in every test",
    "entry.register": "how a newcomer begins",
    "entry.leave": "ends a session",
    "mentors.revoke": "ends links",
    "handing_over.greeted": "a mentor's word that she has dealt with news",
    "handing_over.told": "the same",
    "reminding.sent": "a line in the ledger",
    "taking_offline.take": "a mentor's: the shop is then on no page, and its seller alone reads the reason",
    "taking_offline.put_back": "brings back what was there, see test_taking_offline",
}


@pytest.mark.parametrize("who", WHO)
def test_nothing_of_somebody_elses_is_published_by_whoever_tries(tmp_path: Path, who: str) -> None:
    form = new_hub(tmp_path)
    phone, reached = WHO[who](form), set[str]()

    def note(_app: object, **_more: object) -> None:
        from flask import request

        reached.add(str(request.endpoint))

    with request_started.connected_to(note, form.app):
        for way in WAYS:
            if who == "mentor" and way.name in {*HERS, "undo of a number", "gone"}:
                continue
            way.go(form, phone)
            assert (agreed if way.by_hand else agreed_and_published)(form) == [], way.name
            publish(phone, "satu")
            publish(form.mentor("tebet"), "satu")
            assert agreed_and_published(form) == [], f"{way.name}, published"
            assert set(way.routes) <= reached, way.name
    assert (tmp_path / "sellers" / "satu" / "toko.yaml").is_file()


def test_every_way_into_the_form_is_in_the_matrix(tmp_path: Path) -> None:
    tried = {route for way in WAYS for route in way.routes} | ELSEWHERE.keys()
    writing = {
        rule.endpoint
        for rule in new_form(tmp_path).app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
    }
    assert writing == tried
