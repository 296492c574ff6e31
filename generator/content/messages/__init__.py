"""The sentences of all diagnostics: what is wrong, and what to type instead; a module for each subject.

The English sentences are message ids; other languages come from the catalogues in `locale/`.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.content.diagnostics import Diagnostic
from generator.content.fields import FieldError
from generator.content.messages import (
    bazaar,
    contact,
    export,
    files,
    hours,
    hub,
    importing,
    offer,
    photos,
    printing,
    qris,
    shop,
    writing,
)

_SUBJECTS = (
    bazaar,
    contact,
    export,
    files,
    hours,
    hub,
    importing,
    offer,
    photos,
    printing,
    qris,
    shop,
    writing,
)

SENTENCES = {code: pair for subject in _SUBJECTS for code, pair in subject.SENTENCES.items()}
"""Code -> message and hint."""


def word(problem: Diagnostic | FieldError, translate: Callable[[str], str] = str) -> tuple[str, str]:
    """The message and the hint of a problem in the language of `translate`; in English without it.

    Values that a sentence has no place for are left out; a text a seller typed is never a format string.
    """
    message, hint = SENTENCES[problem.code]
    return translate(message) % problem.values, translate(hint) % problem.values
