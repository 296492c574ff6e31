from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.commands.demo import command
from generator.content import places
from generator.content.check_context import CheckContext
from generator.content.checker import MAX_PRODUCTS, check_seller
from generator.content.diagnostics import Diagnostic
from generator.content.fields import NAME_LENGTH
from generator.content.model import Category, Photo, Seller
from generator.content.prices import rupiah
from generator.content.reader import PRODUCT_FOLDER, SHOP_FILE, STORY_FILE, SellerSource, SourceFile
from generator.demo import picture_pool, workspace
from generator.demo.dice import Dice
from generator.demo.folder import Folder, compose
from generator.demo.picture_pool import PicturePool
from generator.demo.pictures import PICTURES, SIZE, draw
from generator.demo.product_file import rounded, spelled
from generator.demo.size import MAX_SELLERS, Size
from generator.demo.town import Town
from generator.demo.vocabulary import Trade, trades

CATEGORIES = tuple(Category(trade.category, trade.category, trade.category) for trade in trades())
SMALL = Size(sellers=12, products=3, photos=1)


@pytest.fixture(scope="session")
def drawn() -> list[bytes]:
    return [draw(picture) for picture in PICTURES]


@pytest.fixture
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes a second; most tests look at other things."""
    monkeypatch.setattr(picture_pool, "draw", lambda picture: repr(picture).encode())


@pytest.fixture(scope="module")
def crowd() -> list[Seller]:
    """Sellers that the checker has nothing to say about."""
    town = Town(1, CATEGORIES)
    return [good(town, number, Size(400, 4, 2)) for number in range(1, 401)]


def judged(town: Town, folder: Folder) -> tuple[Seller | None, list[Diagnostic]]:
    """What the checker says of a folder that was never written."""
    base = f"sellers/{folder.slug}"
    files = {
        path: SourceFile(f"{base}/{path}", Path(path).name, text.encode()) for path, text in folder.texts
    }
    source = SellerSource(
        folder.slug,
        base,
        Path(base),
        shop=files[SHOP_FILE],
        story=files.get(STORY_FILE),
        products=tuple(file for path, file in sorted(files.items()) if path.startswith(PRODUCT_FOLDER)),
        photos=tuple(name for name, _ in folder.photos),
    )
    rules = CheckContext(
        categories=tuple(CATEGORIES),
        themes=("warung",),
        shop_exists=lambda slug: town.keeper(int(slug[-6:])).slug == slug,
        judge_photo=lambda _, name: Photo(name, "", *SIZE),
    )
    return check_seller(source, rules)


def good(town: Town, number: int, size: Size) -> Seller:
    seller, problems = judged(town, compose(town, number, size))
    assert [problem.code for problem in problems] == ([] if size.products else ["no-products"])
    assert seller is not None
    return seller


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def write(root: Path, size: Size, seed: int = 1) -> dict[str, bytes]:
    root.mkdir(exist_ok=True)
    hub, _ = workspace.settings(root)
    assert hub is not None
    assert list(workspace.write(root, Town(seed, hub.categories), size)) == list(range(1, size.sellers + 1))
    return tree(root)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, obj=SimpleNamespace(root=root))


class TestFolders:
    def test_pass_the_checker_without_a_warning(self, crowd: list[Seller]) -> None:
        for seller in crowd:
            assert len(seller.products) == 4
            assert all(len(product.photos) == 2 for product in seller.products)
            assert seller.consent is not None
            assert date(2026, 1, 1) <= seller.consent <= date(2026, 11, 20)

    @settings(max_examples=100, deadline=None)
    @given(st.integers(), st.integers(1, MAX_SELLERS), st.integers(0, 20), st.integers(0, 8))
    def test_pass_whatever_the_seed(self, seed: int, number: int, products: int, photos: int) -> None:
        seller = good(Town(seed, CATEGORIES), number, Size(MAX_SELLERS, products, photos))
        assert len(seller.products) == products

    @pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.slug)
    def test_every_trade_can_fill_the_largest_shop(self, category: Category) -> None:
        town = Town(1, [category])
        assert len(good(town, 1, Size(1, MAX_PRODUCTS, 1)).products) == MAX_PRODUCTS

    def test_are_varied(self, crowd: list[Seller]) -> None:
        sellers, products = crowd, [product for seller in crowd for product in seller.products]
        assert {seller.kecamatan for seller in sellers} == set(places.all_kecamatan())
        assert len({seller.whatsapp for seller in sellers}) == len(sellers)
        assert all(seller.whatsapp.startswith("62800") for seller in sellers)
        assert 0.25 < sum(bool(seller.follows) for seller in sellers) / len(sellers) < 0.42
        assert all(seller.qris.merchant for seller in sellers if seller.qris)
        optional = ("qris", "closed", "hours", "email", "address", "colour", "socials", "story")
        for name in optional:
            assert 0 < sum(bool(getattr(seller, name)) for seller in sellers) < len(sellers), name
        assert any(seller.permits.halal and seller.permits.pirt and seller.permits.nib for seller in sellers)
        assert any(seller.english.slogan and seller.english.description for seller in sellers)
        assert {product.stock for product in products} == {"ada", "habis", "pesan dulu"}
        assert any(product.price is None for product in products)
        assert any(product.variants for product in products)
        assert 0.25 < sum("\n- " in product.description for product in products) / len(products) < 0.42
        assert len({product.name for product in products}) > 700

    def test_follow_only_smaller_numbers(self, crowd: list[Seller]) -> None:
        for number, seller in enumerate(crowd, 1):
            assert seller.slug.endswith(f"-{number:06d}")
            assert all(int(slug[-6:]) < number for slug in seller.follows)

    def test_a_category_without_words_borrows_those_of_a_trade(self) -> None:
        keeper = Town(1, [Category("servis-ponsel", "Servis Ponsel", "Phone Repair")]).keeper(1)
        assert keeper.category == "servis-ponsel"
        assert keeper.trade in trades()


class TestVocabulary:
    def test_there_is_a_trade_for_each_category_of_a_new_hub(self, tmp_path: Path) -> None:
        hub, problems = workspace.settings(tmp_path)
        assert problems == []
        assert hub is not None
        assert {category.slug for category in hub.categories} == {trade.category for trade in trades()}

    @pytest.mark.parametrize("trade", trades(), ids=lambda trade: trade.category)
    def test_wares_are_many_and_different(self, trade: Trade) -> None:
        assert len({ware.slug for ware in trade.wares}) == len(trade.wares) >= MAX_PRODUCTS
        assert all(len(ware.name) <= NAME_LENGTH and len(ware.english) <= NAME_LENGTH for ware in trade.wares)

    @settings(deadline=None)
    @given(st.integers(), st.floats(3_000, 5_000_000))
    def test_a_price_survives_every_spelling(self, seed: int, amount: float) -> None:
        price = rounded(amount)
        assert rupiah(spelled(Dice(seed), price)) == price


@pytest.mark.usefixtures("quick_pictures")
class TestWorkspace:
    def test_the_same_seed_gives_the_same_bytes(self, tmp_path: Path) -> None:
        assert write(tmp_path / "a", SMALL) == write(tmp_path / "b", SMALL)
        assert write(tmp_path / "c", SMALL, seed=2) != write(tmp_path / "a", SMALL)

    def test_a_larger_one_only_adds_sellers(self, tmp_path: Path) -> None:
        small = write(tmp_path / "a", SMALL)
        large = write(tmp_path / "b", Size(20, SMALL.products, SMALL.photos))
        assert small.items() < large.items()

    def test_writing_again_leaves_nothing_of_the_earlier_run(self, tmp_path: Path) -> None:
        write(tmp_path / "a", Size(12, 8, 2))
        assert write(tmp_path / "a", SMALL) == write(tmp_path / "b", SMALL)

    def test_photos_are_hard_links(self, tmp_path: Path) -> None:
        write(tmp_path, Size(10, 3, 2))
        photos = list(tmp_path.glob("sellers/*/foto/*.jpg"))
        assert len(photos) == 60
        assert len({photo.stat().st_ino for photo in photos}) == len(PICTURES)

    def test_without_photos_there_is_no_folder_for_them(self, tmp_path: Path) -> None:
        files = write(tmp_path, Size(5, 2, 0))
        assert not any("foto" in path for path in files)
        assert not (tmp_path / "build").exists()

    def test_a_hub_that_is_there_is_kept_and_its_categories_are_used(self, tmp_path: Path) -> None:
        hub = "nama: H\nsitus: https://h.example\npengelola: {nama: A, whatsapp: 0800-0000-0001}\n"
        hub += "kategori: [{slug: roti, nama: Roti}]\n"
        (tmp_path / "hub.yaml").write_text(hub)
        files = write(tmp_path, SMALL)
        assert files["hub.yaml"].decode() == hub
        assert all(b"kategori: roti\n" in text for path, text in files.items() if path.endswith(SHOP_FILE))

    def test_a_full_disk_is_an_error(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "write", lambda _handle, data: len(data) - 1)
        with pytest.raises(OSError, match="No space left"):
            write(tmp_path, SMALL)


@pytest.mark.usefixtures("quick_pictures")
class TestPool:
    def test_goes_on_with_a_fresh_file_when_one_has_too_many_names(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pool, link = PicturePool(tmp_path / "pool"), os.link

        def two_names(source: Path, target: str) -> None:
            if source.stat().st_nlink >= 2:
                raise OSError(errno.EMLINK, "Too many links")
            link(source, target)

        monkeypatch.setattr(os, "link", two_names)
        for number in range(3):
            pool.put(0, f"{tmp_path}/{number}.jpg")
        assert len({(tmp_path / f"{number}.jpg").read_bytes() for number in range(3)}) == 1
        assert len({(tmp_path / f"{number}.jpg").stat().st_ino for number in range(3)}) == 3
        assert len(list((tmp_path / "pool").iterdir())) == len(PICTURES)

    def test_copies_across_file_systems(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "link", failing(errno.EXDEV))
        PicturePool(tmp_path / "pool").put(0, f"{tmp_path}/a.jpg")
        assert (tmp_path / "a.jpg").read_bytes() == (tmp_path / "pool/00.jpg").read_bytes()

    def test_other_errors_are_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "link", failing(errno.EACCES))
        with pytest.raises(PermissionError):
            PicturePool(tmp_path / "pool").put(0, f"{tmp_path}/a.jpg")


def failing(number: int) -> Any:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


class TestPictures:
    def test_are_small_and_all_different(self, drawn: list[bytes]) -> None:
        assert all(len(data) <= 60 * 1024 for data in drawn)
        assert len(set(drawn)) == len(PICTURES) == 12
        for data in drawn:
            with Image.open(io.BytesIO(data)) as image:
                assert (image.format, image.size) == ("JPEG", SIZE)


@pytest.mark.usefixtures("quick_pictures")
class TestCommand:
    @pytest.fixture(params=["--json", "--format=json"])
    def as_json(self, request: pytest.FixtureRequest) -> Iterator[str]:
        yield request.param

    def test_prints_one_object_and_is_quiet_in_a_pipe(self, tmp_path: Path, as_json: str) -> None:
        result = run(tmp_path, "--sellers", "4", "--products", "2", as_json)
        answer = json.loads(result.stdout)
        assert (result.exit_code, result.stderr) == (0, "")
        assert answer.pop("seconds") >= 0
        assert answer == {"version": 1, "sellers": 4, "products": 8, "photos": 8}
        assert (tmp_path / "hub.yaml").is_file()

    def test_may_be_repeated_and_grow(self, tmp_path: Path) -> None:
        assert run(tmp_path, "--sellers", "3").exit_code == 0
        assert run(tmp_path, "--sellers", "5").exit_code == 0
        assert len(list((tmp_path / "sellers").iterdir())) == 5

    @pytest.mark.parametrize("earlier", [("--sellers", "9"), ("--sellers", "3", "--seed", "2")])
    def test_refuses_shops_of_another_run(self, tmp_path: Path, earlier: tuple[str, ...]) -> None:
        run(tmp_path, *earlier)
        before = tree(tmp_path)
        assert run(tmp_path, "--sellers", "3").exit_code == 1
        assert tree(tmp_path) == before

    def test_refuses_real_shops_and_writes_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "sellers/dapur-bu-siti").mkdir(parents=True)
        (tmp_path / "sellers/.hidden").mkdir()
        (tmp_path / "sellers/_notes").mkdir()
        result = run(tmp_path, "--sellers", "3", "--json")
        assert result.exit_code == 1
        assert "sellers/dapur-bu-siti" in result.stderr
        assert json.loads(result.stdout)["sellers"] == 0
        assert tree(tmp_path) == {}

    @pytest.mark.parametrize(
        ("hub", "reason"),
        [
            ("nama: H\n", "hub.yaml cannot be used"),
            (
                "nama: H\nsitus: https://h.example\nkategori: []\n"
                "pengelola: {nama: A, whatsapp: 0800-0000-0001}\n",
                "hub.yaml has no kategori",
            ),
        ],
    )
    def test_refuses_a_hub_it_cannot_use(self, tmp_path: Path, hub: str, reason: str) -> None:
        (tmp_path / "hub.yaml").write_text(hub)
        result = run(tmp_path, "--sellers", "3")
        assert result.exit_code == 1
        assert reason in result.stderr
        assert list(tree(tmp_path)) == ["hub.yaml"]

    def test_tells_when_files_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "sellers").write_text("")
        result = run(tmp_path, "--sellers", "3")
        assert result.exit_code == 1
        assert "sellers" in result.stderr

    def test_help_has_examples(self, tmp_path: Path) -> None:
        assert "--sellers 281812" in run(tmp_path, "--help").stdout
