"""A mentor's yes or no to what waits, and what follows from it."""

from __future__ import annotations

from generator.form import approvals, publishing, saving, second_person
from generator.form.approvals import Approval
from generator.form.context import FormContext
from generator.form.drafts import digest
from generator.form.links import Link
from generator.form.saving import alone


class ChangedMeanwhileError(Exception):
    """A shop is not any more what a mentor looked at before agreeing to it."""


def seen_in(context: FormContext, question: Approval) -> str:
    """What a mentor looks at who looks at a question: comes back with the answer."""
    if question.kind == "shop":
        return context.drafts.read(question.slug).version
    return digest("\0".join((question.slug, question.kind, question.before, question.after)).encode())


def decide(context: FormContext, actor: Link, question: Approval, seen: str, *, approve: bool) -> bool:
    """A mentor's answer, and what follows from it; False when it was answered before.

    Raises as `publish` does, for a new shop, and `ChangedMeanwhileError` where `seen` is not what there is.
    """
    slug = question.slug
    outcome: approvals.Outcome = "approved" if approve else "declined"
    value = question.after if approve else question.before
    with alone(context, slug):
        waits = approvals.approval(context.database, question.id)
        if waits is None or waits.outcome:
            return False
        if seen != seen_in(context, waits):
            raise ChangedMeanwhileError
        change = second_person.number(value) if waits.kind == "whatsapp" else second_person.code(value)
        if waits.kind == "shop":
            if approve:
                publishing.publish_locked(context, actor, slug)
        elif approve:
            publishing.standing_locked(context, slug)
            publishing.change_live(context, slug, change)
        else:
            saving.save_locked(context, actor, slug, change)
        return approvals.decide(context.database, waits.id, actor, context.now(), outcome)
