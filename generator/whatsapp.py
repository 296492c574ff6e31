"""WhatsApp: links that open a chat, and numbers as people write them."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote


def whatsapp(number: str, text: str) -> str:
    """A link that opens a chat with a text ready to send; without a number, the sender picks the chat.

    Source: WhatsApp's click to chat, `https://wa.me/<number>?text=<percent-encoded>`.
    """
    return f"https://wa.me/{number}?text={'%20'.join(map(_quoted, text.split(' ')))}"


@lru_cache(maxsize=4096)
def _quoted(word: str) -> str:
    """A word percent-encoded; the same few stand in nearly every text."""
    return quote(word, safe="")


def readable_number(number: str) -> str:
    """`6281234567890` as people write it: `0812-3456-7890`."""
    local = "0" + number.removeprefix("62")
    return "-".join(filter(None, (local[:4], local[4:8], local[8:12], local[12:])))
