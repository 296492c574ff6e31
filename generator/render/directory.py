"""The hub's own pages: from cards of shops to files. Which of them to make is decided elsewhere."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup
from msgspec.structs import replace

from generator.content.places import all_kecamatan
from generator.policy import content_security_policy
from generator.render import structured
from generator.render.card import FollowedShop, ShopCard
from generator.render.feeds import FeedEntry, atom, sitemap, sitemap_index
from generator.render.hub_paths import EXPORT, FOLLOWED_PAGE, IN_ENGLISH
from generator.render.hub_views import BazaarView, Group
from generator.render.list_page import ListPages
from generator.render.listings import category_name, kota_name
from generator.render.markup import render_markdown
from generator.render.output import Output
from generator.render.page_data import page_data
from generator.render.twins import Alternate, alternates
from generator.render.views import Link
from generator.whatsapp import whatsapp

NEWEST = 12
"""Shops on the hub's home page."""


class Directory(ListPages, frozen=True):
    """Makes the hub's own pages."""

    def home(
        self,
        newest: Sequence[ShopCard],
        counts: Mapping[str, int],
        total: int,
        *,
        exports: bool = False,
        bazaars: Sequence[BazaarView] = (),
    ) -> Output:
        """What this is, the newest shops, categories, kecamatan by kota; whether any sell abroad.

        `bazaars` are those that run.
        """
        _ = self.words.gettext
        path = f"{self.folder}index.html"
        root = "../" * path.count("/")
        cards, tints = self.cards(newest, root)
        description = _("Small shops of Jakarta, close to home. Order straight from the seller on WhatsApp.")
        search = f"{self.hub.site}/{self.folder}cari/index.html"
        head = self.head(
            path,
            title=_("%(hub)s – small shops of Jakarta") % {"hub": self.hub.name},
            description=description,
            json_ld=structured.home_data(self.url(path), self.hub.name, search, self.words.code),
            tints=tints,
            paired=self._paired(counts),
        )
        return self.page(
            path,
            "home.html",
            head,
            total=total,
            newest=cards,
            categories=self.listings.categories(counts, root),
            kotas=self.listings.kotas(counts, root),
            exports=f"{EXPORT.removeprefix(self.folder)}/index.html" if exports else "",
            bazaars=bazaars,
        )

    def overview(self, of: str, counts: Mapping[str, int]) -> Output:
        """All categories (`kategori`) or all kecamatan (`kecamatan`)."""
        _ = self.words.gettext
        title = _("Categories") if of == "kategori" else _("Districts")
        path = f"{self.folder}{of}/index.html"
        root = "../" * path.count("/")
        groups = (
            (Group(_("All categories"), self.listings.categories(counts, root)),)
            if of == "kategori"
            else self.listings.kotas(counts, root)
        )
        description = _("%(title)s of all shops on %(hub)s.") % {"title": title, "hub": self.hub.name}
        head = self.head(
            path,
            title=f"{title} – {self.hub.name}",
            description=description,
            paired=self._paired(counts),
        )
        crumbs = (Link(self.hub.name, "../index.html"), Link(title, "index.html"))
        return self.page(path, "lists.html", head, title=title, groups=groups, crumbs=crumbs)

    def search(self, counts: Mapping[str, int], config: Mapping[str, object]) -> Output:
        """The search over all shops and products; its data lie beside it.

        `config` is what its script has to know.  Without counts, so that a new shop leaves the page alone.
        """
        _ = self.words.gettext
        path = f"{self.folder}cari/index.html"
        root = "../" * path.count("/")
        places = [place for place in all_kecamatan() if counts.get(f"kecamatan/{place.slug}")]
        if self.folder:  # finds are judged by the words of the index, and shown with others
            shown = [[one.slug, one.name, one.english] for one in self.hub.categories]
            config = {**config, "categories": shown}
        data = page_data(config)
        head = self.head(
            path,
            title=_("Search – %(hub)s") % {"hub": self.hub.name},
            description=_("Search all shops by name, product or place."),
            data=data,
            paired=self._paired(counts),
        )
        groups = tuple(
            Group(kota_name(kota, self.words), tuple(Link(p.name, p.slug) for p in places if p.kota == kota))
            for kota in dict.fromkeys(place.kota for place in places)
        )
        categories = tuple(Link(category_name(one, self.words), one.slug) for one in self.hub.categories)
        roles = self.theme.roles
        scripts = tuple(
            root + roles[role]
            for role in ("kata", "indeks", "kartu", "temuan", "saya", "js")
            if role in roles
        )
        return self.page(
            path,
            "search.html",
            head,
            kotas=groups,
            categories=categories,
            config=data,
            scripts=scripts,
            data_folder=f"{root}cari/" if self.folder else "",
        )

    def join(self) -> Output:
        """How a seller joins."""
        _ = self.words.gettext
        names = {place.slug: place.name for place in all_kecamatan()}
        hello = _("Hello %(mentor)s, I would like to open a free shop on %(hub)s.")
        mentors = tuple(
            Link(
                names[mentor.kecamatan],
                whatsapp(mentor.whatsapp, hello % {"mentor": mentor.name, "hub": self.hub.name}),
                mentor.name,
            )
            for mentor in self.hub.mentors
        )
        head = self.head(
            "bergabung/index.html",
            title=_("Open your shop – %(hub)s") % {"hub": self.hub.name},
            description=_("A page of your own for your small business, free for two years."),
        )
        return self.page("bergabung/index.html", "join.html", head, mentors=mentors)

    def followed(self, successor: Sequence[FollowedShop] = ()) -> Output:
        """The shops that a phone follows; which ones, only that phone knows.

        `successor` is the shop that had this address before, if there was one.
        """
        _ = self.words.gettext
        head = self.head(
            FOLLOWED_PAGE,
            title=_("Shops you follow – %(hub)s") % {"hub": self.hub.name},
            description=_("The shops you follow, with what is new. The list stays on your phone."),
            index=False,
        )
        script = f"../{self.theme.roles.get('ikuti', '')}"
        moved = [Link(shop.name, f"../{shop.slug}/index.html") for shop in successor]
        site = self.hub.site
        return self.page(FOLLOWED_PAGE, "followed.html", head, script=script, site=site, moved=moved)

    def privacy(self, *, paired: bool) -> Output:
        """What is kept of whom, and why; `paired` says whether the hub is there in both languages."""
        _ = self.words.gettext
        head = self.head(
            path := f"{self.folder}privasi/index.html",
            title=_("Privacy policy – %(hub)s") % {"hub": self.hub.name},
            description=_("What data we show, why, and how they are corrected or removed."),
            paired=paired,
        )
        own = render_markdown(self.hub.privacy, top=2)
        return self.page(path, "privacy.html", head, own=own)

    def not_found(self, *, paired: bool) -> Output:
        """404.html: served for any address, so its links are absolute, and its style and icon are in it.

        `paired` is as in `privacy`.  Some hosts serve the one in `en/` for addresses below it.
        """
        _ = self.words.gettext
        head = self.head(
            path := f"{self.folder}404.html",
            title=_("Page not found – %(hub)s") % {"hub": self.hub.name},
            description=_("This page is not here (any more)."),
            root=f"{self.hub.site}/",
            index=False,
            paired=paired,
        )
        style = self.theme.content("css").decode() + str(head.style)
        icon = base64.b64encode(self.theme.content("ikon")).decode()
        head = replace(
            head,
            style=Markup(style),  # noqa: S704 - the theme's own style sheet
            css="",
            icon=f"data:image/svg+xml;base64,{icon}",
            js=f"{self.hub.site}/{self.theme.roles['alamat']}",
            csp=content_security_policy(style, forms=True),
        )
        return self.page(path, "404.html", head)

    def _paired(self, counts: Mapping[str, int]) -> bool:
        """Whether the hub is there in both languages: as long as any shop is."""
        return bool(self.folder or counts.get(IN_ENGLISH))

    def feed(self, newest: Iterable[ShopCard]) -> Output:
        """The Atom feed of new shops, by the day they first were online."""
        entries = [
            FeedEntry(
                card.name,
                f"{self.hub.site}/{card.slug}/",
                day := date.fromisoformat(card.online or card.joined),
                day,
                card.slogan,
            )
            for card in newest
        ]
        home, address = f"{self.hub.site}/", f"{self.hub.site}/atom.xml"
        name, websub, since = self.hub.name, self.hub.publishing.websub, date(2026, 1, 1)
        return Output("atom.xml", atom(name, name, home, address, entries, since, websub=websub))

    def sitemap(self, name: str, pages: Iterable[tuple[str, str]], twins: Mapping[str, str]) -> Output:
        """One sitemap of pages, given by their paths and days of their last change (ISO; may be empty).

        `twins` are the pairs among them, as `pairs` finds them.
        """
        known: dict[str, tuple[Alternate, ...]] = {}
        for path, other in twins.items():
            known[path] = known[other] = alternates(self.url(path), self.url(other))
        return Output(name, sitemap((self.url(path), day, known.get(path, ())) for path, day in pages))

    def sitemap_index(self, names: Iterable[str]) -> Output:
        """The list of all sitemaps, as robots.txt names it."""
        return Output("sitemap.xml", sitemap_index(f"{self.hub.site}/{name}" for name in names))

    def robots(self) -> Output:
        """Everybody is welcome."""
        return Output(
            "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {self.hub.site}/sitemap.xml\n".encode()
        )
