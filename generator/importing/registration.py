"""A row of a table -> what it says of a shop, by the parsers of `content`; every problem with its column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.content import consent
from generator.content.check_context import CheckContext
from generator.content.check_shop import DELIVERY, PAYMENT, read_shop
from generator.content.check_text import check_markdown
from generator.content.diagnostics import Diagnostic, has_errors
from generator.content.field_reader import FieldReader, SourceText
from generator.content.fields import FieldError
from generator.content.model import Photo, Seller
from generator.content.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.content.social import NETWORKS
from generator.importing.cells import Cell, Order, choices, day_of, hours_node, is_broken, says_nothing
from generator.importing.columns import Key, words
from generator.importing.layout import Layout, Row
from generator.importing.meaning import meaning
from generator.importing.names import CLOSES, ID, PRODUCT, TIME
from generator.importing.photos import Photos
from generator.importing.products import ProductCells, read_products

_PERMITS = ("nib", "pirt", "halal")
_BESIDE = frozenset({"jam_buka", CLOSES, "email", "tema", "warna", *NETWORKS})
"""Keys without which a shop is a shop; what cannot be read in them is left out."""
_OWN = frozenset({ID, TIME, CLOSES, *_PERMITS, *NETWORKS, "tentang"})
"""Keys that toko.yaml has elsewhere, or not at all."""
_LABELS = {
    "pengiriman": {
        **{words(one): one for one in DELIVERY},
        "ambil di tempat": "ambil sendiri", "ambil di toko": "ambil sendiri", "pick up": "ambil sendiri",
        "pickup": "ambil sendiri", "ojek online": "ojek daring", "ojol": "ojek daring",
        "jasa ekspedisi": "ekspedisi", "kurir": "ekspedisi", "courier": "ekspedisi",
        "diantar sendiri": "antar sendiri", "antar langsung": "antar sendiri",
    },
    "pembayaran": {
        **{words(one): one for one in PAYMENT},
        "cash": "tunai", "tunai cash": "tunai", "transfer bank": "transfer", "bank transfer": "transfer",
        "e wallet": "dompet digital", "ewallet": "dompet digital", "cod": "bayar di tempat",
        "cash on delivery": "bayar di tempat",
    },
}  # fmt: skip
"""Labels of several choices, as forms offer them, and what the shop says then."""
_YES = (
    "ya", "y", "iya", "setuju", "saya setuju", "sangat setuju", "bersedia", "saya bersedia", "menyetujui",
    "saya menyetujui", "dengan ini saya", "yes", "agree", "i agree", "true", "benar", "v", "ok", "oke",
    "sudah",
)  # fmt: skip
_CHECKED = frozenset("✓✔☑")
_IN_A_TABLE = {"missing": "import-missing", "consent-withdrawn": "import-consent-refused"}
"""Problems of files, and how they are told of rows: a no there may be the first word of a seller."""


class Problem(Struct, frozen=True):
    """A diagnostic in its column."""

    column: str
    """The column's name; empty for the whole row."""
    about: Diagnostic


class Registration(Struct):
    """What a row says."""

    row: int
    id: str
    """The response's id, or the row's key; empty where the table has none."""
    stamp: str
    """When it was sent, as the table has it; empty where it does not tell."""
    seller: Seller
    """Without a slug; of no use where there are errors."""
    problems: list[Problem]
    photos: Mapping[str, Path]
    """Where the photos lie that the shop names, by their names."""
    without_photos: frozenset[int]
    """Numbers of products whose photos are not all there now."""
    numbers: Mapping[int, str] = field(default_factory=dict)
    """The number of each product's columns -> its slug."""
    cells: str = ""
    """What the row says, by `meaning`."""
    others: tuple[ProductCells, ...] = ()
    """What another sheet says of the shop's products."""

    @property
    def failed(self) -> bool:
        """Whether the row has to come back corrected."""
        return has_errors(one.about for one in self.problems)


