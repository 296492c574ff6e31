"""Macros put in the place of their calls: a page calls none, and what they set out with is set once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from msgspec import Struct

Find = Callable[[str], nodes.Template]
"""Another template by its name, as it was written."""
_OWN = frozenset({"caller", "varargs", "kwargs"})
"""Names that only a macro has that is called."""


class _Known(Struct, frozen=True):
    """A macro, and the macros that can be called in it: those of its own template."""

    macro: nodes.Macro
    home: dict[str, _Known]


class _Macros(Struct, frozen=True):
    """What a page imports: macros by the names it gives them, and what stands beside them."""

    named: dict[str, _Known]
    beside: list[nodes.Node]


def inlined(tree: nodes.Template, find: Find, *, but: str) -> nodes.Template:
    """The tree with the macros that it imports in the places where it shows them.

    Left to Jinja are calls within an expression, macros that call themselves or take what nobody named,
    and those of the template `but`.
    """
    macros = _Macros({}, [])
    for node in list(tree.find_all(nodes.FromImport)):
        if isinstance(node.template, nodes.Const) and node.template.value != but and not node.with_context:
            _gather(macros, find(str(node.template.value)), node)
    if macros.named:
        _Calls(macros.named, ()).generic_visit(tree)
        tree.body = [nodes.Scope([*macros.beside, *tree.body], lineno=1)]
        _Unused(set(macros.named) - {name.name for name in tree.find_all(nodes.Name)}).generic_visit(tree)
    return tree


def _gather(macros: _Macros, found: nodes.Template, wanted: nodes.FromImport) -> None:
    """What one import asks for."""
    names = dict(alias if isinstance(alias, tuple) else (alias, alias) for alias in wanted.names)
    here: dict[str, _Known] = {}
    here |= {node.name: _Known(node, here) for node in found.body if isinstance(node, nodes.Macro)}
    beside = [node for node in found.body if isinstance(node, nodes.Assign | nodes.FromImport)]
    if any(isinstance(node, nodes.Import | nodes.Include | nodes.AssignBlock) for node in found.body):
        return
    macros.beside.extend(node for node in beside if node not in macros.beside)
    for name, alias in names.items():
        if name in here:
            macros.named[alias] = here[name]


class _Calls(NodeTransformer):
    def __init__(self, macros: Mapping[str, _Known], within: tuple[nodes.Macro, ...]) -> None:
        self._macros = macros
        self._within = within

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:  # noqa: N802 - Jinja's name
        """What is shown, parted where a macro is: what it shows comes between."""
        parts: list[nodes.Node] = []
        for child in node.nodes:
            body = self._body(child)
            if body is not None:
                parts.append(body)
            elif parts and isinstance(parts[-1], nodes.Output):
                parts[-1].nodes.append(child)
            else:
                parts.append(nodes.Output([child], lineno=node.lineno))
        return parts

    def _body(self, call: nodes.Node) -> nodes.With | None:
        """A macro's body with the values of a call; None for anything else that is shown."""
        if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
            return None
        known = self._macros.get(call.node.name)
        if known is None or call.dyn_args or call.dyn_kwargs:
            return None
        macro = known.macro
        if any(macro is outer for outer in self._within):
            return None
        values = _values(macro, call)
        if values is None or any(one.name in _OWN for one in macro.find_all(nodes.Name)):
            return None
        targets = [nodes.Name(argument, "param", lineno=call.lineno) for argument in values]
        copied = nodes.Scope(deepcopy(macro.body, {id(macro.environment): macro.environment}))
        _Calls(known.home, (*self._within, macro)).generic_visit(copied)
        return nodes.With(targets, list(values.values()), copied.body, lineno=call.lineno)


class _Unused(NodeTransformer):
    """Imports without what no call is left of."""

    def __init__(self, gone: set[str]) -> None:
        self._gone = gone

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.FromImport | None:  # noqa: N802 - Jinja's name
        """An import, if anything of it is left."""
        node.names = [
            alias
            for alias in node.names
            if (alias[1] if isinstance(alias, tuple) else alias) not in self._gone
        ]
        return node if node.names else None


def _values(macro: nodes.Macro, call: nodes.Call) -> dict[str, nodes.Expr] | None:
    """Each argument's value; None where one is missing, or there are more than the macro has."""
    names = [argument.name for argument in macro.args]
    if len(call.args) > len(names):
        return None
    values = dict(zip(names, call.args, strict=False))
    values |= {pair.key: pair.value for pair in call.kwargs}
    optional = names[len(names) - len(macro.defaults) :]
    defaults = dict(zip(optional, macro.defaults, strict=True))
    if values.keys() - set(names) or set(names) - values.keys() - defaults.keys():
        return None
    return {name: values.get(name) or defaults[name] for name in names}
