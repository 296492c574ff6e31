"""What a row says, whatever program saved it: a workbook has numbers where CSV has their texts.  Pure."""

from __future__ import annotations

from collections.abc import Mapping

from generator.content.fields import FieldError
from generator.content.prices import rupiah
from generator.content.visible import plain
from generator.importing.cells import Cell, Order, day_of, moment, number_of
from generator.importing.columns import Key
from generator.importing.names import TIME


def meaning(cells: Mapping[Key, Cell], order: Order) -> str:
    """The same text for the same values of a row; another one once any of them changes."""
    return repr(sorted((*key, _meant(key[0], cell.text, order)) for key, cell in cells.items()))


def _meant(key: str, text: str, order: Order) -> str:
    try:
        match key:
            case "whatsapp":
                return number_of(text) or _letters(text)
            case "harga":
                return str(rupiah(text))
            case "persetujuan":
                return day_of(text).isoformat()
    except FieldError:
        return _letters(text)
    return moment(text, order) if key == TIME else _letters(text)


def _letters(text: str) -> str:
    """Letters and digits only: programs differ in points, spaces and quotes."""
    typed = plain(text).casefold()
    return "".join(filter(str.isalnum, typed)) or typed
