"""What is printed of a shop: words that can be drawn, prices, and photos as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.content.hub import Hub
from generator.content.model import Photo, Product, Seller, Variant
from generator.language import Language, language
from generator.printing.typeface import drawable
from generator.render.colour import LIGHT, scheme
from generator.render.images import PhotoCache
from generator.render.pictures import ShopPictures
from generator.render.productview import STOCK_WORDS, grouped, price_text, published
from generator.render.qris_view import QrisView
from generator.render.themefile import settings
from generator.whatsapp import readable_number

POSTER_PHOTOS = 2
"""On a poster."""


class Price(Struct, frozen=True):
    """A line of the price list."""

    name: str
    note: str
    """What the price is for, and what has to be known of it; may be empty."""
    price: str
    """The usual one; `mulai Rp50.000` where each choice has its own."""
    choices: tuple[tuple[str, str], ...] = ()
    """Names and prices of choices that cost differently."""
    offer: str = ""
    """What it costs while an offer runs; empty without one. Paper outlives it, a Status does not."""
    until: str = ""
    """The offer's last day, as a sentence."""


class Payment(Struct, frozen=True):
    """A payment code as it was issued."""

    payload: str
    merchant: str
    """May be empty, as may the next."""
    nmid: str


class PrintedShop(Struct, frozen=True):
    """A shop as it is printed; every text can be drawn."""

    slug: str
    name: str
    slogan: str
    place: str
    hub: str
    address: str
    """Of its page, with a slash at the end: what the code for orders says."""
    number: str
    """Its WhatsApp number, as people write it."""
    colours: Mapping[str, str]
    """`accent`, `on-accent`, `accent-text`, `accent-soft`."""
    photos: tuple[Path, ...]
    """Pictures that we made, at most two."""
    prices: tuple[tuple[str, tuple[Price, ...]], ...]
    """Headings and what stands below them."""
    payment: Payment | None
    day: str
    """The day of these prices."""
    words: Language

    @property
    def shown_address(self) -> str:
        """The address as people read it."""
        return drawable(self.address.removeprefix("https://").rstrip("/"))


def printed_shop(
    seller: Seller,
    hub: Hub,
    sellers: Path,
    photo_cache: PhotoCache,
    elsewhere: Mapping[str, Path],
    today: date,
) -> PrintedShop:
    """What is printed of a seller whose photos lie in `sellers`, or `elsewhere` by their sha256.

    Raises `FieldError` for a photo of which no picture can be made.
    """
    words, files = language("id"), dict[str, bytes | Path]()
    products = published(seller.products, drafts=False)
    pictures = ShopPictures(seller, sellers, photo_cache, files.__setitem__, elsewhere)
    shown = [files[pictures.show(photo, "").large] for photo in _chosen(products)]
    return PrintedShop(
        slug=seller.slug,
        name=drawable(seller.name, _spelt(seller.slug)),
        slogan=drawable(seller.slogan),
        place=drawable(seller.place),
        hub=drawable(hub.name),
        address=f"{hub.site}/{seller.slug}/",
        number=readable_number(seller.whatsapp),
        colours=scheme(seller.colour or settings(seller.theme).accent, LIGHT),
        photos=tuple(path for path in shown if isinstance(path, Path)),
        prices=grouped(products, [_price(product, words, today) for product in products], words),
        payment=_payment(pictures.qris("", "", "")),
        day=words.date(today),
        words=words,
    )


def _chosen(products: Iterable[Product]) -> list[Photo]:
    """The first photos of the first products; of a single one, its next photo, too."""
    firsts = [product.photos[0] for product in products if product.photos]
    more = [photo for product in products for photo in product.photos[1:]]
    return [*dict.fromkeys((*firsts, *more))][:POSTER_PHOTOS]


def _price(product: Product, words: Language, today: date) -> Price:
    _ = words.gettext
    usual, now = price_text(product, words), price_text(product, words, today)
    until = words.date(product.promo_until) if product.promo_until and now != usual else ""
    differ = len({choice.price for choice in product.variants}) > 1
    notes = ["" if differ else product.unit, f"min. {product.minimum}" if product.minimum > 1 else ""]
    if product.stock == "pesan dulu":
        notes.append(_(STOCK_WORDS[product.stock]).lower())
    return Price(
        drawable(product.name, _spelt(product.slug)),
        drawable(", ".join(filter(None, notes))),
        usual,
        tuple(_choice(choice, number, words) for number, choice in enumerate(product.variants, 1) if differ),
        offer=now if until else "",
        until=_("Offer until %(day)s") % {"day": until} if until else "",
    )


def _choice(choice: Variant, number: int, words: Language) -> tuple[str, str]:
    return drawable(choice.name, str(number)), words.rupiah(choice.price)


def _payment(code: QrisView | None) -> Payment | None:
    return Payment(code.payload, drawable(code.merchant), drawable(code.nmid)) if code else None


def _spelt(slug: str) -> str:
    """What a name without any letter of ours is called."""
    return slug.replace("-", " ").title()
