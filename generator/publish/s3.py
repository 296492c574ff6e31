"""A bucket of Amazon S3, or of any store that speaks its language."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from hashlib import md5 as md5_of

from botocore.exceptions import BotoCoreError, ConfigParseError, InvalidConfigError, InvalidRegionError
from urllib3.exceptions import HTTPError

from generator.publish.errors import CredentialsError, NoConditionsError, StoreDownError, StoreError
from generator.publish.pace import MOST, Pace
from generator.publish.s3_http import S3Connection, S3Response
from generator.publish.s3_listing import pages
from generator.publish.s3_order import in_order, overlooked
from generator.publish.s3_refusals import WHAT_TO_DO, refusal
from generator.publish.s3_signing import Request, Signer
from generator.publish.s3_xml import (
    ListPage,
    read_etag,
    read_failures,
    read_fault,
    read_listing,
    write_deletion,
)
from generator.publish.store import ObjectInfo, StoredObject

# What these say is about settings; all else that botocore raises here is about keys, and is not repeated.
_SETTINGS = (ConfigParseError, InvalidConfigError, InvalidRegionError)


SPARE = 4
"""Connections for what is no upload."""


class S3Store:
    """One bucket.  Credentials come from where boto3 looks for them, and are neither kept nor shown here."""

    def __init__(self, bucket: str, endpoint: str = "", pace: Pace | None = None) -> None:
        self.pace = pace or Pace(MOST)
        self._bucket = bucket
        self._where = endpoint or "Amazon S3"
        try:
            # More connections than uploads at once: whoever renews a lock must not wait for one.
            self._line = S3Connection(Signer(bucket, endpoint), self.concurrency + SPARE, self.pace)
        except BotoCoreError as error:
            raise self._misfit(error) from error

    @property
    def concurrency(self) -> int:
        """See `Store`."""
        return self.pace.most

    @property
    def requests(self) -> Mapping[str, int]:
        """HTTP requests as they were sent, retries included."""
        return self._line.requests

    def put(
        self,
        key: str,
        body: bytes,
        *,
        content_type: str,
        cache_control: str,
        md5: str,
        content_encoding: str = "",
    ) -> str:
        """Upload one object; the store compares the body with its MD5 before it confirms.

        Raises:
            StoreError: see `Store`.
        """
        headers = {
            "Content-MD5": b64encode(bytes.fromhex(md5)).decode(),
            "Content-Type": content_type,
            "Cache-Control": cache_control,
            "Content-Encoding": content_encoding,
        }
        stated = {name: value for name, value in headers.items() if value}
        return read_etag(
            self._ask(Request("PUT", "PUT", key, headers=stated, body=body)).headers.get("ETag", "")
        )

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """Remove up to 1000 objects by one request, and read what it says about each.

        Raises:
            StoreError: see `Store`.
        """
        body = write_deletion(keys)
        headers = {"Content-MD5": _md5(body), "Content-Type": "application/xml"}
        answer = self._ask(Request("DELETE", "POST", query={"delete": ""}, headers=headers, body=body))
        return {
            key: f"{fault.code or 'error'}: {self._line.hide(fault.message)}"
            for key, fault in read_failures(answer.body).items()
            if fault.code != "NoSuchKey"
        }

    def get(self, key: str) -> StoredObject | None:
        """What is stored under this key, its ETag as the store spells it.

        Raises:
            StoreError: see `Store`.
        """
        request = Request("GET", "GET", key)
        answer = self._send(request)
        if answer.status == 404 and read_fault(answer.body).code != "NoSuchBucket":
            return None
        self._check(answer, request)
        return StoredObject(answer.body, answer.headers.get("ETag", ""), _age(answer.headers))

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        """Upload under a condition (`If-None-Match: *` or `If-Match`).

        Raises:
            StoreError: see `Store`.
        """
        condition = {"If-None-Match": "*"} if etag is None else {"If-Match": etag}
        headers = {"Content-MD5": _md5(body), "Content-Type": content_type, **condition}
        request = Request("PUT", "PUT", key, headers=headers, body=body, repeatable=False)
        answer = self._send(request)
        # 409: another conditional request was faster; 404: what should have been replaced is gone.
        if answer.status in (409, 412) or (
            answer.status == 404 and read_fault(answer.body).code == "NoSuchKey"
        ):
            return None
        if answer.status == 501 or read_fault(answer.body).code == "NotImplemented":
            raise NoConditionsError(f"{self._where} knows no conditional writes ({', '.join(condition)})")
        self._check(answer, request)
        return answer.headers.get("ETag", "")

    def list(self, prefix: str, *, after: str = "", until: str = "") -> Iterator[ObjectInfo]:
        """List objects; a start in the middle costs a few more requests, one for each '-' and '.' in `after`.

        Raises:
            StoreError: see `Store`.
        """
        root = prefix[: prefix.rfind("/") + 1]
        queries = [{"prefix": prefix}]
        if after.startswith(prefix) and after:
            aside = [{"prefix": folder} for folder in overlooked(root, after) if folder.startswith(prefix)]
            queries = [*aside, {"prefix": prefix, "start-after": after}]
        found = (held for query in queries for page in pages(self._page, query, prefix) for held in page.held)
        for held in in_order(found, root):
            if until and held.key > until:
                return
            if held.key > after:
                yield held

    def close(self) -> None:
        """Give the connections back."""
        self._line.close()

    def _page(self, query: Mapping[str, str]) -> ListPage:
        return read_listing(self._ask(Request("LIST", "GET", query=query)).body)

    def _ask(self, request: Request) -> S3Response:
        """The answer to a request that should succeed."""
        answer = self._send(request)
        self._check(answer, request)
        return answer

    def _check(self, answer: S3Response, request: Request) -> None:
        if not 200 <= answer.status < 300:
            raise refusal(answer, request, bucket=self._bucket, where=self._where, hide=self._line.hide)

    def _send(self, request: Request) -> S3Response:
        try:
            return self._line.send(request)
        except HTTPError as error:
            # Its text repeats the address; the name of its kind says enough.
            raise StoreDownError(
                f"{self._where} cannot be reached ({type(error).__name__}); nothing is lost: "
                "run it again, and it goes on where it stopped"
            ) from error
        except BotoCoreError as error:
            raise self._misfit(error) from error

    def _misfit(self, error: BotoCoreError) -> StoreError:
        """What stands in the way of asking the store anything."""
        if isinstance(error, _SETTINGS):
            return StoreDownError(f"the settings of the AWS tools cannot be used: {error}")
        return CredentialsError(f"no credentials for {self._where}: {WHAT_TO_DO}")


def _md5(body: bytes) -> str:
    return b64encode(md5_of(body, usedforsecurity=False).digest()).decode()


def _age(headers: Mapping[str, str]) -> float:
    """Seconds since the object was written, by the store's clock alone."""
    try:
        now, written = (parsedate_to_datetime(headers[name]) for name in ("Date", "Last-Modified"))
    except (KeyError, ValueError):
        return 0.0  # as if just written: nobody takes over what may still be in use
    return max(0.0, (now - written).total_seconds())
