"""Nothing that a seller, a file system or a store says steers the operator's terminal."""

from __future__ import annotations

import ast
import json
import logging
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.hosting.ledger import open_ledger
from generator.publish.report import DeployReport, FileFailure
from generator.terminal import LogHandler, json_text, safe
from tests.shops import new_workspace, product, write_shop

STEERING = {
    "CSI": "\x1b[2J",
    "OSC": "\x1b]0;milik saya\x07",
    "C1 CSI": "\u009b31m",
    "C1 OSC": "\u009d0;milik saya\u009c",
    "BEL": "\x07",
    "CR": "aman\rbahaya",
    "backspace": "a\b\b",
    "DEL": "\x7f",
    "bidi": "\u202etxt.exe",
    "isolate": "\u2066x\u2069",
    "line": "a\u2028b",
    "NUL": "\x00",
}
anything = st.one_of(st.text(), st.lists(st.sampled_from([*STEERING.values(), "a", "\n", "é"])).map("".join))


def steers(text: str) -> list[str]:
    """What could steer a terminal in it; the ends of its lines cannot."""
    shown = text.replace("\r\n", "\n").replace("\n", "").replace("\t", "").replace("\u200d", "")
    return [repr(c) for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@given(anything)
def test_what_is_shown_steers_nothing_and_keeps_its_place(text: str) -> None:
    assert steers(safe(text)) == []
    assert len(safe(text)) == len(text)
    assert safe(safe(text)) == safe(text)


@pytest.mark.parametrize(
    "text", ["Kopi Ñandú – ☕", "Rp\u00a047.500", "dua\nbaris\tkolom", "👩\u200d🍳", "a,b\r\nc,d\r\n"]
)
def test_what_is_harmless_is_shown_as_it_is(text: str) -> None:
    assert safe(text) == text


@settings(max_examples=30, deadline=None)
@given(
    st.recursive(anything | st.none() | st.integers(), lambda x: st.lists(x) | st.dictionaries(anything, x))
)
def test_json_is_exact_and_steers_nothing(document: object) -> None:
    text = json_text(document)
    assert json.loads(text) == document
    assert steers(text) == []
    assert "\n" not in text


def test_json_keeps_letters_readable() -> None:
    assert (
        json_text({"nama": "Ñandú", "sejak": date(2026, 11, 21)})
        == '{"nama": "Ñandú", "sejak": "2026-11-21"}'
    )


def test_only_one_module_speaks_to_the_terminal() -> None:
    """Whatever is printed elsewhere would not be made safe."""
    package = Path(__file__).parents[1] / "generator"
    speaking = {"click": {"echo", "secho", "style", "confirm", "prompt", "echo_via_pager", "progressbar"}}
    speaking |= {"sys": {"stdout", "stderr"}, "rich": {"print"}}
    found = set()
    for file in [*package.rglob("*.py"), package.parent / "deploy.py"]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Attribute(value=ast.Name(id=module), attr=name) if name in speaking.get(module, ()):
                    found.add(file.name)
                case ast.Call(func=ast.Name(id="print" | "Console")):
                    found.add(file.name)
                case ast.ImportFrom(module="rich.console" | "rich.progress"):
                    found.add(file.name)
    workers = {"photo_worker.py", "workbook.py"}  # their streams are pipes to their own program
    assert found - workers == {"terminal.py"}


@pytest.fixture(params=STEERING.values(), ids=list(STEERING))
def hostile(request: pytest.FixtureRequest) -> str:
    text: str = request.param
    return text


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub in which values, keys, files and folders hold every one of them."""
    root = new_workspace(tmp_path_factory.mktemp("ruang"))
    for number, text in enumerate(STEERING.values()):
        slug, named = f"toko-{number}", text.replace("\x00", "x")
        quoted = f'"{json.dumps(text)[1:-1]}"'  # as YAML writes it with escapes
        write_shop(
            root,
            slug,
            {
                "kopi": product(harga=f"dua{text}puluh", foto=f"[{text}.jpg]"),
                "teh": product(stok=quoted, foto=f"[{quoted}]"),
                "air": product(),
            },
            nama=f"Toko {text}",
            kategori=quoted,
            ikuti=f"[{quoted}]",
        )
        write_shop(root, f"baik-{number}", nama=f'"Toko {json.dumps(text)[1:-1]}"')
        for folder in (slug, f"{slug}/produk", f"{slug}/foto", ""):
            path = root / "sellers" / folder / f"x{named}"
            path.parent.mkdir(exist_ok=True)
            path.write_text("x")
            path.with_name(f"{path.name}d").mkdir()
    return root


TYPED = "x" + "".join(STEERING.values()).replace("\x00", "")


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "--json"],
        ["check", TYPED],
        ["build", "--jobs", "1"],
        ["build", "--jobs", "1", "--json"],
        ["deploy", "--to", "file:///tmp/never", "--dry-run"],
        ["deploy", "--to", f"ftp://{TYPED}", "--dry-run"],
        ["hosting", "status"],
        ["hosting", "status", "--csv"],
        ["hosting", "status", "--json"],
        ["hosting", "status", "--kecamatan", TYPED],
        ["hosting", "export", "toko-1", "baik-1"],
        ["hosting", "rename", "toko-1", TYPED],
        ["invite", TYPED],
        ["new", TYPED, "--whatsapp", "0812-3456-7890", "--kategori", TYPED, "--kecamatan", TYPED],
        [TYPED],
    ],
    ids=lambda words: " ".join(words).replace(TYPED, "TYPED"),
)
def test_no_command_lets_texts_and_names_through(root: Path, words: list[str]) -> None:
    with open_ledger("sqlite:///ledger.db", root):
        pass
    outcome = CliRunner().invoke(main, ["--root", str(root), *words])
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
    assert steers(outcome.output) == []
    if "--json" in words:
        json.loads(outcome.stdout)


def test_no_answer_of_a_store_gets_through(hostile: str, capsys: pytest.CaptureFixture[str]) -> None:
    failed = FileFailure(f"toko/{hostile}.webp", "toko", f"500 {hostile}")
    DeployReport("s3://ember", dry_run=False, result="partial", message=hostile, failed=(failed,)).show()
    out, err = capsys.readouterr()
    assert steers(out + err) == []
    assert f"failed: toko/{safe(hostile)}.webp: 500 {safe(hostile)}\n" in err


def test_no_log_record_and_no_traceback_gets_through(
    hostile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log = logging.Logger("uji")
    log.addHandler(LogHandler())
    try:
        raise ValueError(hostile)
    except ValueError:
        log.exception("building %s failed", hostile)
    err = capsys.readouterr().err
    assert steers(err) == []
    assert "Traceback" in err
