"""A theme.yaml that cannot be used ends every command that needs it in one sentence."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.render import context, themefile
from generator.render.theme import ThemeError, load_theme, theme_names
from tests.shops import new_workspace, write_shop

THEMES = themefile.themes_folder()
_SHEETS = "css: [warung.css, produk.css, pesan.css, layar.css]"
SOUND = (THEMES / "warung" / "theme.yaml").read_text("utf-8").replace(_SHEETS, "css: warung.css")


def forget() -> None:
    for known in (themefile.installed, themefile.settings, context.render_context, context.check_context):
        known.cache_clear()


@pytest.fixture
def themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of all themes, to be broken."""
    copy = tmp_path / "themes"
    shutil.copytree(THEMES, copy)
    for module in ("themefile", "theme"):
        monkeypatch.setattr(f"generator.render.{module}.themes_folder", lambda: copy)
    forget()
    yield copy
    forget()


BROKEN = {
    "nama: [": "warung/theme.yaml is no YAML in line 1",
    "nama: a\n\tjenis: b": "warung/theme.yaml is no YAML in line 2",
    "[" * 5_000: "warung/theme.yaml is no YAML",
    "nama: !!python/object:os.system x": "warung/theme.yaml is no YAML in line 1",
    "nama: 2026-13-45": "warung/theme.yaml is no YAML that can be used",
    "": "warung/theme.yaml holds no keys",
    "# only a comment": "warung/theme.yaml holds no keys",
    "- warung\n- hub": "warung/theme.yaml holds no keys",
    "warung": "warung/theme.yaml holds no keys",
    "nama: warung": "warung/theme.yaml has no jenis, warna, css, js, ikon",
    SOUND.replace('"#a23b1e"', "#a23b1e"): "warung/theme.yaml has no warna; write the colour in quotes",
    SOUND.replace('"#a23b1e"', "merah"): "warna is a colour like",
    SOUND.replace('"#a23b1e"', "123456"): "the value of warna has to be a text, not 123456",
    SOUND.replace("jenis: storefront", "jenis: toko"): "jenis is storefront or hub, not 'toko'",
    SOUND.replace("css: warung.css", "css: [warung.css, [a]]"): "the value of css has to be a text",
    SOUND.replace("css: warung.css", "css: []"): "has no css",
    SOUND.replace("css: warung.css", "css: [warung.css, ../../a]"): "css has to name a file in static/",
    SOUND.replace("css: warung.css", "css: [warung.css, tidak.css]"): "names static/tidak.css, which is not",
    SOUND.replace("jenis: storefront", "jenis: [storefront]"): "the value of jenis has to be a text",
    SOUND.replace("css: warung.css", "css: {a: b}"): "the value of css has to be a text",
    SOUND.replace("css: warung.css", "css: ../templates/produk.html"): "css has to name a file in static/",
    SOUND.replace("css: warung.css", "css: /etc/passwd"): "css has to name a file in static/",
    SOUND.replace("css: warung.css", "css: tidak.css"): "names static/tidak.css, which is not there",
    SOUND + "5: lima\n": "the value of 5 has to be a text",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_theme_is_told_in_a_sentence(themes: Path, text: str) -> None:
    (themes / "warung" / "theme.yaml").write_text(text, "utf-8")
    with pytest.raises(ThemeError) as told:
        load_theme("warung")
    assert BROKEN[text] in str(told.value)
    assert "\n" not in str(told.value)


def test_one_that_is_no_text_missing_a_folder_or_closed(themes: Path) -> None:
    file = themes / "warung" / "theme.yaml"
    file.write_bytes(b"nama: \xff\xfe")
    told = []
    damages: list[Callable[[], None]] = [lambda: None, file.unlink, file.mkdir, lambda: shutil.rmtree(themes)]
    for damage in damages:
        damage()
        forget()
        with pytest.raises(ThemeError) as error:
            theme_names("storefront")
        told.append(str(error.value).partition(str(themes))[0])
    assert told == [
        "warung/theme.yaml is not UTF-8 text",
        "there is no warung/theme.yaml in ",
        "warung/theme.yaml cannot be read: Is a directory",
        "the themes cannot be read: ",
    ]


def test_a_script_that_would_be_shortened_wrongly_is_refused(themes: Path) -> None:
    script = themes / "warung" / "static" / "warung.js"
    script.write_text("const a = `${b ? `c, d` : e}`;")
    with pytest.raises(ThemeError, match=r"warung\.js has a text in backticks within another"):
        load_theme("warung")
    script.write_text("// said\nconst a = `${b}, c`, d = `{ }`;\n")
    theme = load_theme("warung")
    assert theme.content("js") == b"const a=`${b}, c`,d=`{ }`;"


def test_what_was_judged_once_is_known_again_until_the_file_says_something_else(themes: Path) -> None:
    file = themes / "warung" / "theme.yaml"
    judged = themefile.settings("warung")
    themefile.settings.cache_clear()
    assert themefile.settings("warung") == judged
    assert set(map(type, judged.files.values())) == {tuple}
    file.write_text(SOUND.replace("#a23b1e", "#a23b1f"), "utf-8")
    themefile.settings.cache_clear()
    assert themefile.settings("warung").accent == "#a23b1f"


def test_several_style_sheets_are_one_for_browsers(themes: Path) -> None:
    static, file = themes / "warung" / "static", themes / "warung" / "theme.yaml"
    (static / "a.css").write_text("a { color: red }\n")
    (static / "b.css").write_text("b { color: blue }\n")
    file.write_text(SOUND.replace("css: warung.css", "css: [b.css, a.css]"), "utf-8")
    theme = load_theme("warung")
    assert theme.content("css") == b"b { color: blue }\na { color: red }\n"
    assert theme.roles["css"].startswith("aset/b-")


def test_a_closed_file_of_a_theme_is_told(themes: Path) -> None:
    (themes / "warung" / "static" / "warung.css").unlink()
    (themes / "warung" / "static" / "warung.css").mkdir()
    with pytest.raises(ThemeError, match=r"static/warung\.css"):
        load_theme("warung")
    os.mkfifo(themes / "hub" / "templates" / "pipa")
    assert load_theme("hub").digest, "whoever waits for a pipe waits for ever"


values = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates() | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(["nama", "jenis", "warna", "css", "js", "ikon", "judul"]), values))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example({"css": "\U00010000"})  # two halves, as JSON spells it
def test_any_value_is_used_or_refused(themes: Path, typed: dict[str, object]) -> None:
    sound = {"nama": "warung", "jenis": "storefront", "warna": "#123456"}
    files = {"css": "warung.css", "js": "warung.js", "ikon": "ikon.svg"}
    (themes / "warung" / "theme.yaml").write_text(json.dumps(sound | files | typed, default=str), "utf-8")
    forget()
    try:
        assert load_theme("warung").roles
    except ThemeError as error:
        assert "warung" in str(error)


