"""A mistake in a catalogue is told in one sentence, once, and never blamed on sellers."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.catalogue import BrokenCatalogueError, compiled
from generator.cli import main
from generator.language import Language
from tests.shops import new_workspace, write_shop

GOOD = 'msgid ""\nmsgstr ""\n"Language: id\\n"\n\n#: a.html\nmsgid "More %(name)s"\nmsgstr "Lain %(name)s"\n'


def test_a_catalogue_speaks() -> None:
    assert Language("id", GOOD.encode()).gettext("More %(name)s") % {"name": "Kopi"} == "Lain Kopi"


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        ("Lain %(name)s", 7),
        ('"Lain %(name)s', 7),
        ('"Lain %(name"', 6),
        ('"Lain %(nama)s"', 6),
        ('"Lain %(name)s 50%"', 6),
        ('"Lain %(name)d\xff"', 7),
    ],
)
def test_a_mistake_is_told_with_its_line(mistake: str, line: int) -> None:
    data = GOOD.replace('"Lain %(name)s"', mistake).encode("latin-1")
    with pytest.raises(BrokenCatalogueError, match=rf"^id\.po, line {line} cannot be used: "):
        compiled(data, "id", "id.po")


def test_a_build_ends_with_it_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = new_workspace(tmp_path / "hub")
    write_shop(root, "kopi-satu")
    write_shop(root, "kopi-dua")
    broken = Language("id", GOOD.replace("msgstr", "msgst").encode())
    monkeypatch.setattr("generator.render.context.language", lambda _code: broken)
    ended = CliRunner().invoke(main, ["--root", str(root), "build", "--jobs", "1"])
    assert ended.exit_code == 1
    assert ended.stderr.count("generator/locale/id.po, line 2 cannot be used: ") == 1
    assert "kopi-satu" not in ended.output
