"""The rules of the house that no linter knows: each takes a tree and gives the nodes that break it."""

import ast
import re
from collections.abc import Callable, Iterator

from tests.house.tree import dotted, outside_functions

Rule = Callable[[ast.Module], Iterator[ast.AST]]

BLANKET = {"Exception", "BaseException"}
CLOCKS = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime|ctime))$")
SQL_CLOCKS = re.compile(r"\bCURRENT_(DATE|TIME|TIMESTAMP)\b|\(\s*'now'|,\s*'now'", re.IGNORECASE)
GROUND = re.compile(
    r"(^|\.)(connect|create_engine|sessionmaker|Session|Console|getenv|monotonic|perf_counter|Store\.open"
    r"|user_\w+_(dir|path)|PlatformDirs|expanduser|home|cwd|getcwd)$"
)
ENVIRONMENT = re.compile(r"(^|\.)(environ|stdout|stderr|stdin|argv)$")
STREAMS = re.compile(r"^sys\.(stdout|stderr|stdin|argv)$")


def blanket_except(tree: ast.Module) -> Iterator[ast.AST]:
    """`except:` and `except Exception:`, but for a handler that ends by raising what it caught."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _is_blanket(node) and not _raises_again(node):
            yield node


def _is_blanket(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(dotted(kind).rpartition(".")[2] in BLANKET for kind in kinds)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def talks(tree: ast.Module) -> Iterator[ast.AST]:
    """Prints, asks, or reaches for the streams and arguments of the process."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func) in {"print", "input"}:
            yield node
        if isinstance(node, ast.Attribute) and STREAMS.match(dotted(node)):
            yield node


def reads_clock(tree: ast.Module) -> Iterator[ast.AST]:
    """Finds the time by itself, in Python or in SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and CLOCKS.search(dotted(node)):
            yield node
        if isinstance(node, ast.ImportFrom) and node.module == "time" and _imports_clock(node):
            yield node
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_CLOCKS.search(node.value):
            yield node


def _imports_clock(node: ast.ImportFrom) -> bool:
    return any(CLOCKS.search(f"time.{name.name}") for name in node.names)


def ground_at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """An engine, connection, console, clock, folder or environment found while a module is being imported."""
    for node in outside_functions(tree):
        called = dotted(node.func) if isinstance(node, ast.Call) else ""
        if GROUND.search(called) or CLOCKS.search(called):
            yield node
        if isinstance(node, ast.Attribute) and ENVIRONMENT.search(dotted(node)):
            yield node
