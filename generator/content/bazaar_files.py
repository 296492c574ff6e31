"""The folder bazar/ of a workspace: the bazaars in it, and whether the shops are there that they name."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.content import reader
from generator.content.bazaar import Bazaar, Pick, bazaar_slug, read_bazaar
from generator.content.copies import of_other_programs
from generator.content.field_reader import SourceText
from generator.content.fields import FieldError, slugify, suggest
from generator.content.frontmatter import MAX_BYTES, decode
from generator.content.model import Photo
from generator.content.unreadable import UnreadableError

FOLDER = "bazar"
_ENDING = ".yaml"


class BazaarFile(Struct, frozen=True):
    """One file of the folder, as it is now."""

    slug: str
    """By its name; empty for one that is no address."""
    page: SourceText
    """Its text and the problems in it."""
    bazaar: Bazaar | None
    """None where something in it is an error."""


def bazaar_files(root: Path, judge: Callable[[Path], Photo]) -> Iterator[BazaarFile]:
    """Every bazaar of the workspace `root`, sorted by name; `judge` opens a cover, and raises `FieldError`.

    Raises:
        OSError: nobody may look into the folder; where there is none, there is no bazaar.
    """
    folder = root / FOLDER
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names only
    except FileNotFoundError:
        return
    for name in names:
        stem, ending = Path(name).stem, Path(name).suffix
        if of_other_programs(name) or ending.lower() not in {_ENDING, ".yml"}:
            continue  # covers, and what editors leave
        page = SourceText(f"{FOLDER}/{reader.printable(name)}", "")
        if ending != _ENDING:
            seen = reader.printable(name)
            page.report(
                "bazaar-file-ending", None, "warning", found=seen, fix=reader.printable(stem) + _ENDING
            )
            yield BazaarFile("", page, None)
            continue
        try:
            slug = bazaar_slug(reader.printable(stem))
        except FieldError as error:
            page.field_error(error)
            yield BazaarFile("", page, None)
            continue
        yield _read(folder, name, slug, judge)


def _read(folder: Path, name: str, slug: str, judge: Callable[[Path], Photo]) -> BazaarFile:
    page = SourceText(f"{FOLDER}/{name}", "")
    try:
        page = SourceText(page.path, "", decode(reader.read_regular(folder / name, MAX_BYTES)))
    except reader.NotRegularError:
        page.report("file-not-regular", found=name)
    except OSError as error:
        page.report("file-unreadable", found=name, reason=error.strerror or "")
    except UnreadableError as error:
        page.unreadable(error)
    else:
        return BazaarFile(slug, page, read_bazaar(page, slug, lambda typed: _cover(folder, typed, judge)))
    return BazaarFile(slug, page, None)


def _cover(folder: Path, typed: str, judge: Callable[[Path], Photo]) -> Photo:
    """Raises `FieldError`: not the name of a file in the folder, or no photo that pages can show."""
    name = typed.strip().removeprefix(f"{FOLDER}/")
    if PurePosixPath(name).name != name or "\\" in name or name.startswith("."):
        raise FieldError("bazaar-cover-name", found=reader.printable(typed))
    if not os.path.lexists(folder / name):
        raise FieldError("bazaar-cover-missing", found=reader.printable(name))
    return judge(folder / name)


def find_shops(file: BazaarFile, sellers: Path, new_slug: Callable[[str], str]) -> BazaarFile:
    """The same with the shops that moved under their new names; what is not there is told on its page.

    `new_slug` says what a shop is called now; empty where it did not move.
    """
    bazaar = file.bazaar
    if bazaar is None:
        return file
    found = tuple(_found(pick, file.page, sellers, new_slug) for pick in bazaar.picks)
    return replace(file, bazaar=replace(bazaar, picks=found))


def _found(pick: Pick, page: SourceText, sellers: Path, new_slug: Callable[[str], str]) -> Pick:
    if to := new_slug(pick.shop):
        page.report("bazaar-shop-moved", pick.at, "warning", found=pick.shop, fix=to)
        pick = dataclasses.replace(pick, shop=to)
    if not (sellers / pick.shop).is_dir():
        near = suggest(pick.shop, _like(pick.shop, reader.slugs(sellers)))
        _tell(page, pick, "shop", pick.shop, f"{near}/{pick.product}" if near and pick.product else near)
    elif pick.product:
        products = _products(sellers / pick.shop)
        if pick.product not in products:
            near = suggest(pick.product, products)
            _tell(page, pick, "product", pick.product, f"{pick.shop}/{near}" if near else "")
    return pick


_UNKNOWN = {"shop": "bazaar-shop-unknown", "product": "bazaar-product-unknown"}
_NEAR = {"shop": "bazaar-shop-near", "product": "bazaar-product-near"}


def _tell(page: SourceText, pick: Pick, what: str, found: str, near: str) -> None:
    page.report(_NEAR[what] if near else _UNKNOWN[what], pick.at, "warning", found=found, fix=near)


def _like(word: str, slugs: Iterator[str]) -> Iterator[str]:
    """Those of all shops that begin or end as the word does: comparing it with every one takes seconds."""
    return (slug for slug in slugs if slug[:2] == word[:2] or slug[-3:] == word[-3:])


def _products(folder: Path) -> set[str]:
    """The slugs of a shop's products, by the names of their files."""
    try:
        names = os.listdir(reader.named(folder, reader.PRODUCT_FOLDER))  # noqa: PTH208 - names only
    except OSError:
        return set()
    return {slugify(Path(name).stem, 60) for name in names}
