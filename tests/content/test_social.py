"""Accounts: the name or the profile's address leads to that profile; everything else is asked about."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.fields import FieldError
from generator.content.social import NETWORKS, social, social_address, social_label

CHANNEL = "UC" + "aB3-_" * 4 + "xy"
HOSTS = {
    "instagram": "instagram.com", "facebook": "facebook.com", "tiktok": "tiktok.com",
    "youtube": "youtube.com", "x": "x.com", "shopee": "shopee.co.id", "tokopedia": "tokopedia.com",
}  # fmt: skip
networks = st.sampled_from(NETWORKS)
names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{5,20}", fullmatch=True)


@given(
    networks, names, st.sampled_from(["https://www.", "https://", "http://m.", "www.", "", "https://id-id."])
)
def test_a_name_and_every_address_of_its_profile_are_the_same(network: str, name: str, before: str) -> None:
    at = "@" if network in {"tiktok", "youtube"} else ""
    for typed in (
        name,
        f"@{name}",
        f"{before}{HOSTS[network]}/{at}{name}",
        f"{before}{HOSTS[network]}/{at}{name}/?igsh=x&hl=id#top",
    ):
        assert social(network, typed) == name
    assert social_address(network, name).endswith(f"{HOSTS[network]}/{at}{name}")


@pytest.mark.parametrize(
    ("network", "typed", "address"),
    [
        ("facebook", "https://www.facebook.com/profile.php?id=100000000042", "profile.php?id=100000000042"),
        ("facebook", "https://m.facebook.com/profile.php?id=42&mibextid=x", "profile.php?id=42"),
        ("facebook", "facebook.com/profile.php?ref=x&id=42", "profile.php?id=42"),
        ("facebook", "profile.php?id=42", "profile.php?id=42"),
        ("facebook", "https://www.facebook.com/people/Uji/100000000042/", "profile.php?id=100000000042"),
        ("facebook", "https://facebook.com/pages/Warung-Uji/100000042", "profile.php?id=100000042"),
        ("facebook", "https://www.facebook.com/p/Warung-Uji-100000000042/", "profile.php?id=100000000042"),
        ("facebook", "https://fb.com/warunguji", "warunguji"),
        ("facebook", "https://www.facebook.com/warung.uji/photos", "warung.uji"),
        ("youtube", f"https://www.youtube.com/channel/{CHANNEL}", f"channel/{CHANNEL}"),
        ("youtube", f"youtube.com/channel/{CHANNEL}/videos", f"channel/{CHANNEL}"),
        ("youtube", CHANNEL, f"channel/{CHANNEL}"),
        ("youtube", "https://www.youtube.com/c/WarungUji", "c/WarungUji"),
        ("youtube", "https://www.youtube.com/user/WarungUji", "user/WarungUji"),
        ("youtube", "https://youtube.com/WarungUji", "c/WarungUji"),
        ("youtube", "https://youtube.com/@WarungUji?si=abc", "@WarungUji"),
        ("x", "https://twitter.com/warunguji", "warunguji"),
        ("shopee", "https://shopee.co.id/shop/12345678/", "shop/12345678"),
        ("tiktok", "tiktok.com/@warung.uji", "@warung.uji"),
    ],
)  # fmt: skip
def test_a_profile_keeps_its_own_address(network: str, typed: str, address: str) -> None:
    account = social(network, typed)
    assert social_address(network, account).replace("www.", "") == f"https://{HOSTS[network]}/{address}"
    assert social(network, account) == account
    assert social(network, social_address(network, account)) == account


FOREIGN = [
    "https://shp.ee/abc12xy", "https://id.shp.ee/abc", "https://s.shopee.co.id/abc",
    "https://vt.tiktok.com/ZSabc12XY/", "https://vm.tiktok.com/ZSabc12XY", "https://linktr.ee/warunguji",
    "linktr.ee/warunguji", "linktr.ee", "lynk.id/uji",
    "https://tokopedia.link/AbCdEf123", "https://tk.tokopedia.com/ZSabc", "https://youtu.be/dQw4w9WgXcQ",
    "https://t.co/AbC123", "bit.ly/uji", "https://s.id/uji", "https://wa.me/628120000199", "https://fb.me/uji",
    "https://instagram.com.jahat.example/uji", "https://jahat.example/instagram.com/uji",
    "https://instagram.com@jahat.example/uji", "https://uji:x@www.instagram.com/uji", "https://[::1",
    "ftp://www.instagram.com/uji", "https://music.youtube.com/@uji",
]  # fmt: skip


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("typed", FOREIGN)
def test_another_host_is_refused_with_the_one_that_is_expected(network: str, typed: str) -> None:
    with pytest.raises(FieldError) as caught:
        social(network, typed)
    assert caught.value.code == "social-host"
    assert caught.value.values["host"] == HOSTS[network]


@pytest.mark.parametrize(
    ("network", "typed"),
    [
        ("instagram", "https://www.instagram.com/p/Cabc123/"),
        ("instagram", "https://www.instagram.com/reel/Cabc123/"),
        ("instagram", "https://www.instagram.com/stories/uji/123"),
        ("instagram", "https://www.instagram.com/"),
        ("instagram", "warung uji"),
        ("instagram", ".."),
        ("instagram", "@"),
        ("instagram", "//jahat.example/uji"),
        ("instagram", "javascript:alert(1)"),
        ("instagram", "https://www.instagram.com/../../etc"),
        ("facebook", "https://www.facebook.com/profile.php"),
        ("facebook", "https://www.facebook.com/profile.php?id=abc"),
        ("facebook", "https://www.facebook.com/groups/123"),
        ("facebook", "https://www.facebook.com/share/1AbC/"),
        ("facebook", "https://www.facebook.com/story.php?story_fbid=1&id=2"),
        ("tiktok", "https://www.tiktok.com/@uji/video/123"),
        ("tiktok", "https://www.tiktok.com/t/ZSabc/"),
        ("youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("youtube", "https://www.youtube.com/shorts/dQw4w9WgXcQ"),
        ("youtube", "https://www.youtube.com/channel/uji"),
        ("x", "https://x.com/uji/status/123"),
        ("x", "https://x.com/i/flow/login"),
        ("shopee", "https://shopee.co.id/Rendang-Sapi-i.123.456"),
        ("tokopedia", "https://www.tokopedia.com/uji/rendang-sapi"),
    ],
)
def test_the_address_of_something_else_is_no_profile(network: str, typed: str) -> None:
    with pytest.raises(FieldError) as caught:
        social(network, typed)
    assert caught.value.code == "social-unreadable"


@given(
    networks, st.text(st.characters(codec="utf-8"), max_size=40) | st.text("/@.?=:https w-iduUC", max_size=30)
)
@example("facebook", "people/a/1/")
@example("youtube", "c/@")
def test_an_account_never_leaves_its_network_and_stays_what_it_is(network: str, typed: str) -> None:
    try:
        account = social(network, typed)
    except FieldError:
        return
    parts = urlsplit(social_address(network, account))
    assert (parts.hostname or "").removeprefix("www.") == HOSTS[network]
    assert re.fullmatch(r"/[@A-Za-z0-9._/-]+", parts.path)
    assert social(network, account) == account


def test_a_number_is_not_shown_as_a_name() -> None:
    named = {account: social_label(account) for account in ("uji", "c/Uji", "user/uji")}
    assert named == {"uji": "@uji", "c/Uji": "@Uji", "user/uji": "@uji"}
    for account in (f"channel/{CHANNEL}", "shop/1", "profile.php?id=1"):
        assert social_label(account) == ""
