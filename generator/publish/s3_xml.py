"""The few XML documents of S3: what a store says went wrong, what it lists, and what it shall delete.

Stores differ in the namespace they put on these, so tags are looked up in any (`{*}`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote_plus
from xml.etree import ElementTree

from msgspec import Struct

from generator.publish.errors import ListingError, StoreError
from generator.publish.store import ObjectInfo

_MD5 = re.compile(r"[0-9A-Fa-f]{32}")
_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


class Fault(Struct, frozen=True):
    """Why a request, or one key of it, failed; empty texts where the store does not say."""

    code: str = ""
    message: str = ""
    region: str = ""
    """Where to ask instead."""


class ListPage(Struct, frozen=True):
    """One page of ListObjectsV2."""

    held: tuple[ObjectInfo, ...]
    next_page: str
    """The token to ask for the next page with; empty on the last one."""


def read_fault(body: bytes) -> Fault:
    """The fault in an answer; proxies in front of a store answer with anything, so nothing is raised."""
    try:
        root = _parse(body)
    except ElementTree.ParseError:
        return Fault()
    return _fault(root)


def read_failures(body: bytes) -> dict[str, Fault]:
    """The keys that DeleteObjects could not remove.

    Raises:
        StoreError: the body is something else.
    """
    root = _expect(body, "DeleteResult")
    return {_text(entry, "Key"): _fault(entry) for entry in root.iterfind("{*}Error")}


def read_listing(body: bytes) -> ListPage:
    """A page that was asked for with `encoding-type=url`.

    Raises:
        StoreError: the body is something else.
    """
    root = _expect(body, "ListBucketResult")
    plain = unquote_plus if _text(root, "EncodingType") == "url" else str
    held = tuple(
        ObjectInfo(plain(_text(entry, "Key")), read_etag(_text(entry, "ETag")), _size(entry))
        for entry in root.iterfind("{*}Contents")
    )
    more = _text(root, "IsTruncated") == "true"
    token = _text(root, "NextContinuationToken") if more else ""
    if more and not token:
        raise StoreError("the store says that its listing goes on, but not where")
    return ListPage(held, token)


def read_etag(text: str) -> str:
    """An ETag without what only some answers of a store, or a proxy, put around it."""
    etag = text.strip().removeprefix("W/").strip('"')
    return etag.lower() if _MD5.fullmatch(etag) else etag


def write_deletion(keys: Iterable[str]) -> bytes:
    """The body of a quiet DeleteObjects: the store answers with failures only."""
    root = ElementTree.Element("Delete", xmlns=_NAMESPACE)
    for key in keys:
        ElementTree.SubElement(ElementTree.SubElement(root, "Object"), "Key").text = key
    ElementTree.SubElement(root, "Quiet").text = "true"
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _parse(body: bytes) -> ElementTree.Element:
    # The operator chose this store and gives it all files; expat itself bounds how far entities expand.
    return ElementTree.fromstring(body)  # noqa: S314


def _expect(body: bytes, name: str) -> ElementTree.Element:
    try:
        root = _parse(body)
    except ElementTree.ParseError as error:
        raise StoreError(f"the store's answer is not XML ({error})") from error
    if root.tag.rpartition("}")[2] != name:
        fault = _fault(root)
        raise StoreError(f"the store's answer is not a {name}: {fault.code} {fault.message}".rstrip())
    return root


def _fault(element: ElementTree.Element) -> Fault:
    return Fault(_text(element, "Code"), _text(element, "Message"), _text(element, "Region"))


def _size(entry: ElementTree.Element) -> int:
    size = _text(entry, "Size") or "0"
    if not size.isdecimal():
        raise ListingError(f"the store lists an object of the size {size!r}")
    return int(size)


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{{*}}{name}") or ""
