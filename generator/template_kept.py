"""`{% kept %}` … `{% endkept %}` in a template: made for the first page of a shop, and kept for its others.

What stands there may depend on the shop alone, not on the page; with something behind the word (`{% kept
other.url %}`), on the shop and that. The dictionary in which parts are kept is the value `kept` of a page.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

_PARTS = "kept"
_PART = "_kept_part"


class Kept(Extension):
    """See the module."""

    tags = {_PARTS}  # noqa: RUF012 - as Jinja declares it

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """What asks for the part, and makes it where it is missing."""
        line = next(parser.stream).lineno
        key: nodes.Expr = nodes.Const(f"{parser.name}:{line}")
        if parser.stream.current.type != "block_end":
            key = nodes.Tuple([key, parser.parse_expression()], "load")
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        parts, part = nodes.Name(_PARTS, "load"), nodes.Name(_PART, "load")
        missing = nodes.Compare(key, [nodes.Operand("notin", parts)])
        made = nodes.AssignBlock(nodes.Name(_PART, "store"), None, body)
        put = nodes.Call(nodes.Getattr(parts, "setdefault", "load"), [key, part], [], None, None)
        shown = nodes.Output([nodes.Getitem(parts, key, "load")])  # safe, as it was assigned
        found = [nodes.If(missing, [made, nodes.ExprStmt(put)], [], []), shown]
        return [node.set_lineno(line) for node in found]
