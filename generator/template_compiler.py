"""Templates compiled for one language: what is the same on every page is worked out once, not for each.

A text `_("…")` becomes its translation, a value in it a part of the page between two constants, a macro
of `icons.html` with a constant name what it draws, and a template stands whole in one function with what it
extends and includes. What a template does otherwise is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.template_joiner import joined
from generator.template_macros import inlined

ICONS = "icons.html"
"""The template whose macros are drawn at once, where they are called with constants."""
_HOLE = re.compile(r"%\((\w+)\)s")
_Body = list[nodes.Expr]


class _Page(Template):
    def _get_default_module(self, ctx: object = None) -> Any:
        """The macros of this template: the same for every page, as no global of one differs."""
        return super()._get_default_module()


class _Code(CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """A value in a page goes through `shown`, which makes no `Markup` of what is joined to a page."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def write_commons(self) -> None:
        """What each function begins with."""
        super().write_commons()
        self.writeline("shown = environment.shown")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """What is asked for by a constant is an item, never an attribute."""
        if not isinstance(node.arg, nodes.Const | nodes.Tuple):
            super().visit_Getitem(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """An attribute is an attribute; the pages here have no mapping that is asked with a dot."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class CompilingEnvironment(Environment):
    """An environment for one language: set `translate` before the first template is loaded."""

    translate: Callable[[str], str]
    template_class = _Page
    code_generator_class = _Code

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._loaded: dict[str, Template] = {}

    @staticmethod
    def shown(value: object) -> str:
        """A value as it stands in a page: safe, or escaped."""
        if type(value) is Markup:
            return value
        if type(value) is str and not (
            "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
        ):
            return value
        return escape(value)

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002
        """A template by its name, kept for as long as the environment lives."""
        found = self._loaded.get(name)
        if found is None or globals or self.auto_reload:
            found = self._loaded[name] = super()._load_template(name, globals)
            found.globals = dict(found.globals)  # a `ChainMap`, read whole for each page
        return found

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = joined(super()._parse(source, name, filename), name, self._as_written)
        tree = inlined(tree, self._as_written, but=ICONS)
        drawn = {
            alias
            for found in tree.find_all(nodes.FromImport)
            if isinstance(found.template, nodes.Const) and found.template.value == ICONS
            for alias in found.names
            if isinstance(alias, str)
        }
        _Folding(self, drawn).generic_visit(tree)
        _Needed({name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}).generic_visit(tree)
        return _at_once(tree)

    def _as_written(self, name: str) -> nodes.Template:
        """Another template, as a tree."""
        if self.loader is None:
            raise TypeError("no loader")
        source, filename, _ = self.loader.get_source(self, name)
        return super()._parse(source, name, filename)


class _Folding(NodeTransformer):
    def __init__(self, env: CompilingEnvironment, drawn: set[str]) -> None:
        self._env = env
        self._drawn = drawn

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja's name
        """A text in a page: constants, with the values between them."""
        body: _Body = []
        for child in node.nodes:
            body += self._parts(child) or [self.visit(child)]
        node.nodes = body
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A text or an icon within an expression."""
        self.generic_visit(node)
        text = self._text(node)
        if text is not None and not node.kwargs:
            return _safe(_filled(text), node.lineno)
        icon = self._icon(node)
        return node if icon is None else _safe(icon, node.lineno)

    def _parts(self, node: nodes.Node) -> _Body:
        """A text with values as what it is made of; nothing for anything else."""
        if not isinstance(node, nodes.Call):
            return []
        text = self._text(node)
        if text is None or not node.kwargs:
            return []
        values = {pair.key: self.visit(pair.value) for pair in node.kwargs}
        pieces = _HOLE.split(text)
        if set(pieces[1::2]) - values.keys():
            return []  # told by Jinja when the page is made
        parts: _Body = []
        for number, piece in enumerate(pieces):
            if number % 2:
                parts.append(values[piece])
            elif piece:
                parts.append(_safe(_filled(piece), node.lineno))
        return parts

    def _text(self, node: nodes.Call) -> str | None:
        """The translation of a constant text; None for other calls."""
        if not isinstance(node.node, nodes.Name) or node.node.name not in ("_", "gettext"):
            return None
        if node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
            return None
        said = node.args[0]
        return self._env.translate(said.value) if isinstance(said, nodes.Const) else None

    def _icon(self, node: nodes.Call) -> str | None:
        if not isinstance(node.node, nodes.Name) or node.node.name not in self._drawn:
            return None
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return None
        values = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
        if len(values) < len(node.args):
            return None
        macro = getattr(self._env.get_template(ICONS).module, node.node.name)
        return str(macro(*values))


class _Needed(NodeTransformer):
    """Leaves out imports of which everything has been drawn."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.FromImport | None:  # noqa: N802 - Jinja's name
        """An import, if one of its names is asked for."""
        names = {name if isinstance(name, str) else name[1] for name in node.names}
        return node if names & self._names else None


def _at_once(tree: nodes.Template) -> nodes.Template:
    """A page gathered in one list, not handed over piece by piece; a template with blocks as it is."""
    if len(tree.body) != 1 or not isinstance(tree.body[0], nodes.Scope):
        return tree
    page = "_page"
    tree.body = [
        nodes.AssignBlock(nodes.Name(page, "store"), None, tree.body, lineno=1),
        nodes.Output([nodes.MarkSafe(nodes.Name(page, "load"))], lineno=1),
    ]
    return tree


def _filled(text: str) -> str:
    """A text without values, as Jinja's `_` gives it: two signs stand for one."""
    return text % {}


def _safe(text: str, line: int) -> nodes.Const:
    return nodes.Const(Markup(text), lineno=line)  # noqa: S704 - our own words and drawings
