import pytest

from tests.formats.vcard.tool import everyone
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Relative
from tinycrm.formats.vcard import write
from tinycrm.formats.vcard.writer import Version

ADA = Person(
    uid="7c9e6679-7425-40de-944b-e07fc1f90ae7",
    revised="2026-03-01T12:00:00Z",
    name="Ada Lovelace",
    kind="person",
    given="Ada",
    family="Lovelace",
    birthday="--12-10",
    deceased_on="1852-11-27",
    phones=[Labelled("mobile", "+44 7700 900001"), Labelled("study", "020 7946 0001")],
    emails=[Labelled("work", "ada@example.org")],
    addresses=[Postal("home", "12 St James's Sq; back", "London", None, "SW1Y 4JH", "UK")],
    occasions=[Occasion("anniversary", "1835-07-08"), Occasion("name day", "--08-01")],
    relatives=[Relative("Byron", "child", "1836-05-12"), Relative("Mary", "tutor")],
    tags=["vip", "maths, early"],
    notes="Tea.\nNo sugar.",
    mailings=True,
)


def lines(person: Person, version: Version) -> list[str]:
    raw = b"".join(write([person], version))
    assert raw.endswith(b"\r\n")
    return raw.decode().removesuffix("\r\n").split("\r\n")


def test_a_card_in_3_0() -> None:
    assert lines(ADA, "3.0") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "REV:2026-03-01T12:00:00Z",
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "EMAIL;TYPE=INTERNET;TYPE=WORK:ada@example.org",
        "TEL;TYPE=CELL;TYPE=PREF:+44 7700 900001",
        "item1.TEL:020 7946 0001",
        "item1.X-ABLabel:study",
        r"ADR;TYPE=HOME:;;12 St James's Sq\; back;London;;SW1Y 4JH;UK",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10",
        "X-DEATHDATE:1852-11-27",
        "item2.X-ABDATE:1835-07-08",
        "item2.X-ABLabel:_$!<Anniversary>!$_",
        "item3.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-08-01",
        "item3.X-ABLabel:name day",
        "item4.X-ABRELATEDNAMES;X-TINYCRM-BIRTHDAY=1836-05-12:Byron",
        "item4.X-ABLabel:_$!<Child>!$_",
        "item5.X-ABRELATEDNAMES:Mary",
        "item5.X-ABLabel:tutor",
        r"CATEGORIES:vip,maths\, early",
        r"NOTE:Tea.\nNo sugar.",
        "X-TINYCRM-MAILINGS:yes",
        "END:VCARD",
    ]


def test_a_card_in_4_0() -> None:
    assert lines(ADA, "4.0") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID:urn:uuid:7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "REV:20260301T120000Z",
        "KIND:individual",
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "EMAIL;TYPE=WORK:ada@example.org",
        "TEL;TYPE=CELL;PREF=1:+44 7700 900001",
        "item1.TEL:020 7946 0001",
        "item1.X-ABLabel:study",
        r"ADR;TYPE=HOME:;;12 St James's Sq\; back;London;;SW1Y 4JH;UK",
        "BDAY:--1210",
        "DEATHDATE:18521127",
        "ANNIVERSARY:18350708",
        "item2.X-ABDATE:--0801",
        "item2.X-ABLabel:name day",
        "RELATED;TYPE=child;VALUE=text;X-TINYCRM-BIRTHDAY=1836-05-12:Byron",
        "item3.X-ABRELATEDNAMES:Mary",
        "item3.X-ABLabel:tutor",
        r"CATEGORIES:vip,maths\, early",
        r"NOTE:Tea.\nNo sugar.",
        "X-TINYCRM-MAILINGS:yes",
        "END:VCARD",
    ]


def test_an_organisation() -> None:
    acme = Person(name="Acme", kind="organisation", others={"Department": "Glue"})
    assert lines(acme, "3.0")[2:-1] == ["FN:Acme", "N:;;;;", "ORG:Acme;Glue", "X-ABShowAs:COMPANY"]
    assert lines(acme, "4.0")[2:-1] == ["KIND:org", "FN:Acme", "ORG:Acme;Glue", "X-ABShowAs:COMPANY"]


def test_only_one_anniversary_is_allowed() -> None:
    twice = Person(name="Ada", occasions=[Occasion("anniversary", "1835-07-08"), Occasion("anniversary", "1850-01-01")])
    assert [line for line in lines(twice, "4.0") if "18" in line] == ["ANNIVERSARY:18350708", "item1.X-ABDATE:18500101"]


