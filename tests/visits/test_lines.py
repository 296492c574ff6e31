"""What lines of four logs say, and that no line stops anything."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.visits.agents import is_person
from generator.visits.lines import LineReader, Request, day_text
from tests.visits.logs import FORMATS, HEAD, PHONE, Look, caddy, cloudfront, combined, s3

AGENTS = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters='"\\%'), min_size=2)
LOOKS = st.builds(
    Look,
    path=st.sampled_from(["/kopi-satu/", "/kopi-satu/kopi.html", "/aset/x.css", "/"]),
    at=st.integers(0, 10**9).map(
        lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    ),
    address=st.ip_addresses().map(str),
    agent=AGENTS,
    status=st.sampled_from([200, 304, 404]),
    number=st.integers(1, 900),
)


def read(line: str) -> Request | None:
    return LineReader().read(line.rstrip("\n").encode())


@pytest.mark.parametrize("name", FORMATS)
@given(look=LOOKS)
def test_a_line_says_what_was_written(name: str, look: Look) -> None:
    found = read(FORMATS[name](look))
    assert found
    day = (look.at + timedelta(hours=7)).date().isoformat()
    path = look.path + "index.html" * (name == "s3" and look.path.endswith("/"))
    said = found.path.replace(b"%2F", b"/").decode()
    assert (day_text(found.day), found.address, found.status) == (day, look.address.encode(), look.status)
    assert (said, found.agent.decode(), found.method) == (path, look.agent, b"GET")


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-29T16:59:59+00:00", "2026-11-29"),
        ("2026-11-29T17:00:00+00:00", "2026-11-30"),
        ("2026-12-01T03:29:59+10:30", "2026-11-30"),
        ("2026-11-30T23:59:59-05:00", "2026-12-01"),
    ],
)
def test_days_are_those_of_jakarta(at: str, day: str) -> None:
    for name, write in FORMATS.items():
        found = read(write(Look(at=datetime.fromisoformat(at))))
        assert found, name
        assert day_text(found.day) == day, name


def test_caddy_may_write_its_time_as_text() -> None:
    told = json.loads(caddy(Look()))
    for moment, day in (
        ("2026-11-30T23:30:00.123Z", "2026-12-01"),
        ("2026-11-30T23:30:00+07:00", "2026-11-30"),
    ):
        found = read(json.dumps(told | {"ts": moment}))
        assert found
        assert day_text(found.day) == day
    wrong: object
    for wrong in ("2026-11-30T23:30:00", "1", None, [], 1e300, -1e300):
        assert read(json.dumps(told | {"ts": wrong})) is None


def test_pages_fetched_in_advance_are_told() -> None:
    told = json.loads(caddy(Look()))
    for name, value, wanted in (
        ("Sec-Fetch-Dest", "document", False),
        ("Sec-Fetch-Dest", "empty", True),
        ("Sec-Purpose", "prefetch;prerender", True),
    ):
        told["request"]["headers"] = {name: [value], "User-Agent": [PHONE]}
        found = read(json.dumps(told))
        assert found
        assert found.in_advance is wanted


def test_columns_of_cloudfront_may_stand_elsewhere() -> None:
    reader = LineReader()
    reader.read(b"#Fields: date time cs-uri-stem sc-status c-ip cs-method cs(User-Agent)")
    found = reader.read(b"2026-11-30\t01:02:03\t/kopi-satu/\t304\t2001:db8::1\tGET\tMozilla/5.0%20(X)")
    assert found
    assert found[1:6] == (b"2001:db8::1", b"Mozilla/5.0%20(X)", b"GET", b"/kopi-satu/", 304)
    assert reader.read(b"2026-11-30\t01:02:03\t/kopi-satu/\t304") is None


def test_what_stands_behind_a_line_does_not_make_it_another() -> None:
    whole = combined(Look()).rstrip("\n")
    told = {found.identity for found in map(read, (whole, f"{whole} 0.003 abc", f"{whole} 0.0")) if found}
    assert len(told) == 1


def test_a_store_that_numbers_no_request_has_lines_that_differ() -> None:
    one, other = (
        s3(Look(address=address, number=0)).replace("0" * 16, "-") for address in ("1.1.1.1", "2.2.2.2")
    )
    first, second = read(one), read(other)
    assert first
    assert second
    assert first.identity != second.identity
    one, other = (
        cloudfront(Look(address=address)).replace("id1==", "-") for address in ("1.1.1.1", "2.2.2.2")
    )
    first, second = read(one), read(other)
    assert first
    assert second
    assert first.identity != second.identity


@pytest.mark.parametrize("name", FORMATS)
@given(cut=st.integers(0, 400), damage=st.binary(max_size=20), at=st.integers(0, 400))
def test_damaged_lines_are_read_or_not_but_never_stop_it(name: str, cut: int, damage: bytes, at: int) -> None:
    line = FORMATS[name](Look()).rstrip("\n").encode()
    LineReader().read(line[:at] + damage + line[at:][:cut])


@given(st.binary(max_size=200))
def test_nor_does_anything_else(line: bytes) -> None:
    reader = LineReader()
    reader.read(line)
    for start in (b"{", b"#Fields:", b"2026-11-30\t01:02:03\t"):
        reader.read(start + line)


@pytest.mark.parametrize(
    "unit",
    [
        b"[ ",
        b'"',
        b'\\"',
        b"- ",
        b"a",
        b"\\",
        b'" "',
        b"[30/Nov/2026:09:00:00 +0700] ",
        b"\t",
        b"{",
        b"- - [",
    ],
)
def test_lines_made_to_take_long_do_not(unit: bytes) -> None:
    reader, line = LineReader(), (unit * 65_536)[:65_536]
    whole = combined(Look()).rstrip("\n").encode()
    started = time.process_time()
    for one in (line, whole[:-1] + line, whole[:60] + line, b"a b " + line, b"2026-11-30\t01:02:03\t" + line):
        reader.read(one)
    assert time.process_time() - started < 0.5


PROGRAMS = """\
WhatsApp/2.24.1.78 A
facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)
facebookexternalhit/1.1;line-poker/1.0
meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)
TelegramBot (like TwitterBot)
Twitterbot/1.0
LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)
Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)
Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)
Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com
Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)
Mozilla/5.0 (compatible; YandexBot/3.0)
Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Safari/605.1.15 (Applebot/0.1)
Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)
Mozilla/5.0 (Linux; Android 5.0) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)
Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)
Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36
Mozilla/5.0 (Linux; Android 11) Chrome/119.0 Mobile Safari/537.36 Chrome-Lighthouse
curl/8.5.0
Wget/1.21
python-requests/2.32
Go-http-client/2.0
Java/17.0.1
kube-probe/1.27
Amazon CloudFront
Mozilla/5.0%20(compatible;%20Googlebot/2.1;%20+http://www.google.com/bot.html)
""".splitlines()
PEOPLE = f"""\
{PHONE}
{PHONE.replace(" ", "%20")}
Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148
Mozilla/5.0 (Linux; Android 12; SM-A135F; wv) Chrome/110.0 Mobile Safari/537.36 Instagram 270.0 Android
Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/440.0]
Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/80.0 Mobile Safari/537.36
Mozilla/5.0 (Linux; U; Android 12; id-id; Redmi) Chrome/100 Mobile Safari/537.36 XiaoMi/MiuiBrowser/13.30
Opera/9.80 (Android; Opera Mini/36.2/191.256; U; id) Presto/2.12.423 Version/12.16
UCWEB/2.0 (MIDP-2.0; U; Adr 4.4) U2/1.0.0 UCBrowser/9.4 Mobile
""".splitlines()


def test_programs_and_link_previews_are_told_from_people() -> None:
    assert [agent for agent in PROGRAMS if is_person(agent.encode())] == []
    assert [agent for agent in PEOPLE if not is_person(agent.encode())] == []
    assert not is_person(b"")
    assert not is_person(b"\xff" * 5000)


def test_the_head_of_a_file_is_no_line_that_cannot_be_read() -> None:
    reader = LineReader()
    for line in HEAD.splitlines():
        assert reader.read(line.encode()) is not None
    found = reader.read(cloudfront(replace(Look(), number=5)).rstrip("\n").encode())
    assert found
    assert found.identity == b"id5=="
