"""Why nothing can be printed of a shop."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "print-folder-errors": (
        "the folder of the shop %(slug)s has errors (%(count)s)",
        "see what is wrong with it: etalase check %(slug)s",
    ),
    "print-no-consent": (
        "the shop %(slug)s has no consent (persetujuan) that holds today, so its address must not be printed",
        "ask the seller, and write the day of her yes into toko.yaml",
    ),
    "print-not-published": (
        "the last build did not publish the shop %(slug)s, so its address would lead nowhere",
        "run etalase build; etalase hosting status %(slug)s says where its two years stand",
    ),
}
"""Code -> message and hint."""
