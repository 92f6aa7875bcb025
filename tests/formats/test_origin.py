import csv
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.sheet.tool import xlsx
from tests.formats.vcard.tool import card
from tinycrm.errors import InvalidError, NotFoundError, UnreadableError
from tinycrm.formats.origin import CARDS_LIMIT, Origin, is_dump, open_origin
from tinycrm.formats.person import Labelled, Person, Postal, Refused
from tinycrm.formats.presets import write_own
from tinycrm.formats.sheet.record import TOO_LONG, TOO_WIDE, UNCLOSED
from tinycrm.formats.vcard import write
from tinycrm.formats.vcard.card import NO_BEGIN, NO_END, TOO_BIG
from tinycrm.formats.vcard.reader import NO_NAME

CARDS = card("FN:Ada", "BDAY:1815-13-10") + card("FN:Tom", "TEL:1") + card("FN:Eve", "NOTE:a", " b")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "people"


def origin(path: Path, data: bytes | str, name: str = "", **choices: str) -> Origin:
    path = path.with_name(name) if name else path
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_origin(path, encoding=choices.get("encoding"), sheet=choices.get("sheet", ""))


def known(found: Origin) -> list[str]:
    return [each.called() if isinstance(each, Person) else each.reason for each in found.people()]


def corrected(found: Origin, reasons: Mapping[int, str], **changes: str) -> Origin:
    """The file of refused records, with words in it changed, opened again."""
    data = b"".join(found.refused(reasons))
    for old, new in changes.items():
        assert old.encode() in data
        data = data.replace(old.encode(), new.encode())
    return origin(found.path.with_name("refused"), data)


@pytest.mark.parametrize(
    ("data", "kind", "title"),
    [
        (card("FN:Ada"), "vcard", "vCard 3.0"),
        (b"\r\n\r\nbegin:vcard\nversion:2.1\nfn:Ada\nend:vcard", "vcard", "vCard 2.1"),
        ("BEGIN:VCARD\nVERSION:4.0\nFN:Ada\nEND:VCARD\n".encode("utf-16"), "vcard", "vCard 4.0"),
        (b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "vcard", "vCard"),
        (b"name,email\nAda,a@x.org\n", "sheet", "an unknown sheet"),
        (b"First Name,E-mail 1 - Label,E-mail 1 - Value\nAda,,\n", "sheet", "Google Contacts (new layout)"),
        (b"Given Name,Family Name,E-mail 1 - Type\nAda,,\n", "sheet", "Google Contacts (older layout)"),
        (b"First Name,E-mail Address,Home Street\nAda,,\n", "sheet", "Outlook"),
        (b"Display Name,Primary Email\nAda,\n", "sheet", "Thunderbird"),
        ("".join(write_own([Person(name="Ada")])), "sheet", "tinycrm"),
        (xlsx([["Name", "Email"], ["Ada", "a@x.org"]]), "sheet", "an unknown sheet"),
    ],
)
def test_a_file_is_told_by_what_is_in_it(place: Path, data: bytes | str, kind: str, title: str) -> None:
    for name in ("people.csv", "people.vcf", "people"):
        found = origin(place, data, name)
        assert (found.kind, found.title, found.certain, found.offers) == (kind, title, True, ())
        assert (found.sheet is None) is (kind == "vcard")
        assert known(found) == ["Ada"]
        assert known(found) == ["Ada"]


def test_what_stands_before_the_first_card_is_reported(place: Path) -> None:
    found = origin(place, b"# exported\n" * 1_000 + card("FN:Ada"), "people.vcf")
    assert (found.kind, known(found)) == ("vcard", ["These lines are no part of a card.", "Ada"])


def test_a_dump_is_no_file_of_people(place: Path) -> None:
    place.write_text('{"tinycrm":"dump","version":1}\n')
    assert is_dump(place)
    with pytest.raises(UnreadableError, match="is a dump of a whole shop"):
        open_origin(place)
    place.write_text("name\nAda\n")
    assert not is_dump(place)


