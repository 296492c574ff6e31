"""MAP.yaml: what a person says of a table's columns, where their names do not say it.

kolom: {"Nama Usaha": nama, "Biaya Rendang": harga 1, "Catatan petugas": ""}
nilai: {kategori: {"Makanan & Minuman": kuliner}}
tetap: {kecamatan: Cilandak}
lembar: Form Responses 1
lembar_produk: Produk
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml
from msgspec import Struct, field

from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.field_reader import FieldReader, SourceText
from generator.content.frontmatter import decode, parse
from generator.content.nodes import MappingNode, ScalarNode
from generator.content.unreadable import UnreadableError
from generator.content.visible import plain
from generator.importing.columns import Key, words
from generator.importing.names import IGNORED, PRODUCT, SHOP

_NUMBERED = re.compile(r"(\w+) ([0-9]{1,2})")
_NOTHING = ("", "-", "abaikan")


class ColumnMap(Struct, frozen=True):
    """What is said of columns; empty where nobody has said anything."""

    columns: Mapping[str, Key] = field(default_factory=dict)
    """A column's name -> what it stands for."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """A key -> words of the table (folded) -> what they mean."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Keys that are the same for all rows."""
    sheet: str = ""
    product_sheet: str = ""


def read_map(path: Path, shown: str) -> tuple[ColumnMap | None, list[Diagnostic]]:
    """A map and what is wrong with it; None where something is. Raises `OSError`."""
    page = SourceText(shown, "")
    try:
        page = SourceText(shown, "", decode(path.read_bytes()))
        reader = FieldReader(page, parse(page.text))
    except UnreadableError as error:
        page.unreadable(error)
        return None, page.problems
    found = ColumnMap(
        columns=_columns(reader),
        values=_values(reader),
        constants=_constants(reader),
        sheet=reader.one("lembar", plain, ""),
        product_sheet=reader.one("lembar_produk", plain, ""),
    )
    reader.finish()
    return (None if has_errors(page.problems) else found), page.problems


def written(names: Sequence[str], keys: Mapping[int, Key], given: ColumnMap, labels: Iterable[str]) -> str:
    """The text of a map for a table with these columns; `labels` are categories that nobody knows."""
    unclear = dict.fromkeys(labels, "")
    known = {
        label: value for label, value in given.values.get("kategori", {}).items() if label not in unclear
    }
    parts: dict[str, object] = {
        "kolom": {name: key_text(keys.get(at)) for at, name in enumerate(unique(names)) if name},
        "nilai": {**given.values, "kategori": {**known, **unclear}} if unclear or given.values else None,
        "tetap": dict(given.constants) or None,
        "lembar": given.sheet or None,
        "lembar_produk": given.product_sheet or None,
    }
    text: str = yaml.safe_dump(
        {key: value for key, value in parts.items() if value},
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
        default_style='"',
    )
    there = ", ".join([*sorted(SHOP.keys() - {IGNORED}), *(f"{one} 1" for one in PRODUCT)])
    return f"# What each column is; empty: it is not imported. There are:\n# {there}, …\n{text}"


def unique(names: Sequence[str]) -> list[str]:
    """Names of columns by which each is found: a second one of the same name gets a number."""
    counts: dict[str, int] = {}
    found = []
    for name in map(plain, names):
        counts[name] = counts.get(name, 0) + 1
        found.append(f"{name} #{counts[name]}" if name and counts[name] > 1 else name)
    return found


def key_text(key: Key | None) -> str:
    """How a key is written: `harga 2`; empty for a column that is not imported."""
    if key is None:
        return ""
    return f"{key[0]} {key[1]}" if key[1] else key[0]


def _columns(reader: FieldReader) -> dict[str, Key]:
    found: dict[str, Key] = {}
    below = reader.mapping("kolom")
    for name, node in below.entries() if below else ():
        if not isinstance(node, ScalarNode):
            reader.page.report("value-expected", node, key=name.value)
            continue
        typed = plain(node.value).casefold()
        key = _key(typed)
        if key is None:
            known = [*(SHOP.keys() - {IGNORED}), *(f"{one} 1" for one in PRODUCT)]
            near = difflib.get_close_matches(typed, known, n=1)
            fix = near[0] if near else ", ".join(sorted(known))
            reader.page.report("import-key-unknown", node, found=node.value, fix=fix)
        else:
            found[plain(name.value)] = key
    return found


def _key(typed: str) -> Key | None:
    if typed in _NOTHING:
        return IGNORED, 0
    if typed in SHOP or typed in PRODUCT:
        return typed, 0
    numbered = _NUMBERED.fullmatch(typed)
    if numbered and numbered[1] in PRODUCT:
        return numbered[1], int(numbered[2])
    return None


def _values(reader: FieldReader) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    below = reader.mapping("nilai")
    for key, node in below.entries() if below else ():
        if not isinstance(node, MappingNode):
            reader.page.report(
                "fields-expected", node, key=key.value, example="{kategori: {Makanan: kuliner}}"
            )
            continue
        pairs = ((label, value) for label, value in node.pairs if isinstance(value, ScalarNode))
        found[key.value.strip()] = {
            words(label.value): value.value.strip() for label, value in pairs if value.value.strip()
        }
    return found


def _constants(reader: FieldReader) -> dict[str, str]:
    found: dict[str, str] = {}
    below = reader.mapping("tetap")
    for key, node in below.entries() if below else ():
        name = key.value.strip()
        if name not in SHOP or not isinstance(node, ScalarNode):
            reader.page.report(
                "import-key-unknown", key, found=name, fix=", ".join(sorted(SHOP.keys() - {IGNORED}))
            )
        elif node.value.strip():
            found[name] = node.value.strip()
    return found
