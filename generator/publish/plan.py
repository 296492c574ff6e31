"""What to do: compares what was built with what is on record.  No network, no clock, and no disk.

(One exception: what a gzipped file's ETag would be cannot be told without compressing the file.  It is asked
only where the store was found to hold something that is not on record.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.losses import most_are_gone, product_of
from generator.publish.errors import DeployRefusedError
from generator.publish.manifest import ManifestEntry
from generator.publish.merge_join import merge_join
from generator.publish.payloads import Payloads
from generator.publish.published import DIFFERS, FOUND, Published

Action = Literal["upload", "delete", "skip"]
Stage = Literal["assets", "product", "shop", "hub", "delete"]

UPLOAD_STAGES: tuple[Stage, ...] = ("assets", "product", "shop", "hub")
"""Each is finished before the next begins, so no page is ever online before what it refers to."""

HOLD = timedelta(hours=24)
"""How long a replaced photo or asset stays, because cached pages still refer to it."""

_LOST = "kept: so much of this shop is gone that it looks like an accident"
WITHDRAWN = 5
"""Shops that may withdraw their consent between two deploys without anybody looking at the deletes."""

# What links to product pages; new products must be online before it.
_SHOP_LISTS = frozenset({
    "index.html", "pesan.html", "atom.xml", "en/index.html", "en/atom.xml", "en/export.html", "en/export.csv",
    "katalog/meta.csv", "katalog/google.xml",
})  # fmt: skip


class PlannedFile(Struct, frozen=True):
    """One file's fate, with the reason."""

    action: Action
    key: str
    """Its name in the store: the target's prefix and the path."""
    entry: ManifestEntry
    """What was built; for a file that is gone, what is on record."""
    stage: Stage
    reason: str
    """Plain words: `new`, `changed: sha256`, `same`, `gone`, ..."""
    encoding: str = ""
    """The Content-Encoding to send it with: `gzip`, or empty."""

    @property
    def seller(self) -> str:
        """The slug of the shop it belongs to; empty for the hub and for shared assets."""
        return self.entry.seller


