"""One parser for each kind of value: the text a seller typed in, the judged value out.

Every parser is pure and raises `FieldError` with a code and what to say; `checker` adds the place.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlsplit

from generator.content.model import Stock
from generator.content.visible import control, fold, plain

NAME_LENGTH = 60
"""Characters of a shop's or product's name."""
LINE_LENGTH = 160
"""Characters of any other single line."""

RESERVED_SELLERS = frozenset({
    "404", "admin", "api", "aset", "atom", "bazar", "bergabung", "cari", "en", "etalase", "feed", "foto",
    "form", "hal", "id", "ikuti", "index", "kategori", "kecamatan", "lapor", "pembina", "privasi",
    "produk", "robots", "sitemap", "static", "tentang", "tutup",
})  # fmt: skip
"""Slugs the hub keeps for its own pages."""
RESERVED_PRODUCTS = frozenset({"index", "atom", "en", "foto"})
"""Slugs a shop keeps for its own pages."""
LATER_RESERVED_PRODUCTS = frozenset({"pesan", "export"})
"""The same since there were products of these names, which live at another address now."""
WINDOWS_NAMES = frozenset({
    "con", "prn", "aux", "nul", "conin$", "conout$",
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
})  # fmt: skip
"""Names of devices, which no file or folder can have on Windows."""

_SECRET_LENGTH = 16
SECRET_NUMBER = re.compile(r"(?<![\dA-Za-z])\d{16}(?!\d)")
"""16 digits in a row: a NIK or a bank card, which no page may show."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_NO_DIGIT = re.compile(r"[^0-9]")
_DECIMAL = re.compile(r"([^.,]*[0-9])[.,][0-9]{1,2}")
_SHORTENED = re.compile(r"[0-9.,]+e\+?[0-9]+", re.IGNORECASE)
_WA_ME = re.compile(r"^(https?://)?(www\.)?wa\.me/", re.IGNORECASE)
_DIALLED = re.compile(r"\+?[0-9 ().-]+")
_FEWEST, _MOST = 9, 13
"""Digits of a mobile number as it is dialled at home: 08 and seven to eleven more."""
_MOBILE = re.compile(rf"628[0-9]{{{_FEWEST - 2},{_MOST - 2}}}")
_LANDLINE = re.compile(r"(?:0|(?:00)?620?)[2-79][0-9]{6,10}")
"""An area code and a number (source: Indonesia's numbering plan); 8 is mobile."""
_LETTERS = re.compile(r"[^\W\d_]")
_SHORTEST = 8
"""Digits and letters of what was meant to be a number."""
_MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip


class FieldError(Exception):
    """A value that cannot be used: a code and what to say about it."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, str] = values


def suggest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known word that was probably meant, or an empty text; `likeness` is from 0 to 1."""
    by_key = {w.casefold(): w for w in known}
    near = difflib.get_close_matches(word.casefold(), by_key, n=1, cutoff=likeness)
    return by_key[near[0]] if near else ""


def text(value: str, limit: int = LINE_LENGTH) -> str:
    """A single line as it looks: composed (NFC), spaces folded, nothing invisible.

    Raises `FieldError`: longer than `limit` characters, 16 digits in a row, or a control character.
    """
    cleaned = " ".join(fold(value).split())
    if bad := control(cleaned):
        raise FieldError("control-character", found=f"U+{ord(bad[0]):04X}")
    if len(cleaned) >= _SECRET_LENGTH and SECRET_NUMBER.search(cleaned):
        raise FieldError("secret-number")
    if len(cleaned) > limit:
        raise FieldError("text-too-long", limit=str(limit), length=str(len(cleaned)))
    return cleaned


def name(value: str) -> str:
    """A shop's or product's name: a line of at most 60 characters with a letter or digit in it."""
    cleaned = text(value, NAME_LENGTH)
    if not cleaned[:1].isalnum() and not any(c.isalnum() for c in cleaned):
        raise FieldError("name-empty", found=cleaned)
    return cleaned