class RowReader:
    """Reads the rows of one table."""

    def __init__(
        self,
        layout: Layout,
        rules: CheckContext,
        photos: Photos,
        *,
        shown: str,
        order: Order,
        values: Mapping[str, Mapping[str, str]],
        products: Callable[[Mapping[str, str]], Iterable[ProductCells]],
    ) -> None:
        self._layout = layout
        self._rules = rules
        self._photos = photos
        self._shown = shown
        self._order = order
        self._values = values
        self._products = products

    def read(self, row: Row) -> Registration:
        """What a row says, and what is wrong with it."""
        number, texts = row
        page = SourceText(self._shown, "")
        cells = self._cells(number, texts, page)
        found: dict[str, Path] = {}
        shop = {key: cell for (key, of), cell in cells.items() if key not in PRODUCT and not of}
        keys = MappingNode(tuple(self._pairs(number, shop, page, found)), number)
        kept: dict[str, Photo] = {}

        def photo(name: str) -> Photo:
            return kept[name]

        qris = self._photo(shop.get("qris"), number, page, found)
        if qris:
            kept[qris.name] = qris
        seller = read_shop(FieldReader(page, keys), "", self._rules, photo)
        problems = [Problem(self._column(one), self._weighed(one)) for one in page.problems]
        told = {key: shop[key].text for key in (ID, "whatsapp", "nama") if key in shop}
        others = tuple(self._products(told))
        products = read_products(number, cells, others, self._photos, self._shown)
        problems += [Problem(self._product_column(name, one), one) for name, one in products.problems]
        if _asked(problems):
            problems = [one for one in problems if one.about.code != "consent-missing"]
        problems = [_for_columns(one) for one in problems]
        story = shop["tentang"].text if "tentang" in shop else ""
        return Registration(
            number,
            shop[ID].text.strip() if ID in shop else "",
            shop[TIME].text.strip() if TIME in shop else "",
            replace(seller, story=story, products=products.products),
            problems,
            found | products.photos,
            products.without_photos,
            products.numbers,
            meaning(cells, self._order),
            others,
        )

    def _cells(self, row: int, texts: list[str], page: SourceText) -> dict[tuple[str, int], Cell]:
        """The cells that say something, by what they stand for."""
        found: dict[tuple[str, int], Cell] = {
            (key, 0): Cell(text, 0) for key, text in self._layout.constants.items()
        }
        for at, key in self._layout.keys.items():
            text = texts[at].strip() if at < len(texts) else ""
            if is_broken(text):
                page.report("import-cell-broken", (row, at + 1), found=text)
            elif key[0] == "persetujuan" or not says_nothing(text):
                said = self._values.get(key[0])
                meant = said.get(words(text)) if said else None
                if meant or text:
                    found[key] = Cell(meant or text, at + 1)
        return found

    def _pairs(
        self, row: int, shop: Mapping[str, Cell], page: SourceText, photos: dict[str, Path]
    ) -> Iterable[tuple[ScalarNode, Node]]:
        """The cells as the keys of a toko.yaml."""
        closes = shop[CLOSES].text if CLOSES in shop else ""
        for key, cell in shop.items():
            if key in _OWN:
                continue
            node: Node | None = cell.node(row)
            if key in _LABELS:
                known = {**_LABELS[key], **self._values.get(key, {})}
                items = (Cell(one, cell.column).node(row) for one in choices(cell.text, known))
                node = SequenceNode(tuple(items), row, cell.column)
            elif key == "jam_buka":
                node = hours_node(cell, closes, row)
            elif key == "persetujuan":
                node = self._consent(cell, shop.get(TIME), row, page)
            elif key == "qris" and not cell.text.startswith("0002"):
                found = self._photo(cell, row, page, photos, tell=True)
                node = ScalarNode(found.name, row, cell.column, quoted=True) if found else None
            if node:
                yield _name(key, row, cell), node
        if "tentang" in shop:
            check_markdown(page, shop["tentang"].text, shop["tentang"].node(row))
        for key, below in (("izin", _PERMITS), ("media_sosial", NETWORKS)):
            pairs = tuple((_name(one, row, shop[one]), shop[one].node(row)) for one in below if one in shop)
            if pairs:
                yield ScalarNode(key, row, 0), MappingNode(pairs, row, 0)

    def _consent(self, cell: Cell, stamp: Cell | None, row: int, page: SourceText) -> ScalarNode | None:
        """The day of a consent, or the word that takes it back; None (and a problem) for neither."""
        text = cell.text.strip()
        if consent.says_nothing(text):
            return None
        if consent.takes_back(text) or words(text).startswith(("tidak", "saya tidak")):
            return ScalarNode("tidak", row, cell.column, quoted=True)
        try:
            if any(c.isdecimal() for c in text[:12]):
                return ScalarNode(day_of(text).isoformat(), row, cell.column, quoted=True)
            if not (_CHECKED & {*text} or f"{words(text)} ".startswith(tuple(f"{one} " for one in _YES))):
                raise FieldError("import-consent-unclear", found=text)
            if stamp is None:
                page.report("import-consent-day", cell.node(row), "warning", found=text)
                return None
            cell = stamp
            return ScalarNode(day_of(stamp.text, self._order).isoformat(), row, cell.column, quoted=True)
        except FieldError as error:
            page.field_error(error, cell.node(row))
            return None

    def _photo(
        self, cell: Cell | None, row: int, page: SourceText, found: dict[str, Path], *, tell: bool = False
    ) -> Photo | None:
        """The photo of the QRIS code, where it is one; it is told once what is wrong with it."""
        if cell is None or cell.text.startswith("0002"):
            return None
        try:
            photo, path = self._photos.find(cell.text)
        except FieldError as error:
            if tell:
                page.field_error(error, cell.node(row), "warning")
            return None
        found[photo.name] = path
        return photo

    def _weighed(self, problem: Diagnostic) -> Diagnostic:
        """A shop does without what is told beside: it is told, and keeps nobody from being a shop."""
        key = self._layout.keys.get((problem.column or 0) - 1, ("", 0))[0]
        if key in _BESIDE and problem.code != "import-cell-broken":
            return replace(problem, severity="warning")
        return problem

    def _column(self, problem: Diagnostic) -> str:
        if problem.column:
            return self._layout.names[problem.column - 1]
        key = "persetujuan" if problem.code.startswith("consent") else problem.values.get("key", "")
        return self._layout.column(key)

    def _product_column(self, name: str | Key, problem: Diagnostic) -> str:
        if isinstance(name, tuple):
            return self._layout.column(*name)
        if name:
            return name
        return self._layout.names[problem.column - 1] if problem.column else ""


def _name(key: str, row: int, cell: Cell) -> ScalarNode:
    return ScalarNode(key, row, cell.column, quoted=True)


def _for_columns(problem: Problem) -> Problem:
    """What is told otherwise of a cell than of a line in a file."""
    code = _IN_A_TABLE.get(problem.about.code)
    return replace(problem, about=replace(problem.about, code=code)) if code else problem


def _asked(problems: Iterable[Problem]) -> bool:
    """Whether it is told already why there is no consent."""
    codes = {"import-consent-day", "import-consent-unclear", "import-day-doubtful", "date-unreadable"}
    return any(one.about.code in codes for one in problems)
