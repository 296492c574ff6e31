"""Does a store do what deploys rely on?  `python docs/examples/check_store.py s3://BUCKET https://s3.example`.

Writes one small object beside the site and removes it again.  Exit code 1 when something is missing.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
from collections.abc import Iterator

import click

from generator.publish.errors import PublishError
from generator.publish.marker import NAME
from generator.publish.store import Store
from generator.publish.stores import open_store
from generator.publish.target import parse_target

_OR_ALONE = " (or else: penerbitan.kunci: lokal, and only one machine ever deploys)"
BODY = b"etalase\n"
KIND = "text/plain; charset=utf-8"


def findings(store: Store, prefix: str) -> Iterator[tuple[str, bool]]:
    """What a deploy needs, and whether this store has it."""
    store.get(prefix + NAME)
    yield "tells whether a lock is there", True
    key = f"{prefix}check-{secrets.token_hex(4)}.txt"
    first = store.put_if(key, BODY, etag=None, content_type=KIND)
    yield "writes an object", first is not None
    again = store.put_if(key, BODY, etag=None, content_type=KIND)
    yield f"If-None-Match: two deploys cannot take the lock at once{_OR_ALONE}", again is None
    yield (
        f"If-Match: a lock is renewed only by its holder{_OR_ALONE}",
        (
            store.put_if(key, BODY, etag='"stale"', content_type=KIND) is None
            and store.put_if(key, BODY, etag=first, content_type=KIND) is not None
        ),
    )
    md5 = hashlib.md5(BODY, usedforsecurity=False).hexdigest()
    etag = store.put(key, BODY, content_type=KIND, cache_control="no-store", md5=md5)
    listed = [held.etag for held in store.list(key)]
    yield "lists objects by the ETag that it gave them, for --verify", bool(etag) and listed == [etag]
    yield "removes objects", store.delete([key]) == {} and not list(store.list(key))


def main(url: str, endpoint: str = "") -> int:
    """Print every finding; the number of those that are missing."""
    target = parse_target(url, endpoint)
    missing = 0
    try:
        with open_store(target) as store:
            for what, found in findings(store, target.prefix):
                click.echo(f"{'yes' if found else 'NO '}  {what}")
                missing += not found
    except PublishError as error:
        click.echo(f"NO   {error}")
        missing += 1
    click.echo("this store will do" if not missing else "this store will not do: see NO above")
    return missing


if __name__ == "__main__":
    sys.exit(min(1, main(*sys.argv[1:])))
