"""What a build will do is known before it does anything, and only a few jobs are in memory at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.building import executor, work
from generator.building.executor import FEW, run
from generator.building.job import BuildContext, Job
from generator.building.report import BuildOptions
from generator.building.selection import Selection, select
from generator.building.setup import set_up
from generator.building.state import State
from generator.content import reader
from generator.content.fields import FieldError
from generator.content.hub import load_hub
from generator.hosting.term import Term
from generator.hosting.terms import Terms
from generator.render.storefront import render_shop
from tests.shops import build, new_workspace, site_files, write_shop

SUSPENDED = Term("", "suspended", starts_on=date(2024, 1, 1), suspended_on=date(2026, 3, 1))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    for slug in ("kopi-satu", "kopi-dua", "kopi-tiga", "kopi-empat"):
        write_shop(tmp_path, slug)
    write_shop(tmp_path, "kopi-lima", persetujuan="")
    build(tmp_path)
    return tmp_path


def selected(root: Path, told: list[tuple[int, int]], **known: Term) -> Selection:
    hub, _ = load_hub(root, ["hub"])
    assert hub
    terms = Terms({slug.replace("_", "-"): term for slug, term in known.items()})
    setup = set_up(BuildOptions(root, hub, date(2026, 11, 21), terms=terms))
    state = State(root / "build" / "state.db")
    try:
        found = tuple(reader.slugs(root / "sellers"))
        return select(setup, state, found, lambda done, of: told.append((done, of)))
    finally:
        state.close()


def remembered(root: Path) -> list[str]:
    db = sqlite3.connect(root / "build" / "state.db")
    try:
        # of the index of words only what it is made of: SQLite cannot write a table of words as statements
        kept = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        tables = [name for (name,) in db.execute(kept)]
        return [f"{name} {row}" for name in tables for row in db.execute(f"SELECT * FROM {name}")]
    finally:
        db.close()


def test_selecting_says_what_is_to_be_done_and_does_nothing(root: Path) -> None:
    write_shop(root, "kopi-dua", slogan="Baru")
    write_shop(root, "kopi-tiga")  # touched: it says what it said
    before = remembered(root), site_files(root)
    told: list[tuple[int, int]] = []
    selection = selected(root, told, kopi_satu=SUSPENDED)
    assert (selection.offline, selection.jobs) == (("kopi-satu",), ("kopi-dua",))
    assert selection.unchanged == ("kopi-empat", "kopi-tiga")
    assert selection.unpublished == ("kopi-lima",)
    assert "kopi-tiga" in selection.signatures
    assert "kopi-dua" not in selection.signatures
    assert selection.settled == 4
    assert told[-1] == (4, 5), "a progress bar moves while shops are looked at"
    assert (remembered(root), site_files(root)) == before


def test_a_folder_that_was_touched_is_read_once_and_then_known(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.building.folder_fingerprint._RACY", -1)
    build(root, "--force")
    (root / "sellers" / "kopi-tiga" / "toko.yaml").touch()
    assert selected(root, []).signatures.keys() == {"kopi-tiga"}
    assert build(root)[1]["sellers"]["unchanged"] == 4
    assert not selected(root, []).signatures


@pytest.mark.parametrize("follows", ["", "[kopi-satu]"])
def test_jobs_are_made_when_their_turn_comes(
    root: Path, monkeypatch: pytest.MonkeyPatch, follows: str
) -> None:
    """With what was built of them before, all of them would not fit into memory."""
    for number in range(20):
        write_shop(root, f"teh-{number:02}", ikuti=follows)
    ahead = [0]
    most = [0]

    def counted(context: BuildContext, jobs: Iterator[Job], workers: int) -> Any:
        def made() -> Iterator[Job]:
            for job in jobs:
                ahead[0] += 1
                most[0] = max(most[0], ahead[0])
                yield job

        for done in run(context, made(), workers):
            ahead[0] -= 1
            yield done

    monkeypatch.setattr(executor, "run", counted)
    assert build(root)[1]["sellers"]["built"] == 20
    assert 1 <= most[0] <= FEW + 1


def test_a_page_names_no_shop_that_failed_only_while_its_pages_were_made(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(seller: Any, *rest: Any, **options: Any) -> Any:
        if seller.slug == "teh-gagal":
            raise FieldError("render-timeout", limit="1")
        return render_shop(seller, *rest, **options)

    monkeypatch.setattr(work, "render_shop", render)
    write_shop(root, "teh-baru", ikuti="[teh-gagal, kopi-satu]")
    write_shop(root, "teh-gagal", ikuti="[kopi-satu]")
    code, answer = build(root)
    assert (code, answer["sellers"]["failed"]) == (3, 1)
    page = site_files(root)["teh-baru/index.html"].decode()
    assert "../kopi-satu/index.html" in page
    assert "teh-gagal" not in page
