"""A text as the words by which it is found: the same for a shop's name here and for what a shopper types.

`themes/hub/static/kata.js` does the same in the browser; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

Group = tuple[str, ...]
"""Words or phrases that mean the same."""

_MARKS = re.compile("[\u0300-\u036f]")
_SPLIT = re.compile("[\\W_\U00010000-\U0010ffff]+")
"""What stands between words. Letters beyond the first 65,536 characters count as such: browsers sort them
among the others in another order than databases do."""
_SUFFIX, _STEM = "nya", 3
"""`kuenya` is found as `kue`; what is left has at least so many letters."""


def folded(text: str) -> list[str]:
    """The words of a text in order, without accents and in lower case."""
    plain = text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return [word for word in _SPLIT.split(plain.lower()) if word]


def split(text: str) -> list[str]:
    """The same, without `-nya`."""
    return [_stem(word) for word in folded(text)]


def _stem(word: str) -> str:
    return word[: -len(_SUFFIX)] if word.endswith(_SUFFIX) and len(word) >= _STEM + len(_SUFFIX) else word


class EqualWords(Struct, frozen=True):
    """Words and phrases that stand for one another.

    Each is replaced by one word of its group, in what is found and in what is typed alike.
    """

    words: dict[str, str]
    """A word -> the word that stands for its group."""
    phrases: dict[tuple[str, ...], str]
    """The words of a phrase -> the word that stands for its group."""
    starts: frozenset[str]
    """First words of phrases."""

    def index(self, text: str) -> tuple[str, ...]:
        """All words by which a text is found, each once, in order; those for its phrases come last."""
        found = [self.words.get(word, word) for word in split(text)]
        if not self.starts.isdisjoint(found):
            known = f" {' '.join(found)} "
            found += [word for phrase, word in self.phrases.items() if f" {' '.join(phrase)} " in known]
        return tuple(dict.fromkeys(found))


def equal_words(groups: Iterable[Sequence[str]]) -> EqualWords:
    """Groups that share a word are one group; the first single word of a group stands for it."""
    merged: list[list[tuple[str, ...]]] = []
    for group in groups:
        members = [tuple(split(member)) for member in group]
        mine = [member for member in dict.fromkeys(members) if member]
        for other in [other for other in merged if set(other) & set(mine)]:
            merged.remove(other)
            mine = [*other, *(member for member in mine if member not in other)]
        merged.append(mine)
    words: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    for mine in merged:
        single = next((member[0] for member in mine if len(member) == 1), "".join(mine[0]) if mine else "")
        words |= {member[0]: single for member in mine if len(member) == 1 and member[0] != single}
        phrases |= {member: single for member in mine if len(member) > 1}
    replaced = {tuple(words.get(word, word) for word in phrase): word for phrase, word in phrases.items()}
    return EqualWords(words, replaced, frozenset(phrase[0] for phrase in replaced))


@cache
def catalogue() -> tuple[Group, ...]:
    """The equal words that come with the program."""
    import yaml  # 15 ms that a build without changes does not need

    loaded = yaml.safe_load((Path(__file__).parent / "data" / "sama.yaml").read_text("utf-8"))
    return tuple(tuple(group) for group in loaded)
