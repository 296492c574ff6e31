"""What a bad answer of a store means: whose fault it is, in the store's own words, and what to do next.

Many things are answered with 403.  Only some of them are about the key; the others would send an operator
looking for a wrong key that is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from generator.publish.errors import CredentialsError, StoreDownError, StoreError
from generator.publish.s3_http import S3Response
from generator.publish.s3_signing import Request
from generator.publish.s3_xml import read_fault

WHAT_TO_DO = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_PROFILE) to a key that may write"

# The store does not know us: the key is wrong, has ended, or has been switched off.
_KEY_CODES = {
    "AuthFailure",
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidSecurity",
    "InvalidToken",
    "MissingAuthenticationToken",
    "SignatureDoesNotMatch",
    "TokenRefreshRequired",
    "Unauthorized",
    "UnrecognizedClientException",
}
_CLOCK_CODES = {"RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"}
_DENIED_CODES = {"AccessDenied", "AccessDeniedException", "AllAccessDisabled", "Forbidden"}
# Every store has its own name for this.
_FULL_WORDS = ("quota", "storagefull", "insufficientstorage", "diskfull", "notenoughspace")

_PERMISSIONS = {
    "PUT": "s3:PutObject on {bucket}/{key}",
    "GET": "s3:GetObject on {bucket}/{key}, and s3:ListBucket on {bucket}",
    "HEAD": "s3:ListBucket on {bucket}",
    "LIST": "s3:ListBucket on {bucket}",
    "DELETE": "s3:DeleteObject on {bucket}/*",
}
_LONGEST = 300
"""Characters of a store's own words."""


def refusal(
    answer: S3Response, request: Request, *, bucket: str, where: str, hide: Callable[[str], str]
) -> StoreError:
    """What to raise for an answer that is not a success.

    `where` is the store's address for people; `hide` takes secrets out of a text.
    """
    fault, status = read_fault(answer.body), answer.status
    code = fault.code or f"HTTP status {status}"
    said = hide(" ".join(fault.message.split()))[:_LONGEST]
    words = f"{code}: {said}" if said else code
    if fault.code == "NoSuchBucket":
        return StoreDownError(f"there is no bucket {bucket!r} at {where}: create it, or correct the target")
    if fault.code in _KEY_CODES or status == 401:
        # The store's own sentence is left out: some stores repeat what was signed in it.
        return CredentialsError(
            f"{where} refused the credentials for bucket {bucket!r} ({code}): {WHAT_TO_DO}"
        )
    if fault.code in _CLOCK_CODES:
        return StoreDownError(
            f"{_clocks(answer.headers, where)} ({words}): set this machine's clock right "
            "(timedatectl set-ntp true), then deploy again"
        )
    if status == 507 or any(word in fault.code.lower() for word in _FULL_WORDS):
        return StoreDownError(
            f"{where} has no room left for bucket {bucket!r} ({words}): free some space there or have the "
            "quota raised, then deploy again"
        )
    if fault.code in _DENIED_CODES:
        permission = _PERMISSIONS[request.verb].format(bucket=bucket, key=request.key)
        return CredentialsError(
            f"{where} does not allow this ({words}): let the policies of the key and of the bucket allow "
            f"{permission}"
        )
    if status == 403 and not fault.code:
        return CredentialsError(
            f"{where} refused a request for bucket {bucket!r} without saying why (HTTP status 403): "
            f"{WHAT_TO_DO}; or a proxy or firewall on the way turned it away"
        )
    if status == 403:
        return StoreError(
            f"{where} refused this ({words}): look into the store's console, or ask those who run it, "
            "then deploy again"
        )
    if status < 400:
        return StoreDownError(f"{where} sends requests elsewhere ({code}): correct the endpoint's address")
    if status == 429 or status >= 500:
        return StoreDownError(f"{where} does not work at the moment ({words}; HTTP status {status})")
    return StoreError(words)


def _clocks(headers: Mapping[str, str], where: str) -> str:
    """How far apart the clocks are, if the store has told the time."""
    try:
        ahead = datetime.now(UTC) - parsedate_to_datetime(headers["Date"])
        minutes = round(ahead.total_seconds() / 60)
    except (KeyError, ValueError, TypeError):  # no date, none that can be read, or one without a zone
        minutes = 0
    if not minutes:
        return f"the clocks of this machine and of {where} do not agree"
    direction = "ahead of" if minutes > 0 else "behind"
    return f"this machine's clock is {abs(minutes)} minutes {direction} that of {where}"
