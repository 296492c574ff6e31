"""The contacts in one text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from generator.content.contact.accounts import accounts, payment_codes
from generator.content.contact.honest import honest
from generator.content.contact.links import addresses, links
from generator.content.contact.phones import LIKE_DIGITS, phones, spelled
from generator.content.contact.readings import clicked, readings

_ADDRESS = re.compile(r"(?:https?://|(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/)[^\s<>\"')\]]+", re.IGNORECASE)

_MAY_COUNT = re.compile(rf"[0-9]|{LIKE_DIGITS.pattern}|\w{{34}}")
"""A digit, a word of letters like digits, or one as long as a coin's address: no number is without one."""

_LINE = 400
"""Characters of a text that is remembered."""


def contacts_in(text: str, known: Collection[str] = ()) -> frozenset[str]:
    """The contacts in a text, each in one spelling.

    `phone:6281234567890`, `link:wa.me/message/X` (an address on the web, or an app's), `mail:name@host`,
    `account:bca 1234567890`, `code:000201…` (a payment code's text).  Prices, sizes, days, hours and permits
    are none, nor are the phone numbers of `known` (`phone:62…`), however they are spelled.
    """
    find = _found_before if len(text) <= _LINE else _found
    return find(text, frozenset(known))


def _found(text: str, known: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for led in {clicked(text), *readings(text)}:
        found.update(addresses(led))
    for seen in readings(text):
        found.update(links(seen))
        if not _MAY_COUNT.search(seen):
            continue
        for contact in known:
            if contact.startswith("phone:62"):
                seen = spelled(contact.removeprefix("phone:")).sub("-a-", seen)
        found.update(_numbers(seen))
    return frozenset(found - known)


_found_before = lru_cache(4096)(_found)
"""A save in the form asks the same of a text several times. Only lines are kept, so memory is bounded."""


def _numbers(seen: str) -> Iterator[str]:
    paying = payment_codes(seen)
    yield from (f"code:{text}" for text, _ in paying)
    others = [span for _, span in paying]
    called = phones(seen, others)
    yield from (f"phone:{one.number}" for one in called)
    others += [*honest(seen), *(found.span() for found in _ADDRESS.finditer(seen))]
    yield from (f"account:{account}" for account in accounts(seen, others, called))
