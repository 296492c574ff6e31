"""The data model: what is left of a seller's folder once every value has been judged.

This module is the documentation of a seller's folder.  It needs the standard library only, and every
value is immutable: a changed copy is a new object (`msgspec.structs.replace`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Stock = Literal["ada", "habis", "pesan dulu"]

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
"""The days of the week as sellers write them; Monday is 0, as in `date.weekday()`."""

Span = tuple[int, int]
"""An open stretch in minutes after midnight; an end above 1440 lies after midnight of the next day."""


class Place(Struct, frozen=True):
    """A kecamatan of Jakarta (source: Kemendagri codes, Kepmendagri 300.2.2-2138/2025)."""

    code: str
    """The Kemendagri code, for example `31.74.06`."""
    name: str
    """The official spelling, for example `Cilandak`."""
    kota: str
    """The city or regency it belongs to, for example `Jakarta Selatan`."""
    slug: str
    """How it is spelled in addresses, for example `cilandak`."""


class Category(Struct, frozen=True):
    """A trade that the hub sorts its shops by."""

    slug: str
    """How it is spelled in addresses and in `kategori:`."""
    name: str
    """What shoppers read, in Indonesian."""
    english: str
    """What shoppers read in English."""
    schema: str = "Store"
    """What search engines call its shops: a type of schema.org, see `shop_types`."""


class Hours(Struct, frozen=True):
    """Opening hours of a week, in Jakarta's time (UTC+7 all year)."""

    days: tuple[tuple[Span, ...] | None, ...]
    """Seven entries from Monday: the open spans of the day, empty when closed, None when not said."""


class Closed(Struct, frozen=True):
    """A shop that is closed for a while."""

    until: date
    """The last day of the holiday."""
    message: str
    """What the seller says about it; may be empty."""
    start: date | None = None
    """Its first day; None for one that has begun."""

    def __repr__(self) -> str:
        """What a digest of a page remembers: nothing of a start."""
        return f"Closed(until={self.until!r}, message={self.message!r})"

    def is_on(self, day: date) -> bool:
        """Whether the shop is closed for it that day."""
        return day <= self.until and (self.start is None or self.start <= day)


class Permits(Struct, frozen=True):
    """Registrations a shop may show; empty where there is none."""

    nib: str = ""
    """Nomor Induk Berusaha, 13 digits."""
    pirt: str = ""
    """Home food industry number (P-IRT), 15 or more digits."""
    halal: str = ""
    """Halal certificate, `ID` and 17 digits."""


class Photo(Struct, frozen=True):
    """An original photo of a seller, judged to be readable."""

    name: str
    """Its file name in `foto/`."""
    sha256: str
    """The hash of the original's bytes."""
    width: int
    """Pixels, upright (EXIF orientation applied)."""
    height: int
    """Pixels, upright."""


class Qris(Struct, frozen=True):
    """A seller's own static QRIS code: its text, or a photo of it."""

    payload: str = ""
    """The text inside the code, checked against its CRC; empty when only a photo is known."""
    merchant: str = ""
    """The merchant's name inside the code (tag 59); empty when only a photo is known."""
    city: str = ""
    """The merchant's city inside the code (tag 60); empty when only a photo is known."""
    nmid: str = ""
    """The national merchant id (tag 51.02); may be empty."""
    photo: Photo | None = None
    """The photo of the code, when the seller gave one."""


class Variant(Struct, frozen=True):
    """One choice of a product: a size, a colour, a flavour."""

    name: str
    """What the shopper picks."""
    price: int | None
    """Rupiah; None means: ask the seller."""
    promo: int | None = None
    """Rupiah until the product's `promo_until`, below the price; None for no offer."""
    english: str = ""
    """What it is called in English; empty where nothing was said."""
    key: str = ""
    """Its own name where `name` is a translation of it: baskets know it by that, in every language."""

    def __repr__(self) -> str:
        """What a digest of an Indonesian page remembers."""
        return f"Variant(name={self.name!r}, price={self.price!r}, promo={self.promo!r})"


class English(Struct, frozen=True):
    """What a seller says in English; empty where nothing was said."""

    name: str = ""
    """A product's name."""
    slogan: str = ""
    """A shop's slogan."""
    description: str = ""
    """A product's description or a shop's story, in Markdown."""
    unit: str = ""
    """What a product's price is for."""
    section: str = ""
    """The heading below which it stands."""

    def __repr__(self) -> str:
        """What a digest of an Indonesian page remembers."""
        return f"English(name={self.name!r}, slogan={self.slogan!r}, description={self.description!r})"


class Amount(Struct, frozen=True):
    """So much of something, as it is told to buyers abroad."""

    number: Decimal
    """Above zero, without zeros at its end."""
    unit: str
    """One of `units.UNITS`: `kg`, `karton`."""
    per: str = ""
    """One of `units.PERIODS` for a capacity: `bulan`; else empty."""


class LeadTime(Struct, frozen=True):
    """How long it takes to make an order."""

    least: int
    most: int
    """The same as `least`, or more."""
    unit: str
    """`hari`, `hari kerja`, `minggu` or `bulan`."""


