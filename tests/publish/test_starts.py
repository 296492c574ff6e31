"""The first confirmed publication of a shop starts its two years."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from deploy import deploy
from generator.hosting.built import contacts
from generator.hosting.ledger import open_ledger
from generator.publish import starts, steps
from generator.publish.errors import LedgerDownError
from generator.publish.starts import Started
from generator.publish.steps import DeployOptions
from generator.publish.target import parse_target
from tests.publish.conftest import Place
from tests.publish.test_command import as_json, invoke
from tests.publish.test_deploy import run
from tests.publish.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY, DAY = NOW.date(), timedelta(days=1)


class Book:
    """A ledger that writes down what it is told, unless it is closed."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[str], date]] = []
        self.closed = False

    def start(self, slugs: Sequence[str], on: date) -> list[Started]:
        if self.closed:
            raise LedgerDownError("the ledger is closed")
        self.calls.append((list(slugs), on))
        return [Started(slug, on, on.replace(year=on.year + 2)) for slug in slugs]

    def knows(self, slug: str) -> bool:
        return False


@pytest.fixture
def book() -> Book:
    return Book()


def test_a_term_starts_when_the_bucket_has_confirmed_the_index_page(
    workspace: Workspace, bucket: Place, book: Book
) -> None:
    report = run(workspace.add("batik-ayu", "kopi"), bucket, hosting=book)
    assert book.calls == [(["batik-ayu", "kopi"], TODAY)]
    assert report.started[1] == Started("kopi", TODAY, date(2028, 11, 21))
    workspace.write("kopi/index.html", "second edition")
    run(workspace, bucket, hosting=book, now=NOW + DAY)
    workspace.add("teh")
    run(workspace, bucket, hosting=book, now=NOW + DAY)
    assert book.calls[1:] == [(["teh"], TODAY + DAY)]


def test_a_page_that_was_not_confirmed_starts_nothing(
    workspace: Workspace, bucket: Place, book: Book
) -> None:
    workspace.add("batik-ayu", "kopi")
    (workspace.site / "kopi/kopi.html").write_text("edited by hand")  # its index page is held back
    assert run(workspace, bucket, hosting=book).result == "partial"
    assert book.calls == [(["batik-ayu"], TODAY)]


def test_the_page_of_a_suspended_shop_starts_nothing(workspace: Workspace, bucket: Place, book: Book) -> None:
    workspace.add("kopi").sql("UPDATE sellers SET status = 'suspended'")
    run(workspace, bucket, hosting=book)
    run(workspace, bucket, hosting=book)
    assert book.calls == []
    workspace.sql("UPDATE sellers SET status = 'built'")
    workspace.write("kopi/index.html", "renewed")
    run(workspace, bucket, hosting=book)
    assert book.calls == [(["kopi"], TODAY)]


def test_a_dry_run_and_a_folder_start_nothing(
    workspace: Workspace, bucket: Place, folder: Place, book: Book
) -> None:
    workspace.add("kopi")
    run(workspace, bucket, hosting=book, dry_run=True)
    run(workspace, folder, hosting=book)
    assert book.calls == []
    run(workspace, folder, hosting=book, start_terms=True, now=NOW + DAY)  # also what was sent before
    run(workspace, folder, hosting=book, start_terms=True, now=NOW + DAY)
    assert book.calls == [(["kopi"], TODAY + DAY)]


def test_a_ledger_that_cannot_be_told_today_is_told_tomorrow_of_today(
    workspace: Workspace, bucket: Place, book: Book
) -> None:
    book.closed = True
    report = run(workspace.add("kopi"), bucket, hosting=book)
    assert (report.result, report.exit_code, report.done.upload) == ("partial", 3, 5)
    assert "the ledger is closed" in report.message
    assert bucket.contents() == workspace.contents()
    book.closed = False
    report = run(workspace, bucket, hosting=book, now=NOW + DAY)
    assert (report.result, report.requests, [term.slug for term in report.started]) == (
        "nothing",
        {},
        ["kopi"],
    )
    assert book.calls == [(["kopi"], TODAY)]
    assert run(workspace, bucket, hosting=book).started == ()


