"""A shop while nobody else may write to it: its draft, what is published of it, and its row, read once each.

Whatever is written here is known afterwards without being read again, as long as it is known what it says.
Only `editing.edit` makes one, so whoever has one holds the lock.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.content.model import Seller
from generator.content.offline import Offline, read_offline
from generator.content.reader import DELETED, PHOTO_FOLDER, deleted_products, named
from generator.content.readiness import readiness
from generator.disk.atomic_folder import replace_folder
from generator.form import history, rewriting, shops
from generator.form.changes import REFUSED, Change, differences
from generator.form.context import FormContext
from generator.form.drafts import Draft, UnreadableDraftError, version
from generator.form.links import PrivateLink
from generator.form.lost import deleted
from generator.form.saving import Base, ChangeOf, ConflictError, photos_named, stage_folder
from generator.form.shops import ShopRow


def published(context: FormContext, slug: str) -> Draft | None:
    """What is in sellers/; a toko.yaml that cannot be read any more says nothing, which is a loss."""
    return context.live.read(slug, may_be_torn=True) if context.live.folder(slug).is_dir() else None


class LockedShop:
    """The files and the row of one shop, for whoever holds its lock."""

    def __init__(self, context: FormContext, actor: PrivateLink | None, slug: str) -> None:
        self.context = context
        self.actor = actor
        """Whoever acts; None for the program itself."""
        self.slug = slug
        self._draft: Draft | None = None
        self._live: Draft | None = None
        self._live_is_read = False
        self._row: ShopRow | None = None
        self.written = False
        """Whether anything of it was written since it was locked."""

    @property
    def draft(self) -> Draft:
        """What the seller is working on. Raises `UnreadableDraftError`."""
        if self._draft is None:
            self._draft = self.context.drafts.read(self.slug)
        return self._draft

    @property
    def live(self) -> Draft | None:
        """What is in sellers/; None before the first publication. Raises `UnreadableDraftError`."""
        if not self._live_is_read:
            self._live = published(self.context, self.slug)
            self._live_is_read = True
        return self._live

    @property
    def row(self) -> ShopRow:
        """What is remembered of the shop. Raises `LookupError` for one that nobody knows."""
        if self._row is None:
            self._row = shops.shop_row(self.context.database, self.slug)
        if self._row is None:
            raise LookupError(self.slug)
        return self._row

    @property
    def offline(self) -> Offline | None:
        """Why the shop is offline for cause; None where it is not."""
        return read_offline(self.context.live.folder(self.slug))

    def note(self, **values: str | int | None) -> None:
        """Change single facts of the row."""
        shops.note(self.context.database, self.slug, **values)
        self._row = None

    def save(self, change: ChangeOf, base: Base | None = None) -> None:
        """Save a change of the draft; one that changes nothing is not written down, and is no conflict.

        Raises:
            ConflictError: a file of `base` is not what it was.
            OSError: the disk is full, for example; the draft is what it was.
        """
        self._save(change, self.actor, base)

    def _save(
        self, change: ChangeOf, by: PrivateLink | None, base: Base | None = None, *, refuses: bool = False
    ) -> None:
        draft = self.draft
        after = change(draft.seller)
        texts = rewriting.texts(draft, after, self.context.drafts.rules)
        if texts and any(draft.digest(path) != seen for path, seen in (base or {}).items()):
            raise ConflictError(draft)
        if texts:
            told = [REFUSED] if refuses else []
            self._write(texts, [*told, *differences(draft.seller, after)], by, says=after)
            self._remember(draft.seller, after)

    def _write(
        self,
        texts: Mapping[str, bytes | None],
        changes: list[Change],
        by: PrivateLink | None,
        *,
        says: Seller | None = None,
    ) -> None:
        """Replace texts of the draft (None removes one), and the photos they name.

        The draft is read again where nobody tells what it `says` then.
        """
        context, draft = self.context, self.draft
        history.reconcile(context.database, draft.slug, draft.version)
        whole = {path: data for path, data in {**draft.texts, **texts}.items() if data is not None}
        photos = photos_named(context.photo_store(draft.slug), draft, whole)
        stage = stage_folder(draft.folder, draft.folder, texts, photos)
        try:
            names = {n for n in draft.photos if n not in photos} | {n for n, p in photos.items() if p}
            versions = (draft.version, version(whole, names))
            both = {path: (_text(draft.texts.get(path)), _text(data)) for path, data in texts.items()}
            history.record(context.database, draft.slug, by, context.now(), changes, versions, both)
            replace_folder(stage, draft.folder)
            self.written = True
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        self._draft = draft.saying(says, whole, names) if says else None

    def _remember(self, before: Seller, after: Seller) -> None:
        """Keep what lists of shops show; a published shop stays with its mentor."""
        was, now = _listed(before), _listed(after)
        if was != now:
            if self.row.live or self.context.live.folder(self.slug).is_dir():
                del now["kecamatan"]
            elif self.row.origin == "invited" and self.row.kecamatan not in ("", now["kecamatan"]):
                had = self.row.handed_from or self.row.kecamatan  # whose mentor invited her
                now["handed_from"] = had if had != now["kecamatan"] else ""
            self.note(**now)

    def _replace_live(
        self,
        texts: Mapping[str, bytes | None],
        photos: Mapping[str, Path | None],
        says: Seller | None = None,
        *,
        withdraws: bool = False,
    ) -> None:
        """Replace texts and photos in sellers/; it is read again where nobody tells what it `says` then.

        Raises `UnreadableDraftError` where the whole would have errors, unless it `withdraws` a consent.
        """
        if not withdraws:
            self._refuse_errors(texts, photos, alone=says is not None)
        live, target = self.live, self.context.live.folder(self.slug)
        replace_folder(stage_folder(target, target, texts, photos, copies=True), target)
        self.written = True
        if says and live and not photos:
            kept = {path: data for path, data in {**live.texts, **texts}.items() if data is not None}
            kept.pop(DELETED, None)
            self._live = live.saying(says, kept, live.photos)
        else:
            self._live_is_read = False

    def _refuse_errors(
        self, texts: Mapping[str, bytes | None], photos: Mapping[str, Path | None], *, alone: bool
    ) -> None:
        """See to it that no build will refuse what is about to lie in sellers/.

        A change `alone` is not kept out by a mistake that is there already: that one is somebody else's.
        """
        live, repository = self.live, self.context.live
        whole = {**(live.texts if live else {}), **texts}
        kept = {path: data for path, data in whole.items() if data is not None and not path.endswith(".bak")}
        there = {name: named(live.folder, PHOTO_FOLDER) / name for name in live.photos} if live else {}
        shown = {name: path for name, path in {**there, **photos}.items() if path}
        known = {(one.path, one.code) for one in live.problems} if live and alone else set()
        found = repository.problems_of(self.slug, kept, shown)
        errors = tuple(one for one in found if one.severity == "error" and (one.path, one.code) not in known)
        if errors:
            raise UnreadableDraftError(errors)

    def _change_live(self, change: ChangeOf) -> None:
        """Make one change in sellers/, and none of the draft's. Raises `UnreadableDraftError`."""
        live = self.live
        if live is None:
            return
        if live.torn:
            raise UnreadableDraftError(live.problems)
        after = change(live.seller)
        texts = rewriting.texts(live, after, self.context.live.rules)
        if not texts:
            return
        texts[DELETED] = deleted(deleted_products(live.folder), live.seller, after)
        photos, gone = self._new_photos(live, after), after.withdrawn and not live.seller.withdrawn
        self._replace_live(texts, photos, after, withdraws=gone)

    def _new_photos(self, live: Draft, after: Seller) -> dict[str, Path | None]:
        """Photos that sellers/ has to get for a shop to say `after`."""
        there = {(photo.name, photo.sha256) for photo in live.seller.photos}
        places = dict(self._places())
        new = [photo for photo in after.photos if (photo.name, photo.sha256) not in there]
        found = {photo.name: places.get((photo.name, photo.sha256)) for photo in new}
        return {name: path for name, path in found.items() if path}

    def _places(self) -> Iterator[tuple[tuple[str, str], Path]]:
        """Where photos lie, by name and digest; of several places, the last one is the safest."""
        for found in (self._live, self._draft):
            if found:
                for photo in found.seller.photos:
                    yield (photo.name, photo.sha256), named(found.folder, PHOTO_FOLDER) / photo.name


def _listed(seller: Seller) -> dict[str, str | int | None]:
    return {
        "name": seller.name,
        "kecamatan": seller.kecamatan.slug,
        "ready": readiness(seller).percent,
    }


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")
