"""Sending requests to a bucket over shared connections, again where a failure may pass."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from threading import Lock
from typing import Any

from msgspec import Struct
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as TimeoutError_

from generator.publish.pace import Pace
from generator.publish.s3_signing import Request, Signer
from generator.publish.s3_xml import read_fault

CONNECT_SECONDS, READ_SECONDS = 5, 30
"""To reach the store; and for each block that is sent, or for the answer to begin."""
SLOWEST = 8_000
"""Bytes a second: an answer may take longer by what it takes to send the body that slowly, because the last
of it lies in this machine's buffers when we begin to wait."""

FIRST_WAIT, LONGEST_WAIT = 0.25, 20.0
"""Seconds; the ceiling of the wait before a second attempt, doubled for each further one."""


class Patience(Struct, frozen=True):
    """How long to go on with a request that fails."""

    attempts: int
    seconds: float
    """No attempt starts later than this after the first."""

    def waits(self, began: float) -> Iterator[float]:
        """Seconds to wait before each further attempt: exponential backoff with full jitter.

        `began` is a moment of `time.monotonic`.
        """
        for number in range(self.attempts - 1):
            wait = random.uniform(0, min(LONGEST_WAIT, FIRST_WAIT * 2**number))  # noqa: S311 - no secret
            if time.monotonic() + wait > began + self.seconds:
                return
            yield wait


# An operator waits for the first answer, so a store that is down is reported within seconds; once the store
# has answered, a hiccup in the middle of thousands of files deserves all the patience.
HASTY = Patience(attempts=3, seconds=20)
PATIENT = Patience(attempts=8, seconds=600)

# What the S3 API and the proxies in front of it answer where the same request may do better later.
_PASSING = {429, 500, 502, 503, 504}
_PASSING_CODES = {"RequestTimeout", "SlowDown"}
# Of these, the ones that say for certain that nothing was done, because there is too much to do.
_UNDONE = {429, 503}
_UNSENT = (NewConnectionError, ConnectTimeoutError)
_ELSEWHERE = {301, 302, 307}


class S3Response(Struct, frozen=True):
    """What the store said at last."""

    status: int
    headers: Mapping[str, str]
    """In any spelling of upper and lower case."""
    body: bytes


class S3Connection:
    """The connections to one bucket, shared by all threads."""

    def __init__(self, signer: Signer, connections: int, pace: Pace) -> None:
        self.requests: Counter[str] = Counter()
        """Requests as they were sent, by verb; every attempt counts."""
        self._signer = signer
        self._pace = pace
        self._lock = Lock()
        self._answered = False
        proxy, headers = signer.proxy()
        options: dict[str, Any] = {
            "maxsize": connections,
            "ca_certs": signer.certificates(),
        }
        self._proxied = bool(proxy)
        self._pools = (
            ProxyManager(proxy, proxy_headers=headers, **options) if proxy else PoolManager(**options)
        )
        self._pools.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
        self._pool_of = cache(self._pools.connection_from_url)

    def send(self, request: Request) -> S3Response:
        """Send this request until the store has answered it, well or badly, or patience ends.

        A request that is not repeatable is sent again only if it certainly had no effect.

        Raises:
            urllib3.exceptions.HTTPError: no answer arrived to the last attempt.
            botocore.exceptions.BotoCoreError: there are no credentials.
        """
        waits = (PATIENT if self._answered else HASTY).waits(time.monotonic())
        while True:
            try:
                answer = self._attempt(request)
            except HTTPError as error:
                again = request.repeatable or isinstance(error, _UNSENT)
                if not again or (wait := next(waits, None)) is None:
                    raise
            else:
                if self._moved(answer):
                    continue
                passing = _passes(answer, _PASSING if request.repeatable else _UNDONE)
                self._answered = self._answered or not passing
                if not passing or (wait := next(waits, None)) is None:
                    return answer
            self._pace.step_aside(wait)

    def hide(self, text: str) -> str:
        """A text of the store's without our secrets."""
        return self._signer.hide(text)

    def close(self) -> None:
        """Give the connections back."""
        self._pools.clear()

    def _attempt(self, request: Request) -> S3Response:
        url, headers = self._signer.sign(request)
        self._count(request.verb)
        uploads = request.verb == "PUT" and request.repeatable
        began = time.monotonic()
        try:
            answer = self._exchange(request, url, headers)
        except HTTPError as error:
            if uploads and _is_timeout(error):
                self._pace.timed_out(began)
            raise
        if uploads and 200 <= answer.status < 300:
            self._pace.answered(began)
        elif uploads and _is_throttling(answer):
            self._pace.throttled(began)
        elif uploads and read_fault(answer.body).code == "RequestTimeout":
            self._pace.timed_out(began)
        return answer

    def _exchange(self, request: Request, url: str, headers: Mapping[str, str]) -> S3Response:
        scheme, _, host, path = url.split("/", 3)
        # The pool of a host is found once, not by parsing the address of every request.
        pool = self._pools if self._proxied else self._pool_of(f"{scheme}//{host}")
        answer = pool.urlopen(
            request.method,
            url if self._proxied else f"/{path}",
            # A file is sent block by block, each in its own time; bytes would have to go out within one.
            body=BytesIO(request.body),
            headers={**headers, "Content-Length": str(len(request.body))},
            timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS + len(request.body) / SLOWEST),
            retries=False,
            redirect=False,
            decode_content=False,
        )
        return S3Response(answer.status, answer.headers, answer.data)

    def _moved(self, answer: S3Response) -> bool:
        """Whether the bucket is in another region, where the next attempt will go."""
        if answer.status not in _ELSEWHERE | {400}:
            return False
        fault = read_fault(answer.body)
        if answer.status == 400 and fault.code != "AuthorizationHeaderMalformed":
            return False
        region = answer.headers.get("x-amz-bucket-region") or fault.region
        if not region:
            region = self._attempt(Request("HEAD", "HEAD")).headers.get("x-amz-bucket-region", "")
        return self._signer.move(region)

    def _count(self, verb: str) -> None:
        with self._lock:
            self.requests[verb] += 1


class _Connection(HTTPConnection):
    """urllib3 sends with the time-out that is meant for connecting; a slow line wants the longer one."""

    def send(self, data: Any) -> None:
        """See `http.client`."""
        if self.sock is not None:
            self.sock.settimeout(READ_SECONDS)
        super().send(data)


class _SecureConnection(_Connection, HTTPSConnection):
    """The same with TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


def _is_timeout(error: HTTPError) -> bool:
    return isinstance(error, TimeoutError_) or any(isinstance(cause, TimeoutError) for cause in error.args)


def _is_throttling(answer: S3Response) -> bool:
    return answer.status in _UNDONE or (answer.status >= 400 and read_fault(answer.body).code == "SlowDown")


def _passes(answer: S3Response, statuses: set[int]) -> bool:
    """Whether this failure may pass."""
    if answer.status in statuses:
        return True
    return answer.status >= 400 and read_fault(answer.body).code in _PASSING_CODES
