"""Numbers with an upper end in hub.yaml."""

from __future__ import annotations

import re

from generator.content.fields import FieldError


def limit(most: int, value: str) -> int:
    """A whole number from 1 to `most`.

    Raises:
        FieldError: limit-unreadable.
    """
    if not re.fullmatch(r"[0-9]{1,3}", value.strip()) or not 1 <= int(value) <= most:
        raise FieldError("limit-unreadable", found=value, most=str(most))
    return int(value)