@pytest.mark.parametrize(
    "words", ["check", "build", "new toko-baru --whatsapp 08123456789 --kategori kopi --kecamatan Tebet"]
)
@pytest.mark.parametrize("theme", ["warung", "hub"])
def test_commands_end_with_exit_code_1(themes: Path, tmp_path: Path, words: str, theme: str) -> None:
    root = new_workspace(tmp_path / "hub")
    write_shop(root, "kopi-tebet")
    (themes / theme / "theme.yaml").write_text("nama: [", "utf-8")
    result = CliRunner().invoke(main, ["--root", str(root), *words.split(), "--json"])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"{theme}/theme.yaml is no YAML" in json.loads(result.stdout)["error"]


def test_a_broken_template_ends_the_build_once_for_all(themes: Path, tmp_path: Path) -> None:
    root = new_workspace(tmp_path / "hub")
    for slug in ("kopi-tebet", "teh-condet"):
        write_shop(root, slug)
    for damage in ("{{ tidak.ada.begini }}", "{% if %}", "{% include 'tidak-ada.html' %}"):
        (themes / "warung" / "templates" / "shop.html").write_text(damage, "utf-8")
        forget()
        result = CliRunner().invoke(main, ["--root", str(root), "build", "--jobs", "1", "--json"])
        assert (result.exit_code, "Traceback" in result.output) == (1, False), result.output
        assert "the template shop.html" in json.loads(result.stdout)["error"]
