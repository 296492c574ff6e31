"""What goes over the wire, and what comes of stores and networks that fail."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import md5, sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish import s3_http
from generator.publish.errors import CredentialsError, StoreDownError, StoreError
from generator.publish.s3 import S3Store
from generator.publish.s3_http import (
    CONNECT_SECONDS,
    FIRST_WAIT,
    HASTY,
    LONGEST_WAIT,
    PATIENT,
    READ_SECONDS,
    Patience,
)
from generator.publish.s3_signing import Request, Signer
from tests.publish.broken_store import LOST, BrokenStore, Reply, broken_store
from tests.s3_server import ACCESS_KEY, BUCKET, SECRET_KEY


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_http, "FIRST_WAIT", 0.001)


@pytest.fixture
def broken() -> Iterator[BrokenStore]:
    with broken_store(200) as store:
        yield store


@pytest.fixture
def store(broken: BrokenStore) -> Iterator[S3Store]:
    """A store that has answered before."""
    with closing(S3Store(BUCKET, broken.endpoint)) as opened:
        put(opened)
        broken.asked.clear()
        yield opened


def put(store: S3Store) -> None:
    store.put("index.html", b"page", content_type="text/html", cache_control="", md5=md5(b"page").hexdigest())


def take(store: S3Store) -> str | None:
    return store.put_if("lock", b"mine", etag=None, content_type="application/json")


def error(code: str) -> str:
    return f"<Error><Code>{code}</Code><Message>so it is</Message></Error>"


PASSING = (
    *(Reply(status) for status in (429, 500, 502, 503, 504)),
    Reply(503, error("SlowDown")),
    Reply(400, error("RequestTimeout")),
    Reply(502, "<html><p>a proxy's page"),
    LOST,
)


def test_what_may_pass_is_tried_again(broken: BrokenStore, store: S3Store) -> None:
    for reply in PASSING:
        broken.asked.clear()
        broken.first.extend([reply] * (PATIENT.attempts - 1))
        put(store)
        assert [asked.body for asked in broken.asked] == [b"page"] * PATIENT.attempts, reply
    assert store.requests["PUT"] == len(PASSING) * PATIENT.attempts + 1


def test_a_store_that_has_too_much_to_do_is_asked_for_less_at_once(
    broken: BrokenStore, store: S3Store
) -> None:
    for reply in (
        Reply(503, error("SlowDown")),
        Reply(429),
        Reply(503, "busy"),
        Reply(400, error("SlowDown")),
    ):
        before = store.pace.allowed
        broken.first.append(reply)
        put(store)
        assert store.pace.allowed < before, reply
    before = store.pace.allowed
    broken.first.append(Reply(500))
    put(store)
    assert store.pace.allowed >= before  # a fault of its own, and no matter of how many there are


def test_what_does_not_pass_is_given_up(broken: BrokenStore, store: S3Store) -> None:
    for reply in PASSING:
        broken.asked.clear()
        broken.first.extend([reply] * PATIENT.attempts)
        with pytest.raises(StoreError):
            put(store)
        assert len(broken.asked) == PATIENT.attempts, reply


def test_a_refusal_is_not_tried_again(broken: BrokenStore, store: S3Store) -> None:
    for status in (400, 404, 405, 413):
        broken.asked.clear()
        broken.first.append(Reply(status, error("EntityTooLarge")))
        with pytest.raises(StoreError, match="EntityTooLarge: so it is"):
            put(store)
        assert len(broken.asked) == 1, status


def test_before_its_first_answer_a_store_gets_less_patience(broken: BrokenStore) -> None:
    broken.status = 503
    with closing(S3Store(BUCKET, broken.endpoint)) as store:
        for _ in range(2):
            with pytest.raises(StoreDownError, match="does not work at the moment"):
                put(store)
        assert len(broken.asked) == 2 * HASTY.attempts
        broken.status, broken.answer = 404, error("NoSuchKey")
        assert store.get("lock") is None  # an answer, too
        broken.status = 503
        with pytest.raises(StoreDownError):
            put(store)
        assert len(broken.asked) == 2 * HASTY.attempts + 1 + PATIENT.attempts


@given(st.builds(Patience, st.integers(1, 12), st.floats(0, 100)))
def test_waits_grow_and_end(patience: Patience) -> None:
    waits = list(patience.waits(time.monotonic()))
    assert len(waits) <= patience.attempts - 1
    assert all(0 <= wait <= min(LONGEST_WAIT, FIRST_WAIT * 2**n) for n, wait in enumerate(waits))
    assert list(patience.waits(time.monotonic() - patience.seconds - 1)) == []


def test_a_store_that_is_silent_is_given_up_within_a_minute() -> None:
    assert HASTY.seconds + CONNECT_SECONDS + READ_SECONDS < 60


def test_a_lost_reply_to_a_conditional_write_is_not_guessed_at(broken: BrokenStore, store: S3Store) -> None:
    broken.first.append(LOST)
    with pytest.raises(StoreError):
        take(store)
    assert len(broken.asked) == 1


def test_an_unclear_failure_of_a_conditional_write_is_not_repeated(
    broken: BrokenStore, store: S3Store
) -> None:
    for status in (500, 502, 504):
        broken.asked.clear()
        broken.first.append(Reply(status))
        with pytest.raises(StoreError):
            take(store)
        assert len(broken.asked) == 1, status


def test_a_conditional_write_that_was_turned_away_is_repeated(broken: BrokenStore, store: S3Store) -> None:
    broken.first.extend([Reply(429), Reply(503), Reply(200, headers={"ETag": '"new"'})])
    assert take(store) == '"new"'
    assert [asked.headers["If-None-Match"] for asked in broken.asked] == ["*", "*", "*"]


def test_a_condition_that_does_not_hold(broken: BrokenStore, store: S3Store) -> None:
    for status, code in ((412, "PreconditionFailed"), (409, "ConditionalRequestConflict")):
        broken.first.append(Reply(status, error(code)))
        assert take(store) is None


def test_a_store_without_conditional_writes(broken: BrokenStore, store: S3Store) -> None:
    broken.first.append(Reply(501, error("NotImplemented")))
    with pytest.raises(StoreError, match="knows no conditional writes"):
        take(store)


def test_an_answer_that_is_something_else(broken: BrokenStore, store: S3Store) -> None:
    for broken.answer in ("<html>", "<html/>", error("InternalError"), ""):
        with pytest.raises(StoreError, match="the store's answer is not"):
            store.delete(["a"])
        with pytest.raises(StoreError, match="the store's answer is not"):
            list(store.list("a/"))


def test_a_listing_that_goes_nowhere(broken: BrokenStore, store: S3Store) -> None:
    broken.answer = "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"
    with pytest.raises(StoreError, match="goes on, but not where"):
        list(store.list("a/"))


def test_the_body_is_part_of_the_signature(broken: BrokenStore, store: S3Store) -> None:
    put(store)
    (asked,) = broken.asked
    assert asked.headers["X-Amz-Content-SHA256"] == sha256(b"page").hexdigest()
    assert "content-md5" in asked.headers["Authorization"]
    assert asked.headers["Connection"] is None  # kept for the next request


def test_a_session_token_is_sent_along(broken: BrokenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "for-an-hour")
    with closing(S3Store(BUCKET, broken.endpoint)) as store:
        put(store)
    (asked,) = broken.asked
    assert asked.headers["X-Amz-Security-Token"] == "for-an-hour"
    assert "x-amz-security-token" in asked.headers["Authorization"]


@pytest.fixture
def credential_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program that hands out keys, as roles on a server do; to be written by the test."""
    program = tmp_path / "keys.sh"
    config = tmp_path / "config"
    config.write_text(f"[profile warung]\ncredential_process = /bin/sh {program}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_PROFILE", "warung")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    return program


