"""Imports go one way: no circle between modules, and no package knows one that stands above it."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]

GROUND = "the ground floor"
MAY_IMPORT: Mapping[str, str] = {
    "disk": "",
    GROUND: "disk",
    "records": "disk",
    "content": "disk",
    "hosting": "disk records content",
    "render": "disk content hosting",
    "search": "content render",
    "building": "disk records content hosting render search",
    "reports": "disk records content hosting render building",
    "build": "building",
    "serve": "content build",
    "demo": "disk content",
    "publish": "disk records",
    "printing": "disk content hosting render building",
    "visits": "disk content",
    "form": "disk records content hosting render search building printing visits reports",
    "importing": "disk content hosting render form",
    "farewell": "disk records content hosting render search building build publish form importing visits",
    "deploy": "publish",
    "commands": "disk records content hosting render search building build"
    " reports serve demo publish printing form importing farewell visits deploy",
    "cli": "commands",
}
"""Packages and the modules that stand among them, each with what is below it, as CONTRIBUTING.md tells.

Every other module of `generator/` is the ground floor, with `disk`: all may import it.
"""
ROOM = 330
"""Lines of a file."""


def test_no_folder_of_tests_is_left_out(pytestconfig: pytest.Config) -> None:
    left_out = pytestconfig.getini("norecursedirs")
    files = (file.relative_to(REPOSITORY) for file in (REPOSITORY / "tests").rglob("test_*.py"))
    folders = {part for file in files for part in file.parent.parts}
    assert [name for name in sorted(folders) if any(fnmatch(name, one) for one in left_out)] == []


def modules() -> dict[str, Path]:
    """Every module of the program, with its file."""
    files = [*REPOSITORY.glob("generator/**/*.py"), REPOSITORY / "deploy.py"]
    names = (file.relative_to(REPOSITORY).with_suffix("").parts for file in files)
    return {".".join(n[:-1] if n[-1] == "__init__" else n): f for n, f in zip(names, files, strict=True)}


def imports(nodes: Iterable[ast.AST], known: Collection[str]) -> Iterator[str]:
    """Modules that these statements import; a package's module counts as the package, too."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a relative import"
            for name in node.names:
                yield from {f"{node.module}.{name.name}", node.module or ""} & {*known}


def place(module: str) -> str:
    name = module.removeprefix("generator.").partition(".")[0]
    is_package = (REPOSITORY / "generator" / name).is_dir() and module != "generator"
    return name if is_package or name in MAY_IMPORT else GROUND


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    known = modules()
    return {
        name: set(imports(ast.walk(ast.parse(file.read_text(encoding="utf-8"))), known)) - {name}
        for name, file in known.items()
    }


def test_no_module_imports_itself_by_way_of_others(graph: dict[str, set[str]]) -> None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise AssertionError(f"a circle of imports: {circle}") from None


def test_every_package_has_a_place(graph: dict[str, set[str]]) -> None:
    assert {place(name) for name in graph} == {*MAY_IMPORT}


def test_packages_import_only_what_is_below_them(graph: dict[str, set[str]]) -> None:
    arrows = {(one, other) for one, found in graph.items() for other in found}
    up = {
        f"{one} -> {other}"
        for one, other in arrows
        if place(other) not in {GROUND, place(one), *MAY_IMPORT.get(place(one), "").split()}
    }
    assert up == set()


def test_the_picture_shows_what_is_there(graph: dict[str, set[str]]) -> None:
    """Each arrow of docs/architecture.md is an import, and each import is an arrow or a way along arrows."""
    picture = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8").split("```mermaid")[1]
    drawn = set(re.findall(r"^  (\w+) --> (\w+)$", picture.split("```")[0], re.MULTILINE))
    arrows = {(place(one), place(other)) for one, found in graph.items() for other in found}
    real = {(one, other) for one, other in arrows if one != other and GROUND not in {one, other}}
    ways = set(drawn)
    for _ in MAY_IMPORT:
        ways |= {(one, end) for one, other in ways for start, end in drawn if other == start}
    assert drawn - real == set(), "drawn, but not there"
    assert real - ways == set(), "there, but not drawn"


HEAVY = ("boto3", "botocore", "flask", "sqlalchemy")


def test_commands_import_inside_functions_only_what_loads_boto3_flask_or_sqlalchemy() -> None:
    known = modules()
    trees = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in known.items()}
    heads = {name: set(imports(tree.body, {*known, *HEAVY})) for name, tree in trees.items()}
    heavy = set(HEAVY)
    while more := {name for name, head in heads.items() if head & heavy} - heavy:
        heavy |= more
    light = {
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        if place(name) == "commands"
        for node in {*ast.walk(tree)} - {*tree.body}
        if isinstance(node, ast.Import | ast.ImportFrom)
        and not heavy & set(imports([node], {*known, *HEAVY}))
    }
    assert light == set()


def test_no_room_is_too_full() -> None:
    """A file that grows beyond this holds two rooms."""
    lines = {name: file.read_text("utf-8").count("\n") for name, file in modules().items()}
    assert {name: size for name, size in lines.items() if size > ROOM} == {}


def test_the_order_itself_has_no_circle() -> None:
    TopologicalSorter({name: below.split() for name, below in MAY_IMPORT.items()}).prepare()
