"""/sw.js: what keeps shops on a phone, and the kill switch that removes all of it.

One file for the hub; where it works is up to the scope with which a shop registers it. It carries its own
words and the offline page, so that it needs no other file. See `docs/decisions/0017-offline.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup
from rjsmin import jsmin

from generator.language import Language
from generator.policy import content_security_policy
from generator.render.output import ALWAYS_ASKED, Output
from generator.render.themefile import themes_folder
from generator.templates import rendered

if TYPE_CHECKING:
    from jinja2 import Environment

WORKER = "sw.js"


def service_worker(hub: str, languages: Iterable[tuple[Language, Environment]], *, keep: bool) -> Output:
    """The worker of the hub of that name; without `keep` the one that unregisters itself.

    `languages` come with the templates of any theme, as the offline page is shared by all.
    """
    shared = themes_folder() / "_shared"
    if not keep:
        return _script((shared / "sw-mati.js").read_text("utf-8"))
    style = (shared / "offline.css").read_text("utf-8")
    said = {words.code: _said(hub, words, env, style) for words, env in languages}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return _script(f"const words={text};\n" + (shared / "sw.js").read_text("utf-8"))


def _said(hub: str, words: Language, env: Environment, style: str) -> dict[str, str]:
    """What the worker says on pages in one language."""
    _ = words.gettext
    page = rendered(
        env,
        "offline.html",
        lang=words.code,
        hub=hub,
        style=Markup(style),  # noqa: S704 - our own file
        csp=content_security_policy(style),
    )
    return {
        "kept": _("Kept on {day}; it may have changed since."),
        "code": _("The QRIS code is shown with a connection only: it has to be the newest."),
        "page": page,
    }


def _script(text: str) -> Output:
    return Output(WORKER, str(jsmin(text)).encode(), ALWAYS_ASKED)
