"""Where a bucket is, who we are, and what a signed request looks like.  The only module that imports boto3.

botocore knows all of this: where credentials come from and when they want renewal, the host name of a bucket,
the signature.  What it does around every single request, though, costs more than the request itself (3 ms of
processor time for each small file, measured on 2 cores), so `s3_http` sends what is signed here by itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from threading import Lock
from urllib.parse import quote, urlencode

import boto3
from botocore import UNSIGNED
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import NoCredentialsError
from botocore.httpsession import ProxyConfiguration, get_cert_path
from botocore.session import get_session
from botocore.utils import get_environ_proxies
from msgspec import Struct, field


class Request(Struct, frozen=True):
    """One request to a bucket, not signed yet."""

    verb: str
    """What it is charged as: one of `store.VERBS`."""
    method: str
    """Of HTTP."""
    key: str = ""
    """Empty: the bucket itself."""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    repeatable: bool = True
    """Whether doing it twice is the same as doing it once."""


class _Place(Struct, frozen=True):
    """Where the bucket is."""

    url: str
    """Ends in `/`; a key follows."""
    region: str


class Signer:
    """Signs requests to one bucket.  Credentials are looked up for each request, and neither kept nor shown.

    Raises:
        BotoCoreError: AWS_PROFILE names a profile that does not exist.
    """

    def __init__(self, bucket: str, endpoint: str) -> None:
        self._bucket = bucket
        self._endpoint = endpoint
        self._session = get_session()
        self._boto3 = boto3.Session(botocore_session=self._session)
        self._place: _Place | None = None
        self._moved = False
        self._lock = Lock()

    def sign(self, request: Request) -> tuple[str, dict[str, str]]:
        """The request's URL, and all of its headers.

        Raises:
            BotoCoreError: there are no credentials, or they could not be renewed.
        """
        with self._lock:
            place = self._place = self._place or self._find(None)
            credentials = self._session.get_credentials()
        if credentials is None:
            raise NoCredentialsError
        query = f"?{urlencode(request.query, quote_via=quote, safe='')}" if request.query else ""
        url = f"{place.url}{quote(request.key)}{query}"
        signed = AWSRequest(request.method, url, dict(request.headers), request.body)
        S3SigV4Auth(credentials.get_frozen_credentials(), "s3", place.region).add_auth(signed)
        return url, dict(signed.headers.items())

    def hide(self, text: str) -> str:
        """A text without our credentials, however a store repeats them."""
        credentials = self._session.get_credentials()
        if credentials is None:
            return text
        frozen = credentials.get_frozen_credentials()
        for secret in filter(None, (frozen.secret_key, frozen.token, frozen.access_key)):
            for spelling in (secret, quote(secret), quote(secret, safe="")):
                text = text.replace(spelling, "…")
        return text

    def move(self, region: str) -> bool:
        """Go on in the region where the bucket is, if the store names one; whether that changes anything."""
        with self._lock:
            if self._moved or self._place is None or region in ("", self._place.region):
                return False
            self._place = self._find(region)
            self._moved = True
            return True

    def certificates(self) -> str:
        """The file of certificate authorities to trust: AWS_CA_BUNDLE's, or else botocore's."""
        named = self._session.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE")
        return str(named or get_cert_path(True))

    def proxy(self) -> tuple[str, Mapping[str, str]]:
        """The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY ask for (empty: none), and its own headers."""
        url = self._endpoint or "https://s3.amazonaws.com"
        proxies = ProxyConfiguration(get_environ_proxies(url))
        proxy = proxies.proxy_url_for(url) or ""
        return proxy, proxies.proxy_headers_for(proxy) if proxy else {}

    def _find(self, region: str | None) -> _Place:
        # Compatible stores rarely have a host name for each bucket, and Amazon's certificate covers no names
        # with a dot.
        style = "path" if self._endpoint or "." in self._bucket else "virtual"
        client = self._boto3.client(
            "s3",
            region_name=region,
            endpoint_url=self._endpoint or None,
            config=Config(signature_version=UNSIGNED, s3={"addressing_style": style}),
        )
        url = client.generate_presigned_url("head_bucket", Params={"Bucket": self._bucket})
        return _Place(f"{url.rstrip('/')}/", client.meta.region_name)
