"""The query language: text to a tree of terms, and back. What its words mean stands in tinycrm.queries.words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tinycrm.domain.field import NAME
from tinycrm.errors import UnreadableError

LIMIT = 2000
VALUE_LIMIT = 200
TERM_LIMIT = 100
DEPTH_LIMIT = 8

_QUOTES = '"“”„'
_JOINERS = "\u200c\u200d"
_QUOTED = "\0"  # stands for every quoted character where marks are looked for
_NAME = rf"({NAME})(?::|(?=[<>]))"
_PREFIX = r"or:|not:|-(?=.)"
_WINDOW = 70


class FilterError(UnreadableError):
    """A filter that cannot be read: `position` is where in `text` the trouble is, counted from 0.

    The whole message has three lines: the sentence, the text (what is near the place, when it is long), and ^ under it.
    """

    def __init__(self, sentence: str, text: str, position: int) -> None:
        super().__init__("\n".join((sentence, *_pointed(text, position))))
        self.sentence = sentence
        self.text = text
        self.position = position


class Place(NamedTuple):
    """Where a term was typed: in which text, and where there its word and its value begin."""

    text: str
    word: int
    value: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its value, `name` being "" for a bare word; made by `term`, so the value has no blank and no quote."""

    name: str
    value: str
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Whoever `part` does not choose."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class And:
    """Whoever all parts choose: everyone when there are none."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Whoever any part chooses."""

    parts: tuple["Tree", ...]


Tree = Term | Not | And | Or


class Limits(NamedTuple):
    """The two ends of a range as typed, "" for an open one; `strict` when the end itself is left out."""

    low: str
    high: str
    strict: bool


def parse(text: str) -> Tree:
    """The tree that a text says; blanks mean "and", which binds closer than `or:`.

    Raises FilterError that points at the character.
    """
    if len(text) > LIMIT:
        raise FilterError(f"A filter has at most {LIMIT:,} characters; this one has {len(text):,}.", text, LIMIT)
    return _Parser(text).tree()


def show(tree: Tree) -> str:
    """The canonical text of a tree; `parse` makes the same tree of it."""
    if isinstance(tree, Term):
        return _show_term(tree)
    if isinstance(tree, Not):
        return f"not:{_grouped(tree.part, And, Or)}"
    if isinstance(tree, And):
        return " ".join(_grouped(part, Or) for part in tree.parts)
    return " or: ".join(show(part) for part in tree.parts)


def term(name: str, value: str, place: Place | None = None) -> Term:
    """A word with its value, "" for a bare word: blanks become hyphens, and >= and <= an open range."""
    value = "-".join("".join(char for char in value if char not in _QUOTES).split())
    if name and ".." not in value:
        if value.startswith(">="):
            value = f"{value[2:]}.."
        elif value.startswith("<="):
            value = f"..{value[2:]}"
    return Term(name.lower() if name.isascii() else name, value, place)


def all_of(parts: Iterable[Tree]) -> Tree:
    """Whoever all parts choose; one part alone is itself, and what is "and" already is laid flat."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Tree]) -> Tree:
    """Whoever any of the parts (one at least) chooses; one part alone is itself."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def terms(tree: Tree) -> Iterator[Term]:
    """Every term in the tree, from left to right."""
    if isinstance(tree, Term):
        yield tree
    else:
        for part in (tree.part,) if isinstance(tree, Not) else tree.parts:
            yield from terms(part)


def uses(tree: Tree, name: str) -> bool:
    """Whether the tree holds that word anywhere."""
    return any(each.name == name for each in terms(tree))


def limits(value: str) -> Limits | None:
    """The ends in `a..b`, `a..`, `..b`, `>a` and `<b`; None for a value that is no range, `..` alone among them."""
    low, dots, high = value.partition("..")
    if dots and (low or high) and ".." not in high:
        return Limits(low, high, strict=False)
    if not dots and len(value) > 1 and value[0] in "<>":
        return Limits(value[1:], "", strict=True) if value[0] == ">" else Limits("", value[1:], strict=True)
    return None


def _show_term(term: Term) -> str:
    held = "(" in term.value or ")" in term.value
    if term.name:
        return f'{term.name}:"{term.value}"' if held else f"{term.name}:{term.value}"
    held = held or term.value.startswith("-") or re.match(_NAME, term.value) is not None
    return f'"{term.value}"' if held else term.value


def _grouped(tree: Tree, *kinds: type[And | Or]) -> str:
    return f"({show(tree)})" if isinstance(tree, kinds) else show(tree)


class _Token(NamedTuple):
    """A stretch of text without blanks: `marks` is `chars` with what was quoted blotted out, `places` where each is."""

    at: int
    chars: str
    marks: str
    places: tuple[int, ...]

    def cut(self, count: int) -> "_Token":
        return _Token(self.place(count), self.chars[count:], self.marks[count:], self.places[count:])

    def place(self, number: int) -> int:
        return self.places[number] if number < len(self.places) else self.at + len(self.chars)


def _tokens(text: str) -> Iterator[_Token]:
    for token in _stretches(text):
        minus_group = token.marks == "-" and text[token.at + 1 : token.at + 2] == "("
        while (prefix := re.match(_PREFIX, token.marks, re.IGNORECASE)) or minus_group:
            count = prefix.end() if prefix else 1
            word = token.marks[:count].lower().replace("-", "not:")
            yield _Token(token.at, word, word, token.places[:count])
            token, minus_group = token.cut(count), False  # noqa: PLW2901
            if not token.places:
                break
        else:
            yield token


