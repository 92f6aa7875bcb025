import ast
from fnmatch import fnmatch

import pytest

from tests.house.rules import SQL_CLOCKS, Rule, blanket_except, ground_at_import, reads_clock, talks
from tests.house.tree import PRODUCT, ROOT, Finding, product

# path pattern below src/tinycrm → why no test file stands at its mirrored path
UNTESTED = {
    "__main__.py": "one line that calls cli",
    "errors.py": "names and exit codes only, which the tests of cli hold",
    "cli/__init__.py": "which of app and ui is called, which tests/cli/test_ui.py holds",
    "cli/params.py": "declarations, which the tests of the commands and of complete hold",
    "model/*.py": "columns, keys and checks: tests/model/test_schema.py and the tests of store hold them",
}
# path below src/tinycrm → why a rule does not hold there
CLOCK_ALLOWED = {"cli/clock.py": "the edge, where TINYCRM_NOW may replace the clock"}
BLANKET_ALLOWED: dict[str, str] = {}


def findings(rule: Rule, allowed: dict[str, str], below_cli: bool = False) -> list[Finding]:
    return [
        Finding(path, getattr(node, "lineno", 0), rule.__name__)
        for path, tree in product().items()
        if path not in allowed and not (below_cli and path.startswith(("cli/", "tui/", "__main__")))
        for node in rule(tree)
    ]


def complain(found: list[Finding]) -> None:
    assert not found, "\n" + "\n".join(map(str, found))


def test_no_blanket_except() -> None:
    complain(findings(blanket_except, BLANKET_ALLOWED))


def test_only_the_edge_talks() -> None:
    complain(findings(talks, {}, below_cli=True))


def test_only_the_edge_reads_the_clock() -> None:
    complain(findings(reads_clock, CLOCK_ALLOWED))


def test_no_clock_in_schema_steps() -> None:
    steps = sorted((PRODUCT / "store" / "steps").glob("*.sql"))
    assert steps
    assert [step.name for step in steps if SQL_CLOCKS.search(step.read_text("utf-8"))] == []


def test_nothing_is_found_at_import() -> None:
    complain(findings(ground_at_import, {}))


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (blanket_except, "try: f()\nexcept Exception: pass", "try: f()\nexcept OSError: pass"),
        (blanket_except, "try: f()\nexcept: g()", "try: f()\nexcept BaseException:\n  g()\n  raise"),
        (blanket_except, "try: f()\nexcept (OSError, builtins.Exception): g()", "try: f()\nfinally: g()"),
        (talks, "def f(): print(1)", "def f(out): out.print(1)"),
        (talks, "def f(): sys.stderr.write('x')", "def f(sink): sink.write('x')"),
        (reads_clock, "def f(): return datetime.datetime.now(UTC)", "def f(now): return now.date()"),
        (reads_clock, "class A: at = field(default_factory=date.today)", "today = 'today'"),
        (reads_clock, "from time import time", "from time import monotonic"),
        (reads_clock, "SQL = \"SELECT date('now')\"", 'SQL = "SELECT date(day)"'),
        (ground_at_import, "ENGINE = create_engine('x')", "def f(): return create_engine('x')"),
        (ground_at_import, "def f(out=Console()): ...", "def f(out=None): return Console()"),
        (ground_at_import, "class A:\n  home = os.environ['HOME']", "class A:\n  def f(self): os.environ"),
        (ground_at_import, "if True:\n  path = Path.home()", "path = lambda: Path.home()"),
    ],
)
def test_a_rule_finds_what_it_forbids(rule: Rule, bad: str, good: str) -> None:
    assert list(rule(ast.parse(bad)))
    assert not list(rule(ast.parse(good)))


def behaves(tree: ast.Module) -> bool:
    """Whether a module holds more than words, imports and plain values."""
    plain = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    return not all(isinstance(node, plain) for node in tree.body)


def mirrored(path: str) -> str:
    """Where the test of a module stands; a package's own code is tested under the package's name."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".py")
    if stem == "__init__":
        stem = folder.rpartition("/")[2] or "tinycrm"
    return "/".join(filter(None, ["tests", folder, f"test_{stem}.py"]))


def test_every_module_has_its_test() -> None:
    lonely = [path for path, tree in product().items() if behaves(tree) and not (ROOT / mirrored(path)).exists()]
    unexplained = [path for path in lonely if not any(fnmatch(path, pattern) for pattern in UNTESTED)]
    assert unexplained == []
    stale = [pattern for pattern in UNTESTED if not any(fnmatch(path, pattern) for path in lonely)]
    assert stale == []


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("paths.py", "tests/test_paths.py"),
        ("domain/when.py", "tests/domain/test_when.py"),
        ("store/__init__.py", "tests/store/test_store.py"),
        ("__init__.py", "tests/test_tinycrm.py"),
    ],
)
def test_where_a_test_stands(path: str, test: str) -> None:
    assert mirrored(path) == test
