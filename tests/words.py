"""All message ids that the program and its themes use."""

from __future__ import annotations

from pathlib import Path

from babel.messages.extract import extract_from_dir

from generator.content.export_readiness import STEPS
from generator.content.messages import SENTENCES
from generator.form.colours import COLOURS
from generator.render.productview import STOCK_WORDS
from generator.render.theme import themes_folder
from generator.reports import steps
from generator.reports.programme import WORDS

_PACKAGE = Path(__file__).parents[1] / "generator"
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "translate": None}
_OPTIONS = {
    "**.html": {
        "silent": "false",
        "newstyle_gettext": "true",
        "trimmed": "false",
        "extensions": "generator.template_kept.Kept",
    }
}

MessageId = str | tuple[str, str]


def used() -> set[MessageId]:
    """Message ids of code, templates and diagnostics; a pair for singular and plural."""
    found: set[MessageId] = {sentence for pair in SENTENCES.values() for sentence in pair}
    found |= {
        *STOCK_WORDS.values(),
        *STEPS.values(),
        *steps.STEPS.values(),
        *steps.LACKS.values(),
        *WORDS.values(),
        *COLOURS.values(),
        "a colour of your own",
    }
    for folder in (_PACKAGE, themes_folder()):
        extracted = extract_from_dir(
            folder,
            method_map=[("**.py", "python"), ("**.html", "jinja2")],
            options_map=_OPTIONS,
            keywords=_KEYWORDS,
            directory_filter=_is_ours,
        )
        for _file, _line, message, _comments, _context in extracted:
            found.add(message if isinstance(message, str) else (message[0], message[1]))
    return found


def _is_ours(folder: str | bytes | object) -> bool:
    """All folders, also themes/_shared, which Babel would leave out."""
    return Path(str(folder)).name != "__pycache__"