@pytest.mark.parametrize(
    ("uid", "written"),
    [("a,b", r"UID;VALUE=text:a\,b"), ("urn:x:1", "UID:urn:x:1"), ("https://x.example/1", "UID:https://x.example/1")],
)
def test_a_uid_that_is_no_uuid(uid: str, written: str) -> None:
    assert lines(Person(uid=uid, name="Ada"), "4.0")[2] == written


def test_who_has_no_name_is_called_something() -> None:
    assert "FN:020 7946 0001" in lines(Person(phones=[Labelled(None, "020 7946 0001")]), "3.0")


def test_titles_that_the_name_does_not_show() -> None:
    ada = Person(name="Ada", given="Ada", others={"Prefix": "Countess", "Suffix": "OBE", "Shelf": "3"})
    written = lines(ada, "3.0")
    assert "N:;Ada;;Countess;OBE" in written
    assert written[-2] == "X-TINYCRM-FIELD;X-NAME=Shelf:3"


def test_lines_are_folded_at_75_octets_and_characters_are_whole() -> None:
    for start in range(4):
        raw = b"".join(write([Person(name="x" * start + "李ž😀" * 60)], "4.0"))
        rows = raw.split(b"\r\n")
        assert max(map(len, rows)) <= 75
        assert max(map(len, rows)) >= 72
        for row in rows:
            row.decode()
        assert all(row[:1] == b" " for row in rows[3:-2])


def test_a_line_of_75_octets_is_not_folded() -> None:
    assert f"NOTE:{'x' * 70}" in lines(Person(name="Ada", notes="x" * 70), "3.0")
    assert "NOTE:" + "x" * 70 in lines(Person(name="Ada", notes="x" * 71), "3.0")


EVIL = "x\r\nEND:VCARD\r\nBEGIN:VCARD\nFN:Eve\rTEL:1\x85\u2028\u2029\x0b\x0c\x00\x1b[0m"


def test_no_value_can_break_out_of_its_line() -> None:
    evil = Person(
        uid=EVIL, revised=EVIL, name=EVIL, kind=EVIL, given=EVIL, family=EVIL, nickname=EVIL, pronunciation=EVIL,
        company=EVIL, role=EVIL, birthday=EVIL, deceased_on=EVIL, emails=[Labelled(EVIL, EVIL)],
        phones=[Labelled(EVIL, EVIL)], links=[Labelled(EVIL, EVIL)], addresses=[Postal(*[EVIL] * 6)],
        occasions=[Occasion(EVIL, EVIL)], relatives=[Relative(EVIL, EVIL, EVIL)], tags=[EVIL], likes=[EVIL],
        dislikes=[EVIL], notes=EVIL, pinned=EVIL, channel=EVIL, stage=EVIL, source=EVIL, others={EVIL: EVIL},
        kept=[f"X-A:{EVIL}", f"X-B;P={EVIL}:1", EVIL, "END:VCARD", "BEGIN:VCARD", "item1.VERSION:9", "no property"],
    )  # fmt: skip
    for version in ("3.0", "4.0"):
        raw = b"".join(write([evil], version)).decode()
        assert not set(raw) & set("\x85\u2028\u2029\x0b\x0c\x00\x1b")
        rows = raw.replace("\r\n ", "").split("\r\n")
        starts = [row for row in rows if row.startswith(("BEGIN", "END", "VERSION", "item1.VERSION"))]
        assert starts == ["BEGIN:VCARD", f"VERSION:{version}", "END:VCARD"]
        assert "\r" not in raw.replace("\r\n", "")
        assert "\n" not in raw.replace("\r\n", "")
        (found,) = everyone(raw.encode())
        assert isinstance(found, Person)
        assert [len(found.phones), len(found.emails), len(found.relatives)] == [1, 1, 1]


def test_half_a_character_is_no_trouble() -> None:
    assert "NOTE:a?b" in lines(Person(name="Ada", notes="a\ud800b"), "3.0")


def test_kept_properties_do_not_share_a_group_with_ours() -> None:
    ada = Person(
        name="Ada", phones=[Labelled("study", "1")], kept=["item1.X-SHOE:39", "item1.X-ABLabel:Shoes", "Item7.X-Y:1"]
    )
    written = lines(ada, "3.0")
    assert written[4:-1] == ["item8.TEL:1", "item8.X-ABLabel:study", *ada.kept]
    assert everyone(b"".join(write([ada], "3.0"))) == [ada]
