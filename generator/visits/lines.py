"""What a line of an access log says; every format is recognised by the line itself.

- S3 server access logs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
- CloudFront standard logs, tab-separated; `#Fields:` says what the columns are.
- Caddy's access log (JSON), and `combined` of nginx and Apache; what stands behind it does not matter.

Whoever asks for a page writes parts of its line: what a pattern takes grows with the length, and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

import orjson

JAKARTA = timezone(timedelta(hours=7))
_MONTHS = {
    name: number
    for number, name in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"), 1
    )
}
_QUOTED = rb'"([^"\\]*(?:\\.[^"\\]*)*)"'
_MAYBE = rb"(?:" + _QUOTED + rb"|-)"
_TIME = rb"\[(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]"
_COMBINED = re.compile(
    rb"(\S+) \S+ \S+ " + _TIME + rb" " + _QUOTED + rb" (\d{3}) \S+ " + _QUOTED + rb" " + _QUOTED
)
_S3 = re.compile(
    rb"\S+ \S+ " + _TIME + rb" (\S+) \S+ (\S+) (\S+) (\S+) " + _MAYBE
    + rb" (\d{3}|-) \S+ \S+ \S+ \S+ \S+ " + _MAYBE + rb" " + _MAYBE
)  # fmt: skip
_DAY_AND_TIME = re.compile(rb"(\d{4})-(\d\d)-(\d\d)\t(\d\d):(\d\d):(\d\d)\t")
_FIELDS = (
    b"date", b"time", b"x-edge-location", b"sc-bytes", b"c-ip", b"cs-method", b"cs(Host)", b"cs-uri-stem",
    b"sc-status", b"cs(Referer)", b"cs(User-Agent)", b"cs-uri-query", b"cs(Cookie)", b"x-edge-result-type",
    b"x-edge-request-id",
)  # fmt: skip
"""CloudFront's first columns, in a file that has lost its head."""
_DIRECTIVE = b"#Fields:"
_ANY_DIRECTIVE = re.compile(rb"#[A-Z][A-Za-z-]*:")
"""Of the W3C's extended format: `#Version: 1.0`."""


class Request(NamedTuple):
    """What somebody asked for; the bytes as the log has them."""

    day: int
    """In Jakarta, as `date.toordinal` counts."""
    address: bytes
    agent: bytes
    """What a browser calls itself; empty where nothing is said."""
    method: bytes
    path: bytes
    """Without the query."""
    status: int
    identity: bytes
    """What is the same wherever this line stands."""
    stored: bool = False
    """Whether the path is a store's key."""
    in_advance: bool = False
    """Whether a browser or a worker fetched it on its own, and showed it to nobody."""


_OTHER = Request(0, b"", b"", b"", b"", 0, b"")
"""A line that is no request, of a log that has others."""


class LineReader:
    """Reads the lines of one file, in their order."""

    def __init__(self) -> None:
        self._columns = {name: at for at, name in enumerate(_FIELDS)}

    def read(self, line: bytes) -> Request | None:
        """What a line (without its end) says; None for one that is of no known log."""
        if line.startswith(b"{"):
            return _caddy(line)
        if line.startswith(b"#"):
            return self._directive(line)
        if line[10:11] == b"\t":
            return self._cloudfront(line)
        return _combined(line) or _s3(line)

    def _directive(self, line: bytes) -> Request | None:
        if line.startswith(_DIRECTIVE):
            names = line[len(_DIRECTIVE) :].split()
            self._columns = {name: at for at, name in enumerate(names)}
        return _OTHER if _ANY_DIRECTIVE.match(line) else None

    def _cloudfront(self, line: bytes) -> Request | None:
        moment, cells, at = _DAY_AND_TIME.match(line), line.split(b"\t"), self._columns
        try:
            told = [
                cells[at[name]]
                for name in (b"c-ip", b"cs(User-Agent)", b"cs-method", b"cs-uri-stem", b"sc-status")
            ]
        except (KeyError, IndexError):
            return None
        day = moment and _utc_day(*moment.groups())
        address, agent, method, path, status = told
        if not day or not status.isdigit():
            return None
        request_id = at.get(b"x-edge-request-id", len(cells))
        identity = _said(cells[request_id]) if request_id < len(cells) else b""
        return Request(day, address, _said(agent), method, path, _status(status), identity or line)


