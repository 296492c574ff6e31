"""Before and after of a code show every tag that differs, in words, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import form
from generator.content.contact.values import PRODUCT_TEXTS, SHOP_TEXTS
from generator.content.contacts import Waiting
from generator.content.qris import crc16
from generator.form.contact_lines import TagLine, changed_tags, lines
from tests.content.test_qris import STATIC, VECTORS

CODE = VECTORS[STATIC[0]]


def code(*tags: tuple[str, str]) -> str:
    """A code with these tags, and its checksum."""
    text = "".join(f"{tag}{len(value):02}{value}" for tag, value in (("00", "01"), *tags)) + "6304"
    return f"{text}{crc16(text.encode()):04X}"


ACCOUNT = "0014ID.CO.BANK.WWW0118936000140000000001"
PLAIN = (("26", ACCOUNT), ("51", "0002ID0215ID1020000000001"), ("52", "5812"), ("53", "360"), ("58", "ID"))


@pytest.mark.parametrize(
    ("tags", "line"),
    [
        ((*PLAIN, ("59", "B"), ("60", "JAKARTA")), TagLine("59", "A", "B")),
        ((*PLAIN, ("59", "A"), ("60", "BOGOR")), TagLine("60", "JAKARTA", "BOGOR")),
        ((*PLAIN, ("59", "A"), ("60", "JAKARTA"), ("62", "0703T01")), TagLine("62.07", "", "T01")),
        ((*PLAIN, ("59", "A"), ("60", "JAKARTA"), ("85", "xyz")), TagLine("85", "", "xyz")),
    ],
)
def test_one_other_tag_is_one_line(tags: tuple[tuple[str, str], ...], line: TagLine) -> None:
    assert changed_tags(code(*PLAIN, ("59", "A"), ("60", "JAKARTA")), code(*tags)) == [line]


def test_a_photo_without_a_text_replaces_every_tag() -> None:
    gone = changed_tags(CODE, "qris.png 0123456789abcdef")
    assert {line.after for line in gone} == {""}
    assert "59" in {line.tag for line in gone}
    assert changed_tags("", "") == []


def test_whatever_waits_has_a_label_that_a_mentor_understands() -> None:
    shown = (Path(form.__file__).parent / "templates" / "_ui.html").read_text("utf-8")
    means = ["email_ekspor", "pindah_ke", *SHOP_TEXTS, *(f"produk/kopi{ending}" for ending in PRODUCT_TEXTS)]
    for path in means:
        [line] = lines([Waiting(path, "", "jual@lain.example", ("mail:jual@lain.example",))])
        if not line.english:
            assert f'"{line.what}":' in shown, path


TAGS = st.dictionaries(
    st.from_regex(r"(?!63)[0-9]{2}", fullmatch=True), st.text("aB 019", min_size=1, max_size=9)
)


@given(TAGS, TAGS)
def test_whatever_differs_is_shown(one: dict[str, str], other: dict[str, str]) -> None:
    for tags in (one, other):
        tags.pop("00", None)
    before, after = code(*one.items()), code(*other.items())
    found = changed_tags(before, after)
    assert bool(found) == (before != after)
    shown = {line.tag.partition(".")[0] for line in found} - {"63"}
    assert shown == {tag for tag in one.keys() | other.keys() if one.get(tag) != other.get(tag)}
