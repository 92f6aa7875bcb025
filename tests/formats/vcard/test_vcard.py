"""Whatever we write, we read again as it was, and vobject reads it as well."""

from dataclasses import replace

import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.vcard.tool import card, everyone, file
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Relative
from tinycrm.formats.vcard import sniff, write
from tinycrm.formats.vcard.writer import Version

VERSIONS: list[Version] = ["3.0", "4.0"]

CHARS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("\\,;:\"'^=%nN")
WORDS = st.text(CHARS, min_size=1, max_size=90).map(str.strip).filter(bool)
PART = WORDS.filter(lambda words: not words.endswith(","))
LABEL = st.none() | st.sampled_from(["home", "work", "mobile", "work fax", "pager"]) | WORDS
WAYS = st.lists(st.builds(Labelled, LABEL, WORDS), max_size=3)
PHONES = st.lists(st.builds(Labelled, LABEL, WORDS.filter(lambda words: words[:4].lower() != "tel:")), max_size=3)
EMAILS = st.lists(st.builds(Labelled, LABEL, WORDS.filter(lambda words: words[:7].lower() != "mailto:")), max_size=3)
POSTAL = st.builds(Postal, LABEL, *[st.none() | PART] * 5).filter(lambda address: any(address[1:]))
DAYS = st.dates().filter(lambda day: day.year != 1604)
DAY = DAYS.map(str) | DAYS.map(lambda day: f"--{day:%m-%d}") | st.sampled_from(["about 1800", "spring; or later"])
FLAG = st.none() | st.booleans()
MAYBE = st.none() | WORDS
TAGS = WORDS.filter(lambda words: words.lower() not in {"mycontacts", "my contacts"})
NOTES = st.lists(WORDS, min_size=1, max_size=4).map("\n".join)
OTHERS = st.dictionaries(WORDS.filter(lambda name: name not in {"Department", "Prefix", "Suffix"}), NOTES, max_size=2)
KEPT = st.lists(st.sampled_from(["X-SKYPE:ada", r"X-A;TYPE=b:c\,d\n", "item3.X-Q:1", "GENDER:F"]), max_size=3)
LINES = st.lists(WORDS, max_size=2)
OCCASIONS = st.lists(st.builds(Occasion, WORDS, DAY), max_size=2)
RELATIONS = MAYBE | st.sampled_from(["child", "son"])
RELATIVES = st.lists(st.builds(Relative, WORDS, RELATIONS, DAY | st.none()), max_size=2)
PEOPLE = st.builds(
    Person, uid=MAYBE.map(lambda uid: uid and f"u-{uid}"), revised=st.just("2026-03-01T12:00:00Z") | st.none(),
    name=WORDS, kind=st.just("person"), given=MAYBE, family=MAYBE, nickname=MAYBE, pronunciation=MAYBE,
    company=MAYBE, role=MAYBE, birthday=DAY | st.none(), deceased_on=DAY | st.none(), emails=EMAILS, phones=PHONES,
    links=WAYS, addresses=st.lists(POSTAL, max_size=2), occasions=OCCASIONS, relatives=RELATIVES,
    tags=st.lists(TAGS, max_size=3, unique=True), likes=LINES, dislikes=LINES, notes=st.none() | NOTES,
    pinned=st.none() | NOTES, channel=MAYBE, stage=MAYBE, source=MAYBE, referred_by=MAYBE, cadence=MAYBE,
    mailings=FLAG, mailings_on=MAYBE, mailings_source=MAYBE, do_not_contact=FLAG, others=OTHERS, kept=KEPT,
)  # fmt: skip


def is_plain(person: Person) -> bool:
    """Whether the name is not one of the ways to reach them, which stands for having no name."""
    return person.name not in {way.value for way in (*person.emails, *person.phones)}


@pytest.mark.parametrize("version", VERSIONS)
@given(st.lists(PEOPLE.filter(is_plain), max_size=2))
def test_everyone_comes_back_as_they_were(version: Version, people: list[Person]) -> None:
    data = b"".join(write(people, version))
    assert everyone(data, step=61) == people
    assert sniff(data) is bool(people)


@pytest.mark.parametrize("version", VERSIONS)
@given(WORDS, MAYBE, PHONES)
def test_organisations_come_back_as_they_were(
    version: Version, name: str, company: str | None, phones: list[Labelled]
) -> None:
    acme = Person(name=name, kind="organisation", company=company if company != name else None, phones=phones)
    if is_plain(acme):
        assert everyone(b"".join(write([acme], version))) == [acme]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ["apple-3.0", "google-3.0", "android-2.1", "outlook-2.1", "server-4.0"])
