"""`ekspor:` of a product -> `Export`: what a buyer abroad is told, each value judged."""

from __future__ import annotations

from functools import partial

from generator.content import fields, trade
from generator.content.field_reader import FieldReader
from generator.content.fields import FieldError
from generator.content.model import Export

_LINE = 80
"""Characters of where something comes from and of what it travels in."""
HOME = "indonesia"
"""The country that a seller of the hub makes things in, in both languages."""


def read_export(below: FieldReader | None) -> Export:
    """Judge what stands below `ekspor`, if anything does; problems are noted on its page."""
    if below is None:
        return Export()
    hs = below.one("hs", trade.hs_code, "")
    rule, place = below.one("incoterm", trade.incoterm, ("", ""))
    origin = below.one("asal", _named, "")
    export = Export(
        hs=hs,
        minimum=below.one("moq", trade.minimum_amount, None),
        capacity=below.one("kapasitas", trade.capacity, None),
        lead_time=below.one("waktu_produksi", trade.lead_time, None),
        incoterm=rule,
        place=place,
        origin=origin,
        packing=below.one("kemasan", partial(fields.text, limit=_LINE), ""),
        weight=below.one("berat", trade.weight, None),
    )
    if trade.has_lost_a_zero(hs):
        below.page.report("export-hs-seven", below.node("hs"), "warning", found=hs)
    if rule in trade.BY_SEA and trade.is_airport(place):
        below.page.report("export-incoterm-air", below.node("incoterm"), "warning", rule=rule)
    if rule in trade.LOADED and trade.is_inland(place):
        below.page.report("export-incoterm-inland", below.node("incoterm"), "warning", found=place, rule=rule)
    if origin and HOME not in origin.casefold():
        below.page.report("export-origin-country", below.node("asal"), "warning", found=origin)
    below.finish()
    return export


def _named(value: str) -> str:
    """A line with a letter in it."""
    line = trade.named(value, _LINE)
    if not any(character.isalpha() for character in line):
        raise FieldError("export-origin", found=line)
    return line
