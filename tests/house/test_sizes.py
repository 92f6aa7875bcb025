import ast
from statistics import median

from tests.house.tree import ROOT, everything, product

FILE_LIMIT = 400
CLASS_LIMIT = 300
FUNCTION_LIMIT = 60
USUAL_FUNCTION = 8

Function = ast.FunctionDef | ast.AsyncFunctionDef


def length(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def nodes(trees: dict[str, ast.Module]) -> list[tuple[str, Function | ast.ClassDef]]:
    return [
        (f"{path}:{node.lineno} {node.name}", node)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, Function | ast.ClassDef)
    ]


def too_long(limit: int, functions: bool) -> dict[str, int]:
    return {
        where: length(node)
        for where, node in nodes(everything())
        if isinstance(node, ast.ClassDef) is not functions and length(node) > limit
    }


def test_files_are_small_rooms() -> None:
    lines = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in everything()}
    assert len(lines) > 10
    assert {path: count for path, count in lines.items() if count > FILE_LIMIT} == {}


def test_functions_fit_on_a_screen() -> None:
    assert too_long(FUNCTION_LIMIT, functions=True) == {}


def test_classes_are_small() -> None:
    assert too_long(CLASS_LIMIT, functions=False) == {}


def test_the_usual_function_is_short() -> None:
    lengths = [length(node) for _, node in nodes(product()) if isinstance(node, Function)]
    assert median(lengths) <= USUAL_FUNCTION


def test_length_counts_the_whole_body() -> None:
    tree = ast.parse("@decorated\ndef f(\n    a,\n):\n    return a\n")
    assert [length(node) for _, node in nodes({"x.py": tree})] == [4]
