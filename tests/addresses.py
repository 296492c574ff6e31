"""Addresses as people type them, of a site with the shop `toko-a` and its product `kopi`."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

LOOSE = {
    "/toko-a": "/toko-a/",
    "/TOKO-A": "/toko-a/",
    "/TOKO-A/": "/toko-a/",
    "/Toko-A/Kopi.html": "/toko-a/kopi.html",
    "/toko-a/KOPI.HTML": "/toko-a/kopi.html",
    "/toko-a/Index.html": "/toko-a/index.html",
    "/kategori/Kuliner": "/kategori/kuliner/",
    "/TOKO-A?utm_source=IG": "/toko-a/?utm_source=IG",
    "/toko-a?a=1&a=2&b&c=%20%26": "/toko-a/?a=1&a=2&b&c=%20%26",
}
"""As typed, and as links write them."""
EXACT = (
    "/",
    "/index.html",
    "/toko-a/",
    "/toko-a/kopi.html?X=Y",
    "/robots.txt",
    "/aset/X.css",
    "/toko-a/foto/A.webp",
)
"""Addresses that stay as they are."""
HOSTILE = (
    "//evil",
    "//EVIL/",
    "//EVIL.example/",
    "///EVIL",
    "/%2f%2fEVIL",
    "/\\EVIL",
    "/%5cEVIL",
    "/.EVIL",
    "/a//EVIL",
    "/%0d%0aX:EVIL",
    "/@EVIL.example",
    "/:EVIL",
)
"""Addresses that must lead to no other site."""


def lead(site: str, path: str, method: str = "GET") -> tuple[int, str]:
    """The status for just this path, and where the answer leads; nothing is normalised on the way."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()
