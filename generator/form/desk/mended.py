"""Shops that the last build could not take, and whose folders have been mended since."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from generator.building.folder_fingerprint import signature
from generator.content.diagnostics import has_errors
from generator.form.context import FormContext
from generator.form.drafts import UnreadableDraftError
from generator.records.state_reader import JudgedShop

_AT_ONCE = 30
"""Folders that are read for one look at the desk: of more that were mended at once, the next build tells."""


def mended(context: FormContext, failed: Iterable[JudgedShop]) -> frozenset[str]:
    """Those of the shops of which a build found mistakes that have changed since, and have none now.

    Of folders that are as they were, that build is right; only the others are read.
    """
    changed = (one.slug for one in failed if signature(context.root, one.slug) != one.signature)
    return frozenset(slug for slug in islice(changed, _AT_ONCE) if _has_no_mistake(context, slug))


def _has_no_mistake(context: FormContext, slug: str) -> bool:
    try:
        return not has_errors(context.live.read(slug).problems)
    except UnreadableDraftError:
        return False