class Export(Struct, frozen=True):
    """What buyers abroad ask of a product; empty where nothing was said."""

    hs: str = ""
    """HS code with its zeros: `0901.21`, `0901.21.10` (source: WCO Harmonized System; BTKI)."""
    minimum: Amount | None = None
    """The least that is sold abroad (MOQ)."""
    capacity: Amount | None = None
    """How much can be made in a day, week, month or year."""
    lead_time: LeadTime | None = None
    """From the order to goods that are ready to go."""
    incoterm: str = ""
    """One of the eleven rules of Incoterms 2020: `FOB`."""
    place: str = ""
    """The place that the rule needs: `Tanjung Priok`."""
    origin: str = ""
    """Where it comes from: `Gayo, Aceh, Indonesia`."""
    packing: str = ""
    """What it travels in: `karton 20 x 250 g`."""
    weight: Amount | None = None
    """Of one such package, all in."""

    @property
    def terms(self) -> str:
        """`FOB Tanjung Priok`; empty where nothing was said."""
        return f"{self.incoterm} {self.place}".strip()


class Product(Struct, frozen=True):
    """One thing a seller offers."""

    slug: str
    """From the file's name; the product's page is `<slug>.html`."""
    name: str
    """At most 60 characters."""
    price: int | None
    """Rupiah; None means: ask the seller (`harga: tanya`)."""
    unit: str = ""
    """What the price is for: `500 g`, `per porsi`."""
    photos: tuple[Photo, ...] = ()
    """In the seller's order; the first stands for the product."""
    stock: Stock = "ada"
    """Whether it can be had now."""
    featured: bool = False
    """Shown first."""
    order: int | None = None
    """The seller's own order on the page, smallest first."""
    draft: bool = False
    """Not published yet."""
    variants: tuple[Variant, ...] = ()
    """Choices, in the seller's order."""
    description: str = ""
    """Markdown, at most 8 KB."""
    english: English = English()
    """The product in English."""
    promo: int | None = None
    """Rupiah until `promo_until`, below the price, also for choices that cost the same; None for no offer."""
    promo_until: date | None = None
    """The last day of the offer in Jakarta; None without one."""
    section: str = ""
    """The heading below which the product stands; empty for none."""
    minimum: int = 1
    """So many are ordered at least: of the product, or of each of its choices."""
    export: Export = Export()
    """What buyers abroad ask of it."""

    def price_on(self, day: date, choice: Variant | None = None) -> int | None:
        """Rupiah for the product, or one of its choices, on a day; None means: ask the seller."""
        sold = choice or self
        offered = self.promo_until is not None and day <= self.promo_until
        return sold.promo if offered and sold.promo is not None else sold.price


class Seller(Struct, frozen=True):
    """One shop."""

    slug: str
    """The folder's name; the shop's address is `/<slug>/`."""
    name: str
    """At most 60 characters."""
    category: str
    """The slug of one of the hub's categories."""
    kecamatan: Place
    """Where in Jakarta."""
    whatsapp: str
    """Digits only, starting with 628."""
    slogan: str = ""
    """One line below the name."""
    kelurahan: str = ""
    """The official spelling; empty when not said."""
    hours: Hours | None = None
    """Opening hours; None when not said."""
    delivery: tuple[str, ...] = ()
    """How goods reach the shopper."""
    payment: tuple[str, ...] = ()
    """How the shopper can pay."""
    qris: Qris | None = None
    """The seller's own static QRIS code."""
    qris_amount: bool = False
    """Whether shoppers are offered the code with the amount in it: `qris_nominal`."""
    theme: str = "warung"
    """The storefront theme."""
    colour: str = ""
    """`#rrggbb`; empty for the theme's own."""
    follows: tuple[str, ...] = ()
    """Slugs of the shops this one follows."""
    permits: Permits = Permits()
    """Registrations."""
    socials: tuple[tuple[str, str], ...] = ()
    """Pairs of network and handle."""
    closed: Closed | None = None
    """A holiday."""
    email: str = ""
    """For notices; never shown."""
    export_email: str = ""
    """For inquiries from abroad; shown: `email_ekspor`."""
    catalogue: bool = False
    """Whether there are files for the catalogues of Meta and Google: `katalog`."""
    address: str = ""
    """The street address; shown only because the seller filled it in."""
    moves_to: str = ""
    """Where the shop lives after its term: an https address."""
    consent: date | None = None
    """The day the seller agreed to publish these data; None: not published."""
    withdrawn: bool = False
    """Whether the seller took her consent back, in words; a consent that is missing is no word."""
    english: English = English()
    """The shop in English."""
    story: str = ""
    """`tentang.md`, Markdown, at most 8 KB."""
    products: tuple[Product, ...] = ()
    """All products, drafts included, by file name."""

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Every photo that the shop names: its products', then that of its code."""
        code = (self.qris.photo,) if self.qris and self.qris.photo else ()
        return (*(photo for product in self.products for photo in product.photos), *code)

    @property
    def place(self) -> str:
        """Kelurahan, where she said it, and kecamatan."""
        return ", ".join(filter(None, (self.kelurahan, self.kecamatan.name)))
