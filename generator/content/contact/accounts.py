"""Accounts at banks and in wallets, cards, and the texts of payment codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.content.contact.honest import Span, is_counting
from generator.content.contact.phones import Found, international

_NAMES = """
bca bri bni btn bsi bjb btpn jenius mandiri cimb niaga permata danamon maybank ocbc nisp panin mega sinarmas
muamalat dki jago seabank neo bnc blu allo superbank krom hibank raya uob hsbc dbs digibank citibank bukopin
commonwealth gopay ovo dana shopeepay spay linkaja isaku doku flip astrapay sakuku paypal
"""
_NAME = re.compile(
    rf"(?<![a-z0-9])(?:bank\s)?({'|'.join(_NAMES.split())}|go-pay|shopee pay|link aja|i\.saku)(?![a-z])",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?<![a-z])(?:no\.?\s?rek|norek|rek|rekening|account|acc|a\.?/?n\.?(?=[\s:])|atas nama|va|"
    r"virtual account|transfer|tf|trf|kirim ke|"
    r"setor|bank|e-?wallet|dompet|bayar ke|dp ke|kartu|card|debit|kredit)(?![a-z])",
    re.IGNORECASE,
)
_NEAR_BEFORE = 60
_NEAR_BEHIND = 25
"""Characters between an account's number and the word that makes it one."""
_PARTED = re.compile(r"[ \u2013./_*'|-]{1,4}|\s?\n\s?")
_GROUP = re.compile(r"[0-9]+")
_PAYMENT_CODE = re.compile(
    r"000201[\w .,&'/*()+:-]{20,600}?6304\s?[0-9A-Fa-f]{4}(?![0-9A-Za-z])|000201[0-9A-Za-z .]{24,600}"
)
_CALLED, _BARE = 8, 10
"""Digits of what is called an account, and of what needs no name."""


_WALLET = re.compile(r"\b(?:0x[0-9a-fA-F]{40}|bc1[a-z0-9]{25,59}|T[1-9A-HJ-NP-Za-km-z]{33})\b")


def payment_codes(text: str) -> tuple[tuple[str, Span], ...]:
    """Texts of payment codes (EMVCo: they begin with 000201 and end with their CRC), addresses of coins."""
    found = (*_PAYMENT_CODE.finditer(text), *_WALLET.finditer(text))
    return tuple((re.sub(r"\s+", " ", one[0]).strip(), one.span()) for one in found)


def accounts(text: str, others: Sequence[Span], called: Sequence[Found]) -> Iterator[str]:
    """Each account as `bca 1234567890`, without a name where none stands near.

    `others` are numbers of another kind, `called` phone numbers: only a bank makes more of one of those.
    """
    inside = {at for start, end in others for at in range(start, end)}
    run: list[re.Match[str]] = []
    for group in (*_GROUP.finditer(text), None):
        if run and (group is None or group.start() in inside or not _goes_on(text, run[-1], group)):
            yield from _account(text, run, called)
            run = []
        if group is not None and group.start() not in inside:
            run.append(group)


def _goes_on(text: str, before: re.Match[str], group: re.Match[str]) -> bool:
    return _PARTED.fullmatch(text[before.end() : group.start()]) is not None


def _account(text: str, run: Sequence[re.Match[str]], called: Sequence[Found]) -> Iterator[str]:
    groups = [one[0] for one in run]
    digits = "".join(groups)
    if len(digits) < _CALLED or is_counting(groups):
        return
    start, end = run[0].start(), run[-1].end()
    over = [one for one in called if one.span[0] < end and one.span[1] > start]
    if any(one.number in {digits, international(digits)} for one in over):
        return
    before, behind = text[max(0, start - _NEAR_BEFORE) : start], text[end : end + _NEAR_BEHIND]
    names = _NAME.findall(before)[-1:] or _NAME.findall(behind)[:1]
    named = bool(names or _WORD.search(before) or _WORD.search(behind))
    alone = len(max(groups, key=len)) >= _BARE
    if named or (not over and (alone or (len(digits) >= _BARE and _is_grouped(text, run)))):
        name = re.sub(r"[^a-z]", "", names[0].casefold()) if names else ""
        yield f"{name} {digits}".strip()


def _is_grouped(text: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether digits are parted as those of one account or card are: alike, and on one line."""
    parted = {text[one.end() : other.start()] for one, other in pairwise(run)}
    sizes = [len(one[0]) for one in run]
    same_mark = len(parted) == 1 and not parted & {"\n", "/", "."}
    return same_mark and (all(size == 1 for size in sizes) or (min(sizes[:-1]) >= 3 and max(sizes) <= 6))
