"""What a store's refusals become: a reason for machines, the store's own words and a next step for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import md5
from urllib.parse import quote

import pytest

from generator.publish.errors import CredentialsError, StoreDownError, StoreError
from generator.publish.s3 import S3Store
from tests.publish.broken_store import BrokenStore, Reply, broken_store
from tests.publish.conftest import Place
from tests.publish.faulty_proxy import faulty_proxy
from tests.publish.test_deploy import run
from tests.publish.workspace import Workspace
from tests.s3_server import ACCESS_KEY, BUCKET, SECRET_KEY, S3Server


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)


@pytest.fixture
def broken() -> Iterator[BrokenStore]:
    with broken_store(200) as store:
        yield store


def error(code: str, message: str = "so it is") -> str:
    return f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"


def refused(broken: BrokenStore, reply: Reply) -> StoreError:
    """What a PUT of one file raises."""
    broken.first.append(reply)
    with closing(S3Store(BUCKET, broken.endpoint)) as store, pytest.raises(StoreError) as caught:
        store.put("kopi.html", b"", content_type="", cache_control="", md5=md5(b"").hexdigest())
    return caught.value


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (403, "InvalidAccessKeyId"),
        (403, "SignatureDoesNotMatch"),
        (403, "InvalidToken"),
        (400, "ExpiredToken"),
        (401, "Unauthorized"),
        (401, "Whatever"),
    ],
)
def test_what_is_about_the_key_says_so_and_quotes_nothing(
    broken: BrokenStore, status: int, code: str
) -> None:
    told = refused(broken, Reply(status, error(code)))
    assert isinstance(told, CredentialsError)
    assert f"({code}): set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in str(told)
    assert "so it is" not in str(told)


@pytest.mark.parametrize(
    ("status", "code", "kind", "next_step"),
    [
        (403, "QuotaExceeded", StoreDownError, "free some space there or have the quota raised"),
        (400, "XMinioAdminBucketQuotaExceeded", StoreDownError, "free some space"),
        (507, "XMinioStorageFull", StoreDownError, "free some space"),
        (507, "", StoreDownError, "free some space"),
        (403, "RequestTimeTooSkewed", StoreDownError, "set this machine's clock right"),
        (403, "AccessDenied", CredentialsError, f"allow s3:PutObject on {BUCKET}/kopi.html"),
        (403, "AllAccessDisabled", CredentialsError, f"allow s3:PutObject on {BUCKET}/kopi.html"),
        (403, "AccountProblem", StoreError, "look into the store's console"),
        (403, "UserSuspended", StoreError, "look into the store's console"),
    ],
)
def test_what_is_not_about_the_key_is_told_in_the_stores_words_with_a_next_step(
    broken: BrokenStore, status: int, code: str, kind: type[StoreError], next_step: str
) -> None:
    told = refused(broken, Reply(status, error(code) if code else ""))
    assert type(told) is kind
    assert (f"{code}: so it is" if code else "HTTP status 507") in str(told)
    assert next_step in str(told)
    assert "AWS_ACCESS_KEY_ID" not in str(told)


def test_a_403_without_a_word_may_be_a_proxy(broken: BrokenStore) -> None:
    told = refused(broken, Reply(403, "<html><h1>Blocked</h1>"))
    assert isinstance(told, CredentialsError)
    assert "a proxy or firewall on the way" in str(told)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=25), "this machine's clock is 25 minutes behind that of"),
        (timedelta(hours=-7), "this machine's clock is 420 minutes ahead of that of"),
    ],
)
def test_a_clock_that_is_wrong_is_told_by_how_much(broken: BrokenStore, ahead: timedelta, said: str) -> None:
    date = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
    assert said in str(refused(broken, Reply(403, error("RequestTimeTooSkewed"), {"Date": date})))


def test_a_store_that_repeats_what_is_secret_is_quoted_without_it(
    broken: BrokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "for/an+hour==")
    for secret in (SECRET_KEY, ACCESS_KEY, "for/an+hour==", quote("for/an+hour==", safe="")):
        told = refused(broken, Reply(403, error("AccessDenied", f"no {secret}, sorry")))
        assert "AccessDenied: no …, sorry" in str(told)


def test_a_store_that_says_too_much_is_cut_short(broken: BrokenStore) -> None:
    told = refused(broken, Reply(403, error("AccessDenied", "no\n\n" * 1000)))
    assert "no no no" in str(told)
    assert len(str(told)) < 600


def test_a_policy_that_forbids_one_key_fails_that_file_and_no_other(
    workspace: Workspace, bucket: Place, s3_server: S3Server
) -> None:
    workspace.add("batik-ayu", "kopi")
    with faulty_proxy(s3_server.endpoint) as line:
        line.denies = lambda method, path: (
            error("AccessDenied", "explicit deny in a resource-based policy")
            if method == "PUT" and path.endswith("/kopi/kopi.html")
            else ""
        )
        report = run(workspace, Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix))
    assert (report.result, report.held_back, report.exit_code) == ("partial", ("kopi",), 3)
    (failure,) = report.failed
    assert failure.key == f"{bucket.prefix}kopi/kopi.html"
    assert "AccessDenied: explicit deny in a resource-based policy" in failure.error
    assert f"allow s3:PutObject on {BUCKET}/{bucket.prefix}kopi/kopi.html" in failure.error
    assert "batik-ayu/index.html" in bucket.contents()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("QuotaExceeded", "store-down"),
        ("RequestTimeTooSkewed", "store-down"),
        ("AccessDenied", "credentials"),
        ("InvalidAccessKeyId", "credentials"),
    ],
)
def test_a_store_that_refuses_all_has_one_of_the_known_reasons(
    workspace: Workspace, bucket: Place, s3_server: S3Server, code: str, reason: str
) -> None:
    with faulty_proxy(s3_server.endpoint) as line:
        line.denies = lambda method, _path: error(code) if method == "PUT" else ""
        report = run(workspace.add("kopi"), Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix))
    assert (report.result, report.reason, report.exit_code) == ("refused", reason, 1)
    assert bucket.contents() == {}
