"""The promise of the privacy page: 90 days after a shop was taken down, to the day, its data are gone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.farewell import ending
from generator.hosting.ledger import Ledger, open_ledger
from generator.importing.record import Imported, digest, open_record
from tests.form.forms import tree
from tests.hosting.histories import END, FIRST, contact, until_suspended
from tests.rights import without_rights
from tests.shops import build, etalase, new_workspace, site_files, write_photo, write_shop

SLUG, OTHER = "kopi-satu", "kopi-satu-dua"
PURGED = END + timedelta(days=30 + 90)
NUMBER = "0800-0000-0177"


def hosting(root: Path, *words: str, today: date = PURGED) -> tuple[int, dict[str, Any]]:
    return etalase(root, "hosting", *words, "--today", today.isoformat())


def deploy(root: Path, today: date) -> tuple[int, dict[str, Any]]:
    to = ("--to", f"file://{root}/www", "--start-terms")
    return etalase(root, "deploy", *to, "--today", today.isoformat())


def contacts(root: Path) -> set[str]:
    with open_ledger("sqlite:///ledger.db", root, create=False) as ledger:
        return {one.slug for one in ledger.contacts()}


def imported(root: Path, slug: str) -> tuple[str, dict[str, str]]:
    """What the next import knows of a shop."""
    with open_record(root) as record:
        [one] = record.of_id(digest(slug))
        return one.state, dict(one.said)


def left(root: Path, slug: str = SLUG) -> set[str]:
    """Files that still hold something of a seller: its name, its number, or what it wrote."""
    ours = tree(root)
    wanted = (b"Bu Satu Rahasia", b"62800000177", b"0800-0000-0177")
    return {p for p, data in ours.items() if f"sellers/{slug}/" in p or any(word in data for word in wanted)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A shop on the day before its data go, with a draft, an export and a reminder; another stays."""
    made = new_workspace(tmp_path / "hub")
    for slug in (SLUG, OTHER):
        write_photo(write_shop(made, slug), "kopi.jpg", "#884422" if slug == SLUG else "#224488", (40, 30))
    write_shop(made, SLUG, nama="Bu Satu Rahasia", whatsapp=NUMBER)
    assert build(made, today=FIRST.isoformat())[0] == 0
    assert deploy(made, FIRST)[0] == 0
    assert etalase(made, "invite", SLUG)[0] == 0
    with open_record(made) as record:
        for slug in (SLUG, OTHER):
            said = {"toko.yaml": f"whatsapp: {NUMBER}"}
            record.put(Imported(slug, digest(slug), digest(NUMBER), digest("x"), "written", said, "row"))
        record.put_number("sellers", SLUG, "stamp", NUMBER)
    write_shop(made.joinpath("form"), SLUG, nama="Bu Satu Rahasia")
    assert (made / "form" / "approved" / SLUG / "toko.yaml").is_file()
    assert hosting(made, "renew", OTHER, "--reason", "stays", today=END - timedelta(days=1))[0] == 0
    with open_ledger("sqlite:///ledger.db", made) as ledger:
        until_suspended(ledger, SLUG)
    for day in (END + timedelta(days=30), PURGED - timedelta(days=1)):
        assert hosting(made, "sweep", today=day)[1]["removed"] == []
        assert build(made, today=day.isoformat())[0] == 0
        assert deploy(made, day)[0] == 0
    (made / "build" / "reminders" / "2028-12-01").mkdir(parents=True)
    (made / "build" / "reminders" / "2028-12-01" / "tebet.csv").write_text(f"slug\n{SLUG}\n{NUMBER}\n")
    assert hosting(made, "export", SLUG)[0] == 0
    assert f"sellers/{SLUG}/toko.yaml" in left(made)
    return made


def test_on_the_day_everything_goes_and_nothing_is_a_loss(root: Path) -> None:
    before = {path: data for path, data in tree(root).items() if OTHER in path}
    code, answer = hosting(root, "sweep")
    assert code == 0
    assert [event["kind"] for event in answer["events"]] == ["purged"]
    assert [(one["slug"], one["contact"], one["remains"]) for one in answer["removed"]] == [(SLUG, True, "")]
    assert contacts(root) == {OTHER}
    assert imported(root, SLUG) == ("erased", {})
    assert imported(root, OTHER)[0] == "written"
    assert not (root / "sellers" / SLUG).exists()
    assert not (root / "build" / "export" / f"toko-{SLUG}.zip").exists()
    assert not (root / "build" / "reminders" / "2028-12-01" / "tebet.csv").exists()
    assert {path for path in left(root) if path.startswith(("form", "import", "sellers", "ledger"))} == set()
    # neither the build nor the deploy takes it for a loss
    code, built = build(root, today=PURGED.isoformat())
    assert (code, built["failures"]) == (0, [])
    assert not any(path.startswith(f"{SLUG}/") for path in site_files(root))
    code, deployed = deploy(root, PURGED)
    assert (code, deployed["result"], deployed["held_back"]) == (0, "done", [])
    assert not (root / "www" / SLUG / "index.html").exists()
    assert left(root) == set(), "nowhere, the build's record included"
    assert hosting(root, "verify")[1]["differences"] == []
    assert {path: data for path, data in tree(root).items() if OTHER in path and "www" not in path} == {
        path: data for path, data in before.items() if "www" not in path
    }
    assert hosting(root, "sweep")[1]["removed"] == [], "a second one finds nothing"


