"""What is there for trying out only, and would be taken for real by shoppers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from generator.publish.errors import DeployRefusedError
from generator.publish.manifest import Manifest

PLACEHOLDER = "628000000"
"""0800-0000-…: rings nowhere, and stands in every example."""
_RESERVED = re.compile(r"(.+\.)?(example(\.(com|net|org))?|test|invalid|localhost)")
"""Names that RFC 2606 and RFC 6761 keep for examples and tests."""
_NAMED = 5


def refuse_samples(manifest: Manifest) -> None:
    """Keep what is invented from the shoppers of a real bucket.

    Raises:
        DeployRefusedError: `samples`; its message names them, and says what to do.
    """
    found = list(_placeholders(manifest))
    if found:
        raise DeployRefusedError(
            "samples",
            f"shoppers would take for real what is there for trying out only: {'; '.join(found)}. "
            "Put what is real in its place and build again (operator's guide, A workspace of your own), "
            "or pass --allow-samples to publish it as it is",
        )


def is_example(site: str) -> bool:
    """Whether an address is one that leads shoppers nowhere: a name for examples, or this machine's own."""
    return _leads_nowhere(urlsplit(site).hostname or "")


def _leads_nowhere(host: str) -> bool:
    host = host.rstrip(".").lower()
    if _RESERVED.fullmatch(host):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _placeholders(manifest: Manifest) -> Iterator[str]:
    if is_example(manifest.site):
        yield f"situs in hub.yaml is {manifest.site}"
    for key, address in manifest.emails.items():
        if _leads_nowhere(address.rpartition("@")[2]):
            yield f"{key} in hub.yaml is {address}"
    people = [who for who, number in manifest.numbers.items() if number.startswith(PLACEHOLDER)]
    if people:
        yield f"the number of {_some(people)} in hub.yaml is a placeholder (0800-0000-…)"
    samples = manifest.samples
    if samples:
        yield f"{_some(samples)} in sellers/ came with this program as samples"
    shops = [slug for slug in manifest.shops_with_number(PLACEHOLDER) if slug not in samples]
    if shops:
        yield f"{_some(shops)} in sellers/ has a placeholder for its WhatsApp number (0800-0000-…)"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
