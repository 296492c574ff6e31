"""The checker's sentences for people who never see a file: what speaks of lines and keys is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator.content.diagnostics import Diagnostic
from generator.content.messages import word
from generator.form.product_details import EXPORT

_EXAMPLE = re.compile(rf"\b(?:{'|'.join(EXPORT)}): ")
"""Keys in examples for which the form has a field."""
_OF_FILES = re.compile(
    r"\.(?:yaml|md)\b|\bbaris|\bline\b|\bkey\b|(?-i:(?:^|[\s(\"“])[a-z_]+: )|---", re.IGNORECASE
)


def without_keys(text: str) -> str:
    """A hint as the form says it; empty where it is about a file all the same."""
    said = _EXAMPLE.sub("", text)
    return "" if _OF_FILES.search(said) else said


def sentences(problems: Iterable[Diagnostic], gettext: Callable[[str], str]) -> list[str]:
    """What is wrong with a shop, each once: about the product or the shop where more cannot be said."""
    return list(dict.fromkeys(_of_one(one, gettext) for one in problems if one.severity == "error"))


def _of_one(problem: Diagnostic, gettext: Callable[[str], str]) -> str:
    message, hint = map(without_keys, word(problem, gettext))
    folder, _, name = problem.path.rpartition("/")
    if message:
        return f"{message} ({hint})" if hint else message
    if folder.casefold().endswith("/produk"):
        product = name.rpartition(".")[0].replace("-", " ")
        return gettext("An answer about the product “%(product)s” cannot be read.") % {"product": product}
    return gettext("An answer about the shop cannot be read.")
