"""Photos for pages: planned by arithmetic, made once, and kept by the content they were made of.

`plan_variants` needs no file. `PhotoCache` keeps what was made below `build/cache/photos/`, by a key of the
original's bytes and the recipe, so that no photo is processed twice; the folder can be deleted at any time.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict, cast

from msgspec import Struct
from PIL import Image, ImageOps

from generator.content import photofile
from generator.content.fields import FieldError
from generator.content.model import Photo
from generator.content.photo_codes import READING, SHOWN, codes_in
from generator.disk import sealed

WIDTHS = SHOWN
"""Pixels; never enlarged. A phone of 412 at 2.625 pixels a dot has room for 956 of them."""
SHARE_SIZE = (1200, 630)
"""Pixels of the JPEG that a shared link shows."""
SHARE_BYTES = 250_000
"""WhatsApp shows no larger picture."""
MAX_ASPECT = 3
"""Longer strips are cut to this at their middle; WebP ends at 16,383 pixels."""

_RECIPE = "3: webp 28/56/77 method 4, bicubic; share jpeg 82, baseline"
_QUALITY = {320: 28, 640: 56, 960: 77}
"""Of WebP. Phones show the two smaller ones, two pixels a dot, where the eye does not see what they lack: a
first load has 16 of the smallest, or three of the middle ones. The largest is looked at closely."""
_METHOD = 4
"""Method 2 takes half the time, but for equal SSIM 14 % more bytes; 5 and 6 give none for their time."""
_FILTER = Image.Resampling.BICUBIC
"""Takes two thirds of Lanczos' time, for pictures that are as like the original in as many bytes."""
_DECODE_SIDE = 1600
"""Pixels of each side that decoding keeps, which is enough for every variant."""


class Facts(TypedDict):
    """What is remembered of a photo, as JSON beside its variants."""

    original: list[int]
    sizes: list[list[int]]
    colour: str
    files: dict[str, str]
    """Name -> digest of everything that was made of it."""


class Made(Struct, frozen=True):
    """What was made of one photo."""

    key: str
    """Ten hexadecimal digits of content and recipe; part of every file name."""
    sizes: tuple[tuple[int, int], ...]
    """Width and height of each variant, smallest first."""
    colour: str
    """The average colour as `#rgb`."""
    fresh: bool
    """Whether it was made just now."""