def test_renewed_credentials_are_taken_up(broken: BrokenStore, credential_process: Path) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=5)  # botocore renews what has less than ten minutes left
    credential_process.write_text(
        "echo >> $0.calls\n"
        "cat <<END\n"
        '{"Version": 1, "AccessKeyId": "key-$(wc -l < $0.calls)", "SecretAccessKey": "x",\n'
        f' "Expiration": "{soon.isoformat()}"}}\n'
        "END\n"
    )
    with closing(S3Store(BUCKET, broken.endpoint)) as store:
        put(store)
        put(store)
    keys = {asked.headers["Authorization"].partition("Credential=")[2][:5] for asked in broken.asked}
    assert len(keys) == 2


def test_a_program_for_credentials_that_fails(broken: BrokenStore, credential_process: Path) -> None:
    credential_process.write_text("exit 1\n")
    with closing(S3Store(BUCKET, broken.endpoint)) as store, pytest.raises(CredentialsError):
        put(store)
    assert broken.asked == []


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [("AWS_DEFAULT_REGION", "Jakarta Selatan", "Jakarta Selatan"), ("AWS_CA_BUNDLE", " ", "CA bundle")],
)
def test_settings_that_cannot_be_used(
    broken: BrokenStore, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(StoreDownError, match=said), closing(S3Store(BUCKET, broken.endpoint)) as store:
        put(store)
    assert broken.asked == []


ELSEWHERE = (
    Reply(301, error("PermanentRedirect"), {"x-amz-bucket-region": "eu-west-1"}),
    Reply(307, error("TemporaryRedirect"), {"x-amz-bucket-region": "eu-west-1"}),
    Reply(
        400, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-1</Region><Message/></Error>"
    ),
)


@pytest.mark.parametrize("reply", ELSEWHERE)
def test_a_bucket_in_another_region_is_followed(broken: BrokenStore, reply: Reply) -> None:
    broken.first.append(reply)
    with closing(S3Store(BUCKET, broken.endpoint)) as store:
        put(store)
        put(store)
        assert store.requests == {"PUT": 3}
    regions = [asked.headers["Authorization"].split("/")[2] for asked in broken.asked]
    assert regions == ["us-east-1", "eu-west-1", "eu-west-1"]


def test_a_region_that_is_not_named_is_asked_for(broken: BrokenStore) -> None:
    broken.first.extend(
        [Reply(301, error("PermanentRedirect")), Reply(200, headers={"x-amz-bucket-region": "eu-west-1"})]
    )
    with closing(S3Store(BUCKET, broken.endpoint)) as store:
        put(store)
        assert store.requests == {"PUT": 2, "HEAD": 1}
    assert [asked.method for asked in broken.asked] == ["PUT", "HEAD", "PUT"]


def test_a_redirect_to_nowhere_is_told(broken: BrokenStore) -> None:
    broken.status = 301
    with (
        closing(S3Store(BUCKET, broken.endpoint)) as store,
        pytest.raises(StoreDownError, match="correct the endpoint"),
    ):
        put(store)


@pytest.mark.parametrize(
    ("bucket", "region", "url"),
    [
        ("warung", "ap-southeast-3", "https://warung.s3.ap-southeast-3.amazonaws.com/a%20b/%C3%A9"),
        ("warung.id", "eu-west-1", "https://s3.eu-west-1.amazonaws.com/warung.id/a%20b/%C3%A9"),
        ("warung.id", "us-east-1", "https://s3.amazonaws.com/warung.id/a%20b/%C3%A9"),
    ],
)
def test_where_amazon_keeps_a_bucket(
    monkeypatch: pytest.MonkeyPatch, bucket: str, region: str, url: str
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    found, headers = Signer(bucket, "").sign(Request("GET", "GET", "a b/é"))
    assert found == url
    assert f"/{region}/s3/aws4_request" in headers["Authorization"]


def test_a_proxy_is_used(monkeypatch: pytest.MonkeyPatch, broken: BrokenStore) -> None:
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", broken.endpoint.replace("//", "//me:pass@"))
    with closing(S3Store(BUCKET, "http://store.example")) as store:
        put(store)
    (asked,) = broken.asked
    assert asked.target == f"http://store.example/{BUCKET}/index.html"
    assert asked.headers["Proxy-Authorization"].startswith("Basic ")


def test_no_error_names_what_was_signed(broken: BrokenStore, store: S3Store) -> None:
    for reply in (*PASSING, *ELSEWHERE, Reply(400, error("Odd"))):
        broken.first.extend([reply] * PATIENT.attempts)
        try:
            put(store)
        except StoreError as caught:
            assert SECRET_KEY not in f"{caught} {caught.__cause__}"
        broken.first.clear()
