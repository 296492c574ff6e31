"""A sweep as a few statements: rules decide once for all terms that are alike, the database does the rest.

After a long pause every seller of a hub may be due at once (281,812 for all of Jakarta), and most of their
terms differ in nothing but the slug.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    MetaData,
    Table,
    and_,
    func,
    insert,
    literal,
    select,
    update,
)

from generator.hosting import rules
from generator.hosting.rows import event_row, notices_of, term_row
from generator.hosting.schema import events, remarks, terms
from generator.hosting.term import Kind, Term, apply

Swept = dict[Kind, list[str]]
"""What a sweep has done: the slugs of the sellers to whom each kind of event has happened."""

_ANYBODY = "*"
"""In place of a slug; no slug has it."""
_APART = " "
"""Between two slugs; no slug has it either."""
_ALIKE = ("state", "held", "expires_on", "notices", "grace_on", "suspended_on")
"""What the rules of a sweep look at: terms that agree in these are alike."""
_MADE = ("state", "grace_on", "suspended_on", "ended_on", "last_on", "sweep_on")
"""What a sweep changes, besides the number of events."""
_EVENT = ("key", "kind", "on_day", "actor", "details")

_steps = Table(
    "sweep_steps",
    MetaData(),
    *(Column(f"old_{name}", terms.c[name].type) for name in _ALIKE),
    *(Column(f"new_{name}", terms.c[name].type) for name in _MADE),
    *(Column(f"event_{name}", events.c[name].type) for name in _EVENT),
    Index("sweep_steps_by_end", "old_expires_on", "old_notices", "old_state"),
    prefixes=["TEMPORARY"],
)


def sweep(connection: Connection, today: date, only: Collection[str], actor: str, reason: str) -> Swept:
    """Write what `rules.sweep` says of every term that is due, or of the named ones."""
    due = and_(terms.c.sweep_on <= today, terms.c.last_on <= today)
    if only:
        due = and_(due, terms.c.slug.in_(only))
    alike = [terms.c[name] for name in _ALIKE]
    all_terms = func.aggregate_strings(terms.c.slug, _APART)
    steps: list[dict[str, Any]] = []
    swept: Swept = {}
    for *kind, slugs in connection.execute(select(*alike, all_terms).where(due).group_by(*alike)).all():
        if step := _step(kind, today, actor):
            steps.append(step)
            swept.setdefault(step["event_kind"], []).extend(slugs.split(_APART))
    if not steps:
        return {}
    _steps.create(connection)
    connection.execute(insert(_steps), steps)
    _write(connection, and_(due, *(_same(column) for column in alike)), reason)
    _steps.drop(connection)
    return {kind: sorted(slugs) for kind, slugs in swept.items()}


def _step(kind: Sequence[Any], today: date, actor: str) -> dict[str, Any] | None:
    """What becomes of all terms of a kind: the event, and the term it makes."""
    facts = dict(zip(_ALIKE, kind, strict=True))
    term = Term(_ANYBODY, **(facts | {"notices": notices_of(facts["notices"])}))
    event = rules.sweep(term, today, actor)
    if event is None:
        return None
    after, happened = term_row(apply(term, event)), event_row(event)
    return (
        {f"old_{name}": facts[name] for name in _ALIKE}
        | {f"new_{name}": after[name] for name in _MADE}
        | {f"event_{name}": happened[name] for name in _EVENT}
    )


def _same(column: Column[Any]) -> ColumnElement[bool]:
    """Equal, or both NULL; a plain comparison, which an index serves, where a due term has a value."""
    other = _steps.c[f"old_{column.name}"]
    if column.name in ("grace_on", "suspended_on"):
        return column.is_not_distinct_from(other)
    return column == other


def _write(connection: Connection, same: ColumnElement[bool], reason: str) -> None:
    """The events, their reason, and the terms they make."""
    values: dict[str, ColumnElement[Any]] = {name: _steps.c[f"event_{name}"] for name in _EVENT}
    values["key"] = func.replace(values["key"], _ANYBODY, terms.c.slug)
    after = terms.c.seq + 1
    happened = select(terms.c.slug, after, *values.values()).where(same).order_by(terms.c.slug)
    connection.execute(insert(events).from_select(["seller", "seq", *values], happened))
    if reason:
        why = select(terms.c.slug, after, literal(reason)).where(same)
        connection.execute(insert(remarks).from_select(["seller", "seq", "reason"], why))
    made = {name: _steps.c[f"new_{name}"] for name in _MADE}
    connection.execute(update(terms).where(same).values(made | {"seq": after}))
