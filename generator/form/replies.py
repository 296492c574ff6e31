"""A save that comes a second time is done once: what the first was answered is kept, and said again.

On a bad line an answer is lost after the work is done, and a phone that heard nothing sends the same again.
So every form on a page carries a key of its own (`kunci`), and what was sent with it is known by a digest of
who sent it, where to, and all of its fields and files: the same key with another answer is another save.

It is kept after the files are. A program that is killed between the two does the save once more, on a shop
that says so already: that is no change, and no conflict.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Response, current_app, redirect, request, session
from flask.typing import ResponseReturnValue
from msgspec import Struct
from sqlalchemy import delete, insert, select
from werkzeug.exceptions import Unauthorized

from generator.form import access
from generator.form.database import Database, replies
from generator.form.uploads import UploadsBusyError

KEY = "kunci"
"""The field with the key of a form."""
SENDER = "X-Kirim"
"""The header of a script that sends: who was there when it was typed. It wants no page but an address."""
NEXT = "X-Lanjut"
"""Where a script that sent goes on."""
KEPT = timedelta(days=14)
"""A phone gives up sending sooner (`static/queue.js`)."""
_PATIENCE_SECONDS = 25
"""For the same save that is still at work; a photo is the longest."""
_FLASHES = "_flashes"


class Reply(Struct, frozen=True):
    """What a save was answered."""

    location: str
    """The next page; of a registration, the new shop's slug."""
    flashes: list[tuple[str, str]]
    """What the next page says of it, as Flask keeps it."""


class Replies:
    """The replies of one form, and who is at work."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._at_work: set[str] = set()
        self._change = threading.Condition()

    @contextmanager
    def turn(self, sent: str) -> Iterator[None]:
        """Nobody else does the same save meanwhile. Raises `UploadsBusyError`: the first one never ends."""
        with self._change:
            if not self._change.wait_for(lambda: sent not in self._at_work, _PATIENCE_SECONDS):
                raise UploadsBusyError
            self._at_work.add(sent)
        try:
            yield
        finally:
            with self._change:
                self._at_work.remove(sent)
                self._change.notify_all()

    def find(self, sent: str) -> Reply | None:
        """What this save was answered; None for one that is new."""
        with self._database.reading() as connection:
            row = connection.execute(select(replies).where(replies.c.sent == sent)).one_or_none()
        return Reply(row.location, [(kind, text) for kind, text in json.loads(row.flashes)]) if row else None

    def keep(self, sent: str, slug: str, reply: Reply, now: datetime) -> None:
        """Keep what a save was answered, for as long as a phone may ask."""
        row = {"sent": sent, "slug": slug, "at": _moment(now), "location": reply.location}
        with self._database.writing() as connection:
            connection.execute(delete(replies).where(replies.c.at < _moment(now - KEPT)))
            connection.execute(
                insert(replies).prefix_with("OR REPLACE").values(**row, flashes=json.dumps(reply.flashes))
            )


def new_key() -> str:
    """The key of a form on a page."""
    return secrets.token_urlsafe(12)


def sender() -> str:
    """Who is there, for what a phone keeps of them; empty for a stranger."""
    link = access.current_link()
    return (link.slug or link.key[:16]) if link else ""


def once(view: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """The answer of a view, or what it answered when the same was sent before.

    Pages with mistakes or conflicts are made anew each time. So is what changes the session: that travels
    with the answer, and is lost with it.
    """
    who = sender()
    if request.headers.get(SENDER, who) != who:
        raise Unauthorized("somebody else is there now")
    if request.method != "POST" or not who or not request.form.get(KEY):
        return view()
    kept: Replies = current_app.extensions["etalase-replies"]
    sent = _digest(who)
    with kept.turn(sent):
        known = kept.find(sent)
        if known:
            session[_FLASHES] = known.flashes
            return redirect(known.location)
        before = _session()
        answer = current_app.make_response(view())
        if answer.location and _session() == before:
            slug = (request.view_args or {}).get("slug", "")
            reply = Reply(answer.location, session.get(_FLASHES, []))
            kept.keep(sent, slug, reply, access.form().now())
    return answer


def claimed(claim: Callable[[], str]) -> str:
    """The slug that the same has got before, sent by somebody who has no link yet; else a new one."""
    if not request.form.get(KEY):
        return claim()
    kept: Replies = current_app.extensions["etalase-replies"]
    sent = _digest("")
    with kept.turn(sent):
        known = kept.find(sent)
        slug = known.location if known else claim()
        if not known:
            kept.keep(sent, slug, Reply(slug, []), access.form().now())
    return slug


def for_script(response: Response) -> Response:
    """Name the next page instead of leading there: a script that follows would use up what it says."""
    if SENDER in request.headers and response.location:
        response.headers[NEXT] = response.headers.pop("Location")
        response.status_code = 204
        response.set_data(b"")
    return response


def _session() -> Mapping[str, object]:
    return {name: value for name, value in session.items() if name != _FLASHES}


def _digest(who: str) -> str:
    """What was sent, by whom and where to, but for the token against forgery: it may be a fresh one."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "tanda"]
    digest = hashlib.sha256(json.dumps([who, request.full_path, fields]).encode())
    for name, file in request.files.items(multi=True):
        digest.update(json.dumps([name, file.filename]).encode())
        digest.update(hashlib.file_digest(file.stream, "sha256").digest())  # type: ignore[arg-type]  # IO[bytes]
        file.stream.seek(0)
    return digest.hexdigest()


def _moment(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
