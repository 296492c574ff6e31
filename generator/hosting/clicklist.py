"""The click list: for each kecamatan a page and a table with the reminders that a mentor sends by hand.

The pages open from a disk on a phone without network.  They hold telephone numbers: they belong to the
mentors, and never below build/site/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from generator.content import places
from generator.content.hub import Hub
from generator.disk import atomic_file
from generator.hosting.clicklist_csv import CsvRow, table
from generator.hosting.contact import AddressChange
from generator.hosting.letters import Signatory, asks_about_address, label, message
from generator.hosting.notices import Reminder
from generator.language import Language
from generator.templates import lone_page
from generator.whatsapp import readable_number, whatsapp

_PAGES = Path(__file__).with_name("pages")
_ELSEWHERE = "lainnya"
"""The list of shops whose kecamatan is not known."""


class Listed(Struct, frozen=True):
    """A reminder that goes through a mentor."""

    reminder: Reminder
    refused: bool = False
    """Whether the seller's e-mail address has turned out to be of no use."""


class ClickListEntry(Struct, frozen=True):
    """One shop as the page shows it."""

    row: CsvRow
    label: str
    """What kind of notice it is."""
    day: str
    """The last covered day, as people write it."""
    over: bool
    """Whether that day has passed."""
    until: str
    """The last day the shop is sure to be online."""
    refused: bool


class ChangedAddress(Struct, frozen=True):
    """A shop whose e-mail address was changed, as the page shows it."""

    row: CsvRow
    """With the question to the seller as its text."""
    gone: bool
    """Whether there is no address any more."""
    told: bool
    """Whether the former address has a letter about it."""


class Leaf(Struct, frozen=True):
    """The list of one kecamatan."""

    slug: str
    name: str
    mentor: str
    entries: tuple[ClickListEntry, ...]
    changed: tuple[ChangedAddress, ...]

    @property
    def rows(self) -> list[CsvRow]:
        """Everything there is to send."""
        return [*(shop.row for shop in self.changed), *(entry.row for entry in self.entries)]

    @property
    def shops(self) -> int:
        """How many shops there are to write to."""
        return len({row.slug for row in self.rows})


def signer(hub: Hub, kecamatan: str) -> Signatory:
    """Who speaks to the sellers of a kecamatan: its mentor, or the operator where there is none."""
    mentor = next((mentor for mentor in hub.mentors if mentor.kecamatan == kecamatan), None)
    return Signatory(
        (mentor.name if mentor else "") or hub.operator.name,
        mentor.whatsapp if mentor else hub.operator.whatsapp,
        hub.operator.name,
        hub.name,
    )


def write_lists(
    folder: Path,
    listed: Iterable[Listed],
    hub: Hub,
    today: date,
    words: Language,
    changes: Iterable[AddressChange] = (),
) -> list[Path]:
    """Write the lists into a folder and remove those of an earlier run that are not needed any more.

    Returns the files, the index first.
    """
    leaves = _leaves(listed, changes, hub, words, today)
    texts: dict[str, bytes] = {}
    if leaves:
        around = {"hub": hub.name, "day": words.date(today), "today": today.isoformat()}
        texts["index.html"] = lone_page(
            _PAGES, "index.html", words, style="list.css", leaves=leaves, **around
        )
    for leaf in leaves:
        texts[f"{leaf.slug}.html"] = lone_page(
            _PAGES, "list.html", words, style="list.css", script="list.js", leaf=leaf, **around
        )
        texts[f"{leaf.slug}.csv"] = table(leaf.rows)
    ours = {"index.html", *(f"{slug}.{kind}" for slug in _names() for kind in ("html", "csv"))}
    for name in ours - texts.keys():
        (folder / name).unlink(missing_ok=True)
    if texts:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in texts.items():
        atomic_file.write(folder / name, content, durable="no")
    return [folder / name for name in texts]


def _leaves(
    listed: Iterable[Listed], changes: Iterable[AddressChange], hub: Hub, words: Language, today: date
) -> list[Leaf]:
    names = _names()
    by_place: dict[str, list[Listed]] = defaultdict(list)
    for item in listed:
        kecamatan = item.reminder.contact.kecamatan
        by_place[kecamatan if kecamatan in names else _ELSEWHERE].append(item)
    changed: dict[str, list[AddressChange]] = defaultdict(list)
    for change in changes:
        kecamatan = change.contact.kecamatan
        changed[kecamatan if kecamatan in names else _ELSEWHERE].append(change)
    leaves = []
    for slug, name in names.items():
        items = sorted(by_place[slug], key=lambda item: (item.reminder.expires_on, item.reminder.slug))
        if items or changed[slug]:
            spoken = signer(hub, slug)
            entries = tuple(_entry(item, name, spoken, words) for item in items)
            others = tuple(_changed(change, name, spoken, words, today) for change in changed[slug])
            leaves.append(Leaf(slug, name, spoken.name, entries, others))
    return leaves


def _changed(
    change: AddressChange, kecamatan: str, spoken: Signatory, words: Language, today: date
) -> ChangedAddress:
    contact = change.contact
    text = asks_about_address(contact.name, spoken, words, gone=change.gone)
    row = CsvRow(
        contact.slug,
        change.kind,
        change.former.listed_on or today,
        kecamatan,
        contact.name,
        readable_number(contact.whatsapp),
        whatsapp(contact.whatsapp, text),
        text,
    )
    return ChangedAddress(row, change.gone, change.told)


def _entry(item: Listed, kecamatan: str, spoken: Signatory, words: Language) -> ClickListEntry:
    reminder = item.reminder
    contact, text = reminder.contact, message(reminder, spoken, words)
    row = CsvRow(
        reminder.slug,
        reminder.kind,
        reminder.expires_on,
        kecamatan,
        contact.name,
        readable_number(contact.whatsapp),
        whatsapp(contact.whatsapp, text),
        text,
    )
    return ClickListEntry(
        row,
        label(reminder.tone, words),
        words.date(reminder.last_day),
        reminder.tone in ("over", "later"),
        words.date(reminder.online_until),
        item.refused,
    )


@cache
def _names() -> dict[str, str]:
    """Slug -> name of every kecamatan, in their official order, and of the rest."""
    return {place.slug: place.name for place in places.all_kecamatan()} | {_ELSEWHERE: "Lainnya"}
