"""A shop has time for its texts and the photos that it shows; one that took too long is not tried in vain."""

from __future__ import annotations

import os
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.building import checking, judging, work
from generator.building.job import BuildContext, Job
from generator.building.timelimit import TooLongError, time_limit
from generator.content.hub import load_hub
from generator.hosting.term import Term
from generator.render.images import PhotoCache
from generator.render.storefront import render_shop
from tests.shops import build, etalase, new_workspace, product, write_photo, write_product, write_shop

SLOW = "kopi-lambat"


def busy(seconds: float) -> None:
    """Take CPU time, in Python."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


class Kitchen:
    """Makes pages, but for ever those of a slow shop; counts whose it was asked for."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self._render = render_shop
        patch.setattr(work, "render_shop", self)
        patch.setattr(work, "TEXT_SECONDS", 0.5)
        patch.setattr(judging, "PHOTO_SECONDS", 0.25)

    def __call__(self, seller: Any, *rest: Any, **options: Any) -> Any:
        self.asked.append(seller.slug)
        if seller.slug == SLOW and "lambat" in seller.slogan:
            busy(60)
        return self._render(seller, *rest, **options)


@pytest.fixture(scope="module")
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever is first loads templates and words, which takes most of the little time of a shop here."""
    root = tmp_path_factory.mktemp("warm")
    new_workspace(root)
    write_photo(write_shop(root, "kopi-satu", {"kopi": product(foto="[a.jpg]")}), "a.jpg", size=(9, 9))
    assert build(root)[0] == 0


@pytest.fixture
def root(tmp_path: Path, _warm: None) -> Path:
    new_workspace(tmp_path)
    folder = write_shop(
        tmp_path, SLOW, {"kopi": product(foto="[a.jpg, b.jpg]"), "teh": product(foto="a.jpg")}
    )
    for number in range(30):
        write_photo(folder, f"simpanan-{number}.jpg", size=(9, 9))
    write_photo(folder, "a.jpg", size=(9, 9))
    write_photo(folder, "b.jpg", "#004400", size=(9, 9))
    write_shop(tmp_path, "kopi-cepat")
    return tmp_path


def slow_down(root: Path) -> None:
    shop = root / "sellers" / SLOW / "toko.yaml"
    shop.write_text(f"{shop.read_text('utf-8')}slogan: lambat\n", "utf-8")


@pytest.fixture
def kitchen(monkeypatch: pytest.MonkeyPatch) -> Kitchen:
    return Kitchen(monkeypatch)


def timed_out(answer: dict[str, Any]) -> list[tuple[str, bool]]:
    return [(row["slug"], row["kept"]) for row in answer["failures"]]


@pytest.mark.usefixtures("kitchen")
def test_time_is_given_for_the_photos_that_a_shop_shows_and_for_no_others(root: Path) -> None:
    slow_down(root)
    hub, _ = load_hub(root)
    assert hub is not None
    base = root / "build"
    context = BuildContext(
        root, base / "site", base / "stage", base / "cache", hub, date(2026, 11, 21), preview=False
    )
    started = time.process_time()
    outcome = work.build_seller(context, Job(SLOW, {}, {}, (), Term(SLOW, "active")))
    assert [(p.code, p.values["limit"]) for p in outcome.diagnostics] == [("render-timeout", "1")]
    assert time.process_time() - started < 4


def test_a_shop_that_ran_out_of_time_is_not_tried_again_until_it_changes(
    root: Path, kitchen: Kitchen
) -> None:
    assert build(root)[0] == 0
    slow_down(root)
    assert build(root)[0] == 3
    kitchen.asked.clear()
    for _ in range(2):
        code, answer = build(root)
        assert (code, timed_out(answer)) == (3, [(SLOW, True)])
        assert answer["sellers"] | {"failed": 1, "kept": 1, "unchanged": 1} == answer["sellers"]
        assert [row["slug"] for row in answer["failures"]] == [SLOW]
    os.utime(root / "sellers" / SLOW / "toko.yaml")
    assert timed_out(build(root)[1]) == [(SLOW, True)]
    assert kitchen.asked == []
    write_product(root / "sellers" / SLOW, "kopi", product(harga="19.000"))
    assert timed_out(build(root)[1]) == [(SLOW, True)]
    assert kitchen.asked == [SLOW]


def test_force_tries_it_again(root: Path, kitchen: Kitchen) -> None:
    slow_down(root)
    assert timed_out(build(root)[1]) == [(SLOW, False)]
    kitchen.asked.clear()
    assert timed_out(build(root)[1]) == [(SLOW, False)]
    assert kitchen.asked == []
    build(root, "--force")
    assert SLOW in kitchen.asked


def test_once_it_is_quick_again_nothing_of_it_is_remembered(root: Path, kitchen: Kitchen) -> None:
    slow_down(root)
    slow = (root / "sellers" / SLOW / "toko.yaml").read_text("utf-8")
    build(root)
    (root / "sellers" / SLOW / "toko.yaml").write_text(slow.replace("lambat\n", "cepat\n"), "utf-8")
    assert build(root)[0] == 0
    assert build(root)[1]["sellers"]["unchanged"] == 2
    kitchen.asked.clear()
    (root / "sellers" / SLOW / "toko.yaml").write_text(slow, "utf-8")
    build(root)
    assert kitchen.asked == [SLOW]


def test_a_check_gives_as_much_time_as_a_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "TEXT_SECONDS", 0.5)
    monkeypatch.setattr(judging, "PHOTO_SECONDS", 0.25)
    judged = PhotoCache.judge

    def judge(photo_cache: PhotoCache, path: Path) -> Any:
        if path.name == "b.jpg":
            busy(60)
        return judged(photo_cache, path)

    monkeypatch.setattr(PhotoCache, "judge", judge)
    code, answer = etalase(root, "check", SLOW)
    assert (code, [row["code"] for row in answer["diagnostics"]]) == (3, ["render-timeout"])


def test_more_time_moves_the_end() -> None:
    with time_limit(0.2) as clock:
        clock.more(0.6)
        busy(0.4)
        with pytest.raises(TooLongError):
            busy(5)
    assert clock.seconds == pytest.approx(0.8)


def test_another_thread_moves_nobodys_end() -> None:
    def work_aside() -> None:
        with time_limit(0.1) as clock:
            clock.more(100)

    with time_limit(0.3):
        aside = threading.Thread(target=work_aside)
        aside.start()
        aside.join()
        with pytest.raises(TooLongError):
            busy(5)
