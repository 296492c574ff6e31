"""The Content-Security-Policy of a page, for a `meta` element ahead of any resource."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup


def content_security_policy(style: str, *, forms: bool = False) -> Markup:
    """Own files only; the page's one `style` element is allowed by its hash. Source: CSP Level 3."""
    styles = "'self'"
    if style:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        styles += f" 'sha256-{digest}'"
    return Markup(  # noqa: S704 - our own words and a hash, between double quotes in the page
        f"default-src 'none'; img-src 'self' data:; style-src {styles}; script-src 'self'; "
        f"form-action '{'self' if forms else 'none'}'; base-uri 'none'"
    )
