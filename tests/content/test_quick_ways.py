"""What is quick for the names and texts that nearly all are finds the same as what is right for any."""

from __future__ import annotations

import re
import string
import unicodedata
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content import copies, fields, visible
from generator.content.contact import links, texts
from generator.content.contact.texts import contacts_in
from generator.content.copies import of_other_programs, original, originals, product_copies
from generator.content.fields import slugify
from generator.content.reader import NotRegularError, printable, read_regular
from generator.content.visible import control, fold, plain, printed, same_letters
from generator.whatsapp import whatsapp

NEVER = re.compile(r"(?!)")
ASCII = st.text(st.characters(max_codepoint=127), max_size=30)
PARTS = [
    "kopi", "a", "copy", "salinan", "conflict", "sync", "20261120", "101500", "readme", "thumbs", "con", "2",
    *"-_.()[] ~#$", ".md", ".yaml", ".yml", ".jpg", ".db", ".bak", ".txt", "DESKTOP", "COPY",
]  # fmt: skip
SAID = [
    "wa", ".", ".me/", "me", "wa.me", "WA.ME/X", " dot ", "DOT", "titik", "(.)", "[ . ]", "{dot}", "t",
    "s.id/a", "bit", "ly/x",
    ":", "tel:", "sms :", "112", "whatsapp://send?phone=", "line @", "telegram: ", "id line", "@toko_a", "=",
    "0812", "3456",
    "7890", "081234567890", "O8I2", "OoIl", "oo", "iil", "bca ", "1234567890", "rek", " ", "\n", "kata",
    "Kata. Kata", "enak.",
    "T" + "a1" * 17, "T" + "ab" * 16 + "c", "bc1" + "q" * 30, "İ", "\u212a", "ſ", "é", "\u3002", "%2e",
    "&#46;", "<b>", "](x)",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join)


@given(ASCII)
def test_a_text_of_the_keyboard_is_read_like_any_other(text: str) -> None:
    beside = "\u2013é"  # takes it off the quick way
    assert f"{plain(f'{text} {beside}')}" == f"{plain(text)} -é".lstrip()
    assert same_letters(text + beside) == same_letters(text) + beside
    assert bool(control(text)) == any(unicodedata.category(c) == "Cc" and c not in "\t\n\r" for c in text)


@given(st.text(max_size=30))
@example("\ud800")
@example("\ue000")
def test_a_name_that_can_be_shown_is_shown_as_it_is(name: str) -> None:
    shown = name.encode("utf-8", "replace").decode("utf-8")
    assert printable(name) == "".join(c if c.isprintable() else "\ufffd" for c in shown)


@given(st.text(string.ascii_lowercase + string.digits + "- é", max_size=12), st.integers(1, 14))
def test_an_address_stays_what_it_is(typed: str, limit: int) -> None:
    with patch.object(fields, "_SLUG", NEVER):
        right = slugify(typed, limit)
    assert slugify(typed, limit) == right


@given(NAMES, st.lists(NAMES, max_size=4))
@example("readme.md", [])
@example("copy-kopi.md", ["kopi.md"])
def test_a_name_as_we_make_it_is_no_copy_and_of_no_other_program(name: str, others: list[str]) -> None:
    def found() -> object:
        files = dict.fromkeys([name, *others], b"")
        gone = frozenset({"kopi", "a"})
        return (
            of_other_programs(name),
            list(originals(name)),
            original(name, others),
            product_copies(files, gone),
        )

    quick = found()
    with patch.object(copies, "_OURS", NEVER):
        assert quick == found()


@given(st.lists(st.sampled_from(SAID), max_size=7).map("".join))
@example("enak.Kata di s.id")
@example("wa dot me/x")
@example("oo62 iil")
def test_a_text_that_can_hold_no_contact_holds_none(text: str) -> None:
    known = frozenset({"phone:6281234567890"})
    quick = contacts_in(text), contacts_in(text, known)
    any_text = re.compile("")
    with (
        patch.object(links, "_may_spell_dots", return_value=True),
        patch.object(links, "_may_name_hosts", return_value=True),
        patch.object(links, "_INTRODUCES", any_text),
        patch.object(texts, "_MAY_COUNT", any_text),
    ):
        assert quick == (contacts_in(text), contacts_in(text, known))


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 12, 100])
def test_of_a_file_one_byte_more_than_the_limit_is_read(tmp_path: Path, size: int) -> None:
    (tmp_path / "a").write_bytes(b"x" * size)
    assert read_regular(tmp_path / "a", 10) == b"x" * min(size, 11)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no such file here")
def test_a_file_that_is_longer_than_its_size_says_is_read_to_its_end(tmp_path: Path) -> None:
    whole = Path("/proc/self/status").read_bytes()  # its size is 0
    assert len(read_regular("/proc/self/status", 10**6)) > len(whole) // 2
    assert len(read_regular("/proc/self/status", 10)) == 11
    (tmp_path / "a").symlink_to("/proc/self/status")
    with pytest.raises(NotRegularError):
        read_regular(tmp_path / "a", 10)


@given(
    st.text(
        st.characters(max_codepoint=0x2FF) | st.sampled_from("–—‘’“”•…\u0301\ufe0f\u200d\u2011€🍛"),
        max_size=30,
    )
)
def test_what_looks_like_itself_is_folded_as_any_text(text: str) -> None:
    quick = fold(text), printed(text)
    with patch.object(visible, "_LATIN", NEVER):
        assert quick == (fold(text), printed(text))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@example("Halo Warung – Bu Siti, 100% enak!\nhttps://etalase-contoh.example/a/b.html?x=1&y=(é)")
def test_a_message_is_encoded_as_the_library_does(text: str) -> None:
    assert whatsapp("62811", text) == f"https://wa.me/62811?text={quote(text, safe='')}"
