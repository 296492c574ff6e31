"""What people send: photos of any kind, bombs, bodies without end, names that climb out."""

from __future__ import annotations

import hashlib
import http.client
import io
import os
import re
import struct
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Semaphore
from typing import Any
from urllib.parse import urlsplit

import pytest
import segno
from PIL import ExifTags, Image

from generator.content.fields import FieldError
from generator.form import photo_process, photo_worker, uploads
from generator.form.photo_codes import PhotoCodes
from generator.render.images import PhotoCache
from tests.content import originals
from tests.content.test_qris import STATIC, VECTORS
from tests.form.forms import Form, Phone, new_form, serving, tree
from tests.shops import write_shop


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    form = new_form(tmp_path_factory.mktemp("foto"))
    write_shop(form.context.root, "satu")
    form.seller("satu").get("/t/satu/")
    return form


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **how: Any) -> bytes:
    out = io.BytesIO()
    image = Image.new(mode, size, (200, 40, 40) if mode == "RGB" else 0)
    image.paste(255 if mode == "L" else "blue" if mode == "RGB" else 0, (0, 0, size[0] // 2, size[1]))
    image.save(out, kind, **how)
    return out.getvalue()


def send(phone: Phone, data: bytes, name: str = "a.jpg", to: str = "/t/satu/produk/kopi/foto") -> Any:
    phone.get("/t/satu/produk/kopi")
    return phone.post(to, {"foto": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def photos(form: Form) -> list[Path]:
    return sorted((form.context.drafts.folder("satu") / "foto").glob("*"))


def clear(form: Form) -> None:
    phone = form.seller("satu")
    for photo in photos(form):
        phone.get("/t/satu/produk/kopi")
        phone.post(f"/t/satu/produk/kopi/foto/{photo.name}/hapus")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_upright_small_and_bare(form: Form, kind: str) -> None:
    clear(form)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "RahasiaCam"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (6.0, 12.0, 0.0)
    data = picture(kind, (3000, 2000), exif=exif)
    assert b"RahasiaCam" in data
    assert send(form.seller("satu"), data, name="../../etc/passwd.gif").status_code == 302
    [kept] = photos(form)
    assert re.fullmatch(r"[0-9a-f]{16}\.jpg", kept.name)
    with Image.open(kept) as image:
        assert image.format == "JPEG"
        assert image.size == (1365, 2048)
        assert not image.getexif()
        assert "icc_profile" not in image.info
    assert b"RahasiaCam" not in kept.read_bytes()


def test_a_heic_photo_is_taken_where_its_reader_is_installed(form: Form) -> None:
    heif = pytest.importorskip("pillow_heif")
    clear(form)
    out = io.BytesIO()
    heif.from_pillow(Image.new("RGB", (640, 480), "green")).save(out, quality=60)
    assert send(form.seller("satu"), out.getvalue(), "IMG_0412.HEIC").status_code == 302
    with Image.open(photos(form)[0]) as image:
        assert image.size == (640, 480)


def test_without_that_reader_the_page_says_how_to_switch_the_camera(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise FieldError("photo-heic", found="foto", fix="foto.jpg")

    monkeypatch.setattr(uploads.Uploads, "keep", refuse)
    clear(form)
    answer = send(form.seller("satu"), b"x")
    assert answer.status_code == 400
    assert "Paling Kompatibel" in answer.text


def test_a_photo_is_taken_whatever_is_odd_around_its_pixels(form: Form) -> None:
    clear(form)
    resolution = (originals.X_RESOLUTION, originals.SRATIONAL, 1, struct.pack(">ii", -72, 1))
    app1 = originals.segment(0xE1, b"Exif\0\0" + originals.exif(resolution))
    data = originals.with_segments(picture(size=(300, 200)), app1)[:-2]
    assert send(form.seller("satu"), data).status_code == 302
    with Image.open(photos(form)[0]) as image:
        assert image.size == (200, 300)


def test_an_avif_picture_is_called_one(form: Form) -> None:
    clear(form)
    answer = send(form.seller("satu"), originals.heif(b"avif", b"mif1", b"miaf"))
    assert answer.status_code == 400
    assert "AVIF" in answer.text
    assert "HEIC" not in answer.text


def test_photos_can_be_turned_put_first_and_deleted(form: Form) -> None:
    clear(form)
    phone = form.seller("satu")
    for shade in ("red", "green"):
        out = io.BytesIO()
        Image.new("RGB", (400, 200), shade).save(out, "JPEG")
        send(phone, out.getvalue())
    names = [photo.name for photo in form.context.drafts.read("satu").seller.products[0].photos]
    phone.post(f"/t/satu/produk/kopi/foto/{names[1]}/depan")
    phone.post(f"/t/satu/produk/kopi/foto/{names[1]}/putar")
    found = form.context.drafts.read("satu").seller.products[0].photos
    assert (found[0].width, found[0].height) == (200, 400)
    assert found[1].name == names[0]
    phone.post(f"/t/satu/produk/kopi/foto/{names[0]}/hapus")
    assert [p.name for p in form.context.drafts.read("satu").seller.products[0].photos] == [found[0].name]
    phone.get("/t/satu/riwayat")
    newest = re.findall(r"/riwayat/(\d+)/kembalikan", phone.page)[0]
    phone.post(f"/t/satu/riwayat/{newest}/kembalikan")
    assert names[0] in {photo.name for photo in photos(form)}


def test_no_more_photos_than_the_hub_allows(form: Form) -> None:
    clear(form)
    phone = form.seller("satu")
    for side in range(3):
        assert send(phone, picture(size=(100 + side, 100))).status_code == 302
    assert send(phone, picture(size=(200, 100))).status_code == 409
    assert len(photos(form)) == 3


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that would be gigabytes of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(b"\0" * 5_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


HARMFUL = {
    "bomb": bomb(50_000, 50_000),
    "liar": bomb(6_000, 6_000),
    "cut off": picture(size=(2000, 2000))[:3000],
    "empty file": b"\xff\xd8\xff",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='__pwned=1'/>",
    "html": b"<!doctype html><script>__pwned=1</script>",
    "gif": picture("GIF", mode="L"),
    "program": b"\x7fELF" + b"\0" * 5000,
    "zip": b"PK\x03\x04" + b"\0" * 5000,
    "heic without content": b"\0\0\0\x18ftypheic" + b"\0" * 100,
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_is_no_photo_is_refused_with_a_page_that_helps(form: Form, name: str) -> None:
    clear(form)
    answer = send(form.seller("satu"), HARMFUL[name], "liburan.jpg")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'type="file"' in answer.text, "the next photo is chosen on the same screen"
    assert photos(form) == []


def test_the_workers_limits_hold(tmp_path: Path) -> None:
    worker = uploads.Uploads()
    with pytest.raises(FieldError):
        worker.codes(HARMFUL["liar"], tmp_path)
    kept, size = worker._run("photo", picture("PNG", (7000, 5700)), "kopi")[1], (7000, 5700)
    assert size[0] * size[1] < 40_000_000
    assert kept.startswith(b"\xff\xd8\xff")
    assert photo_worker.MEMORY_BYTES <= 1 << 30


def test_a_picture_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_process, "WALL_SECONDS", 0.01)
    with pytest.raises(FieldError):
        uploads.Uploads()._run("photo", picture(), "kopi")


def test_one_shop_does_not_keep_the_others_waiting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One picture of a shop at work and one that waits, eight in all; who comes later is told so at once."""
    let_go, worker, at_work = Event(), uploads.Uploads(), Semaphore(0)

    def slow(_what: str, _data: bytes) -> tuple[dict[str, object], bytes]:
        at_work.release()
        let_go.wait(60)
        return {"codes": []}, b""

    monkeypatch.setattr(photo_process, "run", slow)
    with ThreadPoolExecutor(8) as pool:
        try:
            first = [pool.submit(worker.codes, b"", tmp_path / "kopi") for _ in range(2)]
            assert at_work.acquire(timeout=30)
            while worker._inside["kopi"] < 2:
                time.sleep(0.01)
            with pytest.raises(uploads.UploadsBusyError):
                worker.codes(b"", tmp_path / "kopi")
            assert not at_work.acquire(timeout=0.3)  # the other place is for another shop
            others = [pool.submit(worker.codes, b"", tmp_path / f"toko-{number}") for number in range(6)]
            assert at_work.acquire(timeout=30)
            while worker._inside.total() < 8:
                time.sleep(0.01)
            with pytest.raises(uploads.UploadsBusyError):
                worker.codes(b"", tmp_path / "batik")
        finally:
            let_go.set()
        assert [done.result() for done in (*first, *others)] == [[]] * 8
    assert not worker._inside


def test_twelve_megabytes_are_the_most(form: Form) -> None:
    answer = send(form.seller("satu"), b"\xff\xd8\xff" + b"x" * (12 << 20) + b"x" * 4096)
    assert answer.status_code == 400
    assert "12 MB" in answer.text
    assert send(form.seller("satu"), b"x" * (14 << 20)).status_code == 413


def test_a_request_of_a_thousand_parts_is_refused(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/isi/nama")
    for more in ({"content_type": "multipart/form-data"}, {}):
        answer = phone.post("/t/satu/isi/nama", {f"bagian{n}": str(n) for n in range(1_000)} | {}, **more)
        assert answer.status_code in (400, 413)
        assert "<h1>" in answer.text
    answer = phone.post("/t/satu/isi/nama", {"nama": "x" * 100_000})
    assert answer.status_code == 413
    assert "Terlalu besar" in answer.text


def test_a_hundred_megabytes_are_refused_before_they_are_sent(form: Form) -> None:
    with serving(form) as url:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        connection.putrequest("POST", "/t/satu/produk/kopi/foto")
        connection.putheader("Content-Length", str(100 << 20))
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.endheaders(b"--x")
        answer = connection.getresponse()
        assert answer.status == 413
        assert "Terlalu besar" in answer.read().decode()


@pytest.mark.parametrize(
    "name", ["..%2ftoko.yaml", "%2e%2e%2f%2e%2e%2fhub.yaml", "....//x", "%00", ".hidden.jpg", "a" * 300]
)
def test_names_do_not_climb_out_of_the_folder(form: Form, name: str) -> None:
    phone, before = form.seller("satu"), tree(form.context.root / "sellers")
    for address in (
        f"/t/satu/foto/{name}",
        f"/t/satu/produk/{name}",
        f"/t/satu/produk/nama?foto={name}",
        f"/gaya/{name}",
        f"/t/{name}/",
    ):
        answer = phone.get(address)
        assert answer.status_code in (200, 404), address
        assert "kategori: kuliner" not in answer.text
        assert "pengelola" not in answer.text
    phone.get("/t/satu/produk/nama")
    answer = phone.post("/t/satu/produk/nama", {"nama": "Teh", "foto": "../../hub.yaml", "harga": "5rb"})
    assert answer.status_code == 302
    slug = answer.location.partition("#p-")[2]
    assert form.context.drafts.read("satu").product(slug).photos == ()  # type: ignore[union-attr]
    phone.get(f"/t/satu/produk/{slug}")
    phone.post(f"/t/satu/produk/{slug}/hapus")
    assert tree(form.context.root / "sellers") == before


def test_a_qris_code_is_read_from_its_photo_and_confirmed(form: Form) -> None:
    payload = VECTORS[STATIC[0]]
    out = io.BytesIO()
    segno.make(payload, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    poster = Image.new("RGB", (1200, 1600), "#eee")
    poster.paste(
        Image.open(io.BytesIO(out.getvalue())).convert("RGB").rotate(4, expand=True, fillcolor="#fff"),
        (200, 300),
    )
    shot = io.BytesIO()
    poster.save(shot, "JPEG", quality=80)
    shot.seek(0)
    phone = form.seller("satu")
    phone.get("/t/satu/isi/qris")
    answer = phone.post("/t/satu/qris", {"foto": (shot, "a.jpg")}, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    page = phone.get(answer.location).text
    found = form.context.drafts.read("satu").seller.qris
    assert found is None
    assert "Ini QRIS Anda?" in page
    phone.post("/t/satu/isi/qris")
    code = form.context.drafts.read("satu").seller.qris
    assert code and code.payload == payload
    assert code.merchant in page
    assert code.nmid in page


def test_a_photo_without_a_code_says_how_to_take_it(form: Form) -> None:
    phone = form.seller("satu")
    phone.get("/t/satu/isi/qris")
    for data, said in (
        (picture(), "Tidak ada kode QRIS"),
        (_code("https://jahat.example"), "Tidak ada kode QRIS"),
        (_code(VECTORS[STATIC[0]][:-1] + "0"), "tidak lengkap"),
    ):
        answer = phone.post(
            "/t/satu/qris", {"foto": (io.BytesIO(data), "a.jpg")}, content_type="multipart/form-data"
        )
        assert answer.status_code == 400
        assert said in answer.text
        phone.get("/t/satu/isi/qris")


def _code(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind="png", scale=8, border=4)
    return out.getvalue()


def test_the_album_does_not_grow_for_ever(tmp_path: Path) -> None:
    photo_store, photo_cache = tmp_path / "kopi", PhotoCache(tmp_path / "cache")
    photo_store.mkdir()
    for number in range(uploads.SPARE + 20):
        (photo_store / f"{number:04}.jpg").write_bytes(picture(size=(300 + number, 200)))
    oldest = photo_store / "0002.jpg"
    os.utime(oldest, (0, 0))
    made, codes = photo_cache.make(photo_cache.judge(oldest), oldest), PhotoCodes(tmp_path / "codes")
    codes.note(hashlib.sha256(oldest.read_bytes()).hexdigest(), ["rahasia"])
    uploads.tidy(photo_store, ["0000.jpg", "0001.jpg"], photo_cache, codes)
    assert not list((tmp_path / "codes").iterdir())
    left = {path.name for path in photo_store.iterdir()}
    assert not [path for path in (tmp_path / "cache").rglob("*") if made.key in path.name]
    assert len(left) == uploads.SPARE + 2
    assert {"0000.jpg", "0001.jpg"} <= left
