"""English for what sellers of all trades write alike: ways to deliver and to pay, and units of goods.

Only whole texts that are made of these words are turned into English. Anything else is a seller's own.
"""

from __future__ import annotations

import re

_WAYS = {
    "ambil sendiri": "pick-up", "ojek daring": "motorbike courier", "ekspedisi": "parcel service",
    "antar sendiri": "delivered by the seller", "tunai": "cash", "transfer": "bank transfer", "qris": "qris",
    "dompet digital": "e-wallet", "bayar di tempat": "cash on delivery",
}  # fmt: skip
_MEASURES = {
    **{same: same for same in ("g", "kg", "mg", "ml", "l", "m", "cm", "mm")},
    "gr": "g", "gram": "g", "kilo": "kg", "liter": "litre", "meter": "metre", "inci": "inch",
}  # fmt: skip
_GOODS = {
    "buah": "piece", "biji": "piece", "pcs": "piece", "pc": "piece", "butir": "piece", "potong": "piece",
    "porsi": "portion", "paket": "set", "set": "set", "pak": "pack", "pack": "pack", "bungkus": "pack",
    "kotak": "box", "boks": "box", "box": "box", "dus": "carton", "karton": "carton", "karung": "sack",
    "botol": "bottle", "galon": "bottle", "gelas": "glass", "cup": "cup", "cangkir": "cup",
    "mangkuk": "bowl", "piring": "plate", "stoples": "jar", "toples": "jar", "loyang": "tin", "pot": "pot",
    "polybag": "polybag", "lembar": "piece", "batang": "piece", "tusuk": "skewer", "pasang": "pair",
    "lusin": "dozen", "ikat": "bunch", "orang": "person", "jam": "hour", "hari": "day", "minggu": "week",
    "bulan": "month", "kali": "time", "sesi": "session", "satuan": "single piece",
}  # fmt: skip
_SIZES = {"kecil": "small", "sedang": "medium", "besar": "large", "mini": "mini", "jumbo": "jumbo"}
_PLURALS = {"box": "boxes", "glass": "glasses", "bunch": "bunches", "dozen": "dozen", "person": "people"}
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*|[0-9]+/[0-9]+"
_MEASURE = rf"(?:{_NUMBER})(?: ?(?:{'|'.join(_MEASURES)}))?(?: ?x ?(?:{_NUMBER}) ?(?:{'|'.join(_MEASURES)}))*"
_UNIT = re.compile(
    rf"(?P<per>per )?(?:(?P<count>{_NUMBER}) )?(?P<goods>{'|'.join(_GOODS)})?"
    rf"(?: (?P<size>{'|'.join(_SIZES)}))?(?:(?:^| )(?P<isi>isi) (?P<of>{_NUMBER}))?"
    rf"(?:(?:^| )(?P<measure>{_MEASURE}))?"
)
_MEASURED = re.compile(rf"(?P<per>per )?(?P<measure>{_MEASURE}|{'|'.join(_MEASURES)})")
_OTHER = {".": ",", ",": "."}
_LETTERS = re.compile(r"[^\W\d_]+")
_SIZED = re.compile(rf"(?P<size>{'|'.join(_SIZES)})(?: (?P<measure>{_MEASURE}))?")
_NEUTRAL = re.compile(r"X{0,3}[SL]|M|[\d\W]*")
"""A size of clothes, or no word at all: the same in every language."""


def in_words(text: str) -> str | None:
    """The text in English; None where it is a seller's own."""
    if _NEUTRAL.fullmatch(text):
        return text
    said = " ".join(text.casefold().split())
    if said in _WAYS:
        return _WAYS[said]
    if found := _MEASURED.fullmatch(said):
        return (found["per"] or "") + _measure(found["measure"])
    if found := _SIZED.fullmatch(said):  # `Kecil 20 cm`
        return ", ".join(filter(None, (_SIZES[found["size"]], _measure(found["measure"] or ""))))
    found = _UNIT.fullmatch(said)
    if found is None or not (found["goods"] or found["isi"]):
        return None
    return _unit(found.groupdict())


def _unit(part: dict[str, str | None]) -> str:
    """`stoples 500 g` -> `500 g jar`, `1 dus isi 40` -> `1 carton of 40`, `10 tusuk` -> `10 skewers`."""
    goods, count = _GOODS.get(part["goods"] or "", ""), part["count"]
    if count and count != "1":
        goods = _PLURALS.get(goods, f"{goods}s" if goods else "")
    words = (
        (part["per"] or "").strip(),
        _figures(count) if count else "",
        _measure(part["measure"]) if part["measure"] else "",
        _SIZES.get(part["size"] or "", ""),
        goods,
        f"of {part['of']}" if part["of"] and goods else f"set of {part['of']}" if part["of"] else "",
    )
    return " ".join(filter(None, words))


def _measure(text: str) -> str:
    words = _LETTERS.sub(lambda word: _MEASURES.get(word[0], word[0]), text)
    return re.sub(_NUMBER, lambda number: _figures(number[0]), words)


def _figures(number: str) -> str:
    """`1.000` and `2,25` as they are written in English: `1,000`, `2.25`."""
    return "".join(_OTHER.get(mark, mark) for mark in number)
