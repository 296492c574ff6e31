from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.publish.errors import DeployRefusedError
from generator.publish.manifest import ManifestEntry
from generator.publish.payloads import Payloads
from generator.publish.plan import HOLD, WITHDRAWN, Plan, make_plan, stage_of
from generator.publish.published import CUT_SHORT, DIFFERS, FOUND, MISSING, Published
from tests.publish.workspace import entry

AS_BUILT = Payloads(Path("nowhere"))
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
PATHS = [
    *("index.html", "404.html", "aset/hub.css", "aset/toko.js", "kategori/kuliner/index.html"),
    *(
        f"{slug}/{name}"
        for slug in ("batik-ayu", "kopi", "kopi-tebet")
        for name in (
            "index.html",
            "atom.xml",
            "en/index.html",
            "teh.html",
            "foto/teh-1.webp",
            "foto/teh-2.webp",
        )
    ),
]
deterministic = settings(derandomize=True, deadline=None, max_examples=50)
bodies = st.sampled_from([b"one", b"two"])
sites = st.dictionaries(st.sampled_from(PATHS), bodies).map(
    lambda site: [entry(path, body) for path, body in sorted(site.items())]
)
moments = st.none() | st.sampled_from([NOW - HOLD, NOW - HOLD + timedelta(seconds=1), NOW])


@st.composite
def records(draw: Callable[..., list[ManifestEntry]]) -> list[Published]:
    return [Published(e, draw(moments)) for e in draw(sites)]  # type: ignore[arg-type]


def plan(
    site: list[ManifestEntry],
    record: list[Published],
    *,
    now: datetime = NOW,
    failed: frozenset[str] = frozenset(),
) -> Plan:
    return make_plan(site, record, payloads=AS_BUILT, failed=failed, now=now, prefix="toko/", list_same=True)


def carried_out(plan: Plan, record: list[Published], now: datetime) -> list[Published]:
    """The record after everything in the plan went well."""
    after = {old.entry.path: old for old in record}
    for row in plan.rows:
        if row.action == "upload":
            after[row.entry.path] = Published(row.entry)
        elif row.action == "delete":
            del after[row.entry.path]
    for row in plan.newly_gone:
        after[row.entry.path] = replace(after[row.entry.path], gone_since=now)
    for path in plan.returned:
        after[path] = replace(after[path], gone_since=None)
    return [after[path] for path in sorted(after)]


@deterministic
@given(sites, records())
def test_every_file_has_one_row_and_a_reason(site: list[ManifestEntry], record: list[Published]) -> None:
    made = plan(site, record)
    wanted = {f"toko/{e.path}" for e in site}
    assert {row.key for row in made.rows if row.stage != "delete"} == wanted
    assert len({row.key for row in made.rows}) == len(made.rows)
    assert len(made.rows) == made.upload + made.delete + made.skip
    assert all(row.reason for row in made.rows)
    assert made.recorded == len(record)


@deterministic
@given(sites, records())
def test_deletes_only_what_is_on_record_and_not_built(
    site: list[ManifestEntry], record: list[Published]
) -> None:
    deleted = {row.key for row in plan(site, record).steps("delete")}
    assert deleted <= {f"toko/{old.entry.path}" for old in record} - {f"toko/{e.path}" for e in site}


@deterministic
@given(sites, records())
def test_a_plan_carried_out_leaves_nothing_to_do(site: list[ManifestEntry], record: list[Published]) -> None:
    after = carried_out(plan(site, record), record, NOW)
    again = plan(site, after)
    assert (again.upload, again.delete, again.newly_gone, again.returned) == (0, 0, (), ())
    assert [old.entry for old in after if old.entry in site] == site


@deterministic
@given(sites, records())
def test_a_day_later_the_store_is_exactly_the_site(
    site: list[ManifestEntry], record: list[Published]
) -> None:
    after = carried_out(plan(site, record), record, NOW)
    tomorrow = NOW + HOLD
    last = carried_out(plan(site, after, now=tomorrow), after, tomorrow)
    assert [old.entry for old in last] == site


