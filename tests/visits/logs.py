"""Lines of access logs, as four programs write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/124.0.0.0 Mobile Safari/537.36"
)
JAKARTA = timezone(timedelta(hours=7))
HEAD = (
    "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem "
    "sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id "
    "x-host-header\n"
)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody asks for something."""

    path: str = "/kopi-satu/"
    at: datetime = datetime(2026, 11, 30, 9, 0, tzinfo=JAKARTA)
    address: str = "203.0.113.7"
    agent: str = PHONE
    method: str = "GET"
    status: int = 200
    number: int = 1
    """Tells requests of one second from each other, where a log does."""


def combined(look: Look) -> str:
    time = f"{look.at:%d/%b/%Y:%H:%M:%S %z}"
    asked = f"{look.method} {look.path}?n={look.number} HTTP/2.0"
    return f'{look.address} - - [{time}] "{asked}" {look.status} 5120 "-" "{look.agent}"\n'


def caddy(look: Look) -> str:
    request = {
        "remote_ip": "10.0.0.1", "client_ip": look.address, "proto": "HTTP/2.0", "method": look.method,
        "host": "hub.example", "uri": f"{look.path}?utm=x", "headers": {"User-Agent": [look.agent]},
    }  # fmt: skip
    told = {
        "level": "info", "ts": look.at.timestamp() + look.number / 1000, "logger": "http.log.access.log0",
        "msg": "handled request", "request": request, "size": 5120, "status": look.status,
    }  # fmt: skip
    return json.dumps(told) + "\n"


def s3(look: Look) -> str:
    key = (look.path[1:] + "index.html" * look.path.endswith("/")).replace("/", "%2F")
    time = f"{look.at.astimezone(UTC):%d/%b/%Y:%H:%M:%S} +0000"
    return (
        f"{'79a5' * 16} toko [{time}] {look.address} - {look.number:016X} WEBSITE.{look.method}.OBJECT "
        f'{key} "{look.method} {look.path} HTTP/1.1" {look.status} - 5120 5120 12 11 "-" "{look.agent}" - '
        "hostid= - - - hub.example - -\n"
    )


def cloudfront(look: Look) -> str:
    utc = look.at.astimezone(UTC)
    cells = (
        f"{utc:%Y-%m-%d}", f"{utc:%H:%M:%S}", "CGK50-P1", "5120", look.address, look.method,
        "d1.cloudfront.net", look.path, str(look.status), "-", look.agent.replace(" ", "%20"), "-", "-",
        "Hit", f"id{look.number}==", "hub.example",
    )  # fmt: skip
    return "\t".join(cells) + "\n"


FORMATS: dict[str, Callable[[Look], str]] = {
    "combined": combined,
    "caddy": caddy,
    "s3": s3,
    "cloudfront": cloudfront,
}
