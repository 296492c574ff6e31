"""What the templates see: every value already judged, worded and linked; templates only lay it out.

Addresses are relative to the page that shows them unless the name says `absolute`. `Markup` is safe HTML,
all else plain text that templates escape. Nobody changes them; frozen ones would take three times as long.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from generator.render.price_tags import PriceTags
from generator.render.qris_view import Amount, QrisView
from generator.render.twins import Alternate, Twin

_NONE = Markup()


class Picture(Struct):
    """A photo in several widths, for one `img` element."""

    src: str
    """The address of the smallest variant."""
    srcset: str
    """All variants with their widths."""
    width: int
    """Pixels of the largest variant."""
    height: int
    """Pixels of the largest variant."""
    tint: str
    """A class that paints the dominant colour until the photo is there; its rule is in `Head.style`."""
    alt: str
    """What the photo shows."""
    large: str
    """The address of the largest variant."""


class Link(Struct):
    """Some text that leads somewhere."""

    text: str
    url: str
    note: str = ""
    """A short second text: a count, a place; may be empty."""


class Head(Struct):
    """What stands in a page's `head`, and what the footer says about the hub."""

    lang: str
    """`id` or `en`."""
    title: str
    """For the browser's tab and search results."""
    description: str
    """One sentence for search results and shared links."""
    canonical: str
    """The page's own absolute address."""
    csp: Markup
    """The Content-Security-Policy."""
    style: Markup
    """The page's own colours: the body of its single `style` element; may be empty."""
    json_ld: Markup
    """Structured data, safe inside a script element; may be empty."""
    og_type: str
    """`website` or `product`."""
    og_image: str
    """Absolute address of a 1200x630 JPEG; may be empty."""
    feed: str
    """The page's Atom feed; empty where there is none."""
    feed_title: str
    """What a feed reader calls it."""
    css: str
    """The theme's style sheet; empty where the page carries it in `style`."""
    js: str
    """The theme's script."""
    icon: str
    """The hub's icon (SVG)."""
    index: bool
    """Whether search engines may list the page."""
    preview: bool
    """Whether this is a preview, also of a shop that is published: the page says so on top."""
    hub: HubLinks
    report: str
    """A WhatsApp link to the hub's operator with a ready text that names the page."""
    items: Markup = _NONE
    """What the basket knows of the products (JSON, safe inside a script element); empty without a basket."""
    scripts: tuple[str, ...] = ()
    """The basket's scripts, in their order; empty without a basket."""
    manifest: str = ""
    """The web app manifest of the shop; empty where it cannot be kept."""
    price: PriceTags | None = None
    """Of a product's page, where there is one."""
    alternates: tuple[Alternate, ...] = ()
    """The page in all its languages, itself too; empty where it has one only."""
    twin: Twin | None = None
    """The same page in the other language, for people."""
    sheet: str = ""
    """One more style sheet, of a page that is not like the others; may be empty."""


class HubLinks(Struct):
    """The hub, as every footer and every hub page's header names it."""

    name: str
    home: str
    search: str
    categories: str
    """The overview of all categories."""
    kecamatan: str
    """The overview of all kecamatan."""
    join: str
    followed: str
    """The shops that this phone follows."""
    privacy: str
    operator: str
    """Who runs this hub."""
    operator_whatsapp: str
    """A WhatsApp link to the operator."""
    feed: str
    """The hub's Atom feed of new shops."""


class HoursRow(Struct):
    """One line of the opening hours: neighbouring days with the same hours share a line."""

    days: str
    """`Senin–Jumat`."""
    hours: str
    """`08.00–17.00`, `Tutup`, `24 jam`."""
    weekdays: str
    """The days it is about, for the script: `0 1 2 3 4` (0 is Monday)."""


class VariantView(Struct):
    """One choice of a product."""

    key: str
    """By which baskets know it: its name in Indonesian."""
    name: str
    price: str
    """`Rp50.000`, or `Tanya harga`."""
    order: str
    """A WhatsApp link with a ready text for this choice."""
    usual: str
    """`Rp60.000` while `price` is an offer's; else empty."""