def keyboard_digits(value: str) -> str:
    """A value that is read (see `plain`), with no digits but those of the keyboard.

    Raises `FieldError`: longer than a line; or full-width, Arabic and other digits, whose meaning is asked.
    """
    typed = plain(value)
    if len(typed) > LINE_LENGTH:
        raise FieldError("text-too-long", limit=str(LINE_LENGTH), length=str(len(typed)))
    if not typed.isascii() and any(c.isdecimal() and not c.isascii() for c in typed):
        usual = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in typed)
        raise FieldError("digits-other", found=typed, fix=unicodedata.normalize("NFKC", usual))
    return typed


def whatsapp(value: str) -> str:
    """A mobile number as digits starting with 628.

    Raises `FieldError`: letters or anything else but digits and separators in it, a landline, too few or too
    many digits, not an Indonesian mobile number, or one that a spreadsheet took for an amount
    (`81234567890.0`, `8.12E+10`).
    """
    typed = keyboard_digits(value)
    if decimal := _DECIMAL.fullmatch(typed):
        raise FieldError("whatsapp-decimal", found=typed, fix=_dashed(whatsapp(decimal[1])))
    if _SHORTENED.fullmatch(typed):
        raise FieldError("whatsapp-shortened", found=typed)
    typed = _WA_ME.sub("", typed)
    digits = _NO_DIGIT.sub("", typed)
    abroad = typed.startswith("+") and not digits.startswith("62")
    letters = _LETTERS.findall(typed)
    if letters and not abroad and len(digits) + len(letters) >= _SHORTEST and len(letters) < len(digits):
        raise FieldError("whatsapp-letter", found=typed, letters=", ".join(dict.fromkeys(letters)))
    if abroad or not _DIALLED.fullmatch(typed):
        raise FieldError("whatsapp-unreadable", found=typed)
    if _LANDLINE.fullmatch(digits):
        raise FieldError("whatsapp-landline", found=typed)
    if digits.startswith("0062"):
        digits = digits[2:]
    if digits.startswith("620"):
        digits = "62" + digits[3:]
    elif digits.startswith("08"):
        digits = "62" + digits[1:]
    elif digits.startswith("8"):
        digits = "62" + digits
    if not _MOBILE.fullmatch(digits):
        raise _no_mobile(typed, digits)
    return digits


def _no_mobile(typed: str, digits: str) -> FieldError:
    """Why digits are no mobile number: too few, too many, or another one."""
    count = len(digits) - 1  # 0 stands for 62 at home
    if not digits.startswith("628"):
        return FieldError("whatsapp-unreadable", found=typed)
    if count < _FEWEST:
        return FieldError("whatsapp-short", count=str(count))
    return FieldError("whatsapp-long", count=str(count), limit=str(_MOST))


def _dashed(digits: str) -> str:
    local = f"0{digits.removeprefix('62')}"
    return f"{local[:4]}-{local[4:8]}-{local[8:]}"


def seller_slug(value: str) -> str:
    """A shop's folder name: small letters, digits and single dashes, 3 to 40 characters, not reserved."""
    if not (3 <= len(value) <= 40 and _SLUG.fullmatch(value)):
        raise FieldError("slug-invalid", found=value, fix=_slug_fix(value))
    if value in RESERVED_SELLERS:
        raise FieldError("slug-reserved", found=value, fix=f"toko-{value}")
    return value


def _slug_fix(value: str) -> str:
    slug = slugify(value, 40)
    return slug if len(slug) >= 3 else f"toko-{slug}".rstrip("-")


def product_slug(stem: str) -> str:
    """A product's address from its file name without the ending; not reserved, 2 to 60 characters."""
    slug = slugify(stem, 60)
    if len(slug) < 2:
        raise FieldError("product-slug-short" if slug else "product-slug-invalid", found=stem)
    if slug in RESERVED_PRODUCTS:
        raise FieldError("product-slug-reserved", found=slug)
    return slug


def slugify(value: str, limit: int) -> str:
    """Small letters, digits and single dashes; accents dropped. May be empty."""
    if len(value) <= limit and _SLUG.fullmatch(value):
        return value
    ascii_only = unicodedata.normalize("NFKD", plain(value)).encode("ascii", "ignore").decode().lower()
    return _NO_SLUG.sub("-", ascii_only).strip("-")[:limit].rstrip("-")


