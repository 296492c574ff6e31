"""A few requests compute at a time, and nobody waits for a picture but who has sent it."""

from __future__ import annotations

import io
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Semaphore

import pytest

from generator.form import photo_process
from generator.form.pace import AT_ONCE, Pace
from tests.form.forms import Phone, new_form
from tests.form.test_uploads import picture
from tests.shops import write_shop


def test_some_compute_and_who_stands_aside_does_not_count() -> None:
    places, inside, aside, go_on = Pace(), Semaphore(0), Semaphore(0), Event()
    fail = [False, True, False, True]

    def compute(fails: bool) -> None:
        with places.computing():
            inside.release()
            with places.aside():
                aside.release()
                assert go_on.wait(30)
                if fails:
                    raise OSError("the disk is full")

    with ThreadPoolExecutor(8) as pool:
        at_work = [pool.submit(compute, one) for one in fail]
        for _ in fail:
            assert aside.acquire(timeout=30)
        for _ in range(AT_ONCE):
            places._places.acquire()
        late = pool.submit(compute, False)
        assert [inside.acquire(timeout=5) for _ in fail] == [True] * 4
        assert not inside.acquire(timeout=0.2), "more than AT_ONCE at work"
        places._places.release(AT_ONCE)
        go_on.set()
        assert [type(done.exception(30)) for done in at_work] == [type(None), OSError] * 2
        assert late.result(30) is None
    assert [places._places.acquire(blocking=False) for _ in range(AT_ONCE + 1)] == [True] * AT_ONCE + [False]


def test_a_save_does_not_wait_for_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form, let_go, at_work = new_form(tmp_path), Event(), Semaphore(0)
    shops = [f"toko-{number}" for number in range(AT_ONCE)]
    for slug in ("satu", *shops):
        write_shop(tmp_path, slug)
    run = photo_process.run

    def slow(what: str, data: bytes) -> tuple[dict[str, object], bytes]:
        at_work.release()
        assert let_go.wait(60)
        return run(what, data)

    monkeypatch.setattr(photo_process, "run", slow)

    def sent(phone: Phone, slug: str) -> int:
        path = f"/t/{slug}/produk/kopi/foto"
        again = {"foto": (io.BytesIO(picture()), "a.jpg"), "kunci": "sama"}
        return phone.post(path, again, content_type="multipart/form-data").status_code

    phones = {slug: (form.seller(slug), form.seller(slug)) for slug in shops}
    for slug, both in phones.items():
        for phone in both:
            phone.get(f"/t/{slug}/produk/kopi")
    with ThreadPoolExecutor(2 * AT_ONCE + 1) as pool:
        try:
            first = [pool.submit(sent, both[0], slug) for slug, both in phones.items()]
            for _ in shops:
                assert at_work.acquire(timeout=30)
            again = [pool.submit(sent, both[1], slug) for slug, both in phones.items()]
            time.sleep(0.2)  # they wait for the first ones' answers
            saved = pool.submit(
                form.seller("satu").say, "/t/satu/isi/tentang", {"slogan": "Segar", "cerita": ""}
            )
            saved.result(20)
        finally:
            let_go.set()
        assert [done.result(60) for done in (*first, *again)] == [302] * 2 * AT_ONCE
    assert form.context.drafts.read("satu").seller.slogan == "Segar"