@deterministic
@given(sites, records())
def test_rows_of_unchanged_files_are_only_counted(site: list[ManifestEntry], record: list[Published]) -> None:
    full = plan(site, record)
    short = make_plan(site, record, payloads=AS_BUILT, failed=frozenset(), now=NOW, prefix="toko/")
    assert short.rows == tuple(row for row in full.rows if row.reason != "same")
    assert (short.upload, short.delete, short.skip) == (full.upload, full.delete, full.skip)


OLD = entry("kopi/index.html", b"old")


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (None, "new"),
        (OLD, "same"),
        (entry("kopi/index.html", b"x"), "changed: sha256"),
        (replace(OLD, content_type="text/html"), "changed: content-type"),
        (replace(OLD, cache_control="", md5="0"), "changed: sha256, cache-control"),
    ],
)
def test_the_reason_says_what_differs(before: ManifestEntry | None, reason: str) -> None:
    (row,) = plan([OLD], [Published(before)] if before else []).rows
    assert (row.action == "skip") == (reason == "same")
    assert row.reason == reason


@pytest.mark.parametrize("doubt", [CUT_SHORT, MISSING, DIFFERS, FOUND])
@pytest.mark.parametrize("etag", [OLD.md5, "other"])
def test_what_is_in_doubt_is_sent_again_unless_the_store_has_just_that(doubt: str, etag: str) -> None:
    made = plan([OLD], [Published(entry(OLD.path, b"before"), NOW, etag=etag, doubt=doubt)])
    if etag == OLD.md5 and doubt in (DIFFERS, FOUND):
        assert made.idle
        assert made.recognised == (Published(OLD, etag=etag),)
        return
    (row,) = made.rows
    assert (row.action, row.reason, made.recognised) == ("upload", f"unconfirmed: {doubt}", ())


@pytest.mark.parametrize(
    ("path", "stage"),
    [
        ("aset/toko.css", "assets"),
        ("kopi/foto/teh.webp", "assets"),
        ("kopi/teh.html", "product"),
        ("kopi/en/teh.html", "product"),
        ("kopi/index.html", "shop"),
        ("kopi/en/index.html", "shop"),
        ("kopi/pesan.html", "shop"),
        ("kopi/atom.xml", "shop"),
    ],
)
def test_stages(path: str, stage: str) -> None:
    assert stage_of(entry(path)) == stage


def test_hub_pages_come_last_whatever_their_folder_is_called() -> None:
    assert stage_of(entry("index.html")) == "hub"
    assert stage_of(replace(entry("kategori/foto/index.html", seller=""), cache_control="")) == "hub"


def test_whatever_is_immutable_is_an_asset() -> None:
    assert stage_of(replace(entry("kopi/og-1f2e.jpg"), cache_control="max-age=1, immutable")) == "assets"


def test_a_replaced_photo_stays_24_hours_and_a_page_goes_at_once() -> None:
    site = [entry("kopi/index.html")]
    photo, page = entry("kopi/foto/teh.webp"), entry("kopi/teh.html")
    first = plan(site, [Published(e) for e in (photo, *site, page)])
    assert [(r.action, r.key, r.reason) for r in first.rows if r.stage == "delete"] == [
        ("skip", "toko/kopi/foto/teh.webp", "held 24 h: replaced 2026-11-21T10:00:00+00:00"),
        ("delete", "toko/kopi/teh.html", "gone"),
    ]
    almost, enough = NOW + HOLD - timedelta(seconds=1), NOW + HOLD
    record = [Published(photo, NOW), Published(site[0])]
    assert plan(site, record, now=almost).delete == 0
    assert plan(site, record, now=enough).delete == 1


def test_a_withdrawn_shop_goes_at_once_and_with_its_photos() -> None:
    record = [Published(entry("kopi/foto/teh.webp")), Published(entry("kopi/index.html"))]
    assert plan([entry("index.html")], record).delete == 2


def test_a_shop_whose_build_failed_keeps_what_is_online() -> None:
    record = [Published(entry(f"{slug}/index.html")) for slug in ("batik-ayu", "kopi")]
    made = plan([entry("index.html")], record, failed=frozenset({"kopi"}))
    assert [row.key for row in made.steps("delete")] == ["toko/batik-ayu/index.html"]
    assert made.rows[-1].reason == "kept: the seller's build failed"


