"""Which part of the desk a mentor looks at: it stays with her session, so that she comes back to it."""

from __future__ import annotations

from typing import Any

from flask import session, url_for
from msgspec import Struct
from msgspec.structs import replace
from werkzeug.datastructures import MultiDict

from generator.form.desk.order import FILTERS, SORTS, Filter, Sort

_SESSION = "meja"
_MOST_WORDS = 60
_LAST_PAGE = 100_000


class Asked(Struct, frozen=True):
    """A search, a filter, an order and a page of the list."""

    words: str = ""
    wanted: Filter = ""
    sort: Sort = SORTS[0]
    page: int = 1
    kecamatan: str = ""
    """Its slug; only an operator chooses one."""

    def query(self, **changes: Any) -> dict[str, str | int]:
        """For an address of the desk; another search, filter or order begins at its first page."""
        now = replace(self, **({"page": 1} | changes))
        said: dict[str, str | int] = {
            "cari": now.words,
            "saring": now.wanted,
            "urut": "" if now.sort == SORTS[0] else now.sort,
            "kecamatan": now.kecamatan,
            "hal": 0 if now.page == 1 else now.page,
        }
        return {key: value for key, value in said.items() if value}


def asked(values: MultiDict[str, str]) -> Asked:
    """What an address asks for; whatever is not an answer counts as none."""
    wanted, sort = values.get("saring", ""), values.get("urut", "")
    return Asked(
        values.get("cari", "").strip()[:_MOST_WORDS],
        next((one for one in FILTERS if one == wanted), ""),
        next((one for one in SORTS if one == sort), SORTS[0]),
        min(max(1, values.get("hal", 1, type=int)), _LAST_PAGE),
        values.get("kecamatan", "")[:_MOST_WORDS],
    )


def remember(now: Asked) -> None:
    """Keep it in the session."""
    session[_SESSION] = now.query(page=now.page)


def desk_url(slug: str = "") -> str:
    """The desk as she last saw it, where the row of this shop is."""
    return url_for("desk.show", **session.get(_SESSION, {}), _anchor=f"t-{slug}" if slug else None)
