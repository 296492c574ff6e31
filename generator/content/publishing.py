"""hub.yaml's `penerbitan` -> `Publishing`."""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from generator.content import fields
from generator.content.field_reader import FieldReader
from generator.content.fields import FieldError
from generator.content.limits import limit
from generator.content.visible import plain

MOST_TRANSFERS = 128


class Publishing(Struct, frozen=True):
    """How a hub is published when nobody says otherwise."""

    target: str = ""
    """`s3://bucket/prefix` or `file:///folder`."""
    endpoint: str = ""
    """The address of the S3-compatible store; empty for AWS."""
    gzip: bool = False
    """Whether text is sent to a bucket gzipped."""
    transfers: int | None = None
    """Uploads to a bucket at once; None: as many as make sense."""
    local_lock: bool = False
    """Whether only one machine ever deploys, so that a lock there stands for the store's conditions."""
    websub: str = ""
    """The address of the WebSub hub that feeds name and that a deploy tells of changed ones; may be empty."""


def read_publishing(below: FieldReader | None) -> Publishing:
    """What is below `penerbitan`, if anything is."""
    if below is None:
        return Publishing()
    publishing = Publishing(
        target=below.one("tujuan", str.strip, ""),
        endpoint=below.one("endpoint", fields.web_address_or_local, ""),
        gzip=below.one("gzip", fields.yes_no, False),
        transfers=below.one("transfers", partial(limit, MOST_TRANSFERS), None),
        local_lock=below.one("kunci", _local, False),
        websub=below.one("websub", fields.web_address_or_local, ""),
    )
    below.finish()
    return publishing


def _local(value: str) -> bool:
    if plain(value).casefold() != "lokal":
        raise FieldError("lock-unknown", found=value)
    return True