def plan_variants(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """Width and height of every variant of a photo, smallest first, with `MAX_ASPECT` already applied."""
    if height > width * MAX_ASPECT:
        height = width * MAX_ASPECT
    elif width > height * MAX_ASPECT:
        width = height * MAX_ASPECT
    widths = sorted({min(width, target) for target in WIDTHS})
    return tuple((w, max(1, round(height * w / width))) for w in widths)


class PhotoCache:
    """Photos made so far; safe to use from several processes at once.

    What another shelf (`lender`) has made already is copied from there.
    """

    def __init__(self, folder: Path, lender: Path | None = None) -> None:
        self._folder = folder
        self._lender = lender

    def judge(self, path: Path) -> Photo:
        """Judge an original; one that was judged before is only read. Raises `FieldError`."""
        data = photofile.read(path)
        sha256 = hashlib.sha256(data).hexdigest()
        key = _key(sha256)
        known = self._facts(key) or self._borrowed(key)
        if known:
            width, height = known["original"]
            return Photo(path.name, sha256, width, height)
        return photofile.judge(path.name, data)

    def make(self, photo: Photo, path: Path, *, share: bool = False) -> Made:
        """Make the variants of a photo (and its share picture) unless they are there.

        Raises `FieldError` when the original cannot be decoded or has changed since it was judged.
        """
        key = _key(photo.sha256)
        with self._locked(key):
            facts = self._whole(key) or self._borrowed(key)
            fresh = facts is None
            if facts is None or (share and not self._is_whole(facts, self.share_file(key))):
                data = photofile.read(path)
                if hashlib.sha256(data).hexdigest() != photo.sha256:
                    raise FieldError("photo-broken", found=photo.name)
                try:
                    image = photofile.decode(photo.name, data, _DECODE_SIDE)
                    facts, made = (facts, {}) if facts else self._variants(key, photo, image)
                    if share:
                        made[self.share_file(key)] = share_jpeg(image)
                except FieldError:
                    raise
                except Exception as error:  # Pillow lets more than OSError escape; the seller is told
                    raise FieldError("photo-broken", found=photo.name) from error
                for file, picture in made.items():
                    facts["files"][file.name] = sealed.digest(picture)
                    sealed.write_plain(file, picture)
                sealed.write(self._facts_file(key), json.dumps(facts).encode())
        sizes = tuple((width, height) for width, height in facts["sizes"])
        return Made(key, sizes, facts["colour"], fresh)

    def codes(self, photo: Photo, path: Path) -> tuple[str, ...]:
        """The texts of the codes in an original, which is looked through once.

        Raises `FieldError` when it cannot be decoded or has changed since it was judged.
        """
        key = _key(photo.sha256)
        file = self._folder / key[:2] / f"{key}.codes{READING}"
        known = sealed.read(file)
        if known is None:
            data = photofile.read(path)
            if hashlib.sha256(data).hexdigest() != photo.sha256:
                raise FieldError("photo-broken", found=photo.name)
            known = json.dumps(codes_in(photo.name, data)).encode()
            file.parent.mkdir(parents=True, exist_ok=True)
            sealed.write(file, known)
        return tuple(json.loads(known))

    def prune(self) -> int:
        """Forget every photo that no site uses any more; returns how many files went.

        Sites hold the shelf's files by hard links. Where those cannot be made, everything goes, and is made
        again by the next build.
        """
        removed = 0
        for folder in self._folder.glob("??"):
            names = {path: re.split(r"[-.]", path.name)[0] for path in folder.iterdir()}
            used = {name for path, name in names.items() if path.stat().st_nlink > 1}
            for path, name in names.items():
                if name and name not in used:  # the lock's name starts with a dot
                    path.unlink()
                    removed += 1
        return removed

    def drop(self, path: Path) -> None:
        """Forget what was made of an original."""
        key = _key(hashlib.sha256(path.read_bytes()).hexdigest())
        for made in (self._folder / key[:2]).glob(f"{key}*"):
            made.unlink()

    def variant_file(self, key: str, width: int) -> Path:
        """Where a variant lies."""
        return self._folder / key[:2] / f"{key}-{width}.webp"

    def share_file(self, key: str) -> Path:
        """Where a share picture lies."""
        return self._folder / key[:2] / f"{key}-share.jpg"

    def _facts_file(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def _facts(self, key: str) -> Facts | None:
        """What is known of a photo, whatever has become of its pictures."""
        found = sealed.read(self._facts_file(key))
        return None if found is None else cast(Facts, json.loads(found))

    def _whole(self, key: str) -> Facts | None:
        """What is known of a photo, if every variant is what was made once."""
        facts = self._facts(key)
        if facts and all(self._is_whole(facts, self.variant_file(key, width)) for width, _ in facts["sizes"]):
            return facts
        return None

    @staticmethod
    def _is_whole(facts: Facts, file: Path) -> bool:
        # Measured: all 72 pictures of a shop with 24 photos are compared in 5 ms.
        data = sealed.content(file)
        return data is not None and facts["files"].get(file.name) == sealed.digest(data)

    def _borrowed(self, key: str) -> Facts | None:
        """What the lender knows of a photo, once its pictures are here; the facts come last, as in making."""
        if self._lender is None or not (self._lender / key[:2] / f"{key}.json").is_file():
            return None
        (self._folder / key[:2]).mkdir(parents=True, exist_ok=True)
        for made in (*(self._lender / key[:2]).glob(f"{key}-*"), self._lender / key[:2] / f"{key}.json"):
            if (data := sealed.content(made)) is None:  # pruned meanwhile
                return None
            sealed.write_plain(self._folder / key[:2] / made.name, data)
        return self._whole(key)

    def _variants(self, key: str, photo: Photo, image: Image.Image) -> tuple[Facts, dict[Path, bytes]]:
        """What is to be known of a photo, and its variants; nothing is written."""
        sizes = plan_variants(photo.width, photo.height)
        made: dict[Path, bytes] = {}
        smaller = image
        for size in reversed(sizes):
            smaller = ImageOps.fit(smaller, size, _FILTER)
            out = io.BytesIO()
            quality = next(q for limit, q in _QUALITY.items() if size[0] <= limit)
            smaller.save(out, "WEBP", quality=quality, method=_METHOD)
            made[self.variant_file(key, size[0])] = out.getvalue()
        facts = Facts(
            original=[photo.width, photo.height],
            sizes=[list(size) for size in sizes],
            colour=_average(smaller),
            files={},
        )
        return facts, made

    @contextmanager
    def _locked(self, key: str) -> Iterator[None]:
        """One process makes a photo while others wait for it; photos of other folders are not held up."""
        folder = self._folder / key[:2]
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def share_jpeg(image: Image.Image) -> bytes:
    """A picture as a 1200x630 JPEG of at most `SHARE_BYTES` bytes."""
    fitted = ImageOps.fit(image, SHARE_SIZE, _FILTER)
    for quality in (82, 70, 55, 40, 25):
        out = io.BytesIO()
        fitted.save(out, "JPEG", quality=quality, optimize=True)  # progressive: 2 % less, 3 times the time
        if out.tell() <= SHARE_BYTES:
            break
    return out.getvalue()


def _key(sha256: str) -> str:
    return hashlib.sha256(f"{_RECIPE} {sha256}".encode()).hexdigest()[:10]


def _average(image: Image.Image) -> str:
    pixel = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    channels = pixel if isinstance(pixel, tuple) else (0, 0, 0)
    return "#" + "".join(f"{min(15, round(channel / 17)):x}" for channel in channels[:3])
