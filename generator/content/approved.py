"""The approved copy: a seller's folder as a second person has last agreed to it.

It lies in `form/approved/<slug>/`, in the format of `sellers/<slug>/`, for every shop that somebody may
change with a private link, and only the form writes it. A shop without it is not governed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from generator.content.check_context import CheckContext
from generator.content.lenient import readable
from generator.content.model import Photo, Seller
from generator.content.places import NOWHERE
from generator.content.reader import APPROVED, PHOTO_FOLDER, named, read_seller
from generator.content.unreadable import UnreadableError
from generator.disk.atomic_folder import holding


def approved_folder(root: Path, slug: str) -> Path:
    """The approved copy of a shop; it need not be there."""
    return root / APPROVED / slug


def read_approved(
    root: Path, slug: str, rules: CheckContext, judge: Callable[[Path], Photo]
) -> Seller | None:
    """What a second person has last agreed to; None for a shop that is not governed.

    `judge` judges a photo by its path. A copy that cannot be read any more agrees to nothing.
    """
    folder = approved_folder(root, slug)
    if not folder.is_dir():
        return None

    def photo(_slug: str, name: str) -> Photo:
        return judge(named(folder, PHOTO_FOLDER) / name)

    with holding(folder):
        source = read_seller(root, slug, APPROVED)
        try:
            return readable(source, replace(rules, judge_photo=photo))
        except UnreadableError:
            return Seller(slug, "", "", NOWHERE, "")
