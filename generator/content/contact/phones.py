"""Phone numbers in a text, however their digits are parted.

Sources: ITU-T E.164 (at most 15 digits after `+`); Indonesia's numbering plan (0, area or 8, the rest).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from msgspec import Struct

from generator.content.contact.honest import Span, honest, is_counting

_APART = re.compile(r"[\W_]{0,8}|\s?x\s?", re.IGNORECASE)
"""What may part the digits of one number."""
_GROUP = re.compile(r"[0-9]+")
_MOBILE = re.compile(r"628[0-9]{7,11}")
_LANDLINE = re.compile(r"62[2-79][0-9]{7,10}")
_AREAS = "21 22 24 31 61 251 254 274 341 351 361 370 411 431 511 541 561 711 721 751 761 771 778"
_AREA_CODES = frozenset(_AREAS.split())
_COMPLETE, _LONGEST = 11, 15
"""Digits with the country's code after which something else may follow, and of the longest number."""
_MOST_GROUPS = 16
_CALL = re.compile(
    r"\b(?:wa|whats\s?app|watsap|wasap|telp?|telepon|tlp|tlpn|telpon|phone|call|hp|no\.?\s?hp|ponsel|sms|hotline|cs|fax|"
    r"hubungi|kontak|contact)\b(?:\s?(?:ke|di|no|nomor|number|saya|kami|me|us|at|center|ini))*[\W_]{0,4}$",
    re.IGNORECASE,
)
"""Words that call for the number behind them."""
_HOTLINE = re.compile(r"\b(?:call|telp?|telepon|tlp|telpon|hotline)\b[^0-9]*$", re.IGNORECASE)
_BEFORE, _SHORTEST, _SHORT = 40, 7, (5, 6)
"""Characters in front of a number that say what it is, and digits of numbers that are called for: in groups,
or at a stretch (a hotline's)."""
_BEGINS = re.compile(r"00?[1-9]|62|8[1-9]")
_PLUS = re.compile(r"\+[\s(]*$")
_UNITS = re.compile(r"\s?[a-z]", re.IGNORECASE)
LIKE_DIGITS = re.compile(r"(?<![^\W_])[0-9OoQDIilSBZ]+(?![^\W_])")
_MIXED = re.compile(rf"(?=[OoQDIilSBZ]*[0-9]){LIKE_DIGITS.pattern}")
"""Words of digits and letters like digits; such words with a digit in them."""
_TWINS = str.maketrans("OoQDIilSBZ", "0000111582")
_RARE = re.compile(r"[QDiSBZ]")


class Found(Struct, frozen=True):
    """A number and where it stands."""

    number: str
    """Digits with the country's code."""
    span: Span


def phones(text: str, others: Sequence[Span]) -> tuple[Found, ...]:
    """All phone numbers; `others` are spans that are texts of another kind."""
    found: list[Found] = []
    done = ""
    for words in (_MIXED, LIKE_DIGITS):
        reading = _like_digits(_without(text, [one.span for one in found]), words)
        if reading != done:
            found += _numbers(reading, (*others, *honest(reading)))
        done = reading
    return tuple(found)


def international(digits: str) -> str:
    """Digits as they are dialled in Indonesia, with the country's code."""
    if digits.startswith("00"):
        digits = digits[2:]
    if digits.startswith("620"):
        return f"62{digits[3:]}"
    return f"62{digits.lstrip('0')}" if digits.startswith("0") else digits


def _like_digits(text: str, words: re.Pattern[str]) -> str:
    """The text with letters that were typed for digits, `O812-34S6-78l0`, as digits; as long as before."""

    def meant(word: re.Match[str]) -> str:
        real = len(re.findall(r"[0-9]", word[0]))
        return word[0].translate(_TWINS) if real >= 2 or not _RARE.search(word[0]) else word[0]

    return words.sub(meant, text)


@lru_cache(256)
def spelled(number: str) -> re.Pattern[str]:
    """A pattern for every spelling of a number with Indonesia's code, that is of no longer one.

    Behind a number stand counts and other numbers, too: `phones` tells them apart. No count begins with 0.
    """
    gap = r"[\W_]{0,8}"
    rest = gap.join(number.removeprefix("62"))
    return re.compile(
        rf"(?<![0-9])(?:\+{gap})?(?:(?:0{gap}0{gap})?6{gap}2{gap}(?:0{gap})?|0{gap})?{rest}"
        r"(?![0-9]|[ .-]{1,3}0)"
    )


