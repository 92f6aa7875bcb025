"""A content line (RFC 6350 §3.3) taken apart: group, name, parameters, value; and put together again."""

import re
from binascii import a2b_qp
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tinycrm.formats.encoding import decode
from tinycrm.formats.vcard.card import Line

_CACHED_LENGTH = 200
_HEAD_LIMIT = 20_000  # bytes before the value
GUESSES_KEPT = 100
LEAST_PREFERRED = 100  # RFC 6350 §5.3; 1 is the most preferred
_HEAD = re.compile(rb'((?:[^":]++|"[^"]*+")*+):')
_NAME = re.compile(r"(?:[\w-]+\.)?[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_PARAM_NAME = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
_PARAM = re.compile(r'(?:[^";]++|"[^"]*+"?+)++')
_LISTED = re.compile(r'(?:[^",]++|"[^"]*+"?+)++')
_ENCODINGS = frozenset("QUOTED-PRINTABLE BASE64 8BIT 7BIT".split())
_PLACES = frozenset("URL URI INLINE CID CONTENT-ID".split())
_CARETS = {"^n": "\n", "^^": "^", "^'": '"'}  # RFC 6868 §3.1
_ESCAPED = ',;:"'
_SPECIAL = re.compile(r"[\\,;\n]")
_QUOTED = re.compile(r"[:;,]|^\s|\s$")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Guesses(dict[str, int]):
    """Sentences on what was not sure, a hundred at most, with the first line each is true of.

    `encoding` is what the file is said to be written in; then there is less to guess.
    """

    def __init__(self, encoding: str = "") -> None:
        super().__init__()
        self.encoding = encoding

    def add(self, sentence: str, number: int) -> None:
        """Remembers a sentence; the same one is said once, of its first line."""
        if len(self) < GUESSES_KEPT:
            self.setdefault(sentence, number)


class Head(NamedTuple):
    """All that stands before the value; parameters by their name in capitals. Without sense, its name is ""."""

    group: str
    name: str
    spelled: str
    params: Mapping[str, tuple[str, ...]]
    types: tuple[str, ...]
    charset: str
    quoted: bool
    binary: bool
    rank: int


class Content(NamedTuple):
    """One content line: its number, its head, and the value as it stands."""

    line: int
    head: Head
    raw: bytes

    def param(self, name: str) -> str:
        """The first value of a parameter, or ""."""
        return next(iter(self.head.params.get(name, ())), "")


def parse(line: Line) -> Content | None:
    """The parts of a line; None when it is no property."""
    before, colon, value = line.raw.partition(b":")
    if b'"' in before and (match := _HEAD.match(line.raw)):
        before, value = match[1], line.raw[match.end() :]
    if len(before) > _HEAD_LIMIT:
        return None
    head = (_head if len(before) <= _CACHED_LENGTH else _head.__wrapped__)(before)
    return Content(line.number, head, value) if colon and head.name else None


def text(content: Content, guesses: Guesses) -> str:
    """The value as one text, its escapes undone."""
    raw, head = content.raw, content.head
    if raw.isascii() and not (head.quoted or head.charset):
        return unescape(clean(raw.decode("ascii")))
    if head.quoted:
        return _plain(content, a2b_qp(raw.replace(rb"\;", b";").replace(rb"\,", b",")), guesses)
    return unescape(_plain(content, raw, guesses))


def parts(content: Content, guesses: Guesses) -> list[str]:
    """The value's components, which semicolons part."""
    if content.head.quoted:
        raw = content.raw.replace(rb"\;", b"=3B").replace(rb"\,", b"=2C")
        return [_plain(content, a2b_qp(part), guesses).strip() for part in raw.split(b";")]
    return [part.strip() for part in split(_plain(content, content.raw, guesses), ";")]


def split(value: str, marks: str) -> list[str]:
    """The pieces of a raw value, which is `clean`, between the marks that are not escaped, their escapes undone."""
    is_escaped = "\\" in value
    if is_escaped:
        value = value.replace(r"\\", "\0")
        for at, mark in enumerate(marks, 1):
            value = value.replace(f"\\{mark}", chr(at))
    for mark in marks[1:]:
        value = value.replace(mark, marks[0])
    pieces = value.split(marks[0])
    return [_restored(piece, marks) for piece in pieces] if is_escaped else pieces


def values(content: Content, guesses: Guesses) -> list[str]:
    """The value's list, which commas part, and in many files semicolons; empty ones are left out."""
    if content.head.quoted:
        pieces = [piece for part in parts(content, guesses) for piece in part.split(",")]
    else:
        pieces = split(_plain(content, content.raw, guesses), ",;")
    return [piece.strip() for piece in pieces if piece.strip()]


def unescape(value: str) -> str:
    r"""A text, which is `clean`, without its backslashes: \n is a new line, \\ \, \; \: \" stand for what follows."""
    if "\\" not in value:
        return value
    value = value.replace(r"\\", "\0").replace(r"\n", "\n").replace(r"\N", "\n")
    for mark in _ESCAPED:
        value = value.replace(f"\\{mark}", mark)
    return value.replace("\0", "\\")


def escape(value: str) -> str:
    """A text as a value (RFC 6350 §3.4): on one line, without control characters."""
    return _SPECIAL.sub(lambda match: r"\n" if match[0] == "\n" else "\\" + match[0], clean(value))


def clean(value: str) -> str:
    """A text whose line breaks are all LF, without other controls but the tab."""
    return value if value.isprintable() else _CONTROL.sub("", _BREAK.sub("\n", value))


def param(name: str, values: tuple[str, ...]) -> str:
    """A parameter as it is written (RFC 6868), with its semicolon."""
    shown = [clean(value).replace("^", "^^").replace("\n", "^n").replace('"', "^'") for value in values]
    return f";{name}=" + ",".join(f'"{value}"' if _QUOTED.search(value) else value for value in shown)


def unfolded(content: Content, guesses: Guesses, *, ranked: bool = True) -> str:
    """The whole line as text, as vCard 3.0 and 4.0 write it: no charset, no quoted-printable.

    Not `ranked`, it does not say either that it is the preferred one of its kind.
    """
    group = f"{content.head.group}." if content.head.group else ""
    params = dict(content.head.params)
    for name in ("CHARSET", "ENCODING") if ranked else ("CHARSET", "ENCODING", "PREF"):
        params.pop(name, None)
    if not ranked and "pref" in content.head.types:
        params["TYPE"] = tuple(word for word in params["TYPE"] if word.lower() != "pref")
    known = (given for given in params.items() if given[1] and _PARAM_NAME.fullmatch(given[0]))
    head = content.head.spelled + "".join(param(*given) for given in known)
    if content.head.quoted:
        value = ";".join(map(escape, parts(content, guesses)))
    else:
        value = clean(_plain(content, content.raw, guesses)).replace("\n", r"\n")
    return f"{group}{head}:{value}"


def _plain(content: Content, raw: bytes, guesses: Guesses) -> str:
    value, guess = decode(raw, content.head.charset, guesses.encoding)
    if guess is not None:
        guesses.add(guess, content.line)
    return clean(value)


def _restored(piece: str, marks: str) -> str:
    """A piece with what stood behind backslashes, for which controls stand in."""
    piece = unescape(piece).replace("\0", "\\")
    for at, mark in enumerate(marks, 1):
        piece = piece.replace(chr(at), mark)
    return piece


@lru_cache(maxsize=2_000)
def _head(raw: bytes) -> Head:
    name, _, rest = decode(raw).text.partition(";")
    group, _, spelled = name.strip().rpartition(".")
    lists: dict[str, list[str]] = {}
    for given in _PARAM.findall(rest):
        key, listed = _param(given)
        lists.setdefault(key, []).extend(listed)
    params = {key: tuple(listed) for key, listed in lists.items()}
    types = tuple(word.strip().lower() for given in params.get("TYPE", ()) for word in given.split(","))
    encoding = params.get("ENCODING", ("",))[-1].upper()
    charset = params.get("CHARSET", ("",))[0]
    rank = _rank(params.get("PREF", ()), types)
    quoted, binary = encoding == "QUOTED-PRINTABLE", encoding in {"B", "BASE64"}
    known = spelled.upper() if _NAME.fullmatch(name.strip()) else ""
    return Head(group, known, spelled, params, types, charset, quoted, binary, rank)


def _param(given: str) -> tuple[str, list[str]]:
    name, equals, value = given.partition("=")
    name = name.strip().upper()
    if equals:
        return name, list(map(_unquoted, _LISTED.findall(value)))
    if name in _ENCODINGS:
        return "ENCODING", [name]
    return ("VALUE" if name in _PLACES else "TYPE"), [given.strip()]


def _unquoted(value: str) -> str:
    value = value.strip().strip('"')
    return re.sub(r"\^[n^']", lambda match: _CARETS[match[0]], value) if "^" in value else value


def _rank(pref: tuple[str, ...], types: tuple[str, ...]) -> int:
    if pref and pref[0].isdecimal() and len(pref[0]) < 4:
        return int(pref[0])
    return 1 if "pref" in types else LEAST_PREFERRED + 1