def test_a_dry_run_shows_what_would_go(root: Path) -> None:
    before = {path: data for path, data in tree(root).items() if "ledger.db" not in path}
    code, answer = hosting(root, "sweep", "--dry-run")
    assert code == 0
    [one] = answer["removed"]
    assert (one["slug"], one["sources"], one["form"], one["contact"]) == (SLUG, 3, 4, True)
    assert {path: data for path, data in tree(root).items() if "ledger.db" not in path} == before
    assert contacts(root) == {SLUG, OTHER}
    assert hosting(root, "status", SLUG)[1]["sellers"][0]["state"] == "suspended"


@pytest.mark.parametrize(
    "step", ["unremovable", "remove_folder", "forget", "erase_copies", "erase_people", "after the event"]
)
def test_a_crash_at_any_step_is_made_good_by_the_next_sweep(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def crash(*_arguments: object) -> None:
        raise KeyboardInterrupt

    if step == "erase_people":
        monkeypatch.setattr(Ledger, step, crash)
    else:
        monkeypatch.setattr(ending, "left_of" if step == "after the event" else step, crash)
    with pytest.raises(BaseException):  # noqa: B017 - as if killed there
        hosting(root, "sweep")
    monkeypatch.undo()
    assert hosting(root, "status", SLUG)[1]["sellers"][0]["state"] == "purged"
    assert contacts(root) == {SLUG, OTHER}, "as long as something may be left, the seller can be reached"
    assert build(root, today=PURGED.isoformat())[1]["failures"] == [], "half gone is no loss either"
    code, answer = hosting(root, "sweep", today=PURGED + timedelta(days=1))
    assert (code, [one["slug"] for one in answer["removed"]]) == (0, [SLUG])
    assert (contacts(root), (root / "sellers" / SLUG).exists()) == ({OTHER}, False)


def test_what_cannot_be_removed_is_told_and_tried_again(root: Path) -> None:
    with without_rights(root):
        (root / "sellers").chmod(0o555)
        try:
            code, answer = hosting(root, "sweep")
        finally:
            (root / "sellers").chmod(0o755)
    assert (code, [one["slug"] for one in answer["refused"]]) == (3, [SLUG])
    assert "Permission denied" in answer["refused"][0]["reason"]
    assert SLUG in contacts(root)
    folder = write_shop(root, SLUG)
    folder.rename(root.parent / "luar")
    folder.symlink_to(root.parent / "luar")
    code, answer = hosting(root, "sweep")
    assert (code, "is a link" in answer["refused"][0]["reason"]) == (1, True)
    assert (root.parent / "luar" / "toko.yaml").exists()
    folder.unlink()
    assert hosting(root, "sweep")[0] == 0
    assert contacts(root) == {OTHER}


def test_a_held_shop_keeps_everything(root: Path) -> None:
    assert hosting(root, "hold", SLUG, today=PURGED - timedelta(days=1))[0] == 0
    assert hosting(root, "sweep", today=PURGED + timedelta(days=300))[1]["removed"] == []
    assert SLUG in contacts(root)


def test_the_slugs_it_had_before_go_along(root: Path) -> None:
    with open_ledger("sqlite:///ledger.db", root) as ledger:
        ledger.put_contacts([contact(SLUG)])
    day = PURGED - timedelta(days=1)
    assert hosting(root, "rename", SLUG, "kopi-baru", today=day)[0] == 0
    write_shop(root, SLUG)  # a copy that somebody put back
    code, answer = hosting(root, "sweep")
    assert (code, [one["slug"] for one in answer["removed"]]) == (0, ["kopi-baru"])
    assert not (root / "sellers" / SLUG).exists()
    assert not (root / "sellers" / "kopi-baru").exists()
    assert contacts(root) == {OTHER}
