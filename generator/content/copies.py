"""Names of files that are no shop's: other programs' files, copies, devices of Windows.  Pure.

Phones, Windows and sync programs mark the copies they make.  Every mark has a space, a bracket, a point, `_`
or capitals in it: no slug of ours looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.content.fields import WINDOWS_NAMES, slugify
from generator.content.visible import alike, plain

_OTHERS = frozenset({
    "thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "icon\r", "readme", "readme.md", "readme.txt",
    "catatan.txt", "__macosx", "@eadir", "$recycle.bin", "system volume information", "lost+found",
})  # fmt: skip
"""Names that programs and people leave beside a shop's files."""
_OTHERS_LIKE = re.compile(
    r"~\$.*|#.*#|.*~|.*\.(?:bak|backup|tmp|temp|orig|old|swp|part|crdownload)", re.DOTALL
)
"""What editors, Office and browsers leave behind while they save."""

_OURS = re.compile(r"[a-z0-9-]+(?:\.(?:md|ya?ml|jpe?g|png|webp))?")
"""A name as we make it: no mark of a copy or of another program is in it."""

_WORD = r"(?:copy|salinan|salin|duplikat|duplicate)"
_NUMBER = r"(?: ?\([0-9]{1,2}\))"
_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"(?P<of>.+?){_NUMBER}",
        rf"(?P<of>.+?)(?: - ?|[ _]){_WORD}(?:{_NUMBER}| [0-9]{{1,2}})?",
        rf"{_WORD}{_NUMBER}?(?: of| dari)? (?P<of>.+)",
        r"(?P<of>.+?)\.sync-conflict-[0-9]{8}-[0-9]{6}(?:-[a-z0-9]+)?",  # Syncthing
        r"(?P<of>.+?)_conflict-[0-9]{8}-[0-9]{6}",  # ownCloud
        # Dropbox, Nextcloud, Drive; GNOME: (another copy), (salinan ke-3)
        rf"(?P<of>.+?) ?[(\[][^()\[\]]*(?:conflict|konflik|\b{_WORD}\b)[^()\[\]]*[)\]]",
        r"(?P<of>.+)-(?-i:DESKTOP|LAPTOP)-(?-i:[A-Z0-9]{7,8})",  # OneDrive
    )
)
"""`rendang (1)`, `rendang - Salinan (2)`, `Copy of rendang`, … with the name that was copied."""


def of_other_programs(name: str) -> bool:
    """Whether a name is none of a shop's: hidden, of a program, or of one that keeps something back."""
    if _OURS.fullmatch(name):
        return name in _OTHERS
    seen = name.casefold()
    return name.startswith(".") or seen in _OTHERS or bool(_OTHERS_LIKE.fullmatch(seen)) or _read_me(seen)


def no_file(name: str) -> bool:
    """Whether a file of ours must not have a name: it would be passed over, or could not lie on Windows."""
    return of_other_programs(name) or refused_by_windows(name)


def _read_me(seen: str) -> bool:
    return any(before in {"readme.md", "readme.txt"} for before in originals(seen))


def originals(name: str) -> Iterator[str]:
    """What a name may be a copy of, the nearest first: `x (1).md` for `x (1) - Copy.md`, and then `x.md`."""
    if _OURS.fullmatch(name):
        return
    stem, point, ending = plain(name).rpartition(".")
    if not stem:
        stem, point, ending = ending, "", ""
    while found := next(filter(None, (mark.fullmatch(stem) for mark in _MARKS)), None):
        stem = found["of"].strip()
        yield f"{stem}{point}{ending}"


def original(name: str, names: Sequence[str]) -> str:
    """Which of these names a name is a copy of (the last one of a copy of a copy); empty where of none."""
    if _OURS.fullmatch(name):
        return ""
    there = {alike(other): other for other in names}
    found = [there[alike(before)] for before in originals(name) if alike(before) in there]
    return found[-1] if found else ""


def product_copies(products: Mapping[str, bytes], deleted: frozenset[str]) -> dict[str, str]:
    """Files of products that are copies, each with the file that it is a copy of.

    One whose original is not there is the product; of several with the same bytes, the first is.  An original
    that the seller `deleted` through the form does not come back as its copy: it is named as empty.
    """
    if all(map(_OURS.fullmatch, products)):
        return {}
    there = {address(name): name for name in products if not any(originals(name))}
    there |= {slug: name for name in products if (slug := address(name)) not in there}
    found: dict[str, str] = {}
    alone: dict[tuple[str, bytes], str] = {}
    for name, data in products.items():
        before = [slug for one in originals(name) if (slug := address(one)) != address(name)]
        if kept := [there[slug] for slug in before if slug in there]:
            found[name] = kept[-1]
        elif deleted.intersection(before):
            found[name] = ""
        elif before and (first := alone.setdefault((before[-1], data), name)) != name:
            found[name] = first
    return found


def address(name: str) -> str:
    """The slug that a product has from its file's name."""
    return slugify(plain(name).rpartition(".")[0], 60)


def refused_by_windows(name: str) -> bool:
    """Whether Windows takes a name for a device, whatever its ending.

    Source: "Naming Files, Paths, and Namespaces", Microsoft Learn.
    """
    return plain(name).partition(".")[0].strip().casefold() in WINDOWS_NAMES