def _combined(line: bytes) -> Request | None:
    found = _COMBINED.match(line)
    if not found:
        return None
    address, moment, asked, status, _, agent = found.groups()
    day = _day(moment)
    if not day:
        return None
    method, path = _asked(asked)
    return Request(day, address, _said(agent), method, path, int(status), found[0])


def _s3(line: bytes) -> Request | None:
    found = _S3.match(line)
    if not found:
        return None
    moment, address, request_id, operation, key, _, status, _, agent = found.groups()
    day = _day(moment)
    if not day:
        return None
    method = b"GET" if operation in (b"REST.GET.OBJECT", b"WEBSITE.GET.OBJECT") else operation
    path = b"/" + key if key != b"-" else b""
    identity = _said(request_id) or found[0]
    return Request(day, address, _said(agent or b""), method, path, _status(status), identity, stored=True)


def _caddy(line: bytes) -> Request | None:
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    request = told.get("request")
    if not isinstance(request, dict):
        return _OTHER
    day, status = _moment(told.get("ts")), told.get("status")
    if not day or not isinstance(status, int):
        return None
    path = _text(request, "uri").partition(b"?")[0]
    address = _text(request, "client_ip") or _text(request, "remote_ip")
    headers = request.get("headers")
    headers = headers if isinstance(headers, dict) else {}
    wanted, purpose = _header(headers, "Sec-Fetch-Dest"), _header(headers, "Sec-Purpose")
    return Request(
        day,
        address,
        _header(headers, "User-Agent"),
        _text(request, "method"),
        path,
        status,
        line,
        in_advance=wanted not in (b"", b"document") or b"prefetch" in purpose,
    )


def _text(values: Mapping[str, Any], name: str) -> bytes:
    found = values.get(name)
    return found.encode() if isinstance(found, str) else b""


def _header(headers: Mapping[str, Any], name: str) -> bytes:
    found = headers.get(name)
    return found[0].encode() if isinstance(found, list) and found and isinstance(found[0], str) else b""


def _said(value: bytes) -> bytes:
    return b"" if value == b"-" else value


def _status(digits: bytes) -> int:
    return int(digits) if len(digits) == 3 and digits.isdigit() else 0


def _asked(request_line: bytes) -> tuple[bytes, bytes]:
    """Method and path of `GET /kopi-tebet/?utm=x HTTP/1.1`; nothing of what is no such line."""
    parts = request_line.split(b" ")
    return (parts[0], parts[1].partition(b"?")[0]) if len(parts) == 3 else (b"", b"")


def _moment(value: object) -> int:
    """The day of Caddy's time: seconds since 1970, or ISO with a zone; 0 for anything else."""
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            return moment.astimezone(JAKARTA).toordinal() if moment.tzinfo else 0
        return datetime.fromtimestamp(value, JAKARTA).toordinal() if isinstance(value, int | float) else 0
    except (ValueError, OverflowError, OSError):
        return 0


@lru_cache(maxsize=4096)
def _day(moment: bytes) -> int:
    """The day of `30/Nov/2026:07:00:01 +0700`; 0 for one that the calendar does not know."""
    day, month, year, rest = moment[:2], moment[3:6], moment[7:11], moment[12:]
    offset = timedelta(hours=int(rest[-4:-2]), minutes=int(rest[-2:]))
    try:
        zone = timezone(-offset if rest[-5:-4] == b"-" else offset)
        clock = int(rest[:2]), int(rest[3:5]), min(int(rest[6:8]), 59)
        found = datetime(int(year), _MONTHS[month], int(day), *clock, tzinfo=zone)
        return found.astimezone(JAKARTA).toordinal()
    except (KeyError, ValueError, OverflowError):
        return 0


@lru_cache(maxsize=4096)
def _utc_day(*parts: bytes) -> int:
    year, month, day, hour, minute, second = map(int, parts)
    try:
        found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return found.astimezone(JAKARTA).toordinal()
    except (ValueError, OverflowError):
        return 0


def readable(encoded: bytes) -> bytes:
    """A path or a name without percent signs; stores encode their keys twice."""
    for _ in range(2):
        if b"%" in encoded:
            encoded = unquote_to_bytes(encoded)
    return encoded


def day_text(day: int) -> str:
    """`2026-11-30`."""
    return date.fromordinal(day).isoformat()