def yes_no(value: str) -> bool:
    """`ya` or `tidak`."""
    word = plain(value).casefold()
    if word in {"ya", "y", "iya", "yes", "true", "benar"}:
        return True
    if word in {"tidak", "t", "no", "false", "bukan", "tdk"}:
        return False
    raise FieldError("yes-no", found=value)


def stock(value: str) -> Stock:
    """`ada`, `habis` or `pesan dulu`."""
    match " ".join(plain(value).casefold().replace("-", " ").split()):
        case "ada" | "tersedia" | "ready" | "ready stock" | "ready stok":
            return "ada"
        case "habis" | "kosong":
            return "habis"
        case "pesan dulu" | "po" | "pre order" | "preorder":
            return "pesan dulu"
    raise FieldError("stock-unknown", found=value)


def order(value: str) -> int:
    """A place in the seller's own order: a whole number from 0 to 9999."""
    typed = keyboard_digits(value)
    if not re.fullmatch(r"[0-9]{1,4}", typed):
        raise FieldError("order-unreadable", found=value)
    return int(typed)


def day(value: str) -> date:
    """A date: `2026-11-21`, `21-11-2026`, `21/11/2026` or `21 November 2026`."""
    typed = keyboard_digits(value).casefold()
    try:
        if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", typed):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", typed):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if (match := re.fullmatch(r"([0-9]{1,2}) ([a-z]+) ([0-9]{4})", typed)) and match[2] in _MONTHS:
            return date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError as error:
        raise FieldError("date-unreadable", found=value) from error
    raise FieldError("date-unreadable", found=value)


def colour(value: str) -> str:
    """A colour as `#rrggbb`; `#rgb` and a missing `#` are accepted."""
    match = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", plain(value).casefold())
    if not match:
        raise FieldError("colour-unreadable", found=value)
    digits = match[1] if len(match[1]) == 6 else "".join(c * 2 for c in match[1])
    return f"#{digits}"


def email(value: str) -> str:
    """An e-mail address, judged by its shape only."""
    typed = plain(value)
    if len(typed) > 254 or not re.fullmatch(r"[^\s@<>\"',;]+@[^\s@<>\"',;.]+(\.[^\s@<>\"',;.]+)+", typed):
        raise FieldError("email-unreadable", found=value)
    return typed


def web_address(value: str) -> str:
    """An `https://` (or `http://`) address of a public host."""
    typed = web_address_or_local(value)
    if "." not in (urlsplit(typed).hostname or ""):
        raise FieldError("address-unreadable", found=value)
    return typed


def web_address_or_local(value: str) -> str:
    """An `https://` or `http://` address without spaces or a user name; any host."""
    typed = plain(value)
    try:
        parts = urlsplit(typed)
        host = parts.hostname or ""
    except ValueError as error:
        raise FieldError("address-unreadable", found=value) from error
    ok = parts.scheme in {"http", "https"} and host and "@" not in parts.netloc
    if not ok or len(typed) > 300 or re.search(r"[\s<>\"'`\\]", typed):
        raise FieldError("address-unreadable", found=value)
    return typed


def nib(value: str) -> str:
    """A business number: 13 digits."""
    digits = re.sub(r"[\s.-]", "", keyboard_digits(value))
    if not re.fullmatch(r"[0-9]{13}", digits):
        raise FieldError("nib-unusual", found=value)
    return digits


def pirt(value: str) -> str:
    """A home food industry number: 15 or more digits, perhaps with a dash."""
    typed = keyboard_digits(value)
    if not re.fullmatch(r"[0-9\s.-]+", typed) or len(re.sub(r"\D", "", typed)) < 15:
        raise FieldError("pirt-unusual", found=value)
    return typed


def halal(value: str) -> str:
    """A halal certificate number: `ID` and 17 digits."""
    typed = re.sub(r"\s", "", keyboard_digits(value)).upper()
    if not re.fullmatch(r"ID[0-9]{17}", typed):
        raise FieldError("halal-unusual", found=value)
    return typed
