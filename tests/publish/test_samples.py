"""What is there for trying out is not published to a bucket by accident."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.building.samples import SAMPLES
from generator.cli import main
from generator.content.check_context import CheckContext
from generator.content.checker import check_seller
from generator.content.hub import load_hub
from generator.content.model import Photo
from generator.content.reader import read_seller, slugs
from generator.publish.samples import is_example
from tests.publish.conftest import Place
from tests.shops import build, new_workspace, write_shop

REPOSITORY = Path(__file__).parents[2]
HUB = """\
nama: Hub Warga
situs: https://hub-warga.id
pengelola: {nama: Tim Warga, whatsapp: 0812-1000-2000, email: tim@hub-warga.id}
kategori: [{slug: kuliner, nama: Kuliner, en: Food}]
pembina:
  Tebet: {nama: Pak Dedi, whatsapp: 0812-1000-2001}
"""
REAL = "0813-2000-3000"


def deploy(root: Path, place: Place, *options: str) -> tuple[int, dict[str, Any]]:
    to = ["--to", place.url, *(["--endpoint-url", place.endpoint] if place.endpoint else [])]
    outcome = CliRunner().invoke(main, ["--root", str(root), "deploy", *to, *options, "--json"])
    answer: dict[str, Any] = json.loads(outcome.stdout)
    return outcome.exit_code, answer


def refused(root: Path, place: Place) -> str:
    """Why a deploy is refused, having sent nothing; that it can be had all the same, and in a folder."""
    assert build(root)[0] == 0
    for options in ([], ["--dry-run"], ["--verify"]):
        code, answer = deploy(root, place, *options)
        assert (code, answer["result"], answer["reason"]) == (1, "refused", "samples")
        assert set(answer["requests"].values()) == {0}
        assert answer["plan"]["upload"] > 0
    assert place.contents() == {}
    folder = Place((root / "www").as_uri(), "", dict)
    assert deploy(root, folder)[0] == 0
    message: str = answer["message"]
    assert "--allow-samples" in message
    code, allowed = deploy(root, place, "--allow-samples")
    assert (code, allowed["result"]) == (0, "done")
    return message


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = new_workspace(tmp_path / "hub", HUB)
    write_shop(made, "dapur-nyata", whatsapp=REAL)
    return made


def test_a_real_hub_is_published_without_a_word(root: Path, bucket: Place) -> None:
    write_shop(root, "kopi-tebet", nama="Kopi Tebet", slogan="Kopi dari Gang Haji Awi", whatsapp=REAL)
    assert build(root)[0] == 0
    code, answer = deploy(root, bucket)
    assert (code, answer["result"]) == (0, "done")
    assert answer["done"]["upload"] > 0


def test_an_example_address_is_refused(root: Path, bucket: Place) -> None:
    (root / "hub.yaml").write_text(HUB.replace("https://hub-warga.id", "https://hub.example"))
    assert "situs in hub.yaml is https://hub.example" in refused(root, bucket)


def test_an_operators_placeholder_is_refused(root: Path, bucket: Place) -> None:
    (root / "hub.yaml").write_text(HUB.replace("0812-1000-2000", "0800-0000-0001"))
    message = refused(root, bucket)
    assert "number of pengelola in hub.yaml" in message
    assert "sellers/" not in message


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("pengelola.email", HUB.replace("tim@hub-warga.id", "halo@etalase.example")),
        ("pengelola.email", HUB.replace("tim@hub-warga.id", "tim@mail.Example.com")),
        ("surat.pengirim", f"{HUB}surat: {{server: smtp.hub-warga.id, pengirim: halo@hub.invalid}}\n"),
    ],
)
def test_an_example_address_for_mail_is_refused_and_named(
    root: Path, bucket: Place, key: str, written: str
) -> None:
    (root / "hub.yaml").write_text(written)
    message = refused(root, bucket)
    assert f"{key} in hub.yaml is " in message
    assert "situs" not in message


def test_a_mentors_placeholder_is_refused(root: Path, bucket: Place) -> None:
    (root / "hub.yaml").write_text(HUB.replace("0812-1000-2001", "0800 0000 0012"))
    assert "number of pembina tebet in hub.yaml" in refused(root, bucket)


def test_a_shops_placeholder_is_refused_and_named(root: Path, bucket: Place) -> None:
    write_shop(root, "warung-coba", whatsapp="+62 800 0000 999")
    message = refused(root, bucket)
    assert "warung-coba in sellers/ has a placeholder" in message
    assert "dapur-nyata" not in message


def test_a_sample_is_refused_whatever_its_number(root: Path, bucket: Place) -> None:
    name, slogan = SAMPLES["kopi-tebet"]
    write_shop(root, "kopi-tebet", nama=name, slogan=slogan, whatsapp=REAL)
    assert "kopi-tebet in sellers/ came with this program" in refused(root, bucket)


def test_a_shop_that_is_not_published_holds_nothing_up(root: Path, bucket: Place) -> None:
    write_shop(root, "warung-coba", whatsapp="0800-0000-0999", persetujuan="")
    assert build(root)[0] == 0
    assert deploy(root, bucket)[0] == 0


def test_the_samples_are_those_of_the_repository() -> None:
    hub, _ = load_hub(REPOSITORY)
    assert hub
    rules = CheckContext(
        categories=hub.categories,
        themes=("warung",),
        shop_exists=lambda _: True,
        judge_photo=lambda _, name: Photo(name, "", 800, 600),
    )
    found = [check_seller(read_seller(REPOSITORY, slug), rules)[0] for slug in slugs(REPOSITORY / "sellers")]
    assert {shop.slug: (shop.name, shop.slogan) for shop in found if shop} == SAMPLES


@pytest.mark.parametrize(
    "site",
    [
        *(
            "https://example.com",
            "https://www.example.org/hub",
            "http://example.net:8080",
            "https://EXAMPLE.com.",
        ),
        *("https://etalase.example", "https://hub.test", "https://a.b.invalid", "http://localhost:8000"),
        *(
            "http://hub.localhost",
            "http://127.0.0.1",
            "http://127.8.8.8/x",
            "http://[::1]:80",
            "http://0.0.0.0",
        ),
    ],
)
def test_addresses_that_are_examples(site: str) -> None:
    assert is_example(site)


@pytest.mark.parametrize(
    "site",
    [
        *("https://example.co.id", "https://myexample.com", "https://example.com.hub.id", "https://test.id"),
        *("https://contest.id", "https://hub-test.id", "https://1270.id", "https://localhost.id"),
    ],
)
def test_addresses_that_are_real(site: str) -> None:
    assert not is_example(site)
