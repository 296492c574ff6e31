"""What is worked out when a template is compiled is what Jinja would work out on every page."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import templates
from generator.disk import compiled
from generator.language import Language, language
from generator.render.theme import Theme, load_theme
from generator.render.theme_templates import Compiled, environment
from generator.template_compiler import CompilingEnvironment
from generator.templates import environment as compiling
from generator.templates import set_up

ICONS = '{% set paths = {"up": "<p/>"} %}{% macro icon(name) %}<i>{{ paths[name] | safe }}</i>{% endmacro %}'
TEMPLATES = {
    "icons.html": ICONS,
    "words": '{{ _("All shops") }} <i title="{{ _("Photos") }}">{{ _("Ask") if gone else _("Order") }}</i>',
    "values": '{{ _("More from %(name)s", name=name) }}{{ _("Photo %(number)s", number=3) | upper }}',
    "both": '{{ _("%(shop)s is one of the shops of %(hub)s.", shop=name, hub="<b>") }}',
    "block": "{% trans trimmed name=name, url='?a&b' %}<a href='{{ url }}'>{{ name }}</a> 9 %.{% endtrans %}",
    "plural": "{% trans count=gone | length %}one{% pluralize %}{{ count }} of them{% endtrans %}",
    "sign": '{{ _("100 %%") }}{{ _("100 %% of %(name)s", name=name) }}',
    "icon": '{% from "icons.html" import icon %}{{ icon("up") }}<b>{{ icon(kind) }}</b>',
    "own": "{% macro _x(a) %}{{ a }}{% endmacro %}{{ _x(_('Ask')) }}{% set t = _('Order') %}{{ t }}"
    "{% macro y(a) %}<u>{{ a }}</u>{% endmacro %}",
    "base": "<a>{% from 'icons.html' import icon %}{{ icon('up') }}{% include 'part' %}"
    "{% block one %}{{ name }}{% endblock %}"
    "{% if gone %}{% block two %}2{{ kind }}{% endblock %}{% endif %}</a>",
    "part": "{% set t = name ~ '!' %}<i>{{ t }}{{ _('Ask') }}</i>",
    "child": "{% extends 'base' %}\n{% from 'own' import y %}\n"
    "{% block one %}{% set t = kind %}{{ y(name) }}"
    "{% for c in t %}{{ loop.index }}{{ c }}{% endfor %}{% endblock %}",
    "grandchild": "{% extends 'child' %}{% block two %}{{ _('Order') }}{% include 'part' %}{% endblock %}",
    "calling": "{% extends 'base' %}{% block one %}[{{ super() }}]{% endblock %}",
    "scoped": "{% for c in 'ab' %}{% block each scoped %}{{ c }}{{ name }}{% endblock %}{% endfor %}",
    "within": "{% extends 'scoped' %}{% block each %}{{ c }}-{% endblock %}",
    "markup": "{{ name | e }}{{ name | safe }}{{ '<b>' | safe ~ name }}{{ none }}{{ 3 }}{{ [name] }}",
    "tools.html": '{% from "icons.html" import icon %}{% set sizes = {"a": "<9>"} %}'
    '{% macro size(name, of="a") %}{{ sizes[of] }}{{ name }}{{ icon("up") }}{% endmacro %}'
    '{% macro twice(name, x=none) %}[{{ size(name) }}|{{ size(of="a", name=x) }}]{% endmacro %}'
    "{% macro deep(n) %}{{ n }}{% if n %}{{ deep(n[1:]) }}{% endif %}{% endmacro %}"
    "{% macro rest(a) %}{{ a }}{{ varargs | join }}{% endmacro %}"
    "{% macro set(a) %}{% set name = a %}{{ name }}{% endmacro %}",
    "uses": '{% from "tools.html" import size, twice as two, deep, rest, set %}{{ size(name) }}'
    "{{ two(kind) }}"
    "{{ two(name, x=kind) }}{% set s = size(name) %}{{ s }}{{ size(name) ~ kind }}{{ deep(kind) }}"
    "{{ rest(name, kind, 3) }}{{ set(kind) }}{{ name }}"
    '{% for c in kind %}{{ size(c, of="a") }}{{ loop.index }}{% endfor %}',
    "others.html": "{% macro size(name) %}other {{ name }}{% endmacro %}"
    "{% macro deep(n) %}{{ size(n) }}{% endmacro %}",
    "namesakes": '{% from "tools.html" import twice %}{% from "others.html" import deep %}'
    "{% macro size(name) %}own {{ name }}{% endmacro %}{{ size(kind) }}{{ twice(name) }}{{ deep(name) }}",
    "lone": "{% from 'own' import y %}{{ y(name) }}",
    "shown": '{{ _(kind) }}{{ _("Ask") ~ name }}',
}
WORDS = ("Ask", "Order", "<b>", "%", "%(x)s", "Tini & Co", '"')


def plain() -> jinja2.Environment:
    """Jinja as it comes."""
    env = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=True)
    set_up(env, language("id").gettext, language("id").ngettext)
    return env


def folded() -> jinja2.Environment:
    """The same, compiled for one language."""
    env = CompilingEnvironment(loader=jinja2.DictLoader(TEMPLATES), autoescape=True)
    env.translate = language("id").gettext
    set_up(env, language("id").gettext, language("id").ngettext)
    return env


@given(st.sampled_from(sorted(TEMPLATES.keys() - {"icons.html"})), st.sampled_from(WORDS), st.booleans())
def test_a_page_is_what_jinja_makes_of_it(name: str, word: str, gone: bool) -> None:
    values = {"name": word, "kind": "up", "gone": "x" * gone}
    assert folded().get_template(name).render(values) == plain().get_template(name).render(values)


@pytest.mark.parametrize(
    "page",
    ["{% extends kind %}", "{% extends 'child' %}{% block one %}{{ super() }}{% endblock %}"],
    ids=["no constant name", "super below two levels"],
)
def test_what_cannot_be_joined_is_refused(page: str) -> None:
    env = folded()
    env.loader = jinja2.DictLoader(TEMPLATES | {"page": page})
    with pytest.raises(jinja2.TemplateSyntaxError):
        env.get_template("page")


def test_texts_and_icons_are_no_work_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    env = folded()
    page = env.get_template("icon"), env.get_template("words"), env.get_template("both")
    monkeypatch.setitem(env.globals, "gettext", None)
    env.loader = None  # neither the catalogue nor icons.html is asked again for what was constant
    assert page[1].render(gone=True) == 'Semua toko <i title="Foto">Tanya</i>'
    assert page[2].render(name="<x>").startswith("&lt;x&gt; adalah salah satu toko di &lt;b&gt;")


def test_a_macro_is_not_called_where_it_is_shown() -> None:
    env = folded()
    page = env.get_template("lone")
    env.loader = None  # the template that has it is not asked for
    assert page.render(name="<") == "<u>&lt;</u>"


def test_what_is_kept_is_made_once_for_each_key(tmp_path: Path) -> None:
    each = "{% for x in y %}{% kept x %}{{ x }}{{ n }}{% endkept %}{% endfor %}"
    text = "{{ n }}{% kept %}<{{ a }}>{% endkept %}" + each
    (tmp_path / "a.html").write_text(text)
    page = compiling([tmp_path], language("id")).get_template("a.html")
    kept: dict[object, str] = {}
    assert page.render(kept=kept, n=1, a="&", y="ab") == "1<&amp;>a1b1"
    assert page.render(kept=kept, n=2, a="x", y="bc") == "2<&amp;>b1c2"
    assert page.render(kept={}, n=2, a="x", y="bc") == "2<x>b2c2"


def made_of(theme: Theme, words: Language, folder: Path) -> str:
    kept = environment(theme, words, folder).bytecode_cache
    assert isinstance(kept, Compiled)
    return kept.made_of


def test_what_is_compiled_is_of_one_theme_catalogue_and_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, words = load_theme("warung"), language("id")
    origins = [
        made_of(theme, words, tmp_path),
        made_of(load_theme("hub"), words, tmp_path),
        made_of(theme, language("en"), tmp_path),
        made_of(theme, Language("id", b"# another"), tmp_path),
    ]
    assert made_of(theme, words, tmp_path) == origins[0]
    monkeypatch.setattr(templates, "compiler_digest", lambda: "another")
    assert len({*origins, made_of(theme, words, tmp_path)}) == 5


def test_compiled_templates_are_kept_and_never_taken_for_others(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "a.html").write_text('{{ _("All shops") }}')

    def page(code: str, origin: str) -> str:
        kept = Compiled(tmp_path / "kept", "theme", origin)
        env = CompilingEnvironment(loader=jinja2.FileSystemLoader(tmp_path), bytecode_cache=kept)
        env.translate = language(code).gettext
        return env.get_template("a.html").render()

    assert page("id", "1") == "Semua toko"
    assert page("en", "1") == "Semua toko"  # as it was kept
    assert page("en", "2") == "All shops"
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert page("id", "2") == "Semua toko"


def test_without_room_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "no folder" / "a.mo"
    compiled.write(file, "1", b"data")
    assert compiled.read(file, "1") is None


def test_a_value_that_is_not_there_is_a_mistake_of_the_template(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('{{ _("More from %(name)s", nama="x") }}')
    with pytest.raises(KeyError):
        compiling([tmp_path], language("id")).get_template("a.html").render()
