"""Seller -> what the storefront templates see."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from generator.content.bazaar import Badge
from generator.content.hours import MINUTES_A_DAY
from generator.content.hub import Hub
from generator.content.model import Closed, Hours, Photo, Seller, Span
from generator.content.social import social_address, social_label
from generator.hosting.periods import GRACE
from generator.hosting.term import Term
from generator.language import Language
from generator.render.card import FollowedShop
from generator.render.circle import circle_path
from generator.render.edition import Edition
from generator.render.hub_paths import bazaar_page
from generator.render.listings import category_name, kota_name
from generator.render.markup import render_markdown
from generator.render.opml import FOLLOWED
from generator.render.qris_view import QrisView
from generator.render.views import (
    GraceView,
    HoursRow,
    Link,
    Picture,
    ShopView,
)
from generator.whatsapp import readable_number, whatsapp

ANNOUNCED = timedelta(days=7)
"""How long before its first day a holiday is announced."""
_NETWORK_NAMES = {"tiktok": "TikTok", "youtube": "YouTube", "x": "X"}


class ShopViewContext(Struct, frozen=True):
    """One shop while its pages are made: its data, its hub, and the pictures made so far."""

    seller: Seller
    hub: Hub
    edition: Edition
    """The language of the pages, and where they lie."""
    picture: Callable[[Photo, str], Picture]
    """Makes the photo's files and returns how a page of this shop shows them; takes the text for `alt`."""
    qris: QrisView | None
    followed: tuple[FollowedShop, ...]
    """The shops this one follows that are online."""
    today: date
    term: Term
    """Where the seller stands with its two years."""
    heart: str = ""
    """The script of the heart; empty where the shop cannot be followed."""
    keep: str = ""
    """The script of "Simpan toko"; empty where the shop cannot be kept."""
    export: str = ""
    """The export catalogue; empty where there is none."""
    badges: tuple[Badge, ...] = ()
    """The bazaars that the shop is in today."""

    @property
    def words(self) -> Language:
        """Of the edition."""
        return self.edition.words

    @property
    def address(self) -> str:
        """The absolute address of the shop in this language, with a slash at the end."""
        return self.edition.address

    @property
    def category(self) -> Link:
        """The shop's category, and its list on the hub."""
        found = next(c for c in self.hub.categories if c.slug == self.seller.category)
        url = f"{self.edition.up}{self.edition.hub}kategori/{found.slug}/index.html"
        return Link(category_name(found, self.words), url)


def shop_view(context: ShopViewContext) -> ShopView:
    """The shop as its own page shows it."""
    seller, words, _ = context.seller, context.words, context.words.gettext
    closed, soon = open_notice(seller.closed, context.today), coming_notice(seller.closed, context.today)
    holiday = closed or soon
    edition, category, place = context.edition, context.category, seller.kecamatan
    kecamatan = f"{edition.up}{edition.hub}kecamatan/{place.slug}/index.html"
    greeting = _("Hello %(shop)s, I would like to order. I saw your shop at %(url)s")
    ways = seller.delivery or (_("pick up"), _("delivered"))
    return ShopView(
        slug=seller.slug,
        absolute=context.address,
        name=seller.name,
        slogan=seller.slogan,
        url="index.html",
        initial=initial(seller.name),
        category=category,
        kecamatan=Link(place.name, kecamatan),
        place=", ".join(filter(None, (seller.place, kota_name(place.kota, words)))),
        address=seller.address,
        whatsapp=whatsapp(seller.whatsapp, greeting % {"shop": seller.name, "url": context.address}),
        whatsapp_digits=seller.whatsapp,
        whatsapp_number=readable_number(seller.whatsapp, abroad=words.code == "en"),
        telephone=f"tel:+{seller.whatsapp}",
        share=share_link(f"{seller.name} – {seller.slogan or category.text}", context.address),
        feed=f"{edition.home}atom.xml",
        story=render_markdown(seller.story),
        hours=hours_rows(seller.hours, words),
        hours_data=json.dumps(seller.hours.days, separators=(",", ":")) if seller.hours else "",
        closed=_("Closed until %(day)s") % {"day": words.date(closed.until)} if closed else "",
        closed_soon=_announcement(soon, words) if soon else "",
        closed_message=holiday.message if holiday else "",
        closed_until=holiday.until.isoformat() if holiday else "",
        grace=_grace(context),
        delivery=tuple(map(capital, seller.delivery)),
        ways=tuple(Link(capital(way), "", str(way)) for way in ways),
        payment=tuple("QRIS" if way == "qris" else capital(way) for way in seller.payment),
        qris=context.qris,
        permits=_permits(context),
        socials=tuple(
            Link(
                network_name(network),
                social_address(network, account),
                social_label(account),
            )
            for network, account in seller.socials
        ),
        follows=tuple(_followed(card, context) for card in context.followed),
        opml=f"{edition.home}{FOLLOWED}",
        heart=context.heart,
        circle=f"{edition.up}{circle_path(seller.slug)}",
        keep=context.keep,
        export=context.export,
        bazaars=tuple(_bazaar(badge, context) for badge in context.badges),
    )


