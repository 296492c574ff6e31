"""What a seller is told of a change: whether buyers see it, when they will, or what is left to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import flash

from generator.content.offline import is_offline
from generator.form import access, approvals, history
from generator.form.changes import Change
from generator.form.lost import says_withdrawn
from generator.whatsapp import readable_number

_ROUND = 5
"""Minutes: an hour such as 09.13 would promise what nobody can keep."""


def seen_at(now: datetime, minutes: int) -> datetime:
    """When a change of now is online that takes so many minutes, rounded up."""
    later = now + timedelta(minutes=minutes)
    rest = -(later.minute * 60 + later.second + later.microsecond / 1e6) % (_ROUND * 60)
    return (later + timedelta(seconds=rest)).replace(microsecond=0)


def clock() -> str:
    """`09.15`: about when buyers see what is published now; empty where the hub does not say."""
    context = access.form()
    if not context.hub.form.update_minutes:
        return ""
    at = seen_at(context.now(), context.hub.form.update_minutes)
    return at.strftime("%H.%M" if access.words().code == "id" else "%H:%M")


def tell_saved(slug: str, *, published: bool, undone: bool = False, also: str = "") -> None:
    """Say of a change that is saved, or taken back, what came of it, who sees it, and when: in one note."""
    _ = access.words().gettext
    done = _("Undone.") if undone else _("Saved.")
    flash(" ".join(filter(None, (done, also, _seen(slug, published=published)))))


def _seen(slug: str, *, published: bool) -> str:
    """Who sees the last change, and when; empty where nobody can yet."""
    _, found = access.words().gettext, None
    if not published or approvals.waiting(access.form().database, slug=slug):
        with access.editing(slug) as shop:
            found = shop.status()
    if found and _last_change(slug) & _things(found.held):
        return _("Customers see it after your mentor's yes.")
    if published and _is_hidden(slug):
        return _("Customers see it once the shop is shown again.")
    if published:
        at = clock()
        return (
            _("Customers see it at about %(time)s.") % {"time": at}
            if at
            else _("Customers see it after the next update.")
        )
    return _("Customers see it once you publish.") if found and found.publishable else ""


def _is_hidden(slug: str) -> bool:
    """Whether a published shop is not shown: taken offline, consent taken back, or after its two years."""
    context = access.form()
    folder, term = context.live.folder(slug), context.terms(slug)
    return is_offline(folder) or says_withdrawn(folder) or (term is not None and term.state == "suspended")


def _last_change(slug: str) -> set[tuple[str, str]]:
    newest = history.entries(access.form().database, slug, limit=1)
    return _things(newest[0].changes) if newest else set()


def _things(changes: Iterable[Change]) -> set[tuple[str, str]]:
    """What changes are about: the field, and the product."""
    return {(change.what, change.thing) for change in changes}


def tell_number(slug: str) -> None:
    """Say where orders arrive, so that a wrong digit is seen while it is easily mended."""
    number = access.form().drafts.read(slug).seller.whatsapp
    flash(access.words().gettext("Orders come to WhatsApp %(number)s.") % {"number": readable_number(number)})


def tell_published(slug: str, *, first: bool) -> None:
    """Say that a shop is published, and when it is seen."""
    _, at = access.words().gettext, clock()
    if _is_hidden(slug):
        told = " ".join((_("Saved."), _("Customers see it once the shop is shown again.")))
    elif at and first:
        told = _("Your shop is published! Customers see it at about %(time)s.") % {"time": at}
    elif at:
        told = _("Published. Customers see it at about %(time)s.") % {"time": at}
    elif first:
        told = _("Your shop is published! It is on the internet after the next update.")
    else:
        told = _("Published. It is on the internet after the next update.")
    flash(told)
