"""What the form remembers of each shop beside its files: where it came from, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Row, Select, and_, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from generator.form.database import Database, shops

Origin = Literal["invited", "registered", "files"]


class ShopRow(Struct, frozen=True):
    """One shop of the form."""

    slug: str
    kecamatan: str
    """Slug; empty while not known. A draft of a published shop does not move it to another mentor."""
    name: str
    origin: Origin
    """`registered` shops wait for a mentor before their first publication."""
    step: str
    """The wizard's next question; empty when it is through."""
    ready: int | None
    """Percent; None while nobody has looked."""
    live: str = ""
    """The version of sellers/<slug> when it was last published or copied; empty before that."""
    draft: str = ""
    """The version of the draft at that moment."""
    facts: str = ""
    """What the draft has, see `building/facts.py`, with the number on which the seller is reached."""
    words: str = ""
    """By which it is found, beside its name: kelurahan and products, a line each."""
    place: str = ""
    """The slug of the kecamatan that its page names; empty while nothing is published."""
    handed_from: str = ""
    """The slug of the kecamatan whose mentor had it before; empty once its new one has greeted the seller."""
    offline_seen: str = ""
    """Of which news that it is offline its mentor knows, see `desk/news.py`; empty: of none."""


def shop_row(database: Database, slug: str) -> ShopRow | None:
    """What is remembered of a shop."""
    with database.reading() as connection:
        row = connection.execute(select(shops).where(shops.c.slug == slug)).one_or_none()
    return _row(row) if row else None


def slugs(database: Database) -> list[str]:
    """Every shop that the form knows."""
    with database.reading() as connection:
        return list(connection.scalars(select(shops.c.slug)))


def add_shop(database: Database, row: ShopRow) -> bool:
    """Remember a new shop; False when there is one with this slug, which stays as it is."""
    with database.writing() as connection:
        added = connection.execute(insert(shops).values(asdict(row)).on_conflict_do_nothing())
    return added.rowcount == 1


def note(database: Database, slug: str, **values: str | int | None) -> None:
    """Change single facts of a shop."""
    with database.writing() as connection:
        connection.execute(update(shops).where(shops.c.slug == slug).values(**values))


def shops_of(database: Database, kecamatan: str, words: str = "", *, limit: int) -> list[ShopRow]:
    """Shops of a kecamatan (of all, when it is empty) that hold `words` as they are typed, by slug."""
    query: Select[tuple[object, ...]] = select(shops)
    if kecamatan:
        query = query.where(shops.c.kecamatan == kecamatan)
    if words:
        like = f"%{words.replace('%', '').replace('_', '')}%"
        query = query.where(
            or_(shops.c.name.ilike(like), shops.c.slug.ilike(like), shops.c.words.ilike(like))
        )
    with database.reading() as connection:
        return [_row(row) for row in connection.execute(query.order_by(shops.c.slug).limit(limit))]


def places(database: Database) -> dict[str, int]:
    """How many shops each kecamatan has, by its slug; those that name none are under an empty one."""
    query = select(shops.c.kecamatan, func.count()).group_by(shops.c.kecamatan)
    with database.reading() as connection:
        return {row.kecamatan: row[1] for row in connection.execute(query)}


def called(database: Database, is_meant: Callable[[str], bool], limit: int) -> list[ShopRow]:
    """Shops by their names, wherever they are."""
    with database.reading() as connection:
        known = connection.execute(select(shops.c.slug, shops.c.name).order_by(shops.c.slug))
        meant = [*islice((row.slug for row in known if is_meant(row.name)), limit)]
        rows = connection.execute(select(shops).where(shops.c.slug.in_(meant)).order_by(shops.c.slug))
        return [_row(row) for row in rows]


def reached_on(database: Database, number: str, built: Collection[str], limit: int) -> list[ShopRow]:
    """Shops on a number (digits); of those that nobody has counted here, the `built` ones that are on it."""
    here = or_(
        shops.c.facts.contains(f'"{number}"', autoescape=True),
        and_(shops.c.facts == "", shops.c.slug.in_(built)),
    )
    query = select(shops).where(here).order_by(shops.c.slug).limit(limit)
    with database.reading() as connection:
        return [_row(row) for row in connection.execute(query)]


def names(database: Database, slugs: Collection[str]) -> dict[str, str]:
    """The names of some shops, by their slugs."""
    query = select(shops.c.slug, shops.c.name).where(shops.c.slug.in_(slugs))
    with database.reading() as connection:
        return {row.slug: row.name for row in connection.execute(query) if row.name}


def _row(row: Row[Any]) -> ShopRow:
    return ShopRow(**row._mapping)
