"""A shop as a whole: name of its folder, place, category, consent, whom it follows."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "name-empty": (
        "a name needs letters or digits",
        "type the name, for example: Dapur Bu Siti",
    ),
    "slug-invalid": (
        "the name %(found)s cannot be an address",
        "use small letters, digits and dashes, 3 to 40 of them: %(fix)s",
    ),
    "slug-reserved": (
        "the hub keeps the name %(found)s for itself",
        "use another one, for example %(fix)s",
    ),
    "kecamatan-unknown": (
        "there is no kecamatan %(found)s in Jakarta",
        "did you mean %(fix)s?",
    ),
    "kelurahan-unknown": (
        "%(kecamatan)s has no kelurahan %(found)s",
        "there are: %(known)s",
    ),
    "kelurahan-elsewhere": (
        "the kelurahan %(found)s belongs to %(fix)s, not to %(kecamatan)s",
        "correct one of the two, for example kecamatan: %(fix)s",
    ),
    "category-unknown": (
        "the category %(found)s is not one of this hub",
        "did you mean %(fix)s? There are: %(known)s",
    ),
    "theme-unknown": (
        "there is no theme %(found)s",
        "there are: %(known)s",
    ),
    "follow-unknown": (
        "the shop %(found)s does not exist here and is left out",
        "type the name in its address, which is the last part of it",
    ),
    "follow-moved": (
        "the shop %(found)s has a new address; it is left out until that is typed here",
        "type %(fix)s",
    ),
    "follow-self": (
        "a shop cannot follow itself",
        "leave it out",
    ),
    "consent-missing": (
        "there is no consent yet; the shop is not published",
        "once the seller agrees, add the line persetujuan: with the date of that day (year-month-day)",
    ),
    "taken-offline": (
        "the shop was taken offline for cause: %(reason)s",
        "once that is mended, bring it back at the mentor's desk, or delete this file",
    ),
    "consent-withdrawn": (
        "the seller does not agree to be online (persetujuan: tidak); the shop is not on the internet",
        "once the seller agrees again, type the date of that day (year-month-day) instead",
    ),
    "consent-lost": (
        "the consent is gone, although the shop is on the internet; the pages stay as they were",
        "bring the line persetujuan: back with its date; a seller who wants to stop types persetujuan: tidak",
    ),
    "consent-future": (
        "the consent is dated %(found)s, and that day is still to come; until then it does not count",
        "type the day on which the seller agreed (year-month-day)",
    ),
    "category-in-use": (
        "the category %(found)s is gone, but %(shops)s shops use it; its page stays for them",
        "bring the category back, or let these shops choose another one",
    ),
    "folder-lost": (
        "the folder is gone, although the shop is on the internet; the pages stay as they were",
        "bring it back under this name (renamed: etalase hosting rename %(slug)s NEW-SLUG); "
        "if the shop is to go: etalase build --accept-losses %(slug)s",
    ),
    "shop-copy": (
        "%(found)s looks like a copy of the shop %(other)s, and is not shown",
        "delete the copy; or give it a name of its own if it is another shop",
    ),
    "markdown-too-long": (
        "this text has %(found)s; %(limit)s is the most",
        "shorten it",
    ),
    "markdown-brackets": (
        "this text has more than %(limit)s square brackets",
        "leave out brackets that are no links",
    ),
    "markdown-html": (
        "HTML is left out: %(found)s",
        "use plain text, **bold**, lists and links",
    ),
    "markdown-picture": (
        "a picture inside the text is left out",
        "copy it to the folder foto/ and name it in the line foto:",
    ),
    "markdown-link": (
        "this link is left out: %(found)s",
        "links start with https://, mailto: or tel:",
    ),
    "category-none": (
        "the category %(found)s is not one of this hub",
        "choose one of: %(known)s",
    ),
    "kecamatan-is-kelurahan": (
        "%(found)s is a kelurahan of the kecamatan %(fix)s",
        "type kecamatan: %(fix)s and kelurahan: %(found)s",
    ),
    "kecamatan-none": (
        "there is no kecamatan %(found)s in Jakarta",
        "type one of the 44, for example Tebet; the guide lists them all",
    ),
    "slug-taken": (
        "a shop has, or had, the name %(found)s",
        "a name is never given again: choose another one",
    ),
}
"""Code -> message and hint."""