@pytest.mark.parametrize("text", ['{"ref": "c1", "name": "Ada"}\n{"ref": "c2"}\n', '[\n{"ref": "c1"}\n]', "{}"])
def test_what_is_for_programs_is_named(place: Path, text: str) -> None:
    with pytest.raises(UnreadableError, match="is JSON, which is for programs"):
        origin(place, text)


@pytest.mark.parametrize("ask", [is_dump, open_origin])
def test_only_files_are_opened(tmp_path: Path, ask: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    for name, words in [("", "a folder"), ("pipe", "a pipe"), ("empty", "is empty"), ("none", "no such file")]:
        with pytest.raises(UnreadableError, match=words):
            ask(tmp_path / name)
    with pytest.raises(UnreadableError, match="a device"):
        ask(Path("/dev/zero"))
    with pytest.raises(InvalidError, match="fetches nothing"):
        ask(Path("https://example.org/people.csv"))


def test_choices_that_a_file_does_not_have(place: Path) -> None:
    with pytest.raises(InvalidError, match="no sheets to choose"):
        origin(place, CARDS, sheet="One")
    with pytest.raises(InvalidError, match="no sheets to choose"):
        origin(place, "name\nAda\n", sheet="One")
    with pytest.raises(InvalidError, match="no encoding to choose"):
        origin(place, xlsx([["Name"], ["Ada"]]), encoding="cp1252")
    with pytest.raises(NotFoundError, match="no sheet named Two"):
        origin(place, xlsx([["Name"], ["Ada"]]), sheet="Two")
    with pytest.raises(InvalidError, match="no columns"):
        origin(place, CARDS).people([("name", "FN")])
    for data in (CARDS, b"name\nAda\n"):
        with pytest.raises(InvalidError, match="not an encoding"):
            origin(place, data, encoding="klingon")


@pytest.mark.parametrize("make", [lambda name: f"Name,City\n{name},York\n".encode("cp1250"),
                                  lambda name: card(b"FN:" + name.encode("cp1250"))])  # fmt: skip
def test_an_encoding_is_offered_and_chosen(place: Path, make: Callable[[str], bytes]) -> None:
    found = origin(place, make("Žofie Dvořák"))
    assert (found.encoding, found.certain, found.offers[0].encoding) == ("cp1252", False, "cp1252")
    assert "Žofie Dvoøák" in found.offers[0].lines[0][1]
    chosen = origin(place, make("Žofie Dvořák"), encoding="cp1250")
    assert (chosen.encoding, chosen.certain, chosen.offers, known(chosen)) == ("cp1250", True, (), ["Žofie Dvořák"])
    assert all(isinstance(each, Person) and not each.guesses for each in chosen.people())


def test_a_share_grows_while_people_are_read(place: Path) -> None:
    for data in (b"name,birthday\n" + b"Ada,1815-12-10\n" * 100_000, card("FN:Ada") * 20_000):
        found = origin(place, data)
        reading = found.people()
        shares = [share for _ in reading if (share := found.share()) is not None]
        assert shares[0] < 0.6
        assert shares == sorted(shares)
        assert (shares[-1], found.share()) == (1.0, 1.0)


def test_refused_rows_come_as_they_stand(place: Path) -> None:
    text = (
        "Members of 2026\nName;Mail;Mail;Born\n"
        'Ada;ada@;;10.12.1815\nTom;t@x.org;;\n=cmd|x;\'07;  a ;"31;02"\n"two\nlines";x@;;;more\n'
    )
    found = origin(place, text)
    data = b"".join(found.refused({3: 'No "@" here; mend it', 5: "No day", 6: "No email"}))
    assert data.decode("utf-8-sig").replace("\r\n", "\n") == (
        "Name;Mail;Mail (2);Born;Column 5;tinycrm: refused because\n"
        'Ada;ada@;;10.12.1815;;"No ""@"" here; mend it"\n'
        '=cmd|x;\'07;  a ;"31;02";;No day\n'
        '"two\nlines";x@;;;more;No email\n'
    )


def test_refused_rows_are_corrected_and_read_again(place: Path) -> None:
    found = origin(place, "Name,Email,Shelf\nAda,ada@,7\nTom,t@x.org,8\n".encode("utf-16"))
    again = corrected(found, {2: "no email"}, **{"ada@": "ada@x.org"})
    assert list(again.people()) == [Person(name="Ada", emails=[Labelled(None, "ada@x.org")], others={"Shelf": "7"})]
    twice = corrected(again, {2: "still not"}, **{"ada@x.org": "a@x.org"})
    assert b"no email" not in b"".join(twice.refused({2: "x"}))
    assert known(twice) == ["Ada"]
    assert b"".join(twice.refused({2: "x"})).count(b"tinycrm: refused because") == 1


def test_a_row_that_cannot_be_cut_comes_with_its_quotes(place: Path) -> None:
    found = origin(place, 'name,city\n"Ada,Leeds\nTom,York\nEve,"Hull" x\n')
    refused = {each.line: each.reason for each in found.people() if isinstance(each, Refused)}
    assert refused == {2: UNCLOSED}
    again = corrected(found, refused, **{'"""Ada"': "Ada"})
    assert list(again.people()) == [Person(name="Ada", addresses=[Postal(city="Leeds")])]


def test_rows_of_a_workbook_come_as_text(place: Path) -> None:
    found = origin(place, xlsx([["Name", "Born", "Vip"], ["Ada", 1815.0, True], ["Tom", "", False]]))
    data = b"".join(found.refused({2: "no day"})).decode("utf-8-sig")
    assert data == "Name,Born,Vip,tinycrm: refused because\r\nAda,1815,yes,no day\r\n"


def test_rows_beyond_the_limits_are_left_out(place: Path) -> None:
    found = origin(place, "name,city\n" + "x," * 1_000 + "\n" + "y" * 2_000_000 + "\nAda,York\n")
    assert len([each for each in found.people() if isinstance(each, Refused)]) == 2
    data = b"".join(found.refused({2: "wide", 3: "long", 4: "bad"}))
    assert data.decode("utf-8-sig").split("\r\n")[1:] == ["Ada,York,bad", ""]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2,
                         max_size=4), min_size=1, max_size=4))  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_refused_cells_are_the_same_when_they_are_read_again(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name", "email"], *rows])
    found = open_origin(path)
    assert found.sheet is not None
    kept = {row.line: row.cells for row in found.sheet.every_row() if any(map(str.strip, row.cells))}
    again = origin(path.with_name("refused"), b"".join(found.refused(dict.fromkeys(kept, "bad"))))
    assert again.sheet is not None
    read = [row.cells for row in again.sheet.every_row()]
    assert [cells[-1] for cells in read] == ["bad"] * len(kept)
    for cells, same in zip(read, kept.values(), strict=True):
        assert _trimmed(cells[:-1]) == _trimmed(same)


def _trimmed(cells: list[str]) -> list[str]:
    return cells if not cells or cells[-1].strip() else _trimmed(cells[:-1])


def test_refused_cards_come_as_they_stand(place: Path) -> None:
    found = origin(place, CARDS)
    data = b"".join(found.refused({1: "no day;\nsee there", 11: "bad"}))
    assert data == (
        card(r"FN:Ada", "BDAY:1815-13-10").replace(
            b"VERSION", rb"X-TINYCRM-REFUSED:no day\;\nsee there" + b"\r\nVERSION"
        )
        + card("FN:Eve", "NOTE:a", " b").replace(b"VERSION", b"X-TINYCRM-REFUSED:bad\r\nVERSION")
    )
    again = corrected(found, {1: "no day"}, **{"1815-13-10": "1815-12-10"})
    assert list(again.people()) == [Person(name="Ada", birthday="1815-12-10")]
    assert b"".join(again.refused({1: "twice"})).count(b"X-TINYCRM-REFUSED") == 1


def test_broken_cards_come_as_they_stand(place: Path) -> None:
    broken = b"BEGIN:VCARD\r\nFN:Ada\r\n" + card("FN:Tom") + b"FN:Eve\r\nEND:VCARD\r\n" + card("FN:Zoe")
    found = origin(place, broken)
    refused = {each.line: each.reason for each in found.people() if isinstance(each, Refused)}
    assert refused == {1: NO_END, 7: NO_BEGIN}
    data = b"".join(found.refused(refused))
    assert data == (
        b"BEGIN:VCARD\r\nX-TINYCRM-REFUSED:This card has no END:VCARD.\r\nFN:Ada\r\n"
        b"X-TINYCRM-REFUSED:This card has no BEGIN:VCARD.\r\nFN:Eve\r\nEND:VCARD\r\n"
    )
    again = corrected(found, refused, **{"FN:Ada\r\n": "FN:Ada\r\nEND:VCARD\r\n", "FN:Eve": "BEGIN:VCARD\r\nFN:Eve"})
    assert known(again) == ["Ada", "Eve"]


def test_cards_of_ours_are_whole_again(place: Path) -> None:
    evil = Person(name="Ada", notes="END:VCARD\nBEGIN:VCARD\n" + "long " * 100, others={"Shelf": "7"})
    found = origin(place, b"".join(write([evil, evil], "3.0")).replace(b"\r\n", b"\n"))
    (first, second) = (each.line for each in found.people())
    again = origin(place.with_name("refused"), b"".join(found.refused({first: "x", second: "y"})))
    assert list(again.people()) == [evil, evil]


LONG = b"x" * 10_000_000
OPEN, CLOSE = b"BEGIN:VCARD\nFN:Ada\n", b"END:VCARD\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"name,email\n" + LONG + b"\nTom,\n", [TOO_LONG, "Tom"]),
        (b'name,email\n"Ada,\n' + b"Tom,\n" * 20_000, [UNCLOSED, *["Tom"] * 20_000]),
        (b'name,email\n"' + LONG + b'"\nTom,\n', [TOO_LONG, "Tom"]),
        (b"name,email\n" + b"x," * 9_999 + b"\nTom,\n", [TOO_WIDE, "Tom"]),
        (b"name,tags\nAda," + b"a;" * 300_000 + b"\n", ["Ada"]),
        (OPEN + b"NOTE:" + LONG + b"\n" + CLOSE + card("FN:Tom"), [TOO_BIG, "Tom"]),
        (OPEN + b"NOTE:x\n" + b" x\n" * 1_000_000 + CLOSE + card("FN:Tom"), [TOO_BIG, "Tom"]),
        (OPEN + b"NOTE:x\n" + b" \n" * 1_000_000 + CLOSE, ["Ada"]),
        (OPEN + b"AGENT:BEGIN:VCARD\nFN:x\n" * 2 + CLOSE * 3, ["Ada", NO_BEGIN]),
        (OPEN + b"AGENT:" + rb"BEGIN:VCARD\nAGENT:" * 40_000 + b"\n" + CLOSE, ["Ada"]),
        (OPEN + b"TEL;TYPE=" + b"a" * 900_000 + b":1\n" + CLOSE, ["Ada"]),
        (OPEN + b"N:" + rb"\;" * 400_000 + b"\n" + CLOSE, ["Ada"]),
        (OPEN + b"\0" * 2_000_000 + b"\n" + CLOSE + card("FN:Tom"), [TOO_BIG, "Tom"]),
        (b"BEGIN:VCARD\nEND:VCARD\n" * 10_000, [NO_NAME] * 10_000),
        (b"BEGIN:VCARD\n" * 10_000, [NO_END] * 10_000),
    ],
)  # fmt: skip
def test_hostile_files_are_records_or_sentences(place: Path, data: bytes, said: list[str]) -> None:
    assert known(origin(place, data)) == said


def test_a_sheet_of_ten_thousand_columns_is_refused(place: Path) -> None:
    with pytest.raises(UnreadableError, match="more than 1,000 columns"):
        origin(place, ",".join(f"c{at}" for at in range(10_000)))


def test_a_huge_file_is_refused_unread(place: Path) -> None:
    for name, words in [("huge.csv", "at most 256 MB"), ("huge.vcf", "at most 1,024 MB")]:
        path = place.with_name(name)
        with path.open("wb") as file:
            file.write(OPEN if name.endswith("vcf") else b"name\n")
            file.truncate(CARDS_LIMIT + 1 if name.endswith("vcf") else CARDS_LIMIT)
        with pytest.raises(UnreadableError, match=words):
            open_origin(path)
