"""`etalase hosting`: exit codes, the one JSON object, and what lands in the ledger."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.commands.table import HOSTING_COMMANDS
from generator.hosting import rules
from generator.hosting.ledger import open_ledger
from generator.hosting.periods import notice_offset
from generator.hosting.status import Table, csv_row, status_row
from generator.hosting.term import Event, Term, apply
from tests.hosting.histories import END, FIRST, contact, handed_over, started, until_suspended
from tests.postgres_server import PASSWORD, PostgresServer
from tests.shops import HUB, build, etalase, new_workspace, write_shop

LEDGER = "sqlite:///ledger.db"
MENTORS = f"{HUB}aktivasi: pembina\n"
ANSWER_KEYS = {"version", "today", "dry_run", "events", "refused"}
EVENT_KEYS = {"slug", "kind", "on", "term"}
STATUS_KEYS = {"version", "today", "sellers"}
SELLER_KEYS = {
    *("slug", "kecamatan", "state", "held", "starts_on", "expires_on", "days_left", "notices", "next"),
    "moved_to",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    write_shop(tmp_path, "kopi-satu", whatsapp="0800-0000-0101")
    write_shop(tmp_path, "kopi-dua", whatsapp="0800-0000-0102", kecamatan="Cilandak")
    return tmp_path


def hosting(root: Path, *arguments: str, today: date = FIRST) -> tuple[int, dict[str, Any]]:
    return etalase(root, "hosting", *arguments, "--today", today.isoformat())


def say(root: Path, *arguments: str, today: date = FIRST) -> tuple[int, str, str]:
    words = ["--root", str(root), "hosting", *arguments, "--today", today.isoformat()]
    outcome = CliRunner().invoke(main, words, catch_exceptions=False)
    return outcome.exit_code, outcome.stdout, outcome.stderr


def begin(root: Path, *slugs: str) -> None:
    """The shops of these sellers came online on `FIRST`."""
    with open_ledger(LEDGER, root) as ledger:
        ledger.start([contact(slug) for slug in slugs], FIRST)


def events(root: Path, slug: str) -> list[Event]:
    with open_ledger(LEDGER, root, create=False) as ledger:
        return ledger.events(slug)


def term(root: Path, slug: str) -> Term:
    with open_ledger(LEDGER, root, create=False) as ledger:
        found = ledger.term(slug)
    assert found
    return found


@pytest.mark.parametrize("name", HOSTING_COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    outcome = CliRunner().invoke(main, ["hosting", name, "--help"])
    assert outcome.exit_code == 0
    assert re.search(rf"etalase (--root \S+ )?hosting {name}\b", outcome.stdout)


# status


def test_status_without_a_ledger_knows_the_folders_and_makes_nothing(root: Path) -> None:
    code, answer = hosting(root, "status")
    assert code == 0
    assert set(answer) == STATUS_KEYS
    assert (answer["version"], answer["today"]) == (1, FIRST.isoformat())
    assert all(set(row) == SELLER_KEYS | {"name", "unpublished"} for row in answer["sellers"])
    first, second = answer["sellers"]
    assert first == {
        "slug": "kopi-dua",
        "name": "Kopi Dua",
        "unpublished": False,
        "kecamatan": "cilandak",
        "state": "active",
        "held": False,
        "starts_on": None,
        "expires_on": None,
        "days_left": None,
        "notices": [],
        "next": {"action": "publish", "on": None},
        "moved_to": None,
    }
    assert second["kecamatan"] == "tebet"
    assert not (root / "ledger.db").exists()


def test_status_of_a_hub_with_mentors_is_pending(root: Path) -> None:
    (root / "hub.yaml").write_text(MENTORS, "utf-8")
    rows = hosting(root, "status")[1]["sellers"]
    assert [(row["state"], row["next"]["action"]) for row in rows] == [("pending", "activate")] * 2


def test_status_shows_notices_and_what_comes_next(root: Path) -> None:
    begin(root, "kopi-satu")
    day = END - timedelta(days=90)
    with open_ledger(LEDGER, root) as ledger:
        ledger.record("kopi-satu", lambda term: [handed_over(term or Term(""), "D-90", day)])
    code, answer = hosting(root, "status", "kopi-satu", today=day)
    assert code == 0
    [row] = answer["sellers"]
    assert (row["starts_on"], row["expires_on"], row["days_left"]) == ("2026-11-21", "2028-11-21", 90)
    assert row["notices"] == [{"kind": "D-90", "channel": "email", "handed_over_on": day.isoformat()}]
    assert row["next"] == {"action": "notice D-30", "on": "2028-10-22"}


def test_status_by_kecamatan_and_by_end(root: Path) -> None:
    begin(root, "kopi-satu", "toko-tanpa-folder")
    build(root)
    assert slugs(hosting(root, "status", "--kecamatan", "Kec. Cilandak")) == ["kopi-dua"]
    assert slugs(hosting(root, "status")) == ["kopi-dua", "kopi-satu", "toko-tanpa-folder"]
    early = END - timedelta(days=31)
    assert slugs(hosting(root, "status", "--expiring", "30", today=early)) == []
    assert slugs(hosting(root, "status", "--expiring", "31", today=early)) == [
        "kopi-satu",
        "toko-tanpa-folder",
    ]
    assert slugs(hosting(root, "status", "kopi-dua", "--expiring", "31", today=early)) == []
    code, _, err = say(root, "status", "--kecamatan", "Cilndak")
    assert code == 2
    assert "Cilandak" in err


def slugs(outcome: tuple[int, dict[str, Any]]) -> list[str]:
    assert outcome[0] == 0
    return [row["slug"] for row in outcome[1]["sellers"]]


def test_status_as_table_and_as_csv(root: Path) -> None:
    begin(root, "kopi-satu")
    with open_ledger(LEDGER, root) as ledger:
        ledger.put_contacts([contact("kopi-satu", kecamatan="=cmd()")])
    hosting(root, "hold", "kopi-satu", today=END)
    code, out, _ = say(root, "status", today=END + timedelta(days=5))
    assert code == 0
    assert re.search(
        r"^kopi-satu +Kopi-Satu +=cmd\(\) +active \* +2028-11-21 +-5 +release$", out, re.MULTILINE
    )
    code, out, _ = say(root, "status", "--csv", today=END + timedelta(days=5))
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[1]["slug"] == "kopi-satu"
    assert rows[1]["kecamatan"] == "'=cmd()", "a spreadsheet computes nothing"
    assert (rows[1]["held"], rows[1]["days_left"], rows[1]["next"]) == ("yes", "-5", "release")
    assert say(root, "status", "--csv", "--json")[0] == 2


def test_status_names_the_shops_and_counts_them(root: Path) -> None:
    begin(root, "kopi-satu", "tanpa-folder")
    folder = write_shop(root, "kopi-tiga", nama="Warung dengan nama yang panjang sekali")
    (folder / "toko.yaml").rename(folder / "Toko.yaml")
    hosting(root, "hold", "kopi-satu")
    code, out, _ = say(root, "status")
    assert code == 0
    assert [" ".join(line.split()) for line in out.splitlines()] == [
        "seller name kecamatan state ends days next",
        "kopi-dua Kopi Dua cilandak not published publish",
        "kopi-satu Kopi-Satu tebet active * 2028-11-21 731 release",
        "kopi-tiga Warung dengan nama yang panja… tebet not published publish",
        "tanpa-folder Tanpa-Folder tebet active 2028-11-21 731 notice D-90 on 2028-08-23",
        "* held: no sweep touches it",
        "4 shops: 2 not published, 2 active; 1 held",
    ]
    assert len({line.index("publish") for line in out.splitlines() if line.endswith(" publish")}) == 1
    row = hosting(root, "status", "kopi-dua")[1]["sellers"][0]
    assert (row["state"], row["name"]) == ("active", "Kopi Dua"), "in JSON as ever"


@given(
    gap=st.integers(-800, 900),
    swept=st.booleans(),
    noted=st.lists(st.sampled_from(["D-90", "D-30", "D+3"]), max_size=2, unique=True),
)
@settings(max_examples=40, deadline=None)
def test_no_day_in_the_past_comes_next(gap: int, swept: bool, noted: list[str]) -> None:
    today, known = END + timedelta(days=gap), started()
    for kind in noted:
        known = apply(known, handed_over(known, kind, END + timedelta(days=notice_offset(kind))))
    if swept and (event := rules.sweep(known, today)):
        known = apply(known, event)
    row = status_row(known, "tebet", today)
    [_, line] = Table(today).lines([(row, "Kopi Satu")])
    days = [date.fromisoformat(found) for found in re.findall(r"on (\d{4}-\d\d-\d\d)", line)]
    assert all(day > today for day in days), line
    assert not (due := row["next"]["on"]) or due >= today
    assert not (next_on := csv_row({**row, "name": "Kopi Satu"})[-1]) or date.fromisoformat(next_on) >= today


def test_status_says_what_holds_a_suspension_back(root: Path) -> None:
    begin(root, "kopi-satu")
    hosting(root, "sweep", today=END)
    day = END + timedelta(days=35)
    assert hosting(root, "status", "kopi-satu", today=day)[1]["sellers"][0]["next"] == {
        "action": "notice D+31",
        "on": day.isoformat(),
    }
    waits = "(no suspension before 2 notices are on record: {} so far)\n"
    assert say(root, "status", "kopi-satu", today=day)[1].endswith(f"notice D+31 now {waits.format(0)}")
    rows = list(csv.DictReader(io.StringIO(say(root, "status", "kopi-satu", "--csv", today=day)[1])))
    assert rows[0]["next_on"] == day.isoformat(), "what is overdue comes next, and not in the past"
    with open_ledger(LEDGER, root) as ledger:
        ledger.record("kopi-satu", lambda term: [handed_over(term or Term(""), "D+31", day, "email")])
        ledger.record("kopi-satu", lambda term: [handed_over(term or Term(""), "D+31", day, "list")])
        assert say(root, "status", "kopi-satu", today=day)[1].endswith(waits.format(1))
        ledger.record("kopi-satu", lambda term: [handed_over(term or Term(""), "D+38", day)])
    assert say(root, "status", "kopi-satu", today=day)[1].endswith("suspend on 2029-01-02\n")


# operators


def test_the_answer_of_an_operation(root: Path) -> None:
    begin(root, "kopi-satu")
    code, answer = hosting(root, "renew", "kopi-satu", "--actor", "ratna", "--reason", "stays", today=END)
    assert code == 0
    assert set(answer) == ANSWER_KEYS
    [event] = answer["events"]
    assert set(event) == EVENT_KEYS
    assert set(event["term"]) == SELLER_KEYS
    assert (event["slug"], event["kind"], event["on"]) == ("kopi-satu", "renewed", END.isoformat())
    assert event["term"]["expires_on"] == "2030-11-21"
    written = events(root, "kopi-satu")[-1]
    assert (written.actor, written.reason, written.on) == ("ratna", "stays", END)


def test_a_renewal_too_early_is_refused_with_the_first_day(root: Path) -> None:
    begin(root, "kopi-satu", "kopi-dua")
    code, answer = hosting(root, "renew", "kopi-satu")
    assert code == 1
    assert answer["events"] == []
    assert answer["refused"] == [
        {"slug": "kopi-satu", "reason": "it can be renewed from 2028-08-23 on"},
    ]
    hosting(root, "renew", "kopi-dua", today=date(2028, 8, 23))
    both = hosting(root, "renew", "kopi-dua", "kopi-satu", today=date(2028, 8, 23))
    assert both[0] == 3, "one was done, one refused"
    assert [event["slug"] for event in both[1]["events"]] == ["kopi-satu"]
    assert term(root, "kopi-satu").expires_on == date(2030, 11, 21)


def test_a_renewal_brings_a_suspended_shop_back(root: Path) -> None:
    begin(root, "kopi-satu")
    with open_ledger(LEDGER, root) as ledger:
        day = until_suspended(ledger, "kopi-satu")
    code, out, _ = say(root, "renew", "kopi-satu", today=day + timedelta(days=60))
    renewed = "kopi-satu: renewed, now active (term ends on 2031-02-19)\n"
    assert (code, out) == (0, f"{renewed}now run: etalase build && etalase deploy\n")


def test_build_and_deploy_are_asked_for_only_where_pages_change(root: Path) -> None:
    begin(root, "kopi-satu", "kopi-dua")

    def asked(*arguments: str) -> bool:
        code, out, _ = say(root, *arguments, today=END)
        assert code == 0
        return out.endswith("now run: etalase build && etalase deploy\n")

    assert not asked("hold", "kopi-dua")
    assert not asked("renew", "kopi-dua"), "it was active before"
    assert not asked("release", "kopi-dua")
    assert not asked("sweep", "--dry-run")
    assert asked("sweep"), "grace puts a banner on the pages"
    assert not asked("sweep")
    assert not asked("renew", "kopi-satu", "--dry-run")
    assert asked("renew", "kopi-satu")


def test_a_shop_without_a_term_cannot_be_renewed(root: Path) -> None:
    code, _, err = say(root, "renew", "kopi-satu")
    assert code == 1
    assert err == "kopi-satu: it has no term yet; the first publication starts one\n"


def test_hold_and_release(root: Path) -> None:
    begin(root, "kopi-satu")
    assert hosting(root, "hold", "kopi-satu", "--reason", "in hospital")[0] == 0
    code, out, _ = say(root, "hold", "kopi-satu")
    assert (code, out) == (0, "kopi-satu: is held already\n")
    code, out, _ = say(root, "hold", "kopi-satu", "--reason", "comes back in May")
    assert code == 0
    assert out == (
        "kopi-satu: is held already; this reason is not recorded (release it first to record another)\n"
    )
    assert [event.reason for event in events(root, "kopi-satu")] == ["", "in hospital"]
    assert hosting(root, "sweep", today=END)[1]["events"] == []
    assert hosting(root, "release", "kopi-satu", today=END)[0] == 0
    [event] = hosting(root, "sweep", today=END)[1]["events"]
    assert event["kind"] == "grace"
    assert hosting(root, "hold", "kopi-satu", today=END)[0] == 0, "a second hold is another one"
    assert [event.kind for event in events(root, "kopi-satu")] == [
        *("started", "held", "released", "grace", "held")
    ]


@pytest.mark.parametrize("name", ["activate", "renew", "hold", "release"])
def test_an_unknown_seller_is_refused_with_a_near_name(root: Path, name: str) -> None:
    code, answer = hosting(root, name, "kopi-satuu")
    assert code == 1
    assert answer["error"] == "there is no seller kopi-satuu; did you mean kopi-satu?"
    assert set(answer) - {"error"} == ANSWER_KEYS
    assert hosting(root, "status", "kopi-satuu")[0] == 1


def test_a_day_before_the_newest_event_is_refused(root: Path) -> None:
    begin(root, "kopi-satu")
    code, _, err = say(root, "hold", "kopi-satu", today=FIRST - timedelta(days=1))
    assert code == 1
    assert err == (
        "kopi-satu: its newest event is of 2026-11-21, and today is said to be 2026-11-20: "
        "put the clock right, or add --today 2026-11-21\n"
    )


@pytest.mark.parametrize("dry", [["--dry-run"], []])
@pytest.mark.parametrize(
    "arguments",
    [
        *([name, "kopi-satu"] for name in ("activate", "renew", "hold", "release")),
        ["rename", "kopi-satu", "kopi-baru"],
        ["erase", "kopi-satu", "--yes"],
    ],
)
def test_every_command_says_in_a_sentence_that_the_day_is_before_the_newest_event(
    root: Path, arguments: list[str], dry: list[str]
) -> None:
    begin(root, "kopi-satu")
    before = events(root, "kopi-satu")
    code, out, err = say(root, *arguments, *dry, today=FIRST - timedelta(days=1))
    assert (code, out) == (1, "")
    [line] = err.splitlines()
    assert "kopi-satu: its newest event is of 2026-11-21" in line
    assert "add --today 2026-11-21" in line
    code, answer = hosting(root, *arguments, *dry, today=FIRST - timedelta(days=1))
    assert code == 1
    assert "add --today 2026-11-21" in (answer.get("error") or answer["refused"][0]["reason"])
    assert events(root, "kopi-satu") == before
    assert (root / "sellers" / "kopi-satu" / "toko.yaml").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "kopi-satu"],
        ["build", "kopi-satu"],
        ["build", "--accept-losses", "kopi-satu"],
        ["hosting", "export", "kopi-satu"],
        ["hosting", "hold", "kopi-satu"],
        ["hosting", "erase", "kopi-satu"],
        ["hosting", "rename", "kopi-satu", "kopi-lain"],
        ["invite", "kopi-satu"],
        ["invite", "kopi-satu", "--new"],
        ["invite", "kopi-satu", "--revoke"],
        ["new", "kopi-satu", "--whatsapp", "0812-3456-7890", "--kategori", "kuliner", "--kecamatan", "Tebet"],
    ],
)
def test_every_command_says_where_a_shop_has_moved(root: Path, arguments: list[str]) -> None:
    begin(root, "kopi-satu")
    for old, new in (("kopi-satu", "kopi-tiga"), ("kopi-tiga", "kopi-baru")):
        assert hosting(root, "rename", old, new)[0] == 0
    days = [] if arguments[0] in ("invite", "new") else ["--today", FIRST.isoformat()]
    outcome = CliRunner().invoke(main, ["--root", str(root), *arguments, *days])
    assert outcome.exit_code == 1
    said = "moved to kopi-tiga" if arguments[1] in ("hold", "rename") else "kopi-baru"
    assert said in outcome.stderr
    assert not (root / "sellers" / "kopi-satu").exists()


@pytest.mark.parametrize(
    ("arguments", "day"),
    [
        (["renew", "kopi-satu"], END),
        (["hold", "kopi-satu"], END),
        (["sweep"], END),
        (["activate", "kopi-dua"], END),
        (["rename", "kopi-satu", "kopi-baru"], END),
    ],
)
def test_a_dry_run_shows_and_changes_nothing(root: Path, arguments: list[str], day: date) -> None:
    begin(root, "kopi-satu")
    code, answer = hosting(root, *arguments, "--dry-run", today=day)
    assert code == 0
    assert answer["dry_run"] is True
    assert answer["events"]
    assert [event.kind for event in events(root, "kopi-satu")] == ["started"]
    assert events(root, "kopi-dua") == []
    assert (root / "sellers" / "kopi-satu").is_dir()
    assert hosting(root, *arguments, today=day)[1]["events"] == answer["events"], "as it said"


# activation


def test_activate_approves_and_keeps_the_contact(root: Path) -> None:
    (root / "hub.yaml").write_text(MENTORS, "utf-8")
    code, answer = hosting(root, "activate", "kopi-satu", "kopi-dua")
    assert code == 0
    assert [(event["slug"], event["kind"]) for event in answer["events"]] == [
        ("kopi-satu", "activated"),
        ("kopi-dua", "activated"),
    ]
    assert answer["events"][0]["term"]["kecamatan"] == "tebet"
    with open_ledger(LEDGER, root) as ledger:
        kept = ledger.contact("kopi-satu")
    assert kept
    assert (kept.whatsapp, kept.kecamatan) == ("6280000000101", "tebet")
    assert hosting(root, "activate", "kopi-satu") == (
        0,
        {"version": 1, "today": FIRST.isoformat(), "dry_run": False, "events": [], "refused": []},
    )


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"persetujuan": ""}, "the seller's consent is missing"),
        ({"persetujuan": "2026-11-22"}, "the consent is dated 2026-11-22"),
        ({"whatsapp": "12"}, "its folder has 1 error: see etalase check"),
        ({"kecamatan": "Gambir"}, r"Gambir is not among this hub's kecamatan \(cilandak, tebet\)"),
    ],
)
def test_activate_refuses_what_is_not_ready(root: Path, keys: dict[str, str], said: str) -> None:
    (root / "hub.yaml").write_text(f"{MENTORS}kecamatan: [Cilandak, tebet]\n", "utf-8")
    write_shop(root, "kopi-tiga", None, **({"whatsapp": "0800-0000-0103"} | keys))
    code, answer = hosting(root, "activate", "kopi-dua", "kopi-tiga")
    assert code == 3
    [refused] = answer["refused"]
    assert refused["slug"] == "kopi-tiga"
    assert re.match(said, refused["reason"])
    assert events(root, "kopi-tiga") == []


@pytest.mark.parametrize(
    ("keys", "shared"),
    [
        ({"whatsapp": "+62 800 0000 0101"}, "WhatsApp number"),
        ({"whatsapp": "0800-0000-0109", "izin": "{nib: 1234567890123}"}, "NIB"),
        ({"whatsapp": "0800-0000-0101", "izin": "{nib: 1234567890123}"}, "WhatsApp number and NIB"),
    ],
)
def test_one_first_term_a_person(root: Path, keys: dict[str, str], shared: str) -> None:
    write_shop(root, "kopi-satu", whatsapp="0800-0000-0101", izin="{nib: 1234567890123}")
    hosting(root, "activate", "kopi-satu")
    write_shop(root, "kopi-tiga", None, **keys)
    code, answer = hosting(root, "activate", "kopi-tiga")
    assert code == 1
    assert answer["refused"] == [{"slug": "kopi-tiga", "reason": f"kopi-satu has the same {shared}"}]
    assert say(root, "activate", "kopi-tiga", "--force")[0] == 2, "it needs a reason"
    code, _ = hosting(root, "activate", "kopi-tiga", "--force", "--reason", "two sisters")
    assert code == 0
    assert events(root, "kopi-tiga")[0].reason == "two sisters"


def test_two_shops_of_one_person_in_one_dry_run(root: Path) -> None:
    write_shop(root, "kopi-tiga", whatsapp="0800-0000-0101")
    code, answer = hosting(root, "activate", "kopi-satu", "kopi-tiga", "--dry-run")
    assert code == 3
    assert answer["refused"] == [
        {"slug": "kopi-tiga", "reason": "kopi-satu has the same WhatsApp number"},
    ]


def test_the_shop_of_somebody_who_left_still_counts(root: Path) -> None:
    begin(root, "kopi-lama")
    with open_ledger(LEDGER, root) as ledger:
        ledger.sweep(until_suspended(ledger, "kopi-lama") + timedelta(days=90))
    today = END + timedelta(days=200)
    assert term(root, "kopi-lama").state == "purged"
    assert hosting(root, "activate", "kopi-satu", today=today)[0] == 1
    write_shop(root, "kopi-lama", whatsapp="0800-0000-0199")
    code, answer = hosting(root, "activate", "kopi-lama", today=today)
    assert code == 1
    assert "its slug is not given again" in answer["refused"][0]["reason"]


@pytest.mark.parametrize(
    ("line", "code"),
    [("kecamatan: Cilndak\n", "kecamatan-unknown"), ("kecamatan: {a: b}\n", "value-expected")],
)
def test_a_kecamatan_of_the_hub_is_judged(root: Path, line: str, code: str) -> None:
    (root / "hub.yaml").write_text(HUB + line, "utf-8")
    found = etalase(root, "check")[1]["diagnostics"]
    assert [(row["path"], row["code"]) for row in found] == [("hub.yaml", code)]


# moving


def test_rename_moves_term_folder_and_contact(root: Path) -> None:
    begin(root, "kopi-satu")
    code, answer = hosting(root, "rename", "kopi-satu", "kopi-baru", "--reason", "new name", today=END)
    assert code == 0
    assert [(event["slug"], event["kind"]) for event in answer["events"]] == [
        ("kopi-satu", "moved-out"),
        ("kopi-baru", "moved-in"),
    ]
    assert answer["events"][0]["term"]["moved_to"] == "kopi-baru"
    assert answer["events"][1]["term"]["expires_on"] == END.isoformat()
    assert not (root / "sellers" / "kopi-satu").exists()
    assert (root / "sellers" / "kopi-baru" / "toko.yaml").is_file()
    code, out, _ = say(root, "rename", "kopi-satu", "kopi-baru", today=END)
    assert (code, out) == (0, "kopi-satu: nothing to do\n")


def test_rename_finishes_what_was_cut_short(root: Path) -> None:
    begin(root, "kopi-satu")
    (root / "sellers" / "kopi-satu").rename(root / "elsewhere")
    _, _, err = say(root, "rename", "kopi-satu", "kopi-baru", today=END)
    assert "there is no folder sellers/kopi-satu: when it is back, run this again" in err
    (root / "elsewhere").rename(root / "sellers" / "kopi-satu")
    code, out, err = say(root, "rename", "kopi-satu", "kopi-baru", today=END)
    assert code == 0
    assert out == "kopi-satu: its folder has followed its term\nnow run: etalase build && etalase deploy\n"
    assert "sellers/kopi-satu is sellers/kopi-baru now" in err
    assert (root / "sellers" / "kopi-baru").is_dir()


@pytest.mark.parametrize(
    ("new", "code", "said"),
    [
        ("kopi-dua", 1, "sellers/kopi-dua is already there"),
        ("toko-lama", 1, "toko-lama is reserved"),
        ("toko-lain", 1, "toko-lain is another seller's slug"),
        ("kategori", 2, "toko-kategori"),
        ("Kopi Baru", 2, "kopi-baru"),
    ],
)
def test_a_slug_is_never_given_to_another(root: Path, new: str, code: int, said: str) -> None:
    begin(root, "toko-lama", "toko-lain")
    hosting(root, "rename", "toko-lama", "toko-baru")
    found, _, err = say(root, "rename", "kopi-satu", new)
    assert found == code
    assert said in " ".join(err.split())
    assert (root / "sellers" / "kopi-satu").is_dir()


# sweeps


def test_sweep_twice_is_once(root: Path) -> None:
    begin(root, "kopi-satu", "kopi-dua")
    code, answer = hosting(root, "sweep", today=END)
    assert code == 0
    assert {(event["slug"], event["kind"], event["term"]["state"]) for event in answer["events"]} == {
        ("kopi-satu", "grace", "grace"),
        ("kopi-dua", "grace", "grace"),
    }
    code, out, _ = say(root, "sweep", today=END)
    assert (code, out) == (0, "nothing is due\n")


# verify


def test_verify_agrees_with_a_build_that_follows_the_ledger(root: Path) -> None:
    code, answer = etalase(root, "hosting", "verify")
    assert (code, answer["differences"]) == (0, [])
    begin(root, "kopi-satu")
    code, answer = etalase(root, "hosting", "verify")
    assert (code, answer["compared"]) == (0, ["events"])
    _, out, err = say(root, "verify")
    assert out == "What is there agrees.\n"
    assert "no build here" in err
    build(root)
    code, answer = etalase(root, "hosting", "verify")
    assert (code, answer["compared"]) == (0, ["events", "build"])


def test_verify_tells_what_has_to_be_built_again(root: Path) -> None:
    begin(root, "kopi-satu", "kopi-dua", "toko-tanpa-folder")
    build(root)
    with open_ledger(LEDGER, root) as ledger:
        until_suspended(ledger, "kopi-satu")
    code, answer = etalase(root, "hosting", "verify")
    assert code == 3
    assert [(one["slug"], one["between"]) for one in answer["differences"]] == [
        ("kopi-satu", "build"),
        ("toko-tanpa-folder", "build"),
    ]
    assert "take-down page" in answer["differences"][0]["message"]
    build(root, today=(END + timedelta(days=30)).isoformat())
    code, answer = etalase(root, "hosting", "verify")
    assert [one["slug"] for one in answer["differences"]] == ["toko-tanpa-folder"]


# the ledger's address


def test_the_environment_names_the_ledger(root: Path, postgres: PostgresServer) -> None:
    url = postgres.fresh()
    environment = {"ETALASE_LEDGER": url}
    words = ["--root", str(root), "hosting", "activate", "kopi-satu", "--json"]
    outcome = CliRunner().invoke(main, words, env=environment, catch_exceptions=False)
    assert outcome.exit_code == 0
    assert json.loads(outcome.stdout)["events"]
    assert not (root / "ledger.db").exists()
    with open_ledger(url, root) as ledger:
        assert ledger.term("kopi-satu")
    wrong = CliRunner().invoke(main, words, env={"ETALASE_LEDGER": url.replace(str(postgres.port), "1")})
    assert wrong.exit_code == 1
    assert "cannot be used" in wrong.stderr
    assert PASSWORD not in wrong.output + outcome.output


@pytest.mark.parametrize("name", ["status", "verify", "sweep"])
def test_a_damaged_ledger_is_one_object_and_exit_code_1(root: Path, name: str) -> None:
    (root / "ledger.db").write_bytes(b"no ledger at all\n" * 400)
    code, answer = etalase(root, "hosting", name)
    assert code == 1
    assert "restore it from a backup" in answer["error"]


@pytest.mark.parametrize("name", ["status", "verify", "sweep"])
def test_a_truncated_ledger_is_to_be_restored(root: Path, name: str) -> None:
    begin(root, "kopi-satu")
    whole = (root / "ledger.db").read_bytes()
    (root / "ledger.db").write_bytes(whole[: len(whole) // 2])
    code, answer = etalase(root, "hosting", name)
    assert code == 1
    assert answer["error"].endswith("malformed; it is damaged; restore it from a backup")


def test_a_shop_that_pauses_is_not_told_as_if_it_were_online(root: Path) -> None:
    begin(root, "kopi-satu", "kopi-dua")
    write_shop(root, "kopi-satu", persetujuan="tidak")
    build(root)
    _, answer = hosting(root, "status")
    assert {row["slug"]: row["unpublished"] for row in answer["sellers"]} == {
        "kopi-satu": True,
        "kopi-dua": False,
    }
    paused, shown = (line for line in say(root, "status")[1].splitlines() if line.startswith("kopi"))
    if paused.startswith("kopi-dua"):
        paused, shown = shown, paused
    assert paused.endswith("(not shown now: no consent, it waits for a mentor, or it was taken offline)")
    assert "not shown" not in shown
