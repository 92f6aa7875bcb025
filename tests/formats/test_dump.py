import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.errors import UnreadableError
from tinycrm.formats import dump
from tinycrm.formats.dump import Header, Row

HEADER = Header(1, "2026-11-24T10:30:00Z", {"shop": "Zoë's", "cadences": ["vip 3w"]}, {"contact": 2})
ADA: dict[str, dump.Value] = {"id": 1, "name": "Ada\u2028\x1b[31m\x85\n李", "notes": None}

texts = st.text()  # no surrogates: SQLite cannot hold them
values = st.one_of(st.none(), texts, st.integers(-(2**63), 2**63 - 1))
rows = st.lists(st.tuples(texts, st.dictionaries(texts, values)))


def written(*rows: tuple[str, dict[str, dump.Value]]) -> bytes:
    return "".join(dump.write(HEADER, rows)).encode()


def taken(chunks: Iterable[bytes]) -> tuple[Header, list[Row]]:
    header, found = dump.read(chunks)
    return header, list(found)


def lines(*records: Any) -> list[bytes]:
    """A dump with a good first line and these after it; bytes stand as they are."""
    rest = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in records]
    return [written(), *(each + b"\n" for each in rest)]


@given(rows, st.integers(1, 50))
def test_what_is_written_is_read_however_it_is_cut(rows: list[tuple[str, dict[str, dump.Value]]], size: int) -> None:
    whole = written(*rows)
    chunks = [whole[start : start + size] for start in range(0, len(whole), size)]
    assert taken(chunks) == (HEADER, [Row(number, *row) for number, row in enumerate(rows, 2)])


def test_a_line_is_a_row_and_plain_ascii() -> None:
    header, ada = written(("contact", ADA)).splitlines()
    assert json.loads(header) == {
        "tinycrm": "dump",
        "version": 1,
        "schema": 1,
        "shop": {"shop": "Zoë's", "cadences": ["vip 3w"]},
        "made": "2026-11-24T10:30:00Z",
        "tables": {"contact": 2},
    }
    assert json.loads(ada) == {"table": "contact", "row": ADA}
    assert set(header + ada) <= set(range(0x20, 0x7F))


def test_utf8_a_byte_order_mark_windows_line_ends_and_blank_lines_are_read() -> None:
    text = json.dumps({"table": "contact", "row": ADA}, ensure_ascii=False)
    body = written().decode() + "\n" + text + "\n\n"
    assert taken([b"\xef\xbb\xbf", body.replace("\n", "\r\n").encode()]) == (HEADER, [Row(3, "contact", ADA)])


def test_a_last_line_needs_no_end() -> None:
    assert taken([written(("contact", ADA)).rstrip(b"\n")])[1] == [Row(2, "contact", ADA)]


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (written(), True),
        (written()[:40], True),
        (b'\xef\xbb\xbf{ "tinycrm" : "dump",', True),
        (b'{"tinycrm": "other"}', False),
        (b"BEGIN:VCARD", False),
        (b'name,"tinycrm": "dump"', False),
        (b"", False),
    ],
)
def test_a_dump_is_known_by_its_beginning(head: bytes, is_one: bool) -> None:
    assert dump.sniff(head) is is_one


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"table": "contact", "row": {"id": 1', "Line 3 is damaged"),
        (b"\xff\xfe", "Line 3: this is not UTF-8 text"),
        (b"[" * 100_000, "Line 3 is damaged"),
        (b"9" * 5000, "Line 3 is damaged"),
        ([], "Line 3: this is no row of a table"),
        ({"table": "contact"}, "Line 3: this is no row of a table"),
        ({"table": ["contact"], "row": {}}, "Line 3: this is no row of a table"),
        ({"table": "contact", "row": []}, "Line 3: this is no row of a table"),
        ({"table": "contact", "row": {}, "more": 1}, "Line 3: this is no row of a table"),
        ({"table": "contact", "row": {"id": 1.0}}, "Line 3: 'id' is neither a text, a whole number nor null"),
        ({"table": "contact", "row": {"id": True}}, "Line 3: 'id' is neither"),
        (b'{"table": "contact", "row": {"id": NaN}}', "Line 3: 'id' is neither"),
        ({"table": "contact", "row": {"x" * 500: {}}}, f"Line 3: '{'x' * 39}…' is neither"),
    ],
)
def test_a_damaged_line_is_named_and_those_before_it_were_read(line: Any, said: str) -> None:
    header, found = dump.read(lines({"table": "contact", "row": ADA}, line))
    assert (header, next(found)) == (HEADER, Row(2, "contact", ADA))
    with pytest.raises(UnreadableError) as error:
        next(found)
    assert str(error.value).startswith(said)
    assert len(str(error.value)) < 120


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tinycrm": "backup"}, "Line 1: this is no dump of a tinycrm shop."),
        ({"version": 2}, "newer tinycrm (version 2, this one reads 1); update tinycrm"),
        ({"version": None}, "Line 1: the header of this dump is damaged."),
        ({"version": 0}, "Line 1: the header of this dump is damaged."),
        ({"schema": "1"}, "Line 1: the header of this dump is damaged."),
        ({"schema": True}, "Line 1: the header of this dump is damaged."),
        ({"made": None}, "Line 1: the header of this dump is damaged."),
        ({"shop": []}, "Line 1: the header of this dump is damaged."),
        ({"tables": None}, "Line 1: the header of this dump is damaged."),
        ({"tables": {"contact": "2"}}, "Line 1: the header of this dump is damaged."),
    ],
)
def test_a_header_that_is_none_or_newer_is_told(change: dict[str, Any], said: str) -> None:
    header = {**json.loads(written()), **change}
    with pytest.raises(UnreadableError) as error:
        dump.read([json.dumps(header).encode()])
    assert said in str(error.value)


@pytest.mark.parametrize("nothing", [[], [b""], [b"\n \n"]])
def test_an_empty_file_is_no_dump(nothing: list[bytes]) -> None:
    with pytest.raises(UnreadableError, match=r"^Line 1: this is no dump"):
        dump.read(nothing)


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_line_that_is_too_long_is_refused_before_it_is_held(end: bytes) -> None:
    given: list[int] = []

    def chunks() -> Iterable[bytes]:
        yield written()
        for number in range(100):
            given.append(number)
            yield b"x" * 2**20
        yield end

    with pytest.raises(UnreadableError, match=r"^Line 2 is longer than 8 MB\.$"):
        taken(chunks())
    assert len(given) == 9


def test_a_long_line_in_one_piece_is_refused_too() -> None:
    with pytest.raises(UnreadableError, match=r"^Line 2 is longer than 8 MB\.$"):
        taken([written() + b"x" * (dump.LINE_LIMIT + 1) + b"\n"])