def test_a_failed_build_of_a_kept_site_protects_nothing_more() -> None:
    site = [entry("kopi/index.html")]
    made = plan(site, [Published(site[0]), Published(entry("kopi/teh.html"))], failed=frozenset({"kopi"}))
    assert made.delete == 1


@pytest.mark.parametrize(
    ("recorded", "deletes", "limit", "refused"),
    [
        (100, 50, None, False),
        (100, 51, None, True),
        (10_000, 100, None, False),
        (10_000, 101, None, True),
        (100, 51, 51, False),
        (100, 1, 0, True),
    ],
)
def test_mass_deletes_are_refused(recorded: int, deletes: int, limit: int | None, refused: bool) -> None:
    made = Plan((), 0, deletes, 0, recorded, False, (), ())
    if not refused:
        made.refuse_mass_delete(limit)
        return
    with pytest.raises(DeployRefusedError, match=f"--max-delete {deletes}") as caught:
        made.refuse_mass_delete(limit)
    assert caught.value.reason == "max-delete"


def test_a_build_without_any_shop_is_refused_while_shops_are_online() -> None:
    site = [entry("index.html", seller="")]
    made = plan(site, [Published(site[0]), Published(entry("kopi/teh.html"))])
    with pytest.raises(DeployRefusedError, match="no shop at all") as caught:
        made.refuse_mass_delete(None)
    assert caught.value.reason == "empty-build"
    made.refuse_mass_delete(1)  # the operator has looked


def test_the_refusal_names_the_shops_that_would_go() -> None:
    site = [entry("index.html", seller=""), entry("teh/index.html")]
    gone = [Published(entry(f"kopi/{number:03}.html")) for number in range(60)]
    made = plan(site, [*map(Published, site), *gone])
    with pytest.raises(DeployRefusedError, match="kopi: 60"):
        made.refuse_mass_delete(None)


def test_what_the_ledger_explains_is_no_mass_delete() -> None:
    site = [entry("index.html")]
    record = [Published(site[0]), *(Published(entry(f"toko-a/p{n:02d}.html")) for n in range(60))]

    def planned(over: frozenset[str]) -> Plan:
        return make_plan(site, record, payloads=AS_BUILT, failed=frozenset(), over=over, now=NOW)

    planned(frozenset({"toko-a"})).refuse_mass_delete(None)
    with pytest.raises(DeployRefusedError, match="--max-delete 60"):
        planned(frozenset({"toko-a"})).refuse_mass_delete(59)  # an explicit limit is one
    with pytest.raises(DeployRefusedError) as caught:
        planned(frozenset({"toko-ab"})).refuse_mass_delete(None)
    assert caught.value.reason == "empty-build"


def test_a_seller_who_withdraws_goes_at_once_and_many_are_looked_at() -> None:
    slugs = [f"toko-{number}" for number in range(WITHDRAWN + 1)]
    site = [entry("index.html", seller=""), entry("teh/index.html")]
    gone = [Published(entry(f"{slug}/p{n:02d}.html")) for slug in slugs for n in range(60)]
    record = [*map(Published, site[:1]), *gone[:60], *map(Published, site[1:])]

    def planned(withdrawn: set[str], record: list[Published]) -> Plan:
        record = sorted(record, key=lambda old: old.entry.path)
        ordered = sorted(site, key=lambda new: new.path)
        return make_plan(ordered, record, payloads=AS_BUILT, failed=frozenset(), withdrawn=withdrawn, now=NOW)

    planned({"toko-0", "elsewhere"}, record).refuse_mass_delete(None)
    with pytest.raises(DeployRefusedError, match="--max-delete 60"):
        planned({"elsewhere"}, record).refuse_mass_delete(None)
    with pytest.raises(DeployRefusedError, match="--max-delete 360"):
        planned(set(slugs), [*record, *gone[60:]]).refuse_mass_delete(None)


def test_the_last_shop_of_a_hub_may_withdraw() -> None:
    site, record = [entry("index.html", seller="")], [Published(entry("kopi/teh.html"))]
    made = make_plan(site, record, payloads=AS_BUILT, failed=frozenset(), withdrawn={"kopi"}, now=NOW)
    made.refuse_mass_delete(None)
