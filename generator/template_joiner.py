"""A template together with what it extends and includes, as one tree.

Jinja makes a function of each, and hands every piece of a page through all of them. Left to Jinja is what
uses `super()`, `self`, or blocks that are scoped or required, and an include whose name is not constant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

Find = Callable[[str], nodes.Template]
"""Another template by its name, as it was written."""


def joined(tree: nodes.Template, name: str | None, find: Find) -> nodes.Template:
    """The tree with its includes in their places, in the template that it extends.

    Raises `TemplateSyntaxError` for what would need a template both joined and apart: a name to extend that
    is not constant; and `super()` and its like below a template that extends another.
    """
    blocks: dict[str, nodes.Block] = {}
    imports: list[nodes.Node] = []
    plain, level = True, 0
    child = _included(tree, find)
    while extends := child.find(nodes.Extends):
        if not isinstance(extends.template, nodes.Const):
            raise TemplateSyntaxError("what is extended needs a constant name", extends.lineno, name)
        rest = [node for node in child.body if node is not extends and not _is_blank(node)]
        blocks = {node.name: node for node in rest if isinstance(node, nodes.Block)} | blocks
        found = [node for node in rest if isinstance(node, nodes.FromImport)]
        imports = [*found, *imports]
        plain = (
            plain and _is_plain(child) and all(isinstance(n, nodes.Block | nodes.FromImport) for n in rest)
        )
        child = _included(find(str(extends.template.value)), find)
        level += 1
    if level == 0:
        return tree
    if not (plain and _is_plain(child)):
        if level > 1:
            raise TemplateSyntaxError("too much for a template that extends one that extends", 1, name)
        return tree
    _Blocks(blocks).generic_visit(child)
    tree.body = [nodes.Scope([*imports, *child.body], lineno=1)]
    return tree


def _included(tree: nodes.Template, find: Find) -> nodes.Template:
    _Includes(find).generic_visit(tree)
    return tree


def _is_blank(node: nodes.Node) -> bool:
    """Line ends between blocks; what a template that extends another says outside of them is not shown."""
    return isinstance(node, nodes.Output) and all(isinstance(one, nodes.TemplateData) for one in node.nodes)


def _is_plain(tree: nodes.Template) -> bool:
    special = any(node.scoped or node.required for node in tree.find_all(nodes.Block))
    return not special and all(node.name not in ("super", "self") for node in tree.find_all(nodes.Name))


class _Includes(NodeTransformer):
    def __init__(self, find: Find) -> None:
        self._find = find

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - Jinja's name
        """What another template says here; names that it sets are its own."""
        if not isinstance(node.template, nodes.Const) or not node.with_context or node.ignore_missing:
            return node
        found = _included(self._find(str(node.template.value)), self._find)
        if found.find(nodes.Extends) or found.find(nodes.Block):
            return node
        return nodes.Scope(found.body, lineno=node.lineno)


class _Blocks(NodeTransformer):
    def __init__(self, blocks: Mapping[str, nodes.Block]) -> None:
        self._blocks = blocks

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802 - Jinja's name
        """The child's block in the place of the parent's."""
        found = nodes.Scope(self._blocks.get(node.name, node).body, lineno=node.lineno)
        self.generic_visit(found)
        return found
