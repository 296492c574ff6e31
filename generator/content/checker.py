"""`SellerSource` -> (Seller | None, [Diagnostic]): every value judged, every problem collected."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from generator.content import fields
from generator.content.check_context import CheckContext
from generator.content.check_product import product_slug, read_product
from generator.content.check_shop import read_shop
from generator.content.check_text import check_markdown
from generator.content.consent import line_that_takes_back
from generator.content.copies import originals
from generator.content.diagnostics import Diagnostic, has_errors, ordered
from generator.content.field_reader import FieldReader, SourceText
from generator.content.fields import FieldError, suggest
from generator.content.frontmatter import decode, parse, split
from generator.content.model import Photo, Product, Seller
from generator.content.reader import SHOP_FILE, SellerSource, SourceFile, printable
from generator.content.unreadable import UnreadableError
from generator.content.visible import alike, same_letters

_NO_FILE = ("shop-file-copy", "folder-not-regular")
"""What says enough of a missing toko.yaml."""
MAX_PRODUCTS = 200
"""Products of one shop; the sitemap files are planned with it."""


def check_seller(source: SellerSource, rules: CheckContext) -> tuple[Seller | None, list[Diagnostic]]:
    """Judge a whole folder. The seller is None when anything in it is an error."""
    return _Checker(source, rules).check()


def photo_named(typed: str, photos: Collection[str]) -> str:
    """The file in `foto/` that a seller meant by `nama.jpg` or `foto/nama.jpg`, however it is spelled.

    Raises `FieldError`: no name of a file, no such file, or more than one that looks like it.
    """
    name = typed.strip().removeprefix("./").removeprefix("foto/")
    if "/" in name or "\\" in name or name.startswith("."):
        raise FieldError("photo-name", found=printable(typed))
    if name in photos:
        return name
    for spelling in (same_letters, alike):
        found = [photo for photo in photos if spelling(photo) == spelling(name)]
        if len(found) == 1:
            return found[0]
    near = suggest(name, photos)
    if near:
        raise FieldError("photo-missing-near", found=printable(name), fix=printable(near))
    raise FieldError("photo-missing", found=printable(name))


class _Checker:
    """The check of one folder: its pages, and the problems of all of them."""

    def __init__(self, source: SellerSource, rules: CheckContext) -> None:
        self._source = source
        self._rules = rules
        self._pages: list[SourceText] = []
        self._used: set[str] = set()

    def check(self) -> tuple[Seller | None, list[Diagnostic]]:
        folder = SourceText(printable(self._source.path), printable(self._source.slug))
        self._pages.append(folder)
        slug = printable(self._source.slug)
        try:
            fields.seller_slug(slug)
        except FieldError as error:
            if of := next(filter(self._rules.shop_exists, originals(slug)), ""):
                folder.report("shop-copy", found=slug, other=of)
            else:
                folder.field_error(FieldError(error.code, **{**error.values, "fix": self._free(error)}))
        seller = self._shop(folder)
        products = self._products(folder)
        story = self._story()
        problems = [problem for problem in self._source.problems if not self._is_used(problem)]
        for page in self._pages:
            problems += page.problems
        if seller is None or has_errors(problems):
            return None, ordered(problems)
        if seller.consent and all(product.draft for product in products):
            folder.report("no-products", severity="warning")
            problems.append(folder.problems[-1])
        return replace(seller, story=story, products=products), ordered(problems)

    def _free(self, error: FieldError) -> str:
        """The name that an error proposes for a shop; with a number where another shop has it."""
        fix = error.values.get("fix", "")
        numbered = (f"{fix[:37].rstrip('-')}-{number}" for number in range(2, 100))
        return next((name for name in (fix, *numbered) if not self._rules.shop_exists(name)), fix)

    def _is_used(self, problem: Diagnostic) -> bool:
        """Whether a photo that looks like a copy is shown: WhatsApp numbers photos of a second so."""
        return problem.code == "photo-copy" and problem.values["found"] in self._used

    def _page(self, file: SourceFile) -> SourceText | None:
        """Decode a file; None (and one problem) when it cannot be."""
        try:
            page = SourceText(file.path, printable(self._source.slug), decode(file.data))
        except UnreadableError as error:
            page = SourceText(file.path, printable(self._source.slug))
            page.unreadable(error)
            self._pages.append(page)
            return None
        self._pages.append(page)
        return page

    def _shop(self, folder: SourceText) -> Seller | None:
        file = self._source.shop
        if file is None:
            told = any(p.path.endswith(f"/{SHOP_FILE}") or p.code in _NO_FILE for p in self._source.problems)
            if not told:
                folder.report("shop-file-missing")
            return None
        page, seller = self._page(file), None
        if page is not None:
            try:
                reader = FieldReader(page, parse(page.text))
                seller = read_shop(reader, self._source.slug, self._rules, self._photo)
            except UnreadableError as error:
                page.unreadable(error)
        if seller and (seller.withdrawn or (seller.consent and not has_errors(self._pages[-1].problems))):
            return seller
        return self._withdrawal(file, seller)

    def _withdrawal(self, file: SourceFile, seller: Seller | None) -> Seller | None:
        """A seller can always take her consent back, whatever else is wrong with the file."""
        line = line_that_takes_back(file.data.decode("utf-8", "replace"))
        if not line:
            return seller
        page = self._pages[-1]
        page.problems = [problem for problem in page.problems if problem.code != "consent-missing"]
        page.report("consent-withdrawn", (line, 1), "warning")
        return replace(seller, consent=None, withdrawn=True) if seller else None

    def _products(self, folder: SourceText) -> tuple[Product, ...]:
        files = self._source.products
        if len(files) > MAX_PRODUCTS:
            folder.report("too-many-products", limit=str(MAX_PRODUCTS), found=str(len(files)))
            return ()
        found: dict[str, str] = {}
        products = []
        for file in files:
            page = self._page(file)
            if page is None:
                continue
            slug = product_slug(page, file.name)
            if slug and found.setdefault(slug, file.name) != file.name:
                page.report("product-collision", other=printable(found[slug]), found=slug)
            product = read_product(page, slug, self._photo, markdown=file.markdown)
            if product:
                products.append(product)
        return tuple(products)

    def _story(self) -> str:
        page = self._page(self._source.story) if self._source.story else None
        if page is None:
            return ""
        body, first = page.text.rstrip("\n"), 1
        if body.startswith("---\n"):  # fields have no meaning here, but are no reason to fail either
            try:
                _, body, first = split(page.text)
            except UnreadableError as error:
                page.unreadable(error)
        check_markdown(page, body, first)
        return body.strip("\n")

    def _photo(self, typed: str) -> Photo:
        name = photo_named(typed, self._source.photos)
        self._used.add(printable(name))
        return self._rules.judge_photo(self._source.slug, name)
