"""Values as JSON inside a page, for its scripts and for search engines."""

from __future__ import annotations

import orjson
from markupsafe import Markup


def page_data(value: object) -> Markup:
    """A value for the inside of a `<script>` of data, where nothing that a seller wrote can end it.

    The whole page may be read by a parser of XML, too: so & and quotes are escaped as < is.
    """
    text = orjson.dumps(value).decode()
    for sign, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")):
        if sign in text:
            text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - what could end the block is escaped
