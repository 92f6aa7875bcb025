import ast
import re
import subprocess
from functools import cache

import pytest

from tests.house.tree import ROOT, Finding, product

# The patterns are put together so that this file does not find itself.
REGISTRY = r"pypi\.[o]rg|python[h]osted|(extra-)?index-[u]rl|find-[l]inks|/simpl[e]/|file:/[/]"
MACHINE = r"(?<![\w.:/-])/(wor[k]|roo[t]|op[t]|hom[e]|User[s])(?=/|\b)"
MARKER = r"\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b|\bHAC[K]\b|(?i:coming soo[n]|not (yet )?implemente[d]|lorem ipsu[m])"
SHOUTING = r"(?i:\bpleas[e]\b|\bsuccessfull[y]\b)|\w!(?=\s|$)"


@cache
def texts() -> dict[str, str]:
    """Every file that git keeps or would keep, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    paths = [path for path in listed.stdout.decode().split("\0") if path and (ROOT / path).is_file()]
    return {path: (ROOT / path).read_text("utf-8", errors="replace") for path in paths}


def matches(pattern: str, text: str) -> list[tuple[int, str]]:
    return [
        (number, hit.group()) for number, line in enumerate(text.splitlines(), 1) for hit in re.finditer(pattern, line)
    ]


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE, MARKER], ids=["registry", "machine", "marker"])
def test_no_forbidden_words_are_kept(pattern: str) -> None:
    assert "pyproject.toml" in texts()
    found = [Finding(path, *hit) for path, text in texts().items() for hit in matches(pattern, text)]
    assert not found, "\n" + "\n".join(map(str, found))


def test_the_shop_is_spoken_to_quietly() -> None:
    found = [
        Finding(path, node.lineno, node.value)
        for path, tree in product().items()
        if "demo" not in path  # what its customers say is theirs
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(SHOUTING, node.value)
    ]
    assert not found, "\n" + "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [
        (REGISTRY, "--index-" + "url https://packages.example/x"),
        (REGISTRY, "https://py" + "pi.org/project/tinycrm"),
        (MACHINE, "cd /wo" + "rk/main"),
        (MACHINE, "open('/ro" + "ot/.config')"),
        (MARKER, "# TO" + "DO: later"),
        (MARKER, "Coming so" + "on"),
        (SHOUTING, "Done" + "!"),
        (SHOUTING, "Saved success" + "fully."),
    ],
)
def test_a_pattern_finds_what_it_forbids(pattern: str, bad: str) -> None:
    assert matches(pattern, bad)


@pytest.mark.parametrize("good", ["https://example.org/work", "a/root/b", "x != y", "pip install .", "todo"])
def test_a_pattern_lets_honest_words_pass(good: str) -> None:
    assert [matches(pattern, good) for pattern in (REGISTRY, MACHINE, MARKER, SHOUTING)] == [[]] * 4
