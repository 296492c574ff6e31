"""All that is printed of a shop, as files: a PDF for sheets of paper, strips for a thermal printer.

A code for orders is printed only where it leads: the seller has agreed, and the last build shows the shop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.building.judging import PHOTO_SECONDS, judge
from generator.building.timelimit import Clock, TooLongError, time_limit
from generator.building.work import TEXT_SECONDS
from generator.content.diagnostics import count, has_errors
from generator.content.fields import FieldError
from generator.content.hub import Hub
from generator.content.reader import read_seller
from generator.disk import atomic_file
from generator.hosting import built
from generator.printing.payment import payment_page
from generator.printing.poster import poster, tent
from generator.printing.price_list import price_list
from generator.printing.receipt import order_strip, payment_strip
from generator.printing.sheet import SCALES, Sheet
from generator.printing.shop import POSTER_PHOTOS, PrintedShop, printed_shop
from generator.printing.status import status_picture
from generator.render.images import PhotoCache

STRIP, STATUS = "58mm", "status"
SIZES = (*SCALES, STRIP, STATUS)
"""Paper: ISO A4 to A6, and the roll of a thermal printer; and a picture for WhatsApp Status."""


class Printable(Struct, frozen=True):
    """A file to print."""

    name: str
    """`poster-kopi-tebet-a4.pdf`."""
    content: bytes
    pages: int


class Printed(Struct, frozen=True):
    """What became of one shop."""

    slug: str
    files: tuple[Path, ...] = ()
    pages: int = 0
    problem: FieldError | OSError | None = None
    """Why there are no files."""


def render_posters(
    root: Path, hub: Hub, slugs: Iterable[str], size: str, folder: Path, today: date
) -> Iterator[Printed]:
    """Print these shops of the workspace `root` into `folder`; files of the same names are replaced.

    `size` is one of `SIZES`. A shop that cannot be printed holds up no other.
    """
    for slug in slugs:
        try:
            made = printables(root, hub, slug, size, today, root / "build" / "cache")
            folder.mkdir(parents=True, exist_ok=True)
            for one in made:
                atomic_file.write(folder / one.name, one.content, durable="no")
        except (FieldError, OSError) as problem:
            yield Printed(slug, problem=problem)
        else:
            files = tuple(folder / one.name for one in made)
            yield Printed(slug, files, sum(one.pages for one in made))


def printables(root: Path, hub: Hub, slug: str, size: str, today: date, cache: Path) -> tuple[Printable, ...]:
    """What is printed of a shop of the workspace `root`; in `cache` are the pictures made so far.

    Raises:
        FieldError: it is not published, or a photo of it cannot be used.
        OSError: its folder cannot be read.
    """
    shop = published_shop(root, hub, slug, today, cache)
    start = f"poster-{slug}-{size}"
    if size == STATUS:
        return (Printable(f"status-{slug}.jpg", status_picture(shop), 1),)
    if size != STRIP:
        return (_pdf(shop, size, f"{start}.pdf"),)
    order = Printable(f"{start}.png", order_strip(shop), 1)
    if shop.payment is None:
        return (order,)
    return order, Printable(f"{start}-qris.png", payment_strip(shop, shop.payment), 1)


def published_shop(root: Path, hub: Hub, slug: str, today: date, cache: Path) -> PrintedShop:
    """What is printed of a shop.  Raises as `printables` does."""
    try:
        with time_limit(TEXT_SECONDS) as clock:
            return _published_shop(root, hub, slug, today, cache, clock)
    except TooLongError as error:
        raise FieldError("render-timeout", limit=f"{clock.seconds:g}") from error


def _published_shop(root: Path, hub: Hub, slug: str, today: date, cache: Path, clock: Clock) -> PrintedShop:
    judged = judge(root, hub, read_seller(root, slug), cache, clock)
    seller = judged.seller
    if seller is None or has_errors(judged.problems):
        raise FieldError("print-folder-errors", slug=slug, count=str(count(judged.problems, "error")))
    if seller.consent is None or seller.consent > today:
        raise FieldError("print-no-consent", slug=slug)
    if not built.shows(root / "build", slug):
        raise FieldError("print-not-published", slug=slug)
    clock.more(POSTER_PHOTOS * PHOTO_SECONDS)
    photos = PhotoCache(cache / "photos")
    return printed_shop(seller, hub, root / "sellers", photos, judged.approved_photos, today)


def _pdf(shop: PrintedShop, size: str, name: str) -> Printable:
    sheet = Sheet(size, shop.name, shop.hub)
    poster(sheet, shop)
    price_list(sheet, shop, size)
    tent(sheet, shop)
    if shop.payment:
        payment_page(sheet, shop, shop.payment)
    return Printable(name, sheet.finished(), sheet.pages)
