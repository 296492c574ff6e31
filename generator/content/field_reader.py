"""A file on the desk of whoever checks it: its keys are taken out one by one, with their places.

What nobody asked for is left over at the end, and reported with the key that was probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from generator.content.diagnostics import Diagnostic, Severity
from generator.content.fields import FieldError, suggest
from generator.content.flow import rejoined
from generator.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.content.social import NETWORKS
from generator.content.unreadable import UnreadableError

T = TypeVar("T")
D = TypeVar("D")

_ENGLISH = {
    "name": "nama", "price": "harga", "photo": "foto", "photos": "foto", "image": "foto", "images": "foto",
    "unit": "satuan", "stock": "stok", "featured": "unggulan", "order": "urutan", "sort": "urutan",
    "draft": "draf", "variant": "varian", "variants": "varian", "description": "deskripsi",
    "category": "kategori", "district": "kecamatan", "subdistrict": "kelurahan", "phone": "whatsapp",
    "telepon": "whatsapp", "hp": "whatsapp", "no_hp": "whatsapp", "wa": "whatsapp", "hours": "jam_buka",
    "opening_hours": "jam_buka", "jam": "jam_buka", "delivery": "pengiriman", "shipping": "pengiriman",
    "payment": "pembayaran", "bayar": "pembayaran", "theme": "tema", "color": "warna", "colour": "warna",
    "follow": "ikuti", "follows": "ikuti", "permits": "izin", "license": "izin", "social": "media_sosial",
    "sosmed": "media_sosial", "medsos": "media_sosial", "holiday": "libur", "closed": "libur",
    "address": "alamat", "redirect": "pindah_ke", "consent": "persetujuan", "tagline": "slogan",
    "until": "sampai", "message": "pesan", "ig": "instagram", "fb": "facebook", "english": "en",
    "promo": "harga_promo", "diskon": "harga_promo", "harga_diskon": "harga_promo",
    "sale_price": "harga_promo", "sampai_tanggal": "promo_sampai", "promo_until": "promo_sampai",
    "section": "bagian", "minimum": "minimal", "min_order": "minimal", "minimal_order": "minimal",
    "moq": "minimal",
    "export": "ekspor", "hs_code": "hs", "kode_hs": "hs", "kode": "hs", "minimal": "moq",
    "capacity": "kapasitas",
    "lead_time": "waktu_produksi", "leadtime": "waktu_produksi", "incoterms": "incoterm", "origin": "asal",
    "packing": "kemasan", "packaging": "kemasan", "weight": "berat", "export_email": "email_ekspor",
    "email_export": "email_ekspor", "catalog": "katalog", "catalogue": "katalog",
    "site": "situs", "operator": "pengelola", "categories": "kategori", "mentors": "pembina",
    "publishing": "penerbitan", "target": "tujuan", "activation": "aktivasi", "mail": "surat",
    "smtp": "surat", "lock": "kunci", "sender": "pengirim", "user": "pengguna", "synonyms": "sinonim",
    "keep": "simpan", "offline": "simpan",
    "title": "judul", "summary": "ringkas", "start": "mulai", "from": "mulai", "end": "selesai",
    "sampai": "selesai", "place": "tempat", "venue": "tempat", "organizer": "penyelenggara",
    "organiser": "penyelenggara", "curator": "kurator", "cover": "sampul", "shops": "toko",
    "products": "produk", "sections": "bagian",
}  # fmt: skip
"""Words people try first; the rest is found by likeness."""


EXAMPLES = {
    "jam_buka": "{senin-jumat: 08.00-17.00}",
    "izin": "{nib: 1234567890123}",
    "media_sosial": "{instagram: dapurbusiti}",
    "libur": "{sampai: 2026-12-31, pesan: Pulang kampung}",
    "varian": "[{nama: 250 g, harga: 50.000}]",
    "en": "{nama: Beef Rendang}",
    "ekspor": "{moq: 50 kg, incoterm: FOB Tanjung Priok}",
    "pengelola": "{nama: …, whatsapp: …}",
    "kategori": "[{slug: kuliner, nama: Kuliner}]",
    "pembina": "{Cilandak: {nama: …, whatsapp: …}}",
    "penerbitan": "{tujuan: …}",
    "surat": "{server: smtp.example.com, pengirim: …}",
    "formulir": "{pendaftaran: tidak}",
}
"""What to type where keys with values are expected."""


_CUT = re.compile(r"\s+#\S.*")
_GLUED = re.compile(r"-[^\W\d]")


class SourceText:
    """One file of a seller: where it lies, its lines, and the problems found in it."""

    def __init__(self, path: str, seller: str, text: str = "") -> None:
        self.path = path
        self.seller = seller
        self.text = text
        self.problems: list[Diagnostic] = []
        self.has_hash = "#" in text
        """Whether YAML may have cut a text somewhere."""
        self._lines = text.split("\n")

    def line(self, number: int) -> str:
        """The text of a line, counted from 1."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def report(
        self,
        code: str,
        at: Node | tuple[int | None, int | None] | None = None,
        severity: Severity = "error",
        **values: str,
    ) -> None:
        """Note a problem at a node, at a line and column, or for the whole file."""
        self._note(code, at, severity, values)

    def _note(
        self,
        code: str,
        at: Node | tuple[int | None, int | None] | None,
        severity: Severity,
        values: Mapping[str, str],
    ) -> None:
        line, column = (at.line, at.column) if isinstance(at, Node) else at or (None, None)
        excerpt = self.line(line) if line else ""
        self.problems.append(
            Diagnostic(self.path, line, column, code, severity, self.seller, values, excerpt)
        )

    def field_error(
        self,
        error: FieldError,
        at: Node | tuple[int | None, int | None] | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note a value that a field parser refused."""
        self._note(error.code, at, severity, error.values)

    def unreadable(self, error: UnreadableError) -> None:
        """Note that the whole file cannot be read."""
        self._note(error.code, (error.line, error.column), "error", error.values)


class FieldReader:
    """The fields of one mapping of a page."""

    def __init__(self, page: SourceText, fields: MappingNode) -> None:
        self.page = page
        self._fields: dict[str, tuple[ScalarNode, Node]] = {}
        self._asked: dict[str, None] = {}
        self._missing: list[str] = []
        self._told: set[str] = set()
        for key, node in fields.pairs:
            word = key.value.strip()
            if word in self._fields:
                first = self._fields[word][0].line
                page.report("duplicate-key", key, key=word, first=str(first))
            else:
                self._fields[word] = (key, node)

    def node(self, key: str) -> Node | None:
        """The value of a key; None when it is not there or empty."""
        self._asked[key] = None
        if key not in self._fields:
            return None
        word, node = self._fields[key]
        if isinstance(node, ScalarNode) and not node.value.strip():
            _, _, rest = self.page.line(word.line).partition(f"{key}:")
            if key not in self._told and not node.quoted and re.match(r"\s*#\S", rest):
                self._told.add(key)
                at = (word.line, self.page.line(word.line).index("#") + 1)
                shown = rest.strip().split(" #")[0]
                self.page.report("value-is-comment", at, fix=f'{key}: "{shown}"')
            return None
        return node

    def require(self, key: str) -> None:
        """Note that the file is of no use without this key (unless it was only misspelled)."""
        if key not in self._fields or self.node(key) is None:
            self._missing.append(key)

    def one(self, key: str, parse: Callable[[str], T], default: D, severity: Severity = "error") -> T | D:
        """A single value, judged by a field parser; the default when it is missing or wrong."""
        if key not in self._fields:
            self._asked[key] = None
            return default
        node = self.node(key)
        if node is None:
            return default
        if not isinstance(node, ScalarNode):
            self.page.report("value-expected", node, key=key)
            return default
        return self.judge(node, parse, default, severity)

    def many(self, key: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """A list of values; a single text with commas is a list too. Wrong items are left out."""
        found = []
        for item in self.texts(key):
            value = self.judge(item, parse, None)
            if value is not None and value not in found:
                found.append(value)
        return tuple(found)

    def texts(self, key: str) -> list[ScalarNode]:
        """The items of a list of single values; anything else in it is reported."""
        node = self.node(key)
        if isinstance(node, ScalarNode) and not node.quoted:
            parts = [ScalarNode(part.strip(), node.line, node.column) for part in node.value.split(",")]
            return [part for part in parts if part.value]
        found = []
        for item in self.items(key):
            if isinstance(item, ScalarNode):
                found += [item] if item.value.strip() else []
            elif key not in self._told:
                self._told.add(key)
                self.page.report("value-expected", item, key=key)
        return found

    def mapping(self, key: str, *, lists: bool = False) -> FieldReader | None:
        """The fields below a key; `lists`: a comma between braces may begin another one without a value."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, MappingNode):
            self.page.report("fields-expected", node, key=key, example=EXAMPLES.get(key, "{nama: …}"))
            return None
        return FieldReader(self.page, node if lists else rejoined(node))

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list as nodes; a single value is a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        return node.items if isinstance(node, SequenceNode) else (node,)

    def entries(self) -> Iterable[tuple[ScalarNode, Node]]:
        """Every key with its value, where the keys are the seller's own (days, networks)."""
        for word, (key, node) in self._fields.items():
            self._asked[word] = None
            yield key, node

    def judge(
        self, node: ScalarNode, parse: Callable[[str], T], default: D, severity: Severity = "error"
    ) -> T | D:
        """Parse a text; a `FieldError` becomes a problem at its place."""
        value = node.value
        if "<" in value and (markup := _markup(value)):
            self.page.report("text-markup", node, "warning", found=markup)
        if not node.quoted:
            if (self.page.has_hash or value[:1] == "-") and (problem := self._cut_or_glued(node)):
                self.page.report(problem[0], node, fix=problem[1])
                return default
            if not value.isascii():
                value = _straight(value)
        try:
            return parse(value)
        except FieldError as error:
            self.page.field_error(error, node, severity)
            return default

    def _cut_or_glued(self, node: ScalarNode) -> tuple[str, str] | None:
        """What YAML reads differently than it looks, without quotes: ` #` cuts a text, `-a` is no list."""
        after = self.page.line(node.line)[node.column - 1 :].removeprefix(node.value)
        if cut := _CUT.match(after):
            return "text-cut", f'"{node.value}{cut[0].rstrip()}"'
        if _GLUED.match(node.value):
            return "list-dash", "- " + node.value[1:].split(" -")[0]
        return None

    def unasked(self) -> list[ScalarNode]:
        """The keys that nobody has asked for so far."""
        return [key for word, (key, _) in self._fields.items() if word not in self._asked]

    def known(self, key: str) -> None:
        """Take a key for told, so that it is not reported again."""
        self._asked[key] = None

    def finish(self) -> None:
        """Report the keys nobody asked for, and the required ones that are missing.

        An unknown key is a warning: nothing that is typed too much stops a shop.  Where a required key is
        missing because it was misspelled, the one error of that stands at the misspelled one.
        """
        meant = set()
        for word, (key, _) in self._fields.items():
            if word in self._asked:
                continue
            free = [asked for asked in self._asked if asked not in self._fields]
            english = _ENGLISH.get(word.casefold().replace(" ", "_"), "")
            near = (english if english in self._asked else "") or suggest(word, free)
            near = near or suggest(word, self._asked)
            if word.casefold() in NETWORKS and "media_sosial" in self._asked:
                near = f"media_sosial: {{{word.casefold()}: …}}"
            if near in self._missing:
                meant.add(near)
                self.page.report("unknown-key", key, key=word, fix=near)
            elif near:
                self.page.report("unknown-key", key, "warning", key=word, fix=near)
            else:
                self.page.report(
                    "unknown-key-ignored", key, "warning", key=word, known=", ".join(self._asked)
                )
        for key_name in self._missing:
            if key_name not in meant | self._told:
                self.page.report("missing", None, key=key_name)


def _straight(value: str) -> str:
    """A text without the curly quotes that Word puts around it."""
    inner = value.strip()
    if len(inner) > 1 and inner[0] in "“„‘" and inner[-1] in "”“’":
        return inner[1:-1]
    return value


def _markup(value: str) -> str:
    """The first HTML tag in a text, shortened; empty when there is none."""
    start = value.find("<")
    while start != -1:
        after = value[start + 1 : start + 2]
        if after in {"/", "!", "?"} or (after.isascii() and after.isalpha()):
            return value[start : start + 20]
        start = value.find("<", start + 1)
    return ""
