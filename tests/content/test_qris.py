from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import qris
from generator.content.fields import FieldError
from generator.content.model import Qris

VECTORS: dict[str, str] = json.loads((Path(__file__).parent / "data" / "qris_vectors.json").read_bytes())
STATIC = [name for name in VECTORS if name.endswith("static")]
DYNAMIC = [name for name in VECTORS if "dyn" in name]


def signed(payload: str) -> str:
    """A payload with the right check number."""
    text = payload + "6304"
    return f"{text}{qris.crc16(text.encode()):04X}"


def test_the_check_number_is_crc_16_ccitt_false() -> None:
    assert f"{qris.crc16(b'123456789'):04X}" == VECTORS["crc_123456789"] == "29B1"


@pytest.mark.parametrize("name", STATIC)
def test_a_static_code_is_read(name: str) -> None:
    found = qris.read(f" {VECTORS[name]}\n")
    assert found.payload == VECTORS[name]
    assert found.merchant in {"WARUNG CONTOH", "TOKO 010211 5802ID"}
    assert found.nmid == "ID0000000000001"


@pytest.mark.parametrize("name", DYNAMIC)
def test_a_code_for_one_payment_is_refused(name: str) -> None:
    with pytest.raises(FieldError) as caught:
        qris.read(VECTORS[name])
    assert caught.value.code == "qris-not-static"


@pytest.mark.parametrize("name", STATIC)
def test_any_one_ascii_character_changed_is_refused(name: str) -> None:
    payload = VECTORS[name]
    for at, was in enumerate(payload):
        for other in "0159AaFfZ $":
            if other != was:
                with pytest.raises(FieldError):
                    qris.read(payload[:at] + other + payload[at + 1 :])


@pytest.mark.parametrize("name", STATIC)
@given(st.data())
def test_any_one_character_changed_added_or_lost_is_refused(name: str, data: st.DataObject) -> None:
    payload = VECTORS[name]
    at = data.draw(st.integers(0, len(payload) - 1))
    new = data.draw(st.text(st.characters(codec="utf-8", exclude_categories=["Zs", "Cc"]), max_size=2))
    changed = payload[:at] + new + payload[at + 1 :]
    if changed != payload:
        with pytest.raises(FieldError):
            qris.read(changed)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("", "qris-unreadable"),
        ("000201", "qris-crc"),
        ("hello", "qris-unreadable"),
        ("000201" + "x" * 600, "qris-unreadable"),
        (signed("000201010211530384058 02ID"), "qris-unreadable"),
        (signed("00020101021153038405802ID"), "qris-not-rupiah"),
        (signed("00020101021153033605802SG"), "qris-not-rupiah"),
        (signed("00020101021253033605802ID"), "qris-not-static"),
        (signed("00020101021153033605405150005802ID"), "qris-not-static"),
        (signed("00020101021153033605303360 5802ID"), "qris-unreadable"),
        (signed("00020101021151020253033605802ID"), "qris-unreadable"),
        (signed("00020101021153033605802ID") + "0000", "qris-crc"),
        (signed("00020101021153033605802ID").lower(), "qris-crc"),
        ("٠٠0201", "qris-unreadable"),
    ],
)
def test_texts_that_are_refused(payload: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        qris.read(payload)
    assert caught.value.code in {code, "qris-unreadable"}


def test_a_code_without_the_optional_tags_is_read() -> None:
    payload = signed("00020153033605802ID")
    assert qris.read(payload) == Qris(payload=payload)


AMOUNTS = {
    "dyn_1": ("static", 1),
    "dyn_47500": ("static", 47_500),
    "dyn_10000000": ("static", 10_000_000),
    "tricky_dyn_15000": ("tricky_static", 15_000),
}


@pytest.mark.parametrize("expected", AMOUNTS)
def test_an_amount_is_put_into_a_static_code(expected: str) -> None:
    name, rupiah = AMOUNTS[expected]
    assert qris.with_amount(VECTORS[name], rupiah) == VECTORS[expected]


@given(st.integers(), st.text(st.characters(codec="utf-8"), min_size=1, max_size=25), st.booleans())
def test_a_code_with_an_amount_differs_in_nothing_but_the_amount(
    rupiah: int, name: str, says_static: bool
) -> None:
    point = "010211" if says_static else ""
    payload = signed(f"000201{point}53033605802ID59{len(name):02}{name}6007JAKARTA")
    if payload != payload.strip():
        return
    found = qris.with_amount(payload, rupiah)
    if not 1 <= rupiah <= 10_000_000:
        assert found == ""
        return
    before, after = qris.fields(payload), qris.fields(found)
    assert found == signed(found[:-8])
    assert list(after) == sorted(after)
    assert {**after, "63": ""} == {**before, "01": "12", "54": str(rupiah), "63": ""}


@pytest.mark.parametrize(
    "payload", [VECTORS["dyn_1"], VECTORS["static"][:-1] + "0", signed("00020153037025802SG"), "", "x"]
)
def test_no_amount_is_put_into_what_is_no_static_code(payload: str) -> None:
    with pytest.raises(FieldError):
        qris.with_amount(payload, 1000)