def _without(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{'#' * (end - start)}{text[end:]}"
    return text


def _numbers(text: str, others: Sequence[Span]) -> Iterator[Found]:
    groups = list(_GROUP.finditer(text))
    starts = {start for start, _ in others}
    inside = {at for start, end in others for at in range(start, end)}
    at = 0
    while at < len(groups):
        first = groups[at]
        if first.start() in inside or not _may_begin(text, groups, at):
            at += 1
            continue
        run = _run(text, groups, at, starts)
        number, used = _judged(text, run)
        if used:
            yield Found(number, (first.start(), run[used - 1].end()))
            at += used
        else:
            at += 1


def _may_begin(text: str, groups: Sequence[re.Match[str]], at: int) -> bool:
    before = _before(text, groups[at])
    begins = _BEGINS.match("".join(one[0] for one in islice(groups, at, at + 3)))
    return bool(begins or _PLUS.search(before) or _CALL.search(before))


def _before(text: str, group: re.Match[str]) -> str:
    return text[max(0, group.start() - _BEFORE) : group.start()]


def _run(text: str, groups: Sequence[re.Match[str]], at: int, starts: set[int]) -> list[re.Match[str]]:
    """The groups that can belong to a number that begins with this one."""
    run, digits = [groups[at]], groups[at][0]
    kinds: set[str] = set()
    for before, group in pairwise(islice(groups, at, at + _MOST_GROUPS)):
        parted = text[before.end() : group.start()]
        kind = parted.strip() or parted[:1]
        if not _APART.fullmatch(parted) or "+" in parted:
            break
        complete = len(f"62{digits}" if digits[0] == "8" else international(digits)) >= _COMPLETE
        digits += group[0]
        if complete and (
            len(digits) > _LONGEST or _is_another(text, run, group, kind in kinds, group.start() in starts)
        ):
            break
        kinds.add(kind)
        run.append(group)
    return run


def _is_another(
    text: str, run: Sequence[re.Match[str]], group: re.Match[str], alike: bool, counts: bool
) -> bool:
    """Whether a group behind a complete number begins something else."""
    if counts:
        return True
    if group[0][0] == "0":  # nobody counts so; a longer one begins another number
        return len(group[0]) > 3
    if len(group[0]) > 2 or not _UNITS.match(text, group.end()):
        return False
    return not alike or all(len(one[0]) > 2 for one in run)


def _judged(text: str, run: Sequence[re.Match[str]]) -> tuple[str, int]:
    """The number at the beginning of a run and how many groups it takes; none and 0 if there is none."""
    groups = [one[0] for one in run]
    if is_counting(groups):
        return "", 0
    before = _before(text, run[0])
    for used in range(len(run), 0, -1):
        number = _number(before, groups[:used])
        if number:
            return number, used
    if _CALL.search(before):
        if len(groups[0]) in _SHORT and (len(run) == 1 or _HOTLINE.search(before)):
            return groups[0], 1
        for used in range(len(run), 0, -1):
            digits = "".join(groups[:used])
            if _SHORTEST <= len(digits) <= _LONGEST:
                return digits, used
    return "", 0


def _number(before: str, groups: Sequence[str]) -> str:
    digits = "".join(groups)
    single = len(groups) > 1 and all(len(group) == 1 for group in groups)
    if _PLUS.search(before):
        number = international(digits)
        return number if re.fullmatch(r"[1-9][0-9]{7,14}", number) else ""
    if re.match(r"00[1-9][0-9]{8,13}$", digits):
        return international(digits)
    if digits[0] == "0":
        number = international(digits)
        return number if digits[1:2] != "0" and _is_indonesian(number) else ""
    if digits.startswith("62") and (single or groups[0].startswith("62")):
        number = international(digits)
        if _MOBILE.fullmatch(number):
            return number
        known = len(groups) > 1 and groups[0] == "62" and groups[1].lstrip("0") in _AREA_CODES
        return number if (known or len(groups) == 1) and _LANDLINE.fullmatch(number) else ""
    grouped = single or (len(groups[0]) in {3, 4} and all(len(group) >= 3 for group in groups[1:]))
    if re.fullmatch(r"8[1-9][0-9]{7,10}", digits) and (len(groups) == 1 or grouped):
        return f"62{digits}"
    return ""


def _is_indonesian(number: str) -> bool:
    return bool(
        _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number) or re.fullmatch(r"621[0-9]{7,10}", number)
    )
