"""Structured data for search engines: JSON-LD of schema.org, safe inside a script element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from generator.content.bazaar import Bazaar
from generator.content.hours import MINUTES_A_DAY
from generator.content.model import Category, Hours, Product, Seller
from generator.content.social import social_address
from generator.render.markup import DESCRIPTION, shortened
from generator.render.page_data import page_data

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_STOCK = {"ada": "InStock", "habis": "OutOfStock", "pesan dulu": "PreOrder"}
_SECOND_HAND = re.compile(
    r"\b(bekas|seken|second(hand)?|thrift\w*|pre-?loved|loak(an)?|rombeng|used|vintage|antik|antiques?)\b",
    re.IGNORECASE,
)

Crumbs = Iterable[tuple[str, str]]
"""Names and absolute addresses, from the hub's home to the page itself."""


def shop_data(
    seller: Seller,
    category: Category,
    url: str,
    image: str,
    description: str,
    crumbs: Crumbs,
    language: str = "",
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Markup:
    """Store, or what its category is called, and BreadcrumbList of a shop's page.

    `language` is that of a page with a twin: then the page itself is named, too, as only it has a language.
    `more` is said of the shop, too.
    """
    store = _store(seller, category, url, image, description)
    store |= more
    return _graph(store, _breadcrumbs(crumbs), *_page_in(language, "WebPage", url))


def product_data(
    seller: Seller,
    category: Category,
    product: Product,
    url: str,
    images: Iterable[str],
    description: str,
    crumbs: Crumbs,
    day: date,
    language: str = "",
) -> Markup:
    """Product with an Offer for each choice, and BreadcrumbList; a WebPage where no price is said.

    Search engines ask for an offer above 0 in a Product, and call one without it a mistake.
    """
    shop = url.rsplit("/", 1)[0] + "/"
    data: dict[str, Any] = {"@type": "WebPage", "name": product.name, "url": url}
    if description:
        data["description"] = shortened(description, DESCRIPTION)
    if found := list(images):
        data["image"] = found
    if offer := _offer(seller, category, product, url, shop, day):
        data |= {
            "@type": "Product",
            "sku": product.slug,
            "brand": {"@type": "Brand", "name": seller.name},
            "offers": offer,
        }
    elif language:
        data["inLanguage"] = language
        return _graph(data, _breadcrumbs(crumbs))
    return _graph(data, _breadcrumbs(crumbs), *_page_in(language, "ItemPage", url))


def _page_in(language: str, kind: str, url: str) -> Iterable[dict[str, Any]]:
    """The page itself, for its language: neither a product nor a shop has one."""
    if language:
        yield {"@type": kind, "@id": url, "url": url, "inLanguage": language}


def crumbs_data(crumbs: Crumbs) -> Markup:
    """Nothing but a BreadcrumbList."""
    return _graph(_breadcrumbs(crumbs))


def _offer(
    seller: Seller, category: Category, product: Product, url: str, shop: str, day: date
) -> dict[str, Any]:
    """Empty where every price has to be asked for."""
    names = [choice.name for choice in product.variants] or [""]
    asked = [product.price_on(day, choice) for choice in product.variants] or [product.price_on(day)]
    prices = [(name, price) for name, price in zip(names, asked, strict=True) if price]
    if not prices:
        return {}
    offer: dict[str, Any] = {
        "@type": "Offer",
        "priceCurrency": "IDR",
        "availability": f"https://schema.org/{_STOCK[product.stock]}",
        "url": url,
        "seller": {"@type": category.schema, "name": seller.name, "url": shop},
    }
    if not may_be_second_hand(category, product):
        offer["itemCondition"] = "https://schema.org/NewCondition"
    if len(prices) > 1:
        every = [price for _, price in prices]
        offer |= {
            "@type": "AggregateOffer",
            "lowPrice": min(every),
            "highPrice": max(every),
            "offerCount": len(every),
            "offers": [
                {"@type": "Offer", "name": name, "price": price, "priceCurrency": "IDR"}
                for name, price in prices
            ],
        }
    else:
        offer["price"] = prices[0][1]
    if product.promo_until and day <= product.promo_until:
        offer["priceValidUntil"] = product.promo_until.isoformat()
    return offer


def may_be_second_hand(category: Category, product: Product) -> bool:
    """Whether words hint at it: then nothing is claimed, neither new nor used."""
    said = (category.slug, category.name, category.english, product.section, product.name)
    return any(_SECOND_HAND.search(words) for words in said)


def list_data(
    url: str, name: str, items: Iterable[tuple[str, str]], crumbs: Crumbs, language: str = ""
) -> Markup:
    """CollectionPage with an ItemList of shops (name, absolute address), and BreadcrumbList."""
    elements = [
        {"@type": "ListItem", "position": number, "name": item, "url": address}
        for number, (item, address) in enumerate(items, 1)
    ]
    page = {
        "@type": "CollectionPage",
        "name": name,
        "url": url,
        "mainEntity": {"@type": "ItemList", "itemListElement": elements},
    }
    if language:
        page["inLanguage"] = language
    return _graph(page, _breadcrumbs(crumbs))


def event_data(bazaar: Bazaar, url: str, hub: str, description: str, image: str, crumbs: Crumbs) -> Markup:
    """Event, and BreadcrumbList; `hub` is the name of who organises one of which that is not said."""
    address = {"@type": "PostalAddress", "addressCountry": "ID", "addressRegion": "DKI Jakarta"}
    event: dict[str, Any] = {
        "@type": "Event",
        "name": bazaar.title,
        "url": url,
        "description": description,
        "startDate": bazaar.starts.isoformat(),
        "endDate": bazaar.ends.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "organizer": {"@type": "Organization", "name": bazaar.organiser or hub},
    }
    if bazaar.place:
        event["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode"
        event["location"] = {"@type": "Place", "name": bazaar.place, "address": address}
    else:
        event["eventAttendanceMode"] = "https://schema.org/OnlineEventAttendanceMode"
        event["location"] = {"@type": "VirtualLocation", "url": url}
    if image:
        event["image"] = image
    return _graph(event, _breadcrumbs(crumbs))


def home_data(url: str, name: str, search: str, language: str) -> Markup:
    """WebSite with its search."""
    return _graph(
        {
            "@type": "WebSite",
            "name": name,
            "url": url,
            "inLanguage": language,
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{search}?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            },
        }
    )


def _store(seller: Seller, category: Category, url: str, image: str, description: str) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressCountry": "ID",
        "addressRegion": "DKI Jakarta",
        "addressLocality": seller.place,
    }
    if seller.address:
        address["streetAddress"] = seller.address
    data: dict[str, Any] = {
        "@type": category.schema,
        "name": seller.name,
        "url": url,
        "telephone": f"+{seller.whatsapp}",
        "address": address,
        "description": description,
        "currenciesAccepted": "IDR",
    }
    if image:
        data["image"] = image
    if seller.hours:
        data["openingHoursSpecification"] = _hours(seller.hours)
    if seller.socials:
        data["sameAs"] = [social_address(*pair) for pair in seller.socials]
    return data


def _hours(hours: Hours) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], list[str]] = {}
    for day, spans in enumerate(hours.days):
        for start, end in spans or ():
            whole = (start, end) == (0, MINUTES_A_DAY)
            times = ("00:00", "23:59") if whole else (_clock(start), _clock(end))
            found.setdefault(times, []).append(_DAYS[day])
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes}
        for (opens, closes), days in found.items()
    ]


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _breadcrumbs(crumbs: Crumbs) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(crumbs, 1)
        ],
    }


def _graph(*things: dict[str, Any]) -> Markup:
    return page_data({"@context": "https://schema.org", "@graph": things})
