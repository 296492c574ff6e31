"""What a product says for buyers abroad."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "export-hs-unreadable": (
        'an HS code is 6 to 8 digits: "%(found)s" is none',
        'type it with its points and zeros, for example hs: "0901.21"',
    ),
    "export-hs-short": (
        "an HS code has 6 to 8 digits; %(found)s has %(length)s",
        'a spreadsheet drops a 0 in front; look it up and type it in full, for example hs: "%(fix)s"',
    ),
    "export-hs-long": (
        "an HS code has 6 to 8 digits; %(found)s has %(length)s",
        'the first six are the same in every country: hs: "%(fix)s"',
    ),
    "export-hs-chapter": (
        "no goods have an HS code that begins with %(chapter)s: %(found)s",
        "look the code up at insw.go.id, below INTR",
    ),
    "export-hs-seven": (
        "%(found)s has 7 digits; Indonesia's codes have 8",
        "look whether a 0 is missing in front",
    ),
    "export-amount": (
        'this is no amount: "%(found)s"',
        "type a number and a unit, for example %(example)s",
    ),
    "export-two-ways": (
        'this number can be read in two ways: "%(found)s"',
        "which one is it? Type %(one)s or %(other)s",
    ),
    "export-unit-missing": (
        "%(found)s of what? A unit is missing",
        "type it behind the number, for example %(example)s",
    ),
    "export-unit-near": (
        "the unit %(found)s is not known here",
        "did you mean %(fix)s?",
    ),
    "export-unit-unknown": (
        "the unit %(found)s is not known here",
        "for example %(example)s; units there are: %(known)s",
    ),
    "export-unit-grams": (
        "buyers abroad may understand another weight: %(found)s",
        "type it in grams or kilograms, for example %(fix)s",
    ),
    "export-period": (
        'this says how much, but not in which time: "%(found)s"',
        "type for example kapasitas: %(fix)s",
    ),
    "export-time": (
        'this time cannot be read: "%(found)s"',
        "type for example waktu_produksi: 14 hari, or 2-3 minggu",
    ),
    "export-time-unit": (
        "%(found)s days, weeks or months?",
        "type it behind the number, for example waktu_produksi: %(fix)s",
    ),
    "export-incoterm-unknown": (
        "this does not begin with a rule of Incoterms 2020: %(found)s",
        "type the rule and then the place, for example FOB Tanjung Priok. The rules: %(known)s",
    ),
    "export-incoterm-former": (
        "%(found)s is not in Incoterms 2020 any more",
        "today it is mostly %(fix)s; ask your freight forwarder, and type it with its place",
    ),
    "export-incoterm-two": (
        "two rules stand here, %(one)s and %(other)s: %(found)s",
        "keep one of them; the other one can be offered in your answer",
    ),
    "export-incoterm-pickup": (
        "%(rule)s needs the place where the goods are picked up",
        "add it, for example %(rule)s Cilandak, Jakarta",
    ),
    "export-incoterm-port": (
        "%(rule)s needs the name of a port",
        "add the port where the goods are loaded, for example %(rule)s Tanjung Priok",
    ),
    "export-incoterm-arrival": (
        "%(rule)s needs the name of the port of arrival",
        "add it, for example %(rule)s Rotterdam",
    ),
    "export-incoterm-destination": (
        "%(rule)s needs the name of the place of arrival",
        "add it, for example %(rule)s Singapore",
    ),
    "export-incoterm-air": (
        "%(rule)s is for ships, and this is an airport",
        "for planes take FCA, for example FCA Soekarno-Hatta",
    ),
    "export-incoterm-inland": (
        "%(found)s is not the name of a port",
        "type the port where the goods are loaded, for example %(rule)s Tanjung Priok",
    ),
    "export-origin": (
        "this is not the name of a place: %(found)s",
        "type for example asal: Indonesia",
    ),
    "export-origin-country": (
        "buyers abroad ask for the country: %(found)s",
        "add it if it is so: %(found)s, Indonesia",
    ),
}
"""Code -> message and hint."""
