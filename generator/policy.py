"""The Content-Security-Policy of a page, for a `meta` element ahead of any resource."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from markupsafe import Markup

_APP = "; manifest-src 'self'; worker-src 'self'"


def content_security_policy(style: str, *blocks: str, forms: bool = False, app: bool = False) -> Markup:
    """Own files only; the page's one `style` element and its data blocks are allowed by their hashes.

    `app` allows a web app manifest and a service worker. Browsers do not run data blocks (JSON) in any case;
    checkers ask for their hashes. Source: CSP Level 3.
    """
    styles, scripts = _style_hash(style), "".join(map(_hash, filter(None, blocks)))
    return Markup(  # noqa: S704 - our own words and hashes, between double quotes in the page
        f"default-src 'none'; img-src 'self' data:; style-src 'self'{styles}; script-src 'self'{scripts}; "
        f"connect-src 'self'; form-action '{'self' if forms else 'none'}'; base-uri 'none'"
        f"{_APP if app else ''}"
    )


@lru_cache(maxsize=256)
def _style_hash(style: str) -> str:
    """The hash of a style, which many pages have in common."""
    return _hash(style) if style else ""


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f" 'sha256-{base64.b64encode(digest).decode()}'"