def _bazaar(badge: Badge, context: ShopViewContext) -> Link:
    until = context.words.gettext("until %(day)s") % {"day": context.words.date(badge.until)}
    return Link(badge.title, f"{context.edition.up}{bazaar_page(badge.slug)}", until)


def _permits(context: ShopViewContext) -> tuple[Link, ...]:
    held, _ = context.seller.permits, context.words.gettext
    named = (
        (_("Business number (NIB)"), held.nib),
        (_("Home food permit (P-IRT)"), held.pirt),
        (_("Halal certificate"), held.halal),
    )
    return tuple(Link(name, "", number) for name, number in named if number)


def _grace(context: ShopViewContext) -> GraceView | None:
    """What a shop's pages say in the month after its term."""
    seller, hub, term, _ = context.seller, context.hub, context.term, context.words.gettext
    if term.state != "grace" or term.expires_on is None or term.grace_on is None:
        return None
    found = next((m for m in hub.mentors if m.kecamatan == seller.kecamatan.slug), None)
    name, number = (found.name, found.whatsapp) if found else (hub.operator.name, hub.operator.whatsapp)
    ended = _("The free two years of this page ended on %(day)s.")
    ask = _("Hello %(mentor)s, I would like to renew the page of %(shop)s (%(url)s).")
    return GraceView(
        ended % {"day": context.words.date(term.expires_on - timedelta(days=1))},  # the last day covered
        Link(name, whatsapp(number, ask % {"mentor": name, "shop": seller.name, "url": context.address})),
        context.words.date(term.grace_on + GRACE),
    )


def share_link(text: str, url: str) -> str:
    """A WhatsApp link that passes an address on to whomever the shopper picks."""
    return whatsapp("", f"{text}\n{url}")


def network_name(network: str) -> str:
    """A social network as it writes itself."""
    return _NETWORK_NAMES.get(network, network.capitalize())


def hours_rows(hours: Hours | None, words: Language) -> tuple[HoursRow, ...]:
    """Opening hours with one line for neighbouring days that are alike; days not said are left out."""
    if hours is None:
        return ()
    from babel.dates import get_day_names  # 8 ms that a build without a page does not need

    names = get_day_names("wide", locale=words.code)
    runs: list[tuple[int, int, tuple[Span, ...]]] = []
    for day, spans in enumerate(hours.days):
        if spans is None:
            continue
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], day, spans)
        else:
            runs.append((day, day, spans))
    every_day = words.gettext("Every day")
    return tuple(
        HoursRow(
            days=every_day
            if (first, last) == (0, 6)
            else names[first]
            if first == last
            else f"{names[first]}–{names[last]}",
            hours=_spans(spans, words),
            weekdays=" ".join(map(str, range(first, last + 1))),
        )
        for first, last, spans in runs
    )


def turning_days(seller: Seller) -> Iterator[date]:
    """The first days on which pages say something else although no file has changed."""
    if seller.closed:
        if seller.closed.start:
            yield seller.closed.start - ANNOUNCED
            yield seller.closed.start
        yield seller.closed.until + timedelta(days=1)
    for product in seller.products:
        if product.promo_until:
            yield product.promo_until + timedelta(days=1)


def open_notice(closed: Closed | None, today: date) -> Closed | None:
    """The holiday, from its first day until it is over."""
    return closed if closed and closed.is_on(today) else None


def coming_notice(closed: Closed | None, today: date) -> Closed | None:
    """The holiday, in the days before its first one."""
    coming = closed and closed.start and closed.start - ANNOUNCED <= today < closed.start
    return closed if coming else None


def _announcement(closed: Closed, words: Language) -> str:
    first, last = words.weekday(closed.start or closed.until), words.weekday(closed.until)
    if first == last:
        return words.gettext("Closed on %(day)s") % {"day": first}
    return words.gettext("Closed from %(first)s until %(last)s") % {"first": first, "last": last}


def initial(name: str) -> str:
    """The first letter or digit of a name."""
    return next((c.upper() for c in name if c.isalnum()), "·")


def capital(text: str) -> str:
    """The text with a capital first letter and the rest as it is; marked as before (see `Foreign`)."""
    return type(text)(text[:1].upper() + text[1:])


def _followed(card: FollowedShop, context: ShopViewContext) -> Link:
    names = {one.slug: category_name(one, context.words) for one in context.hub.categories}
    note = " · ".join(filter(None, (names.get(card.category, ""), card.place)))
    return Link(card.name, f"{context.edition.up}{card.slug}/index.html", note)


def _spans(spans: tuple[Span, ...], words: Language) -> str:
    if not spans:
        return words.gettext("Closed")
    if spans == ((0, MINUTES_A_DAY),):
        return words.gettext("24 hours")
    return ", ".join(f"{_clock(start, words)}–{_clock(end, words)}" for start, end in spans)


def _clock(minute: int, words: Language) -> str:
    hour = minute // 60 if minute == MINUTES_A_DAY else minute // 60 % 24
    return words.clock(hour, minute % 60)
