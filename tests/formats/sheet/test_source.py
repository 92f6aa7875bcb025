from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.sheet.tool import cells, opened
from tinycrm.errors import InvalidError, UnreadableError
from tinycrm.formats.encoding import Offer
from tinycrm.formats.sheet import open_sheet, source
from tinycrm.formats.sheet.source import LINE_LIMIT, lines, survey

TEXT = "name,city\nJürgen Müller,Köln\nZoë Brontë,Haworth\n"
ROWS = [["Jürgen Müller", "Köln"], ["Zoë Brontë", "Haworth"]]


@pytest.mark.parametrize(
    ("codec", "shown"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
def test_unicode_is_certain(codec: str, shown: str) -> None:
    sheet = opened(TEXT.encode(codec))
    assert (sheet.encoding, sheet.certain, sheet.offers) == (shown, True, ())
    assert sheet.headers == ("name", "city")
    assert cells(TEXT.encode(codec)) == ROWS


def test_what_excel_calls_unicode_text() -> None:
    data = b"\xff\xfe" + TEXT.replace(",", "\t").replace("\n", "\r\n").encode("utf-16-le")
    assert (opened(data).format, opened(data).delimiter) == ("tsv", "\t")
    assert cells(data) == ROWS


def test_cp1252_is_offered_with_the_odd_lines() -> None:
    sheet = opened(TEXT.encode("cp1252"))
    assert (sheet.encoding, sheet.certain) == ("cp1252", False)
    assert sheet.offers[0] == Offer("cp1252", ((2, "Jürgen Müller,Köln"), (3, "Zoë Brontë,Haworth")))
    assert cells(TEXT.encode("cp1252")) == ROWS


def test_an_odd_letter_at_the_end_is_found() -> None:
    data = b"name,city\n" + b"Ada,Leeds\n" * 50_000 + "Zoë,Haworth\n".encode("cp1252")
    assert opened(data).offers[0].lines == ((50_002, "Zoë,Haworth"),)


def test_lines_in_two_encodings_are_each_read_in_their_own() -> None:
    data = b"name,city\n" + "Jürgen,Köln\n".encode() + "Zoë,Haworth\n".encode("cp1252")
    assert cells(data) == [["Jürgen", "Köln"], ["Zoë", "Haworth"]]
    assert opened(data).offers[0].lines == ((3, "Zoë,Haworth"),)


def test_another_code_page_is_offered_beside() -> None:
    text = "name,city\n" + "Алексей Петров,Екатеринбург\nМария Иванова,Новосибирск\nОльга Смирнова,Москва\n" * 5
    offers = opened(text.encode("cp1251")).offers
    assert [offer.encoding for offer in offers] == ["cp1252", "cp1251"]
    assert offers[1].lines[0] == (2, "Алексей Петров,Екатеринбург")


def test_a_given_encoding_is_taken_at_its_word() -> None:
    sheet = open_sheet(TEXT.encode("mac_roman"), encoding="mac_roman")
    assert (sheet.encoding, sheet.certain) == ("mac_roman", True)
    assert [getattr(row, "cells", None) for row in sheet.rows()] == ROWS
    wide = open_sheet(TEXT.encode("utf-16-le"), encoding="utf-16-le")
    assert [getattr(row, "cells", None) for row in wide.rows()] == ROWS


def test_a_given_encoding_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UnreadableError, match="Line 2 is not written in utf-8"):
        open_sheet(TEXT.encode("cp1252"), encoding="utf-8")
    with pytest.raises(InvalidError, match="klingon is not an encoding"):
        open_sheet(TEXT.encode(), encoding="klingon")
    with pytest.raises(InvalidError, match="base64 is not an encoding"):
        open_sheet(TEXT.encode(), encoding="base64")


def test_nuls_are_left_out() -> None:
    assert cells(b"name,city\nA\0da,Leeds\n") == [["Ada", "Leeds"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_all_ways(end: str) -> None:
    assert cells(f'name,notes{end}Ada,"one{end}two"{end}Tom,x') == [["Ada", "one\ntwo"], ["Tom", "x"]]


def test_lines_end_in_all_ways_at_once() -> None:
    assert list(lines(b"a\r\nb\rc\n\nd")) == [(1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "d")]


@given(st.lists(st.sampled_from([b"a", b"\r", b"\n", b"\r\n", b"bcd"]), max_size=40), st.integers(1, 5))
def test_lines_do_not_depend_on_the_pieces(parts: list[bytes], step: int) -> None:
    data = b"".join(parts)
    pieces = (data[at : at + step] for at in range(0, len(data), step))
    found = b"\n".join(raw or b"" for _, raw in source._raw_lines(pieces))  # noqa: SLF001  # the pieces are its matter
    assert found.rstrip(b"\n") == data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n")


def test_a_line_beyond_the_limit_is_told_by_its_number() -> None:
    data = b"a\n" + b"x" * (20 * LINE_LIMIT) + b"\nb\n"
    assert [(number, text) for number, text in lines(data) if text != ""] == [(1, "a"), (2, None), (3, "b")]


def test_the_sample_is_small_however_long_the_lines_are() -> None:
    sample = survey((b"x" * (LINE_LIMIT - 10) + b"\n") * 20).sample
    assert sum(len(text or "") for _, text in sample) <= 2 * LINE_LIMIT


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08\0", "a packed archive"),
        (b"SQLite format 3\0", "a database"),
        (b"<!DOCTYPE html><table>", "a web page"),
        (b"\xef\xbb\xbf<html>", "a web page"),
        (bytes(range(32)) * 20, "no text"),
        (b"\n\n , ,\n", "no rows"),
        (b"", "no rows"),
    ],
)
def test_what_is_no_sheet_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        open_sheet(data)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(UnreadableError, match="1,024 MB; at most 256 MB"):
        open_sheet(huge)


def test_lines_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LINES_LIMIT", 10)
    assert cells("Name,City\n" + "Ada,Leeds\n" * 8) == [["Ada", "Leeds"]] * 8
    for encoding in (None, "utf-8"):
        with pytest.raises(UnreadableError, match="more than 10 lines"):
            open_sheet(b"Name,City\n" + b"\n" * 20, encoding=encoding)


def test_a_file_is_read_as_often_as_wanted(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(TEXT, "utf-8")
    sheet = open_sheet(path)
    assert list(sheet.rows()) == list(sheet.rows()) != []
    path.unlink()
    with pytest.raises(UnreadableError, match="no such file"):
        list(sheet.rows())
