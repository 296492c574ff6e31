from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.fields import FieldError
from generator.content.model import Place
from generator.content.places import _kelurahan as kelurahan_by_code
from generator.content.places import all_kecamatan, kecamatan, kelurahan

ALL = all_kecamatan()
KELURAHAN = [(place, name) for place in ALL for name in kelurahan_by_code()[place.code]]


def respelled(name: str, data: st.DataObject) -> str:
    """The same name as another hand would type it: letters, spaces and dashes vary."""
    cased = "".join(data.draw(st.sampled_from([c.upper(), c.lower()])) for c in name)
    gaps = st.sampled_from(["", " ", "  ", "-", " - ", "."])
    return "".join(data.draw(gaps) if c == " " else c for c in cased)


def test_there_are_44_kecamatan_and_267_kelurahan_in_6_cities() -> None:
    assert len(ALL) == len({place.code for place in ALL}) == len({place.slug for place in ALL}) == 44
    assert len(KELURAHAN) == 267
    assert len({place.kota for place in ALL}) == 6


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.slug)
@settings(max_examples=8)
@given(st.data(), st.sampled_from(["", "Kecamatan ", "kec. ", "KEC "]))
def test_a_kecamatan_in_any_spelling(place: Place, data: st.DataObject, prefix: str) -> None:
    assert kecamatan(prefix + respelled(place.name, data)) == place
    assert kecamatan(place.slug) == place


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Palmerah", "Palmerah"),
        ("Pal Merah", "Palmerah"),
        ("Kramat Jati", "Kramat Jati"),
        ("Kramatjati", "Kramat Jati"),
        ("Pulo Gadung", "Pulo Gadung"),
        ("Pulogadung", "Pulo Gadung"),
        ("Setia Budi", "Setia Budi"),
        ("Setiabudi", "Setia Budi"),
        ("Makassar", "Makasar"),
        ("Keb. Baru", "Kebayoran Baru"),
        ("kepulauan seribu utara", "Kepulauan Seribu Utara"),
    ],
)
def test_names_in_daily_use(typed: str, name: str) -> None:
    found = kecamatan(typed).name
    assert found.replace(" ", "").casefold() == kecamatan(name).name.replace(" ", "").casefold()


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Cilndak", "Cilandak"), ("Tebt", "Tebet"), ("Kebayoran", "Kebayoran"), ("Menten", "Menteng")],
)
def test_a_near_miss_is_guessed(typed: str, near: str) -> None:
    with pytest.raises(FieldError) as caught:
        kecamatan(typed)
    assert caught.value.values["fix"].startswith(near)


@pytest.mark.parametrize("typed", ["Bandung", "", "kec", "Jakarta", "Kecamatan"])
def test_other_places_are_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        kecamatan(typed)


def test_every_kelurahan_in_its_own_kecamatan() -> None:
    for place, name in KELURAHAN:
        for typed in (name, name.upper(), name.replace(" ", ""), f"Kel. {name}", f" kelurahan  {name} "):
            assert kelurahan(typed, place) == name


def test_a_kelurahan_of_another_kecamatan_says_where_it_belongs() -> None:
    times = Counter(name for _, name in KELURAHAN)
    for place, name in KELURAHAN:
        other = ALL[(ALL.index(place) + 1) % len(ALL)]
        if times[name] == 1:
            with pytest.raises(FieldError) as caught:
                kelurahan(name, other)
            assert caught.value.code == "kelurahan-elsewhere"
            assert caught.value.values["fix"] == place.name


def test_a_kelurahan_that_does_not_exist_gets_the_list() -> None:
    with pytest.raises(FieldError) as caught:
        kelurahan("Cipete Selatn", kecamatan("Cilandak"))
    assert caught.value.code == "kelurahan-unknown"
    assert "Cipete Selatan" in caught.value.values["known"]
