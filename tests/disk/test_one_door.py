"""Files are replaced, and databases opened, in one place; whoever has a table has the SQL that asks it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "generator"
OWNERS = {
    "sellers|follows|files|places|changed|circles": (
        "records/state_db.py",
        "records/state_reader.py",
        "building/state.py",
        "building/list_positions.py",
        "building/circles.py",
        "building/changes.py",
    ),
    "published|targets|starts": (
        "records/published_db.py",
        "records/published_reader.py",
        "publish/record.py",
    ),
}


@cache
def nodes() -> tuple[tuple[str, ast.Call | ast.Constant], ...]:
    """Calls and constants of the program, each with its module."""
    return tuple(
        (path.relative_to(PROGRAM).as_posix(), node)
        for path in sorted(PROGRAM.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call | ast.Constant)
    )


def calls(name: str) -> set[str]:
    """Modules that call something of this name, such as `os.fsync`."""
    last = name.rpartition(".")[2]
    return {
        module
        for module, node in nodes()
        if isinstance(node, ast.Call)
        and last in (getattr(node.func, "attr", ""), getattr(node.func, "id", ""))
        and ast.unparse(node.func) == name
    }


def replaces() -> set[str]:
    """Modules that put a file in the place of another: `replace` with one value is that of a path."""
    return {
        module
        for module, node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "replace"
        and len(node.args) == 1
        and not node.keywords
    }


def test_files_are_replaced_and_waited_for_in_one_place() -> None:
    assert replaces() | calls("os.replace") | calls("os.fsync") == {"disk/atomic_file.py"}
    assert calls("NamedTemporaryFile") | calls("tempfile.NamedTemporaryFile") == set()


def test_databases_are_opened_in_one_place() -> None:
    copies = {"records/published_db.py"}  # a copy for a dry run
    assert calls("sqlite3.connect") == {"disk/sqlite.py"} | copies
    assert calls("create_engine") == {"disk/engine.py", "hosting/engine.py"}, "the other one is PostgreSQL's"


@pytest.mark.parametrize("tables", OWNERS)
def test_sql_stays_with_the_owner_of_its_tables(tables: str) -> None:
    asks = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(?:{tables})\b")
    found = {
        module
        for module, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and asks.search(node.value)
    }
    assert found <= set(OWNERS[tables])
    assert found
