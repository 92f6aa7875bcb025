"""The project's own Python as syntax trees, for the house tests."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "src" / "tinycrm"


class Finding(NamedTuple):
    """A line that breaks a rule, as `path:line: what`."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@cache
def product() -> dict[str, ast.Module]:
    """Every module of the product by its path below src/tinycrm."""
    return _trees(PRODUCT, PRODUCT)


@cache
def everything() -> dict[str, ast.Module]:
    """Every Python file of the project by its path below the root."""
    folders = [ROOT / name for name in ("src", "tests", "bench")]
    return {path: tree for folder in folders for path, tree in _trees(folder, ROOT).items()}


def _trees(folder: Path, base: Path) -> dict[str, ast.Module]:
    files = sorted(folder.rglob("*.py"))
    return {path.relative_to(base).as_posix(): ast.parse(path.read_text("utf-8")) for path in files}


def dotted(node: ast.AST) -> str:
    """`a.b.c` for a chain of attributes on a name, else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (front := dotted(node.value)):
        return f"{front}.{node.attr}"
    return ""


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs when a module is imported: not functions, but their defaults and decorators."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            early = [*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)]
            for part in early:
                yield from ast.walk(part)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from outside_functions(child)
