from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content.frontmatter import MAX_BYTES, decode, parse, split
from generator.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.content.unreadable import UnreadableError
from generator.content.visible import fold

PIECES = [
    *"[]{}:,-?&*!|>'\"%@`#~=<\\/.", ": ", "- ", "\n", "\n  ", "\r\n", "\t", " ", "---", "---\n", "...",
    "nama", "NO", "150.000", "+62812", "<<: *a", "&a ", "*a", "!!python/object ", "!x", "%YAML 1.1\n", "|\n",
    ">-\n", "é", "😀", "\u2028", "\x85", "\ufeff", "\u200d", "\x00", "\ud800", "🏳️‍🌈",
]  # fmt: skip
scraps = st.sampled_from(PIECES)
yaml_like = st.lists(scraps, max_size=40).map("".join)
any_bytes = st.one_of(
    st.binary(max_size=300),
    yaml_like.map(lambda text: text.encode("utf-8", "surrogatepass")),
    yaml_like.map(lambda text: f"---\n{text}\n---\nCerita".encode("utf-8", "surrogatepass")),
)


def read(data: bytes) -> list[Node]:
    """Everything the reader may do with a file, as a toko.yaml and as a product."""
    text = decode(data)
    found: list[Node] = []
    for take in (parse, lambda text: split(text)[0]):
        try:
            found.append(take(text))
        except UnreadableError as error:
            inside(error.line, error.column, text)
    return found


def inside(line: int | None, column: int | None, text: str) -> None:
    lines = text.split("\n")
    assert line is not None
    assert column is not None
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


def all_nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, SequenceNode):
        for item in node.items:
            yield from all_nodes(item)
    elif isinstance(node, MappingNode):
        for key, value in node.pairs:
            yield key
            yield from all_nodes(value)


def error_of(data: bytes | str, take: Callable[[str], object] = parse) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        take(decode(data if isinstance(data, bytes) else data.encode()))
    return caught.value


# Anything at all


@given(any_bytes)
@example(b"\xef\xbb\xbf\xef\xbb\xbfnama: x")
@example(b"? [a]\n: b")
@example(b"a: b\n---\nc: d")
@example(b"%TAG ! tag:x,2000:\n---\na: !b c")
@example(b"a: 'b")
@example(b"- - - - - - - - - - - - - a")
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes) -> None:
    try:
        nodes = read(data)
    except UnreadableError as error:
        assert (error.line is None) == (error.code == "file-too-large")
        return
    text = decode(data)
    for root in nodes:
        for node in all_nodes(root):
            inside(node.line, node.column, text)


# what nobody can see is folded (`test_visible`); everything else is kept
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])).map(fold)
documents = st.dictionaries(
    texts,
    st.recursive(
        texts, lambda s: st.lists(s, max_size=3) | st.dictionaries(texts, s, max_size=3), max_leaves=8
    ),
    max_size=4,
)


@given(documents)
def test_yaml_of_another_writer_is_read_as_it_was_meant(document: dict[str, object]) -> None:
    def plain(node: Node) -> object:
        if isinstance(node, ScalarNode):
            return node.value
        if isinstance(node, SequenceNode):
            return [plain(item) for item in node.items]
        return {key.value: plain(value) for key, value in node.pairs}

    written = yaml.safe_dump(document, allow_unicode=True)
    if "!!" in written:
        return
    assert plain(parse(decode(written.encode()))) == document


@pytest.mark.parametrize(
    "piece", [*PIECES[:-2], "? ", "a: ", "a:\n ", "[a,", "{a:", "-\n", "? - ", "a\n", "- [", "{a: ["]
)
def test_64_kilobytes_of_anything_are_quick(piece: str) -> None:
    data = piece.encode() * (MAX_BYTES // len(piece.encode()))
    started = time.process_time()
    for wrapped in (data, b"---\n" + data[:-8] + b"\n---", b"a: " + data[:-8]):
        with suppress(UnreadableError):
            read(wrapped)
    assert time.process_time() - started < 3


# What arrives one day


def test_200_000_brackets_are_too_large() -> None:
    # PyYAML's C composer recurses for each of them and takes the whole process down
    assert error_of(b"[" * 200_000).code == "file-too-large"


def test_brackets_within_the_size_are_too_deep() -> None:
    error = error_of("a: " + "[" * 60_000)
    assert (error.code, error.line, error.column) == ("yaml-too-deep", 1, 4 + 11)


def test_twelve_levels_are_enough_for_everybody() -> None:
    assert parse("a: " + "[" * 11 + "x" + "]" * 11)
    assert error_of("a: " + "[" * 12 + "x" + "]" * 12).code == "yaml-too-deep"


def test_too_many_values() -> None:
    error = error_of("".join(f"k{number}: v\n" for number in range(4_000)))
    assert error.code == "yaml-too-much"
    assert error.line == 1_499  # two events a line, after three that begin the file


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("media_sosial: {instagram: @kopi, tiktok: x}", 'media_sosial: {instagram: "@kopi", tiktok: x}'),
        ("tag: [a, %b]", 'tag: [a, "%b"]'),
        ("en: {nama: `x`}", 'en: {nama: "`x`"}'),
        ("instagram: @kopi, teh", 'instagram: "@kopi, teh"'),
    ],
)
def test_only_the_value_that_needs_quotes_gets_them(text: str, fix: str) -> None:
    assert error_of(text).values["fix"] == fix
    assert parse(fix)