def test_what_phones_gave_goes_back(name: str, version: Version) -> None:
    people = [each for each in file(f"{name}.vcf") if isinstance(each, Person)]
    again = everyone(b"".join(write(people, version)))
    assert again == people


@pytest.mark.parametrize("version", VERSIONS)
@given(PEOPLE)
def test_vobject_reads_what_we_write(version: Version, person: Person) -> None:
    written = replace(person, kept=[line for line in person.kept if not line.startswith("X-A")])
    (card,) = vobject.readComponents(b"".join(write([written], version)).decode())
    assert card.fn.value == person.name
    if version == "3.0" or person.given or person.family:
        assert (card.n.value.given, card.n.value.family) == (person.given or "", person.family or "")
    assert [each.value for each in getattr(card, "tel_list", [])] == [phone.value for phone in person.phones]
    assert [each.value for each in getattr(card, "email_list", [])] == [email.value for email in person.emails]
    assert [each.value for each in getattr(card, "url_list", [])] == [link.value for link in person.links]
    assert [each.value.street for each in getattr(card, "adr_list", [])] == [a.street or "" for a in person.addresses]
    assert [each.value.country for each in getattr(card, "adr_list", [])] == [a.country or "" for a in person.addresses]
    assert card.getChildValue("note") == person.notes
    assert card.getChildValue("title") == person.role
    assert card.getChildValue("nickname") == person.nickname
    assert card.getChildValue("org") == ([person.company] if person.company else None)
    assert [each.value for each in getattr(card, "x_tinycrm_likes_list", [])] == person.likes


WILD = st.text(max_size=200) | st.sampled_from(
    ["END:VCARD", "a\r\nBEGIN:VCARD", "\\", "=\n", "\x00\x85\u2028", '";:,^n']
)
WILD_WAYS = st.lists(st.builds(Labelled, st.none() | WILD, WILD), max_size=2)
HOSTILE = st.builds(
    Person, uid=WILD, revised=WILD, name=WILD, kind=WILD, given=WILD, family=WILD, nickname=WILD, pronunciation=WILD,
    company=WILD, role=WILD, birthday=WILD, deceased_on=WILD, emails=WILD_WAYS, phones=WILD_WAYS, links=WILD_WAYS,
    addresses=st.lists(st.builds(Postal, *[st.none() | WILD] * 6), max_size=2), tags=st.lists(WILD, max_size=2),
    occasions=st.lists(st.builds(Occasion, WILD, WILD), max_size=2), likes=st.lists(WILD, max_size=2),
    relatives=st.lists(st.builds(Relative, WILD, st.none() | WILD, st.none() | WILD), max_size=2), notes=WILD,
    pinned=WILD, source=WILD, referred_by=WILD, cadence=WILD, mailings_on=WILD, mailings_source=WILD,
    others=st.dictionaries(WILD, WILD, max_size=3),
)  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
@given(st.lists(HOSTILE, min_size=1, max_size=3))
def test_vobject_reads_hostile_people_one_by_one(version: Version, people: list[Person]) -> None:
    data = b"".join(write(people, version))
    cards = list(vobject.readComponents(data.decode()))
    assert [card.name for card in cards] == ["VCARD"] * len(people)
    assert [len(getattr(card, "tel_list", [])) for card in cards] == [len(person.phones) for person in people]
    assert [len(getattr(card, "fn_list", [])) for card in cards] == [1] * len(people)
    assert len(everyone(data)) == len(people)


MARKS = b'; : = , " . ^n \\ \\n X-A X-B_C item1 item_2. TYPE PREF=1 ENCODING b QUOTED-PRINTABLE CHARSET=x'
PIECES = [
    *MARKS.split(),
    *b"ADR GEO N REV AGENT".split(),
    b"a b",
    b"\t",
    b"\x01",
    b"\xfc",
    "ü".encode(),
    b"http://x",
    b"KEY",
    b"BASE64",
    b"=41",
]
STRANGE = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(b"".join), max_size=6)


@pytest.mark.parametrize("version", VERSIONS)
@given(STRANGE)
def test_vobject_reads_what_strange_cards_gave(version: Version, lines: list[bytes]) -> None:
    found = [each for each in everyone(card("FN:Ada", *lines)) if isinstance(each, Person)]
    found.append(Person(name="Tom", kept=[line.decode("latin-1") for line in lines]))
    assert len(list(vobject.readComponents(b"".join(write(found, version)).decode()))) == len(found)
