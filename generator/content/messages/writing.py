"""How a file is written: YAML, keys, values and texts."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "not-utf8": (
        "this text is not saved as UTF-8",
        "save the file again and choose the encoding UTF-8",
    ),
    "control-character": (
        "an invisible control character (%(found)s) stands here",
        "delete it and type the text again by hand",
    ),
    "frontmatter-missing": (
        "the first line is not ---",
        "start the file with a line ---, then the keys (nama: …, harga: …), then a line ---, then the story",
    ),
    "frontmatter-open": (
        "the second line --- is missing",
        "type --- on a line of its own after the last key",
    ),
    "yaml-tab": (
        "a tab stands here; these files take spaces only",
        "delete the tab and press the space bar twice",
    ),
    "yaml-colon": (
        "a text with a colon in it needs quotes",
        "type: %(fix)s",
    ),
    "yaml-indent": (
        "this line stands too far to the right",
        "move it to the left, below the line above: %(fix)s",
    ),
    "yaml-quote": (
        "a text that starts with %(found)s needs quotes",
        "type: %(fix)s",
    ),
    "yaml-quote-open": (
        "the closing quote is missing: %(found)s",
        "put the same quote at the end of the text",
    ),
    "yaml-after-quote": (
        "there is more text after the closing quote",
        "put the whole text between quotes: %(fix)s",
    ),
    "yaml-bracket-open": (
        "the closing %(closing)s is missing: %(found)s",
        "put %(closing)s at the end of the list",
    ),
    "yaml-unreadable": (
        "this line cannot be read: %(found)s",
        "a line is a key, a colon, a space and its value, for example harga: 20.000",
    ),
    "yaml-not-fields": (
        "there are no keys here",
        "a line is a key, a colon, a space and its value, for example harga: 20.000",
    ),
    "yaml-two-documents": (
        "a second --- stands here",
        "delete this line; a file holds one shop or one product",
    ),
    "yaml-too-deep": (
        "lists within lists are nested too deeply",
        "write it simpler; see the example in the guide",
    ),
    "yaml-too-much": (
        "there are too many values in this file",
        "a file holds one shop or one product",
    ),
    "yaml-key": (
        "a list cannot be a key",
        "a line is a key, a colon, a space and its value, for example harga: 20.000",
    ),
    "duplicate-key": (
        "%(key)s stands here a second time; the first is on line %(first)s",
        "keep one of the two",
    ),
    "unknown-key": (
        "the key %(key)s is not known",
        "did you mean `%(fix)s`?",
    ),
    "unknown-key-ignored": (
        "the key %(key)s is not known and is left out",
        "keys there are: %(known)s",
    ),
    "missing": (
        "%(key)s is missing",
        "add a line %(key)s: …",
    ),
    "value-expected": (
        "%(key)s takes a single text",
        "type it on one line: %(key)s: …",
    ),
    "fields-expected": (
        "%(key)s takes keys with values",
        "for example %(key)s: %(example)s",
    ),
    "value-is-comment": (
        "what follows # is not read",
        "put it between quotes: %(fix)s",
    ),
    "text-too-long": (
        "this text has %(length)s characters; %(limit)s is the most",
        "shorten it",
    ),
    "text-markup": (
        "this looks like HTML: %(found)s; it will be shown as plain text",
        "leave it out",
    ),
    "digits-other": (
        "these are not the digits of the keyboard: %(found)s",
        "if this is what you mean, type: %(fix)s",
    ),
    "yes-no": (
        "%(found)s is neither yes nor no",
        "type ya or tidak",
    ),
    "order-unreadable": (
        "the order has to be a whole number: %(found)s",
        "type a number, for example 1",
    ),
    "date-unreadable": (
        "this date cannot be read: %(found)s",
        "type it like this: 2026-12-31",
    ),
    "colour-unreadable": (
        "this is not a colour: %(found)s",
        'type six characters between quotes, for example "#8a1c1c"',
    ),
    "yaml-no-space": (
        "a space is missing after the colon",
        "type: %(fix)s",
    ),
    "text-cut": (
        "what follows # is not read",
        "put the whole text between quotes: %(fix)s",
    ),
    "list-dash": (
        "a space is missing after the dash",
        "type each one on a line of its own: %(fix)s",
    ),
    "day-not-indented": (
        "this day stands beside jam_buka, not below it",
        "put two spaces in front: %(fix)s",
    ),
}
"""Code -> message and hint."""
