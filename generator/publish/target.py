"""Where to publish: an address from the command line or hub.yaml, taken apart and normalised."""

from __future__ import annotations

import os.path
import re
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

from generator.publish.errors import TargetError

_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}")


class Target(Struct, frozen=True):
    """One place to publish to; two spellings of the same place are equal."""

    url: str
    """`s3://bucket/prefix/` or `file:///folder/`; always ends in `/`."""
    endpoint: str = ""
    """The address of an S3-compatible store; empty for Amazon's own, and for folders."""
    bucket: str = ""
    """The bucket's name; empty for folders."""
    prefix: str = ""
    """What every key starts with: empty, or ends in `/` so that `toko/` never reaches into `toko-2/`."""
    folder: Path | None = None
    """The absolute folder to write to; None for buckets."""

    @property
    def name(self) -> str:
        """What the record files this target's keys under."""
        return f"{self.url} at {self.endpoint}" if self.endpoint else self.url


def parse_target(url: str, endpoint: str = "", *, on_record: bool = False) -> Target:
    """Read `s3://bucket/prefix` or `file:///folder`.

    `on_record` tells that files lie there already, wherever that is.

    Raises:
        TargetError: anything else. The message never repeats an address that holds a password.
    """
    parts = _split(url)
    if parts.scheme == "s3":
        return _bucket(parts, _endpoint(endpoint) if endpoint else "", on_record)
    if parts.scheme == "file":
        if endpoint:
            raise TargetError("an endpoint goes with s3://, not with file://")
        return _folder(parts)
    raise TargetError(f"{url!r} is neither s3://bucket/prefix nor file:///folder")


def _bucket(parts: SplitResult, endpoint: str, on_record: bool) -> Target:
    if not _BUCKET.fullmatch(parts.netloc):
        raise TargetError("s3:// wants a bucket's name: s3://bucket/prefix")
    segments = [segment for segment in parts.path.split("/") if segment]
    if {".", ".."} & set(segments):
        raise TargetError("a prefix has no '.' or '..' in it")
    prefix = "".join(f"{segment}/" for segment in segments)
    target = Target(f"s3://{parts.netloc}/{prefix}", endpoint, bucket=parts.netloc, prefix=prefix)
    if endpoint and not on_record:
        _refuse_bucket_in_endpoint(target)
    return target


def _refuse_bucket_in_endpoint(target: Target) -> None:
    """Refuse an endpoint that is the address of the bucket: the site would land below another folder in it.

    Raises:
        TargetError: it says what to type.
    """
    parts, bucket = urlsplit(target.endpoint), target.bucket
    host, path = parts.netloc, parts.path
    if host.startswith(f"{bucket.lower()}."):
        host = host[len(bucket) + 1 :]
    for ending in (f"/{bucket}", f"/{bucket}/{target.prefix}".rstrip("/")):
        if path.endswith(ending):
            path = path[: -len(ending)]
            break
    endpoint = f"{parts.scheme}://{host}{path}"
    if endpoint != target.endpoint:
        remark = f" (if {parts.netloc} is the whole store, reach it by another name, such as its IP address)"
        raise TargetError(
            f"the endpoint names the bucket {bucket!r} too, which s3:// names already. "
            f"Type: --to {target.url} --endpoint-url {endpoint}, "
            f"or in hub.yaml: penerbitan: {{tujuan: {target.url}, endpoint: {endpoint}}}"
            + (remark if host != parts.netloc else "")
        )


def _folder(parts: SplitResult) -> Target:
    path = unquote(parts.path)
    if parts.netloc not in ("", "localhost") or not path.startswith("/") or "\0" in path:
        raise TargetError("file:// wants an absolute folder, with three slashes: file:///folder")
    folder = Path(os.path.normpath("/" + path.lstrip("/")))
    if folder == folder.parent:
        raise TargetError("file:/// is the whole disk; name a folder")
    return Target(folder.as_uri() + "/", folder=folder)


def _endpoint(url: str) -> str:
    parts = _split(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise TargetError("an endpoint starts with https:// and names a host")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - only reading it finds a port that is no number
    except ValueError as error:
        raise TargetError("this is not an address") from error
    if "@" in parts.netloc:
        raise TargetError(
            "an address with a user or password in it would end up in logs: "
            "use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        )
    if parts.query or parts.fragment:
        raise TargetError("the address has a '?' or '#' in it")
    return parts
