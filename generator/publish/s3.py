"""A bucket of Amazon S3, or of any store that speaks its language.  The only module that imports boto3."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import md5 as md5_of
from threading import Lock
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    TokenRetrievalError,
)

from generator.publish.errors import CredentialsError, StoreDownError, StoreError

CONNECT_SECONDS, READ_SECONDS = 5, 30

# An operator waits for the first answer, so a store that is down is reported within seconds; once the store
# has answered, a hiccup in the middle of thousands of files deserves all the patience.
FIRST_ATTEMPTS, ATTEMPTS = 3, 8

# What this module asks for, and what botocore asks by itself when a bucket lives in another region.
_VERBS = {"PutObject": "PUT", "DeleteObjects": "DELETE", "HeadBucket": "HEAD"}
_NO_CREDENTIALS = (
    CredentialRetrievalError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    TokenRetrievalError,
)
_WHAT_TO_DO = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_PROFILE) to a key that may write"


class S3Store:
    """One bucket.  Credentials come from where boto3 looks for them, and are neither kept nor shown here."""

    concurrency = 16

    def __init__(self, bucket: str, endpoint: str = "") -> None:
        self._bucket = bucket
        self._endpoint = endpoint
        self._requests: Counter[str] = Counter()
        self._lock = Lock()
        self._answered = False
        try:
            session = boto3.Session()
            self._hasty = self._client(session, FIRST_ATTEMPTS)
            self._patient = self._client(session, ATTEMPTS)
        except BotoCoreError as error:
            raise self._worded(error) from error

    @property
    def requests(self) -> Mapping[str, int]:
        """HTTP requests as they were sent, retries included."""
        return self._requests

    def put(self, key: str, body: bytes, *, content_type: str, cache_control: str, md5: str) -> None:
        """Upload one object; the store compares the body with its MD5 before it confirms.

        Raises:
            StoreError: see `Store`.
        """
        headers = {"ContentType": content_type, "CacheControl": cache_control}
        self._call(
            "put_object",
            Key=key,
            Body=body,
            ContentMD5=b64encode(bytes.fromhex(md5)).decode(),
            **{name: value for name, value in headers.items() if value},
        )

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """Remove up to 1000 objects by one request, and read what it says about each.

        Raises:
            StoreError: see `Store`.
        """
        answer = self._call("delete_objects", Delete={"Objects": [{"Key": k} for k in keys], "Quiet": True})
        return {
            failure["Key"]: f"{failure.get('Code', 'error')}: {failure.get('Message', '')}"
            for failure in answer.get("Errors", ())
            if failure.get("Code") != "NoSuchKey"
        }

    def close(self) -> None:
        """Give the connections back."""
        self._hasty.close()
        self._patient.close()

    def _client(self, session: Any, attempts: int) -> Any:
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": attempts},
            max_pool_connections=self.concurrency,
            # Many compatible stores do not know the newer checksums; Content-MD5 guards every body here.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            # Compatible stores rarely have a host name for each bucket.
            s3={"addressing_style": "path" if self._endpoint else "auto"},
        )
        client = session.client("s3", endpoint_url=self._endpoint or None, config=config)
        client.meta.events.register("before-send.s3", self._count)
        client.meta.events.register("before-sign.s3.DeleteObjects", _sign_with_md5)
        return client

    def _call(self, operation: str, **arguments: Any) -> Any:
        client = self._patient if self._answered else self._hasty
        try:
            answer = getattr(client, operation)(Bucket=self._bucket, **arguments)
        except (BotoCoreError, ClientError) as error:
            raise self._worded(error) from error
        self._answered = True
        return answer

    def _count(self, event_name: str, **_: Any) -> None:
        with self._lock:
            self._requests[_VERBS.get(event_name.rpartition(".")[2], "GET")] += 1

    def _worded(self, error: Exception) -> StoreError:
        where = self._endpoint or "Amazon S3"
        if isinstance(error, _NO_CREDENTIALS):
            return CredentialsError(f"no credentials for {where}: {_WHAT_TO_DO}")
        if not isinstance(error, ClientError):
            return StoreDownError(f"{where} cannot be reached ({type(error).__name__})")
        code = error.response.get("Error", {}).get("Code", "")
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code == "NoSuchBucket":
            return StoreDownError(
                f"there is no bucket {self._bucket!r} at {where}: create it, or correct the target"
            )
        if status in (401, 403):
            # The store's own sentence is left out: some stores repeat parts of the request in it.
            return CredentialsError(
                f"{where} refused the credentials for bucket {self._bucket!r} ({code}): {_WHAT_TO_DO}"
            )
        if status == 429 or status >= 500:
            return StoreDownError(f"{where} does not work at the moment ({code}, HTTP status {status})")
        return StoreError(f"{code}: {error.response.get('Error', {}).get('Message', '')}")


def _sign_with_md5(request: Any, **_: Any) -> None:
    """Give DeleteObjects the checksum that all stores know, in place of botocore's CRC32.

    The S3 API wants some checksum on this request, and older compatible stores accept only Content-MD5.
    """
    for name in [
        name for name in request.headers if name.lower().startswith(("x-amz-checksum", "x-amz-sdk-"))
    ]:
        del request.headers[name]
    del request.headers["Content-MD5"]
    digest = md5_of(request.body, usedforsecurity=False).digest()
    request.headers["Content-MD5"] = b64encode(digest).decode()
