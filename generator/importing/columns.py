"""Names of columns -> what they stand for: by known words, phrases in a question, or likeness.  Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from generator.content.visible import plain
from generator.importing.names import IGNORED, PRODUCT, PRODUCTS, SHOP

_IN_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_NUMBERED = re.compile(r"(.*?)(?: ke)?(?: no)? ?([0-9]{1,2})")
_LIKENESS = 0.84
_SHORTEST = 5
"""Letters of a word that may have a slip in it."""
_ALONE = frozenset({
    "whatsapp", "kecamatan", "kelurahan", "kategori", "email", "slogan", "instagram", "facebook", "tiktok",
    "youtube", "shopee", "tokopedia", "timestamp", "nib", "qris", "persetujuan", "setuju", "bersedia", "nik",
    "ktp", "npwp", "whats app",
})  # fmt: skip
"""Single words that say by themselves what a long question is about."""

_GENERAL = frozenset({"nama", "name", "brand", "waktu", "kontak", "id"})
"""Names that a table may also have of persons: any other of the same meaning is better."""

Key = tuple[str, int]
"""What a column stands for, and the number of its product (0 for the shop's own, and on a product sheet)."""


class Found(Struct, frozen=True):
    """What was found for a row of names."""

    keys: Mapping[int, Key]
    """Column from 0 -> what it stands for."""
    ignored: tuple[int, ...]
    """Columns that are known, and not imported."""
    unknown: tuple[int, ...]
    """Columns that nothing is known of."""


@lru_cache(4096)
def words(name: str) -> str:
    """A name's letters and digits in lower case, without what stands in brackets."""
    bare = plain(name).casefold()
    return _spaced(_IN_BRACKETS.sub(" ", bare)) or _spaced(bare)


def _spaced(text: str) -> str:
    return _BETWEEN.sub(" ", text).strip()


def known(cells: Iterable[str]) -> int:
    """How many cells of a row are names of columns, by whole words only."""
    return len({key for cell in cells if cell and (key := _exact(words(cell)))})


def match(names: Sequence[str]) -> Found:
    """What the columns of a table stand for; each key has one column, the one that says it best."""
    candidates: dict[Key, list[tuple[int, int, int]]] = {}
    ignored, unknown = [], []
    for at, name in enumerate(names):
        if not name.strip():
            continue
        found = _key(words(name))
        if found is None:
            unknown.append(at)
        elif found[0][0] == IGNORED:
            ignored.append(at)
        else:
            candidates.setdefault(found[0], []).append((*found[1], at))
    keys: dict[int, Key] = {}
    for key, places in candidates.items():
        _, _, best = min(places)
        keys[best] = key
        unknown += [at for _, _, at in places if at != best]
    priced = {number for name, number in keys.values() if name == "harga"}
    for at, (name, number) in list(keys.items()):
        if name in PRODUCT and number not in priced and (name == "produk" or number not in _sold(keys)):
            del keys[at]  # "produk" without a price: what people tell of their products
            unknown.append(at)
    return Found(keys, tuple(ignored), tuple(sorted(unknown)))


def _sold(keys: Mapping[int, Key]) -> set[int]:
    return {number for name, number in keys.values() if name == "produk"}


def _key(name: str) -> tuple[Key, tuple[int, int]] | None:
    """What a name stands for, with how well: the kind of finding, and the place among the known names."""
    if exact := _exact(name):
        return exact, (3 if name in _GENERAL else 0, _rank(exact[0], name))
    if phrase := _phrase(name):
        return phrase, (1, -len(name))
    near = difflib.get_close_matches(name, _NAMES, n=1, cutoff=_LIKENESS) if len(name) >= _SHORTEST else []
    if near:
        return (_NAMES[near[0]], 0), (2, 0)
    numbered = _NUMBERED.fullmatch(name)
    if numbered and len(numbered[1]) >= _SHORTEST:
        near = difflib.get_close_matches(numbered[1], _PRODUCT_NAMES, n=1, cutoff=_LIKENESS)
        if near:
            return (_PRODUCT_NAMES[near[0]], int(numbered[2])), (2, 0)
    return None


def _exact(name: str) -> Key | None:
    if name in _NAMES:
        return _NAMES[name], 0
    if name in _PRODUCT_NAMES:
        return _PRODUCT_NAMES[name], 0
    numbered = _NUMBERED.fullmatch(name)
    if numbered and numbered[1] in _PRODUCT_NAMES:
        return _PRODUCT_NAMES[numbered[1]], int(numbered[2])
    return None


def _phrase(name: str) -> Key | None:
    """The longest known name within a question: `tuliskan nomor whatsapp yang aktif`."""
    padded = f" {name} "
    found = [one for one in _PHRASES if f" {one} " in padded]
    if padded.startswith(" apakah "):  # asks for yes or no
        found = [one for one in found if _NAMES[one] in ("persetujuan", IGNORED)]
    if not found:
        return None
    return _NAMES[max(found, key=lambda one: (_NAMES[one] == "persetujuan", len(one)))], 0


def _rank(key: str, name: str) -> int:
    names = SHOP.get(key) or PRODUCTS[key]
    return names.index(name) if name in names else len(names)


_NAMES = {name: key for key, names in SHOP.items() for name in names}
_PRODUCT_NAMES = {name: key for key, names in PRODUCTS.items() for name in names}
_PHRASES = [name for name in _NAMES if " " in name or name in _ALONE]
