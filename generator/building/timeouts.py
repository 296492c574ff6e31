"""Shops that took too long, as they were then: the same again is not tried again by every build."""

from __future__ import annotations

import json

from msgspec import Struct

from generator.building.job import ShopOutcome, out_of_time
from generator.building.state import State


class TimedOut(Struct, frozen=True):
    """A shop that took too long."""

    signature: str
    """Of its folder."""
    content: str
    """Of what was read of it."""
    context: str
    """Everything else that its pages depend on."""
    limit: str
    """CPU seconds that it had."""

    def again(self, slug: str, signature: str) -> ShopOutcome:
        """The same failure, without trying: of a folder that has this signature now."""
        problem = out_of_time(slug, self.limit)
        return ShopOutcome(slug, "failed", (problem,), signature=signature, content=self.content)


def known(state: State, slug: str) -> TimedOut | None:
    """What a state remembers of a shop that took too long; None of any other."""
    found = state.meta(_key(slug))
    return TimedOut(*json.loads(found)) if found else None


def note(state: State, outcome: ShopOutcome, context: str) -> None:
    """Remember a shop that took too long; forget one that did not."""
    limits = [p.values["limit"] for p in outcome.diagnostics if p.code == "render-timeout"]
    told = ""
    if limits and outcome.signature and outcome.content:
        told = json.dumps([outcome.signature, outcome.content, context, limits[0]])
    if told or state.meta(_key(outcome.slug)):
        state.set_meta(_key(outcome.slug), told)


def _key(slug: str) -> str:
    return f"timeout:{slug}"
