"""Photos."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "too-many-photos": (
        "a product shows %(limit)s photos at most",
        "leave the best ones",
    ),
    "photo-missing": (
        "there is no photo %(found)s in foto/",
        "copy it to the folder foto/, or leave this name out",
    ),
    "photo-missing-near": (
        "there is no photo %(found)s in foto/",
        "did you mean %(fix)s?",
    ),
    "photo-name": (
        "a photo is named without a folder: %(found)s",
        "type the name only, for example rendang-1.jpg",
    ),
    "photo-heic": (
        "%(found)s is a HEIC photo, which browsers cannot show",
        "save it as JPEG: %(fix)s (iPhone: Settings, Camera, Formats, Most Compatible)",
    ),
    "photo-avif": (
        "%(found)s is an AVIF picture, which we cannot open",
        "save it as JPEG: %(fix)s",
    ),
    "photo-format": (
        "%(found)s is not a photo we can use",
        "save it as JPEG, PNG or WebP",
    ),
    "photo-broken": (
        "the photo %(found)s is damaged or cut off",
        "copy it again from the phone",
    ),
    "photo-too-large": (
        "the photo %(found)s is larger than %(limit)s",
        "send it over WhatsApp and save it from there; that makes it smaller",
    ),
    "photo-too-many-pixels": (
        "the photo %(found)s has more than %(limit)s million pixels",
        "choose a smaller size in the camera's settings",
    ),
    "photo-too-long": (
        "the photo %(found)s is longer than %(limit)s thousand pixels on one side",
        "cut it into pieces, each a photo of its own",
    ),
    "photo-too-heavy": (
        "opening the photo %(found)s takes more memory than there is",
        "save it smaller, as JPEG",
    ),
    "photo-not-regular": (
        "%(found)s is not a file but a link or a folder",
        "copy the photo itself to foto/",
    ),
    "photo-outside": (
        "the photo %(found)s is not used here",
        "move it into the folder foto/ of this shop",
    ),
    "photo-copy": (
        "%(found)s looks like a copy of %(other)s and is not shown",
        "delete it; or name it in the line foto: if it is another photo",
    ),
}
"""Code -> message and hint."""
