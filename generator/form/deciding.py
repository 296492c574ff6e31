"""A mentor's yes or no to what waits, and what follows from it."""

from __future__ import annotations

from generator.form import approvals, publishing, saving, second_person
from generator.form.approvals import Approval
from generator.form.context import FormContext
from generator.form.drafts import Draft, digest
from generator.form.links import PrivateLink
from generator.form.saving import alone


class ChangedMeanwhileError(Exception):
    """A shop is not any more what a mentor looked at before agreeing to it."""


def seen_in(question: Approval, draft: Draft, live: Draft | None) -> str:
    """What a mentor looks at who looks at a question: comes back with the answer."""
    if question.kind == "shop":
        return draft.version
    now = second_person.value(live.seller, question.kind) if live else ""
    return digest("\0".join((question.slug, question.kind, question.after, now)).encode())


def decide(
    context: FormContext, actor: PrivateLink, number: int, slug: str, seen: str, *, approve: bool
) -> bool:
    """A mentor's answer to a question about a shop; False when it was answered before, or the shop is gone.

    Raises as `publish` does, for a new shop, and `ChangedMeanwhileError` where `seen` is not what there is.
    """
    outcome: approvals.Decision = "approved" if approve else "declined"
    with alone(context, slug):
        found = publishing.shop_status_locked(context, slug)
        asked = next((one for one in found.waiting if one.id == number), None)
        if asked is None:
            return False
        if seen != seen_in(asked, found.draft, found.live):
            raise ChangedMeanwhileError
        if asked.kind == "shop":
            if approve:
                publishing.publish_locked(context, actor, slug)
        elif found.live is None:
            approvals.withdraw(context.database, slug, asked.kind, context.now())
            return False
        else:
            value = asked.after if approve else second_person.value(found.live.seller, asked.kind)
            change = second_person.number(value) if asked.kind == "whatsapp" else second_person.code(value)
            if approve:
                publishing.change_live(context, slug, change)
            else:
                saving.save_locked(context, actor, slug, change)
        return approvals.decide(context.database, number, actor, context.now(), outcome)
