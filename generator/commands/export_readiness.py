"""`etalase check --ekspor`: how ready shops are for buyers abroad."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.content.export_readiness import ExportReadiness, Gap, step
from generator.language import language
from generator.terminal import Bold, say


def export_json(found: Mapping[str, ExportReadiness | None], lang: str) -> list[dict[str, Any]]:
    """One object for each shop, by slug; None stands for one with errors."""
    return [
        {
            "slug": slug,
            "ready": one.ready if one else False,
            "complete": list(one.complete) if one else [],
            "missing": [{"product": gap.product, "key": gap.what} for gap in (one.missing if one else ())],
            "next_step": _next(one, lang),
        }
        for slug, one in sorted(found.items())
    ]


def print_export(found: Mapping[str, ExportReadiness | None], lang: str) -> None:
    """For each shop: whether it is ready, what is missing, and one next step."""
    _ = language(lang).gettext
    ready, not_ready = _("ready for export, products: %(count)s"), _("not ready for export yet")
    lacks = _("missing in %(file)s: %(keys)s")
    for slug, one in sorted(found.items()):
        say(Bold(slug), f": {ready % {'count': len(one.complete)} if one and one.ready else not_ready}")
        for product, keys in _by_product(one.missing if one else ()):
            say("  ", lacks % {"file": f"produk/{product}", "keys": keys})
        if told := _next(one, lang):
            say("  ", Bold("→"), f" {told}")


def _next(one: ExportReadiness | None, lang: str) -> str:
    translate = language(lang).gettext
    if one is None:
        return translate("correct the errors above first")
    return step(one.next, translate) if one.next else ""


def _by_product(missing: Iterable[Gap]) -> Iterator[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for gap in missing:
        if gap.product:
            found.setdefault(gap.product, []).append(gap.what)
    return ((product, ", ".join(keys)) for product, keys in found.items())
