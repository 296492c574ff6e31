"""Rows of a spreadsheet."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "import-key-unknown": (
        "nothing can be imported as %(found)s",
        "did you mean %(fix)s?",
    ),
    "import-missing": (
        "%(key)s is missing",
        "fill in this column",
    ),
    "import-cell-broken": (
        "the spreadsheet shows an error here: %(found)s",
        "type the value itself again",
    ),
    "import-day-doubtful": (
        "%(found)s may be one of two days",
        "type the day as %(one)s or as %(other)s",
    ),
    "import-consent-unclear": (
        "it cannot be told whether this is a yes: %(found)s",
        "ask the seller; type ya, or tidak, or the day on which she agreed (year-month-day)",
    ),
    "import-consent-day": (
        "a yes without a day (%(found)s): the shop is written without consent, and is not published",
        "type the day on which the seller agreed (year-month-day)",
    ),
    "import-consent-refused": (
        "the seller does not agree; the shop is not on the internet",
        "once the seller agrees, type the date of that day (year-month-day) instead",
    ),
    "import-photo-link": (
        "a photo that is a link is not fetched: %(found)s",
        "save the photo in the folder of photos, and type the name of its file here",
    ),
    "import-photo-missing": (
        "the photo %(found)s is not in the folder of photos",
        "copy it there, or correct its name; the option --photos names that folder",
    ),
    "import-number-taken": (
        "the number %(number)s belongs to the shop %(other)s already",
        "nothing was changed there: let the mentor ask the owner of the number",
    ),
    "import-id-taken": (
        "the shop %(other)s has come from a row of the same id, with another WhatsApp number",
        "let the mentor ask both; two sellers need two ids",
    ),
    "import-row-twice": (
        "row %(row)s says something else of the same shop",
        "keep one of the two rows",
    ),
    "import-shop-gone": (
        "the shop %(slug)s was imported once, and its folder is gone",
        "bring the folder back, or leave the row out",
    ),
    "import-shop-erased": (
        "the shop %(slug)s was erased at its owner's request, and does not come back by an import",
        "leave the row out; who wants a shop again registers anew",
    ),
    "import-shop-unreadable": (
        "the folder of the shop %(slug)s cannot be changed as it is",
        "see what is wrong with it: etalase check %(slug)s",
    ),
    "import-conflict": (
        "the shop has changed %(key)s itself: it says %(live)s now, this row says %(new)s",
        "the shop's own stays; correct the row, or ask the seller",
    ),
}
"""Code -> message and hint."""
