"""Templates compiled for one language: what is the same on every page is worked out once, not for each.

A text `_("…")` becomes its translation, a value in it a part of the page between two constants, and a macro
of `icons.html` with a constant name what it draws. What a template does otherwise is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

ICONS = "icons.html"
"""The template whose macros are drawn at once, where they are called with constants."""
_HOLE = re.compile(r"%\((\w+)\)s")
_Body = list[nodes.Expr]


class CompilingEnvironment(Environment):
    """An environment for one language: set `translate` before the first template is loaded."""

    translate: Callable[[str], str]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        drawn = {
            alias
            for found in tree.find_all(nodes.FromImport)
            if isinstance(found.template, nodes.Const) and found.template.value == ICONS
            for alias in found.names
            if isinstance(alias, str)
        }
        _Folding(self, drawn).generic_visit(tree)
        return tree


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


def _filled(text: str) -> str:
    """A text without values, as Jinja's `_` gives it: two signs stand for one."""
    return text % {}


def _safe(text: str, line: int) -> nodes.Const:
    return nodes.Const(Markup(text), lineno=line)  # noqa: S704 - our own words and drawings
