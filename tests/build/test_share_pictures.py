"""What a shared link shows: a photo, or a picture that all shops of the same look have in common."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from generator.building.export import export_shop
from generator.content.hub import load_hub
from generator.render.colour import LIGHT, scheme
from generator.render.images import SHARE_BYTES, SHARE_SIZE
from generator.render.shop_cover import _front, _shades, _sign, shop_cover, shop_cover_path
from tests.shops import (
    build,
    changed,
    new_workspace,
    product,
    site_files,
    write_photo,
    write_product,
    write_shop,
)

SITE = "https://hub.example/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    write_shop(tmp_path, "dapur-siti", nama="Dapur Siti", warna='"#8a1c1c"')
    write_shop(tmp_path, "dodol-ani", nama="Dodol Ani", warna='"#8a1c1c"')
    write_shop(tmp_path, "kopi-tebet", nama="Kopi Tebet", warna='"#8a1c1c"')
    return tmp_path


def shared(root: Path, page: str) -> Path:
    """The file in the site that a page shows where it is shared."""
    html = (root / "build" / "site" / page).read_text("utf-8")
    found = re.search(r'<meta property="og:image" content="([^"]*)"', html)
    assert found
    assert found[1].startswith(SITE)
    return root / "build" / "site" / found[1].removeprefix(SITE)


def covers(root: Path) -> set[str]:
    return {path.name for path in (root / "build" / "site" / "aset").glob("tanda*")}


@pytest.mark.parametrize("letter", ["", "0", "I", "W", "Q"])
def test_a_picture_put_together_of_two_is_the_one_drawn_at_once(letter: str) -> None:
    drawn = Image.new("RGB", SHARE_SIZE, scheme("#8a1c1c", LIGHT)["accent-soft"])
    third = _front("#8a1c1c")
    for left in range(0, SHARE_SIZE[0], third.width):
        drawn.paste(third, (left, 0))
    assert ImageOps.mirror(drawn).tobytes() == drawn.tobytes()
    sign, row = _sign(letter)
    sign = sign.copy()
    sign.putpalette(_shades("#8a1c1c"))
    drawn.paste(sign.convert("RGB"), (third.width, row * 16))
    at_once = io.BytesIO()
    drawn.save(at_once, "JPEG", quality=82, restart_marker_blocks=third.width // 16)
    made = shop_cover(shop_cover_path(letter, "#8a1c1c"))
    assert made
    assert made.content == at_once.getvalue()


def test_shops_of_one_look_share_one_picture(root: Path) -> None:
    build(root)
    one, same, other = (
        shared(root, f"{slug}/index.html") for slug in ("dapur-siti", "dodol-ani", "kopi-tebet")
    )
    assert one == same
    assert one != other
    assert covers(root) == {one.name, other.name}
    with Image.open(one) as picture:
        assert (picture.format, picture.size) == ("JPEG", SHARE_SIZE)
        colours = picture.getcolors(maxcolors=SHARE_SIZE[0] * SHARE_SIZE[1]) or []
    assert len(colours) > 50  # something is on it
    assert one.stat().st_size <= SHARE_BYTES


def test_a_photo_comes_before_the_picture(root: Path) -> None:
    folder = root / "sellers" / "kopi-tebet"
    write_photo(folder, "kopi.jpg")
    write_product(folder, "kopi", product(foto="[kopi.jpg]"))
    write_product(folder, "teh", product("Teh"))
    build(root)
    assert shared(root, "kopi-tebet/index.html").parent.name == "foto"
    assert shared(root, "kopi-tebet/kopi.html").parent.name == "foto"
    assert shared(root, "kopi-tebet/teh.html").parent.name == "aset"
    assert shared(root, "kopi-tebet/teh.html").is_file()


def test_a_picture_is_there_as_long_as_a_shop_shows_it(root: Path) -> None:
    build(root)
    look = shared(root, "dapur-siti/index.html")
    write_shop(root, "dapur-siti", nama="Dapur Siti", warna='"#1c8a1c"')
    build(root)
    assert look.is_file()  # Dodol Ani's
    write_shop(root, "dodol-ani", nama="Ani", warna='"#8a1c1c"')
    build(root)
    assert not look.exists()
    before = site_files(root)
    build(root)
    assert changed(before, site_files(root)) == set()


def test_a_picture_that_was_lost_is_drawn_again(root: Path) -> None:
    build(root)
    whole = site_files(root)
    shared(root, "dapur-siti/index.html").unlink()
    shared(root, "kopi-tebet/index.html").write_bytes(b"half")
    write_product(root / "sellers" / "dapur-siti", "baru", product("Baru"))
    build(root)
    again = site_files(root)
    assert {path: again.get(path) for path in whole if "tanda" in path} == {
        path: data for path, data in whole.items() if "tanda" in path
    }


def test_a_shop_takes_its_picture_along(root: Path) -> None:
    hub, _ = load_hub(root)
    assert hub is not None
    made = export_shop(root, hub, "dapur-siti", root / "build" / "export", date(2026, 11, 21))
    with zipfile.ZipFile(made.path) as archive:
        names = [name for name in archive.namelist() if "/tanda" in name]
        assert [Path(name).name for name in names] == [Path(shop_cover_path("Dapur Siti", "#8a1c1c")).name]


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Dapur", "d"),
        ("  (3) Saudara", "3"),
        ("Écoute", "e"),
        ("寿司 Bar", ""),
        ("🍣", ""),
        ("", ""),
        ("../x", "x"),
    ],
)
def test_the_letter_is_the_first_that_every_font_has(name: str, letter: str) -> None:
    path = shop_cover_path(name, "#8A1C1C")
    assert path.endswith(f"-8a1c1c-{letter}.jpg")
    assert shop_cover(path) is not None


@pytest.mark.parametrize(
    "path", ["aset/hub-5f3551d6.css", "aset/tanda0-8a1c1c-d.jpg", "aset/tanda1-zzz-d.jpg"]
)
def test_nothing_else_is_drawn(path: str) -> None:
    assert shop_cover(path) is None