@pytest.mark.parametrize(
    ("text", "line", "column", "found"),
    [
        (BOMB, 1, 4, "&"),
        ("dasar: {a: 1}\nnama: *dasar", 2, 7, "*"),
        ("nama: x\n<<: *dasar", 2, 5, "*"),
        ("nama: !!python/object/apply:os.system [ls]", 1, 7, "!"),
        ("nama: !kopi susu", 1, 7, "!"),
        ("nama: !<tag:yaml.org,2002:str> x", 1, 7, "!"),
        ("- &x y", 1, 3, "&"),
        ("slogan: *promo* hari ini", 1, 9, "*"),
        ("instagram: @x", 1, 12, "@"),
        ("nama: `kopi`", 1, 7, "`"),
        ("nama: %diskon", 1, 7, "%"),
        ("nama: | kopi", 1, 7, "|"),
        ("harga: ?", 1, 8, "?"),
        ("slogan: - enak", 1, 9, "-"),
    ],
)
def test_aliases_merge_keys_and_tags_need_quotes(text: str, line: int, column: int, found: str) -> None:
    error = error_of(text)
    assert (error.code, error.line, error.column) == ("yaml-quote", line, column)
    assert error.values["found"] == found


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"nama: a\x00b", "control-character", 1, 8),
        (b"nama: a\nslogan: \x1b[31m", "control-character", 2, 9),
        ("nama: a\u0080".encode(), "control-character", 1, 8),
        (b"nama: Caf\xe9", "not-utf8", 1, 10),
        (b"\xff\xfen\0a\0m\0a\0", "not-utf8", 1, 1),
        (b"nama: x\nslogan: \xc3", "not-utf8", 2, 9),
        (b"nama: \xed\xa0\x80", "not-utf8", 1, 7),
        (b"\x89PNG\r\n\x1a\n", "not-utf8", 1, 1),
        (b"PK\x03\x04", "control-character", 1, 3),
        (b"n: " + b"x" * MAX_BYTES, "file-too-large", None, None),
        (b"nama: a\n\tslogan: b", "yaml-tab", 2, 1),
        (b"nama: Kopi: Susu", "yaml-colon", 1, 7),
        (b"nama: a\n  slogan: b", "yaml-indent", 2, 3),
        (b'nama: "a\nslogan: b', "yaml-quote-open", 1, 7),
        (b'nama: "a" b', "yaml-after-quote", 1, 11),
        (b"foto: [a, b\nnama: x", "yaml-bracket-open", 1, 7),
        (b"jam: {senin: 8\nnama: x", "yaml-bracket-open", 1, 6),
        (b"foto: [a,", "yaml-bracket-open", 1, 7),
        (b"foto: [a,, b]", "yaml-unreadable", 1, 10),
        (b"nama: a\nslogan\nharga: 1", "yaml-unreadable", 2, 1),
        (b"hanya tulisan", "yaml-not-fields", 1, 1),
        (b"- a\n- b", "yaml-not-fields", 1, 1),
        (b"a: b\n---\nc: d", "yaml-two-documents", 2, 1),
        (b"{[a]: b}", "yaml-key", 1, 2),
        (b"? {a: b}\n: c", "yaml-key", 1, 3),
    ],
)
def test_what_cannot_be_read_has_a_code_and_a_place(
    data: bytes, code: str, line: int | None, column: int | None
) -> None:
    error = error_of(data)
    assert (error.code, error.line, error.column) == (code, line, column)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "frontmatter-missing", 1),
        ("\n\nnama: x", "frontmatter-missing", 3),
        ("nama: x\n---\nCerita", "frontmatter-missing", 1),
        ("--- #\nnama: x\n---", "frontmatter-missing", 1),
        ("---\nnama: x\n", "frontmatter-open", 1),
        ("\n---\nnama: x\n--\n", "frontmatter-open", 2),
        ("---\nnama: Kopi: Susu\n---\n", "yaml-colon", 2),
        ("\n\n---\nnama: x\nharga: [1\n---\n", "yaml-bracket-open", 5),
    ],
)
def test_products_that_cannot_be_read(text: str, code: str, line: int) -> None:
    error = error_of(text, split)
    assert (error.code, error.line) == (code, line)


# Nothing is interpreted


@pytest.mark.parametrize(
    "typed",
    [
        "NO", "150.000", "+62812", "08.00", "10:30", "8a1c1c", "1_000", "0x10", "1e3", "~", "null", "true",
        ".inf", "2026-11-21", "=", "0o17", "12:30:45", "Kopi & Teh", "a#b", "100%", "-5", "?x", "😀 kopi",
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_value_is_the_text_that_was_typed(typed: str, end: str) -> None:
    fields = parse(decode(f"\ufeffsatu: dua{end}{end}nama:   {typed}{end}".encode()))
    assert fields.pairs[1] == (ScalarNode("nama", 3, 1), ScalarNode(typed, 3, 9))


def test_columns_count_characters() -> None:
    fields = parse("{é: 😀, nama: kopi}")
    assert fields.pairs[1] == (ScalarNode("nama", 1, 8), ScalarNode("kopi", 1, 14))


def test_a_key_may_stand_twice_and_is_kept_twice() -> None:
    fields = parse("harga: 1\nharga: 2")
    assert [key.value for key, _ in fields.pairs] == ["harga", "harga"]


def test_quotes_are_remembered() -> None:
    fields = parse("a: \"x, y\"\nb: 'z'\nc: w")
    assert [value.quoted for _, value in fields.pairs if isinstance(value, ScalarNode)] == [True, True, False]


def test_an_empty_file_has_no_fields() -> None:
    for text in ("", "\n", "# komentar\n", "---\n", "---\n---\n"):
        assert parse(text).pairs == ()


def test_the_body_starts_after_the_second_fence() -> None:
    fields, body, line = split("\n---  \nnama: a\n---\n\nSatu.\n\n---\n\nDua.\n\n")
    assert fields.pairs[0][0] == ScalarNode("nama", 3, 1)
    assert (body, line) == ("Satu.\n\n---\n\nDua.", 5)
