"""A form over a small workspace, for tests: in this process, or served by waitress for a browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from generator.commands.common import JAKARTA
from generator.content.hub import load_hub
from generator.form.app import create_app
from generator.form.context import FormContext, open_form
from generator.form.links import Role, make_link
from generator.form.registration import begin, claim
from generator.form.server import PATIENCE, Patience, serve_form
from generator.form.terms import TermView
from tests.shops import HUB, new_workspace

HUB_WITH_MENTORS = (
    HUB
    + """\
pembina:
  Tebet: {nama: Ibu Ratna, whatsapp: 0800-0000-0011}
  Cilandak: {nama: Pak Dedi, whatsapp: 0800-0000-0012}
formulir: {pendaftaran: ya}
"""
)
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=JAKARTA)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Form:
    """A form, and doors into it."""

    context: FormContext
    app: Flask
    clock: Clock = field(default_factory=Clock)

    def link(self, role: Role = "seller", *, slug: str = "", kecamatan: str = "") -> str:
        """A new link: the path of its door."""
        _made, token = make_link(self.context.database, self.clock(), role, slug=slug, kecamatan=kecamatan)
        return f"/m/{token}"

    def seller(self, slug: str) -> Phone:
        """A phone on which a seller is in."""
        return self.phone().open(self.link(slug=slug))

    def mentor(self, kecamatan: str) -> Phone:
        """A phone on which a mentor is in."""
        return self.phone().open(self.link("mentor", kecamatan=kecamatan))

    def operator(self) -> Phone:
        """A phone on which an operator is in."""
        return self.phone().open(self.link("operator"))

    def phone(self) -> Phone:
        """A phone that nobody has used yet."""
        return Phone(self.app.test_client())

    def begin(self, slug: str, **known: Any) -> None:
        """A new shop."""
        begin(self.context, None, claim(self.context, slug, known.pop("origin", "invited")), **known)


@dataclass
class Phone:
    """A browser without a screen: it keeps cookies, and sends the hidden fields of the page it was on."""

    client: FlaskClient
    page: str = ""

    def open(self, door: str) -> Phone:
        """Go through a private link's door."""
        self.get(door)
        answer = self.post(door)
        assert answer.status_code == 302, answer.text
        return self

    def get(self, path: str) -> TestResponse:
        answer = self.client.get(path)
        if answer.mimetype == "text/html" and not answer.location:
            self.page = answer.text
        return answer

    def post(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
        """Send a form of the page that is open."""
        hidden = dict.fromkeys(("tanda", "dasar"), "") | self.hidden()
        answer = self.client.post(path, data={**hidden, **(data or {})}, **more)
        if answer.mimetype == "text/html" and not answer.location:
            self.page = answer.text
        return answer

    def say(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
        """Open a page and send its form."""
        self.get(path)
        return self.post(path, data, **more)

    def hidden(self) -> dict[str, str]:
        """The page's token against forgery, and what the page was made from."""
        return dict(
            re.findall(r'<input type="hidden" name="(tanda|dasar|dilihat)" value="([^"]*)">', self.page)
        )


def nobody_knows(_slug: str) -> TermView | None:
    """A hub without a ledger."""
    return None


def new_form(
    root: Path,
    hub: str = HUB_WITH_MENTORS,
    *,
    public_url: str = "http://localhost",
    terms: Callable[[str], TermView | None] = nobody_knows,
) -> Form:
    """A form over a workspace, which is made where it is not there."""
    if not (root / "hub.yaml").exists():
        new_workspace(root, hub)
    settings, problems = load_hub(root)
    assert settings, problems
    clock = Clock()
    context = open_form(root, settings, clock, public_url, terms)
    app = create_app(context)
    app.testing = False  # errors become pages, as for people
    return Form(context, app, clock)


@contextmanager
def serving(form: Form, *, behind_proxy: bool = False, patience: Patience = PATIENCE) -> Iterator[str]:
    """The form on a port of 127.0.0.1, as `etalase form` serves it; gives its address."""
    server = serve_form(form.app, "127.0.0.1", 0, behind_proxy=behind_proxy, patience=patience)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()

    def end() -> None:
        for channel in list(server.active_channels.values()):
            channel.handle_close()  # what a browser keeps open, and a file that is half sent
        server._map.clear()  # the loop ends when nothing is left to listen to

    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(end)
        thread.join(5)
        server.task_dispatcher.shutdown()
        server.close()


ANSWERS: dict[str, dict[str, str]] = {
    "nama": {"nama": "Warung Baru"},
    "whatsapp": {"whatsapp": "0800-0000-0155"},
    "kategori": {"kategori": "kuliner"},
    "kecamatan": {"kecamatan": "Tebet"},
    "kelurahan": {"kelurahan": "Tebet Timur"},
}
"""The answers before the first product."""


def fill_in(phone: Phone, slug: str, *, product: str = "Kopi Susu", price: str = "18rb") -> None:
    """All that is required, up to the preview."""
    at = f"/t/{slug}"
    for step, data in ANSWERS.items():
        answer = phone.say(f"{at}/isi/{step}", data)
        assert answer.status_code == 302, answer.text
    add_product(phone, slug, product, price)
    phone.say(f"{at}/produk/")
    answer = phone.say(f"{at}/isi/persetujuan", {"setuju": "ya"})
    assert answer.status_code == 302, answer.text


def add_product(phone: Phone, slug: str, name: str, price: str) -> str:
    """A product without a photo; its slug."""
    answer = phone.say(f"/t/{slug}/produk/nama", {"nama": name, "harga": price})
    assert answer.status_code == 302, answer.text
    items = phone.get(f"/t/{slug}/produk/").text.split('<li id="p-')[1:]
    return next(item.split('"')[0] for item in items if f"<b>{name}</b>" in item)


def publish(phone: Phone, slug: str) -> TestResponse:
    """Press "Terbitkan"."""
    phone.get(f"/t/{slug}/isi/pratinjau")
    return phone.post(f"/t/{slug}/terbitkan")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
