"""Ways to reach a seller, and her permits."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "whatsapp-unreadable": (
        "this is not an Indonesian mobile number: %(found)s",
        "type it like this: 0812-3456-7890",
    ),
    "whatsapp-short": (
        "this number is too short: %(count)s digits only",
        "most numbers have 11 or 12, like 0812-3456-7890",
    ),
    "whatsapp-long": (
        "this number is too long: %(count)s digits",
        "a mobile number has at most %(limit)s; is one of them there twice?",
    ),
    "whatsapp-letter": (
        "there is a letter in this number: %(letters)s",
        "type digits only: 0 (zero) for O, 1 (one) for l or I",
    ),
    "whatsapp-landline": (
        "this is a landline, not a mobile number: %(found)s",
        "type a mobile number that has WhatsApp: 0812-3456-7890",
    ),
    "whatsapp-decimal": (
        "a spreadsheet has made an amount of this number: %(found)s",
        "look whether it is complete, and type it like this: %(fix)s",
    ),
    "whatsapp-shortened": (
        "a spreadsheet has shortened this number: %(found)s",
        "look it up and type all of its digits: 0812-3456-7890",
    ),
    "email-unreadable": (
        "this is not an e-mail address: %(found)s",
        "type it like this: siti@contoh.id",
    ),
    "address-unreadable": (
        "this is not a web address: %(found)s",
        "type it in full, for example https://tokosaya.id",
    ),
    "social-unreadable": (
        "this is not a name on %(network)s: %(found)s",
        "type the name without @, for example dapurbusiti",
    ),
    "social-host": (
        "this is not the address of a profile on %(network)s: %(found)s",
        "open the profile and copy its address, which begins with %(host)s/; or type the name only",
    ),
    "nib-unusual": (
        "a NIB has 13 digits; %(found)s has not, and is left out",
        "check it on the certificate",
    ),
    "pirt-unusual": (
        "a PIRT number has 15 digits or more; %(found)s has not, and is left out",
        "check it on the certificate",
    ),
    "halal-unusual": (
        "a halal number is ID and 17 digits; %(found)s is not, and is left out",
        "check it on the certificate",
    ),
    "contact-waiting": (
        "%(found)s waits for the mentor; until then the page shows what was agreed to before",
        "nothing more is to be done here: the mentor answers in the form. Not meant? Put the former value "
        "back",
    ),
    "approved-damaged": (
        "the approved copy of this shop cannot be read; the pages stay as they were",
        "bring form/approved/%(slug)s back from a backup. There is none? Look through the number, the "
        "accounts and the QRIS of the shop, then remove that folder: the form makes it anew",
    ),
    "secret-number": (
        "these 16 digits look like a NIK or a bank card",
        "delete them; such a number never belongs on a page",
    ),
}
"""Code -> message and hint."""