class Plan(Struct, frozen=True):
    """Everything one deploy will do."""

    rows: tuple[PlannedFile, ...]
    """In path order; unchanged files are only counted, unless they were asked for."""
    upload: int
    delete: int
    skip: int
    recorded: int
    """How many keys were on record before."""
    shops_gone: bool
    """Whether the build has no shop while there are shops on record, and the ledger does not explain it."""
    newly_gone: tuple[PlannedFile, ...]
    """Held files whose 24 hours start with this deploy."""
    returned: tuple[str, ...]
    """Paths of held files that the build uses again."""
    expected: int = 0
    """How many of the deletes are explained: of shops that are over, or whose seller has withdrawn."""
    recognised: tuple[Published, ...] = ()
    """Files not on record of which the store holds just what would be sent: only the record catches up."""
    losses: tuple[str, ...] = ()
    """Shops that are left as they are, because so much of them is gone that it looks like an accident."""

    @property
    def idle(self) -> bool:
        """Whether the store need not be asked for anything."""
        return not (self.upload or self.delete)

    def steps(self, stage: Stage) -> list[PlannedFile]:
        """The uploads of a stage, or the deletes."""
        return [row for row in self.rows if row.stage == stage and row.action != "skip"]

    def refuse_mass_delete(self, limit: int | None) -> None:
        """Stop when more would be deleted than a normal day explains.

        A limit of None is the larger of 50 and 1 % of the keys on record, and leaves out what is explained:
        shops that are suspended, purged, moved or erased, and a few that have withdrawn their consent.

        Raises:
            DeployRefusedError: `max-delete`. Nothing is truncated: half a mass delete is a broken site too.
        """
        if limit is None and self.shops_gone:
            raise DeployRefusedError(
                "empty-build",
                "the build has no shop at all, but shops are online: is sellers/ there? "
                f"If they are to go, pass --max-delete {self.delete}",
            )
        allowed = max(50, self.recorded // 100) + self.expected if limit is None else limit
        if self.delete > allowed:
            raise DeployRefusedError(
                "max-delete",
                f"this would delete {self.delete} of {self.recorded} published files, more than {allowed} "
                f"({self._whose()}): look at them with --dry-run; if they are right, "
                f"pass --max-delete {self.delete}",
            )

    def _whose(self) -> str:
        """Whose files would go: the shops with the most, by name."""
        counts = Counter(row.seller for row in self.rows if row.action == "delete")
        named = [f"{slug or 'hub'}: {count}" for slug, count in counts.most_common(5)]
        return ", ".join(named + ["…"] * (len(counts) > len(named)))


def make_plan(
    manifest: Iterable[ManifestEntry],
    recorded: Iterable[Published],
    *,
    payloads: Payloads,
    failed: Set[str],
    over: Set[str] = frozenset(),
    withdrawn: Set[str] = frozenset(),
    meant: Set[str] | None = None,
    now: datetime,
    prefix: str = "",
    list_same: bool = False,
) -> Plan:
    """Compare two streams that are ordered by path; memory grows with what changed, not with the hub.

    `failed` holds the slugs whose build failed: one without any built file has no last good build here,
    and what is online of it stays.  `over` holds those that are no shops any more by their hosting term.
    `withdrawn` holds those that have a folder, but no consent; up to `WITHDRAWN` of them explain deletes.
    `meant` holds those of whom somebody said that pages go: of others, a shop that would lose all its pages
    or most of its products is left as it is online (`Plan.losses`); None: the build does not tell.
    `list_same` keeps the rows of unchanged files too.
    """
    rows: list[PlannedFile] = []
    vanished: list[Published] = []
    returned: list[str] = []
    recognised: list[Published] = []
    present: set[str] = {""}
    products: Counter[str] = Counter()
    unchanged = on_record = 0
    for entry, old in merge_join(manifest, recorded, _built_path, _recorded_path):
        on_record += old is not None
        if entry is not None:
            present.add(entry.seller)
            products[entry.seller] += bool(product_of(entry.path))
            encoding = payloads.encoding(entry)
            known = _recognised(entry, old, payloads)
            if known is not None:
                recognised.append(known)
            reason = "" if known else _why_upload(entry, old, encoding)
            if reason:
                rows.append(
                    PlannedFile("upload", prefix + entry.path, entry, stage_of(entry), reason, encoding)
                )
            else:
                unchanged += 1
                if list_same:
                    rows.append(PlannedFile("skip", prefix + entry.path, entry, stage_of(entry), "same"))
            if old is not None and old.gone_since is not None:
                returned.append(entry.path)
        elif old is not None:
            vanished.append(old)

    losses = set() if meant is None else _losses(vanished, products, present) - failed - over - meant
    uploads_held = [row for row in rows if row.action == "upload" and row.seller in losses]
    rows = [
        replace(row, action="skip", reason=_LOST) if row.action == "upload" and row.seller in losses else row
        for row in rows
    ]
    newly_gone: list[PlannedFile] = []
    # Only now is it known which sellers still have a site.
    for old in vanished:
        spared = _LOST if old.entry.seller in losses else _why_spared(old, present, failed, now)
        action: Action = "skip" if spared else "delete"
        row = PlannedFile(action, prefix + old.entry.path, old.entry, "delete", spared or "gone")
        rows.append(row)
        if spared.startswith("held") and old.gone_since is None:
            newly_gone.append(row)

    rows.sort(key=lambda row: row.key)
    uploads = sum(row.action == "upload" for row in rows)
    deletes = sum(row.action == "delete" for row in rows)
    skips = unchanged + len(uploads_held) + len(vanished) - deletes
    leaving = {row.seller for row in rows if row.action == "delete"} & withdrawn
    explained = over | leaving if len(leaving) <= WITHDRAWN else over
    shops_gone = present == {""} and any(old.entry.seller not in explained | {""} for old in vanished)
    return Plan(
        tuple(rows),
        uploads,
        deletes,
        skips,
        on_record,
        shops_gone,
        tuple(newly_gone),
        tuple(returned),
        sum(row.action == "delete" and row.seller in explained for row in rows),
        tuple(recognised),
        tuple(sorted(losses)),
    )


def _losses(vanished: Iterable[Published], products: Mapping[str, int], present: Set[str]) -> set[str]:
    """Shops whose front page is gone from the build, or most of whose product pages are."""
    gone: Counter[str] = Counter()
    lost = set()
    for old in vanished:
        seller, path = old.entry.seller, old.entry.path
        if seller and old.gone_since is None:
            gone[seller] += bool(product_of(path))
            if path == f"{seller}/index.html" and seller not in present:
                lost.add(seller)
    return lost | {
        seller
        for seller, count in gone.items()
        if seller in present and most_are_gone(products[seller] + count, products[seller])
    }


def stage_of(entry: ManifestEntry) -> Stage:
    """When a file is uploaded: what pages refer to first, then pages, then what links to pages."""
    folder, _, rest = entry.path.partition("/")
    if folder == "aset" or "immutable" in entry.cache_control or (entry.seller and rest.startswith("foto/")):
        return "assets"
    if not entry.seller:
        return "hub"
    return "shop" if rest in _SHOP_LISTS else "product"


def _built_path(entry: ManifestEntry) -> str:
    return entry.path


def _recorded_path(old: Published) -> str:
    return old.entry.path


def _recognised(entry: ManifestEntry, old: Published | None, payloads: Payloads) -> Published | None:
    """What the store was found to hold, if it is just what would be sent.

    A listing has no headers: they are taken to be right, because the same program sent the same bytes.
    """
    if old is None or old.doubt not in (FOUND, DIFFERS) or old.etag != payloads.md5(entry):
        return None
    return Published(entry, encoding=payloads.encoding(entry), etag=old.etag)


def _why_upload(entry: ManifestEntry, old: Published | None, encoding: str) -> str:
    if old is None:
        return "new"
    before = old.entry
    if old.doubt:
        return f"unconfirmed: {old.doubt}"
    changes = {
        "sha256": (entry.sha256, entry.md5) != (before.sha256, before.md5),
        "content-type": entry.content_type != before.content_type,
        "cache-control": entry.cache_control != before.cache_control,
        "content-encoding": encoding != old.encoding,
    }
    changed = ", ".join(name for name, differs in changes.items() if differs)
    return f"changed: {changed}" if changed else ""


def _why_spared(old: Published, present: Set[str], failed: Set[str], now: datetime) -> str:
    entry = old.entry
    if entry.seller not in present:
        # A shop without any page has been withdrawn, and its photos go with it at once: no page of its
        # own refers to them any more, and a seller who withdraws should not wait a day.
        return "kept: the seller's build failed" if entry.seller in failed else ""
    since = old.gone_since or now
    if stage_of(entry) == "assets" and now - since < HOLD:
        return f"held 24 h: replaced {since.isoformat(timespec='seconds')}"
    return ""
