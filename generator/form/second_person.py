"""What needs a second person: where orders go (the WhatsApp number), and where money goes (the QRIS code)."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace

from generator.content import qris
from generator.content.model import Qris, Seller
from generator.form import approvals
from generator.form.approvals import Approval
from generator.form.context import FormContext
from generator.form.drafts import Draft, digest
from generator.form.links import PrivateLink
from generator.hosting import built


def ask_for_changes(context: FormContext, actor: PrivateLink, live: Seller, draft: Seller) -> None:
    """Ask about what differs, and no longer about what does not."""
    if live.whatsapp != draft.whatsapp:
        ask(context, actor, draft, "whatsapp", live.whatsapp, draft.whatsapp)
    else:
        approvals.withdraw(context.database, draft.slug, "whatsapp", context.now())
    if live.qris != draft.qris:
        ask(context, actor, draft, "qris", _payload(live.qris), _payload(draft.qris))
    else:
        approvals.withdraw(context.database, draft.slug, "qris", context.now())


def ask(
    context: FormContext, actor: PrivateLink, seller: Seller, kind: approvals.Kind, before: str, after: str
) -> None:
    """Ask whoever is the mentor of the shop's kecamatan."""
    approvals.ask(context.database, actor, context.now(), seller.slug, kind, (before, after))


def as_published(context: FormContext, live: Seller) -> Seller:
    """A published shop; where its file lost the number, with that of its page: that one back is no change."""
    if live.whatsapp:
        return live
    known = next(built.contacts(context.root / "build", [live.slug]), None)
    return replace(live, whatsapp=known.whatsapp) if known else live


def held_back(draft: Seller, live: Seller) -> Seller:
    """The draft with the number and the code that are published."""
    return replace(draft, whatsapp=live.whatsapp, qris=live.qris)


def kept(asked: Seller, kinds: Set[approvals.Kind]) -> Callable[[Seller], Seller]:
    """The change to the number and the code that are asked for, if they are of these kinds."""

    def change(seller: Seller) -> Seller:
        if "whatsapp" in kinds:
            seller = replace(seller, whatsapp=asked.whatsapp)
        return replace(seller, qris=asked.qris) if "qris" in kinds else seller

    return change


def withdraw(context: FormContext, slug: str) -> None:
    """Ask no more about number and code."""
    kinds: tuple[approvals.Kind, ...] = ("whatsapp", "qris")
    for kind in kinds:
        approvals.withdraw(context.database, slug, kind, context.now())


def value(seller: Seller, kind: approvals.Kind) -> str:
    """The number, or the text of the code."""
    return seller.whatsapp if kind == "whatsapp" else _payload(seller.qris)


def _payload(code: Qris | None) -> str:
    if code is None:
        return ""
    return code.payload or (code.photo.name if code.photo else "")


def seen_in(question: Approval, draft: Draft, live: Draft | None) -> str:
    """What a mentor looks at who looks at a question: comes back with the answer."""
    if question.kind == "shop":
        return draft.version
    now = value(live.seller, question.kind) if live else ""
    return digest("\0".join((question.slug, question.kind, question.after, now)).encode())


def number(value: str) -> Callable[[Seller], Seller]:
    """The change to this number."""
    return lambda seller: replace(seller, whatsapp=value)


def code(value: str) -> Callable[[Seller], Seller]:
    """The change to the code with this text; a photo's name says: whatever is there."""

    def change(seller: Seller) -> Seller:
        if value and not value.startswith("0002"):
            return seller
        return replace(seller, qris=qris.read(value) if value else None)

    return change