class ProductView(Struct):
    """One product, on its own page or as a card."""

    slug: str
    name: str
    url: str
    price: str
    """`Rp95.000`, `mulai Rp50.000` when variants differ, or `Tanya harga`."""
    asks: bool
    """Whether the price has to be asked for: the button says so, too."""
    unit: str
    """What the price is for; empty when choices cost differently."""
    stock: str
    """`ada`, `habis` or `pesan dulu`: a stable word to style by."""
    stock_text: str
    """The same as shoppers read it; empty for `ada`."""
    featured: bool
    draft: bool
    """Only in previews."""
    pictures: tuple[Picture, ...]
    """Empty where the seller gave no photo; a card shows the first."""
    description: Markup
    """HTML; empty on cards."""
    variants: tuple[VariantView, ...]
    """Empty on cards."""
    order: str
    """A WhatsApp link with a ready text; empty on cards."""
    share: str
    """A WhatsApp link that shares the product's page; empty on cards."""
    initial: str
    """The first letter of the name, for a product without a photo."""
    usual: str
    """`Rp95.000` while `price` is an offer's; else empty."""
    until: str
    """ISO date, for the script to end the offer; empty without one."""
    until_text: str
    """`Promo sampai 5 Desember 2026`; empty without an offer."""
    minimum: str
    """`minimal 10`; empty where one can be ordered."""
    amounts: tuple[Amount, ...]
    """For the QRIS: of the least that can be ordered, for each price; empty where that is not offered."""
    lang: str = ""
    """`id` for a product that has no name in English, and no page, on a page in English."""


class OrderRow(Struct):
    """A product, or one of its choices, in the order list."""

    slug: str
    """The product's."""
    key: str
    """By which baskets know the choice; empty for a product without choices."""
    choice: str
    """The choice's name; empty likewise."""
    name: str
    url: str
    unit: str
    price: str
    usual: str
    """What it costs without its offer; empty without one."""
    until: str
    """ISO date of the offer's last day; empty without one."""
    minimum: str
    stock_text: str
    gone: bool
    """Whether it is sold out."""
    lang: str = ""
    """As in `ProductView`."""


class Section(Struct):
    """Products below one heading."""

    title: str
    """Empty where a shop has no sections."""
    products: tuple[ProductView, ...]


class GraceView(Struct):
    """What stands on top of every page of a shop in the month after its term."""

    ended: str
    """`Dua tahun gratis halaman ini berakhir pada 21 November 2028.`"""
    renew: Link
    """Whom the owner asks, by WhatsApp."""
    until: str
    """The day after which the pages may be taken down."""


class ShopView(Struct):
    """One shop."""

    slug: str
    name: str
    slogan: str
    url: str
    """The shop's index page."""
    absolute: str
    """The shop's own absolute address, with a slash at the end."""
    initial: str
    category: Link
    """To the hub's list."""
    kecamatan: Link
    """To the hub's list."""
    place: str
    """`Cipete Selatan, Cilandak, Jakarta Selatan`."""
    address: str
    """The street address, where the seller opted in; may be empty."""
    whatsapp: str
    """A WhatsApp link with a greeting."""
    whatsapp_digits: str
    """`628000000101`, for links."""
    whatsapp_number: str
    """`0800-0000-0101`, for reading aloud."""
    telephone: str
    """`tel:` address."""
    share: str
    """A WhatsApp link that shares the shop."""
    feed: str
    story: Markup
    """HTML; may be empty."""
    hours: tuple[HoursRow, ...]
    """Empty when not said."""
    hours_data: str
    """For the script's `buka sekarang`: JSON of seven lists of [start, end] minutes from Monday, or null for
    a day not said; empty when no hours were said."""
    closed: str
    """`Tutup sampai 31 Desember 2026`; empty when open."""
    closed_soon: str
    """`Libur mulai Senin 7 Des sampai Rabu 16 Des`, in the week before; else empty."""
    closed_message: str
    closed_until: str
    """ISO date, for the script to drop the notice afterwards; empty when there is none."""
    grace: GraceView | None
    """None but in the month after the shop's term."""
    delivery: tuple[str, ...]
    ways: tuple[Link, ...]
    """For an order: text = `Ojek daring`, note = as the seller typed it; never empty."""
    payment: tuple[str, ...]
    qris: QrisView | None
    permits: tuple[Link, ...]
    """text = `NIB`, note = the number; the url is empty."""
    socials: tuple[Link, ...]
    """text = `Instagram`, note = `@dapurbusiti`."""
    follows: tuple[Link, ...]
    """Shops this one follows: text = name, note = category and kecamatan."""
    opml: str
    """The same as a list for feed readers."""
    heart: str
    """The script that follows the shop and shows its circle; empty where it stands apart from its hub."""
    circle: str
    """The file that says who is around the shop, see `render/circle.py`."""
    keep: str
    """The script that keeps the shop on a phone; empty where it cannot be kept."""
    export: str = ""
    """The export catalogue; empty where there is none."""
    bazaars: tuple[Link, ...] = ()
    """Those it is in today: text = title, note = `sampai 5 Desember 2026`."""