def test_a_deploy_that_ended_before_it_told_the_ledger_is_made_up_for(
    workspace: Workspace, bucket: Place, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(steps, "hand_over", killed)
        run(workspace.add("kopi"), bucket, hosting=book)
    assert book.calls == []
    run(workspace, bucket, hosting=book, now=NOW + DAY)
    assert book.calls == [(["kopi"], TODAY)]


def test_many_are_told_in_batches_and_a_break_in_between_repeats_none(
    workspace: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Breaking(Book):
        def start(self, slugs: Sequence[str], on: date) -> list[Started]:
            self.closed = len(self.calls) == 1
            return super().start(slugs, on)

    monkeypatch.setattr(starts, "BATCH", 2)
    book = Breaking()
    report = run(workspace.add("batik-ayu", "kopi", "teh"), bucket, hosting=book)
    assert [term.slug for term in report.started] == ["batik-ayu", "kopi"]
    rest = Book()
    run(workspace, bucket, hosting=rest)
    assert rest.calls == [(["teh"], TODAY)]


def test_a_record_rebuilt_from_the_store_tells_of_every_shop(
    workspace: Workspace, bucket: Place, book: Book
) -> None:
    run(workspace.add("batik-ayu", "kopi"), bucket)
    (workspace.root / "build" / "published.db").unlink()
    run(workspace, bucket, hosting=book, now=NOW + DAY)
    assert book.calls == [(["batik-ayu", "kopi"], TODAY + DAY)]


def test_the_command_starts_terms_in_the_real_ledger(workspace: Workspace, bucket: Place) -> None:
    _, answer = as_json(workspace.add("kopi"), bucket, "--today", "2028-02-29")
    assert answer["started"] == [{"slug": "kopi", "starts_on": "2028-02-29", "expires_on": "2030-03-01"}]
    with open_ledger("sqlite:///ledger.db", workspace.root) as ledger:
        term = ledger.term("kopi")
        assert term and (term.state, term.starts_on) == ("active", date(2028, 2, 29))
        contact = ledger.contact("kopi")
    assert list(contacts(workspace.root / "build", ["kopi"])) == [contact]


def test_a_second_first_term_of_one_seller_is_said(workspace: Workspace, bucket: Place) -> None:
    invoke(workspace.add("kopi"), *bucket.arguments, "--today", "2028-02-29")
    assert list(contacts(workspace.root / "build", ["kopi"]))
    workspace.sql("UPDATE sellers SET contact = (SELECT contact FROM sellers WHERE slug = 'kopi')")
    told = invoke(workspace.add("kopi", "kopi-baru"), *bucket.arguments, "--today", "2028-03-01").stderr
    assert "kopi-baru: kopi has the same WhatsApp number" in told
    assert "hosting rename" in told


def test_a_ledger_that_cannot_be_opened_stops_no_page(
    workspace: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ETALASE_LEDGER", f"sqlite:///{tmp_path}/no-such-folder/ledger.db")
    code, answer = as_json(workspace.add("kopi"), bucket)
    assert (code, answer["result"], answer["done"]["upload"], answer["started"]) == (3, "partial", 5, [])
    assert "ledger" in answer["message"]
    assert "ledger" in invoke(workspace, *bucket.arguments).stderr
    monkeypatch.delenv("ETALASE_LEDGER")
    code, answer = as_json(workspace, bucket)
    assert (code, answer["result"], len(answer["started"])) == (0, "nothing", 1)


def test_a_deploy_without_a_ledger_keeps_its_starts(workspace: Workspace, bucket: Place, book: Book) -> None:
    deploy(
        workspace.add("kopi").root,
        parse_target(bucket.url, bucket.endpoint),
        now=NOW,
        options=DeployOptions(),
    )
    run(workspace, bucket, hosting=book, now=NOW + DAY)
    assert book.calls == [(["kopi"], TODAY)]


def test_a_shop_whose_contact_the_build_does_not_know_starts_all_the_same(
    workspace: Workspace, bucket: Place
) -> None:
    workspace.add("kopi").sql("UPDATE sellers SET contact = NULL")
    _, answer = as_json(workspace, bucket)
    assert json.dumps(answer["started"]).count("kopi") == 1


def test_a_deploy_that_verifies_tells_a_restored_ledger_again_with_the_first_days(
    workspace: Workspace, bucket: Place, book: Book
) -> None:
    run(workspace.add("batik-ayu"), bucket, hosting=book)
    run(workspace.add("kopi"), bucket, hosting=book, now=NOW + DAY)
    book.calls.clear()  # the copy that was restored is older than both
    run(workspace, bucket, hosting=book, now=NOW + 3 * DAY)
    assert book.calls == []
    run(workspace, bucket, hosting=book, now=NOW + 3 * DAY, verify=True)
    assert book.calls == [(["batik-ayu"], TODAY), (["kopi"], TODAY + DAY)]
