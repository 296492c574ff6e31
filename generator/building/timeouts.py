"""Shops that took too long, as they were then: the same again is not tried again by every build."""

from __future__ import annotations

import json
from collections.abc import Callable

from generator.building.state import State
from generator.building.work import ShopOutcome, out_of_time


class Timeouts:
    """What a state remembers of such shops, under a meta key for each."""

    def __init__(self, state: State, context: str) -> None:
        self._state = state
        self._context = context

    def note(self, outcome: ShopOutcome) -> None:
        """Remember a shop that took too long; forget one that did not."""
        limits = [p.values["limit"] for p in outcome.diagnostics if p.code == "render-timeout"]
        known = ""
        if limits and outcome.signature and outcome.content:
            known = json.dumps([outcome.signature, outcome.content, self._context, limits[0]])
        if known or self._state.meta(_key(outcome.slug)):
            self._state.set_meta(_key(outcome.slug), known)

    def again(self, slug: str, signature: str, content: Callable[[], str]) -> ShopOutcome | None:
        """The failure of a shop that took too long when it was what it is now; None for any other.

        `content` is asked where the signatures differ.
        """
        known = self._state.meta(_key(slug))
        if not known:
            return None
        before, text, context, limit = json.loads(known)
        if context != self._context or (before != signature and content() != text):
            return None
        return ShopOutcome(slug, "failed", (out_of_time(slug, limit),), signature=signature, content=text)


def _key(slug: str) -> str:
    return f"timeout:{slug}"