def _stretches(text: str) -> Iterator[_Token]:
    opened: int | None = None
    start = 0
    found: list[tuple[str, str, int]] = []
    for at, char in enumerate(text):
        _check_visible(text, at)
        parts = opened is None and (char.isspace() or char in "()")
        if parts and start < at:
            yield _token(start, found)
            found = []
        if parts:
            start = at + 1
            if not char.isspace():
                yield _token(at, [(char, char, at)])
        elif char in _QUOTES:
            opened = at if opened is None else None
        else:
            found.append((char, char if opened is None else _QUOTED, at))
    if opened is not None:
        raise FilterError("This quote is not closed.", text, opened)
    if start < len(text):
        yield _token(start, found)


def _token(start: int, found: list[tuple[str, str, int]]) -> _Token:
    chars, marks = "".join(each[0] for each in found), "".join(each[1] for each in found)
    return _Token(start, chars, marks, tuple(each[2] for each in found))


def _check_visible(text: str, at: int) -> None:
    char = text[at]
    if not char.isprintable() and not char.isspace() and char not in _JOINERS:
        category = unicodedata.category(char)
        if category in ("Cc", "Cf", "Cs"):
            raise FilterError("There is a character here that cannot be seen; leave it out.", text, at)


class _Parser:
    """Reads a text by recursive descent: or: over "and" over not:, groups and terms."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._next = 0
        self._terms = 0

    def tree(self) -> Tree:
        if not self._tokens:
            return And(())
        tree = self._any(0)
        if self._next < len(self._tokens):
            raise self._error("This parenthesis closes nothing.", self._tokens[self._next].at)
        return tree

    def _any(self, depth: int) -> Tree:
        parts = [self._all(depth)]
        while self._peek() == "or:":
            self._next += 1
            parts.append(self._all(depth))
        return any_of(parts)

    def _all(self, depth: int) -> Tree:
        parts = []
        while self._peek() not in (None, "or:", ")"):
            parts.append(self._one(depth))
        if not parts:
            raise self._nothing()
        return all_of(parts)

    def _one(self, depth: int) -> Tree:
        token = self._tokens[self._next]
        self._next += 1
        if token.marks not in ("not:", "("):
            return self._term(token)
        if depth == DEPTH_LIMIT:
            raise self._error(f"This goes more than {DEPTH_LIMIT} groups deep; take it apart.", token.at)
        if token.marks == "(":
            return self._group(token, depth + 1)
        if self._peek() in (None, "or:", ")"):
            raise self._error("not: needs a word after it, as in not:tag:vip.", token.at)
        return Not(self._one(depth + 1))

    def _group(self, opening: _Token, depth: int) -> Tree:
        if self._peek() is None:
            raise self._error("This parenthesis is not closed.", opening.at)
        tree = self._any(depth)
        if self._peek() is None:
            raise self._error("This parenthesis is not closed.", opening.at)
        self._next += 1
        return tree

    def _term(self, token: _Token) -> Term:
        self._terms += 1
        if self._terms > TERM_LIMIT:
            raise self._error(f"A filter has at most {TERM_LIMIT} words.", token.at)
        named = re.match(_NAME, token.marks)
        start = named.end() if named else 0
        place = Place(self._text, token.at, token.place(start))
        made = term(named[1] if named else "", token.chars[start:], place)
        if not made.value.strip("." if named else ""):
            what = f"{made.name}: needs a value right behind it." if named else "There is nothing between these quotes."
            raise self._error(what, place.value if named else token.at)
        if len(made.value) > VALUE_LIMIT:
            raise self._error(f"A value has at most {VALUE_LIMIT} characters.", place.value)
        return made

    def _nothing(self) -> FilterError:
        if self._peek() == ")" and self._tokens[self._next - 1].marks == "(":
            return self._error("There is nothing between these parentheses.", self._tokens[self._next - 1].at)
        if self._peek() == ")" and self._next == 0:
            return self._error("This parenthesis closes nothing.", self._tokens[0].at)
        at = self._next if self._peek() == "or:" else self._next - 1
        return self._error("or: stands between two words, as in tag:regular or: tag:vip.", self._tokens[at].at)

    def _peek(self) -> str | None:
        return self._tokens[self._next].marks if self._next < len(self._tokens) else None

    def _error(self, sentence: str, position: int) -> FilterError:
        return FilterError(sentence, self._text, position)


def _pointed(text: str, position: int) -> tuple[str, str]:
    start = max(0, min(position - _WINDOW // 2, len(text) - _WINDOW)) if len(text) > _WINDOW else 0
    before, after = text[start:position], text[position : start + _WINDOW]
    lead = "…" if start else ""
    tail = "…" if start + _WINDOW < len(text) else ""
    shown = lead + "".join(map(_plain, before))
    return shown + "".join(map(_plain, after)) + tail, " " * sum(map(_width, shown)) + "^"


def _plain(char: str) -> str:
    if char.isspace():
        return " "
    return char if char.isprintable() else "\ufffd"


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
