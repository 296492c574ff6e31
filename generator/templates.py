"""Jinja as all pages of the product use it, and pages that stand alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from generator import template_compiler, template_joiner, template_kept, template_macros
from generator.errors import UnusableError
from generator.language import Language
from generator.policy import content_security_policy
from generator.template_compiler import CompilingEnvironment
from generator.template_kept import Kept


class BrokenTemplateError(UnusableError):
    """A template of a theme with a mistake in it; the message says where."""


def compiler_digest() -> str:
    """Changes with what makes code of a template."""
    digest = hashlib.sha256()
    for module in (template_compiler, template_joiner, template_kept, template_macros):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()


def environment(
    folders: Sequence[Path], words: Language, compiled: BytecodeCache | None = None
) -> Environment:
    """Templates that speak one language; a misspelled name in them is an error, not an empty text."""
    env = CompilingEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    env.translate = words.gettext
    env.add_extension(Kept)
    set_up(env, words.gettext, words.ngettext)
    return env


def set_up(env: Environment, gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]) -> None:
    """What every environment here has in common, also one that a framework has made."""
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext, ngettext, newstyle=True
    )


def rendered(env: Environment, name: str, /, **values: object) -> str:
    """A page.  Raises `BrokenTemplateError` where its template, or one that it includes, has a mistake."""
    try:
        return env.get_template(name).render(values)
    except TemplateError as error:
        at = f"{error.name}, line {error.lineno}" if isinstance(error, TemplateSyntaxError) else name
        raise BrokenTemplateError(f"the template {at} cannot be used: {error.message}") from error


def lone_page(
    folder: Path, template: str, words: Language, *, style: str, script: str = "", **values: object
) -> bytes:
    """A page that opens from a disk, with nothing beside it: the files `style` and `script` are in it."""
    css = (folder / style).read_text("utf-8")
    js = (folder / script).read_text("utf-8") if script else ""
    page = _environment(folder, words).get_template(template)
    files = {"style": Markup(css), "script": Markup(js)}  # noqa: S704 - our own files
    return page.render(policy=content_security_policy(css, js), **files, **values).encode()


@cache
def _environment(folder: Path, words: Language) -> Environment:
    return environment([folder], words)
