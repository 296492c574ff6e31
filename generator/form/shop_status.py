"""Where a shop stands, and why it cannot be published."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from generator.content.diagnostics import Diagnostic
from generator.form.approvals import Approval
from generator.form.changes import Change
from generator.form.drafts import Draft

PublishResult = Literal["published", "waiting"]


class NotReadyError(Exception):
    """A draft that cannot be published yet."""

    def __init__(self, step: str, problems: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(step or "the folder has errors")
        self.step = step
        """The required answer that is missing; empty where something else is wrong."""
        self.problems = problems


class EditedByHandError(Exception):
    """sellers/<slug> is not what was last published, and the draft has changes of its own."""


class ChangedMeanwhileError(Exception):
    """A shop is not any more what a mentor looked at before agreeing to it."""


class ShopStatus(Struct, frozen=True):
    """A draft beside what is published of it."""

    draft: Draft
    live: Draft | None
    """None before the first publication."""
    pending: tuple[Change, ...]
    """What the next publication changes on the page; without what waits for a mentor."""
    waiting: tuple[Approval, ...]
    edited: bool
    """Whether sellers/<slug> was changed by hand while the draft has changes, too, or has lost something."""
    lost: bool = False
    """Whether sellers/<slug> says less than a shop must: the draft still has it."""
    held: tuple[Change, ...] = ()
    """What of a published shop's draft waits for a mentor: no publication shows it."""
    unseen: bool = False
    """Whether the draft has changes that were never published; beside a loss nobody can tell which."""

    @property
    def publishable(self) -> bool:
        """Whether a published shop has changes that buyers see once it is published again."""
        shown = self.live is not None and not self.draft.seller.withdrawn
        return shown and self.unseen and bool(self.pending)
