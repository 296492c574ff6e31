"""Consent: a date gives it, a word takes it back, and anything that is merely gone is a loss, not a wish."""

from __future__ import annotations

import re

from generator.content.fields import suggest

KEY = "persetujuan"

_TAKEN_BACK = re.compile(
    r"(?:tidak|tdk|tak|gak|ga|nggak|enggak|ndak|no|false|batal|dibatalkan|batalkan|dicabut|cabut|ditarik|tarik"
    r"|berhenti|stop)\b",
    re.IGNORECASE,
)
_NOTHING = frozenset({"", "-", "~", "null", "none", "kosong", "belum"})
_LINE = re.compile(r"""^["']?([A-Za-z_]\w*)["']?\s*[:=]\s*["'“”‘’]?([^\n]*)""", re.MULTILINE)


def takes_back(value: str) -> bool:
    """Whether a seller says with this value that she withdraws: `tidak`, `batal`, `dicabut 3 Mei`."""
    return bool(_TAKEN_BACK.match(value.strip()))


def says_nothing(value: str) -> bool:
    """Whether this is what a cut or an empty form leaves behind."""
    return value.strip().casefold() in _NOTHING


def line_that_takes_back(text: str) -> int:
    """The line (from 1) of a toko.yaml that withdraws consent, whatever else is wrong with the file; or 0."""
    for found in _LINE.finditer(text):
        if takes_back(found[2]) and suggest(found[1], [KEY], likeness=0.8):
            return text.count("\n", 0, found.start()) + 1
    return 0
