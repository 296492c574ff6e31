"""The checker's sentences for people who never see a file: what speaks of lines and keys is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator.content.diagnostics import Diagnostic
from generator.content.lenient import slug_of
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


def sentences(problems: Iterable[Diagnostic], gettext: Callable[[str], str]) -> dict[str, str]:
    """What is wrong with a shop, each once: about the product or the shop where more cannot be said.

    With the slug of the product in which it has to be mended; an empty one for the shop.
    """
    found: dict[str, str] = {}
    for one in problems:
        if one.severity == "error":
            found.setdefault(_sentence(_of_one(one, gettext)), slug_of(f"{_product(one)}.md"))
    return found


def _sentence(text: str) -> str:
    """A message of the checker with a capital letter and an end."""
    begun = f"{text[:1].upper()}{text[1:]}"
    return begun if begun.endswith((".", "?", "!")) else f"{begun}."


def _of_one(problem: Diagnostic, gettext: Callable[[str], str]) -> str:
    if problem.code == "missing" and problem.values.get("key") == "whatsapp":
        return gettext("the WhatsApp number is missing")
    message, hint = map(without_keys, word(problem, gettext))
    if message:
        return f"{message} ({hint})" if hint else message
    if name := _product(problem):
        return gettext("An answer about the product “%(product)s” cannot be read.") % {
            "product": name.replace("-", " ")
        }
    return gettext("An answer about the shop cannot be read.")


def _product(problem: Diagnostic) -> str:
    folder, _, name = problem.path.rpartition("/")
    return name.rpartition(".")[0] if folder.casefold().endswith("/produk") else ""
