import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from tests.formats.presets.tool import days, labelled, maybe, occasions, people, postal, texts
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Relative
from tinycrm.formats.presets import write_google

# Google gives these a meaning, and keeps a guard; labels of its own are in small letters here.
SPECIAL = "=+-@'|%＝＋－＠:*"
PLAIN = texts(exclude=SPECIAL)
WORDS = st.sampled_from(["home", "work", "mobile", "Reading room"])

THEIRS = st.builds(
    Person,
    name=texts(exclude=f"{SPECIAL},"),  # "Lovelace, Ada" is how Google files Ada Lovelace
    kind=st.just("person"),
    given=PLAIN,
    family=maybe(PLAIN),
    nickname=maybe(PLAIN),
    pronunciation=maybe(PLAIN),
    company=maybe(PLAIN),
    role=maybe(PLAIN),
    birthday=maybe(days()),
    emails=st.lists(st.builds(Labelled, maybe(WORDS), PLAIN), max_size=3),
    phones=labelled(SPECIAL).map(lambda ways: [way._replace(label="home") for way in ways]),
    links=st.lists(st.builds(Labelled, maybe(WORDS), PLAIN), max_size=2),
    addresses=st.lists(postal(SPECIAL).filter(lambda each: bool(each.street and each.city)), max_size=2),
    occasions=occasions(SPECIAL),
    relatives=st.lists(st.builds(Relative, PLAIN, st.sampled_from(["spouse", None]), st.none()), max_size=2),
    notes=maybe(texts(lines=True, exclude=SPECIAL)),
    others=st.dictionaries(st.sampled_from(["Membership", "Department", "Card no."]), PLAIN),
)


@given(st.lists(THEIRS, min_size=1, max_size=3))
def test_what_google_knows_comes_back(found: list[Person]) -> None:
    assert people("".join(write_google(found))) == found


def rows(*found: Person) -> list[dict[str, str]]:
    text = "".join(write_google(found))
    return [
        {header: cell for header, cell in row.items() if cell} for row in csv.DictReader(StringIO(text, newline=""))
    ]


def test_the_layout_is_google_s() -> None:
    ada = Person(
        name="Countess Ada",
        kind="person",
        given="Ada",
        family="Lovelace",
        birthday="--12-10",
        emails=[Labelled("home", "ada@x.org"), Labelled(None, "a@x.org")],
        phones=[Labelled("mobile", "+44 7700 900123")],
        addresses=[Postal("home", "12 Mill Lane", "Harlow", None, "CM17 0AB", "UK")],
        occasions=[Occasion("anniversary", "1835-07-08")],
        relatives=[Relative("William", "spouse")],
        tags=["vip", "regular"],
        others={"Card": "7", "Prefix": "Lady"},
    )
    assert rows(ada) == [
        {
            "First Name": "Ada",
            "Last Name": "Lovelace",
            "File As": "Countess Ada",
            "Name Prefix": "Lady",
            "Birthday": "--12-10",
            "Labels": "* myContacts ::: vip ::: regular",
            "E-mail 1 - Label": "* home",
            "E-mail 1 - Value": "ada@x.org",
            "E-mail 2 - Value": "a@x.org",
            "Phone 1 - Label": "mobile",
            "Phone 1 - Value": "+44 7700 900123",
            "Address 1 - Label": "home",
            "Address 1 - Formatted": "12 Mill Lane\nHarlow CM17 0AB\nUK",
            "Address 1 - Street": "12 Mill Lane",
            "Address 1 - City": "Harlow",
            "Address 1 - Postal Code": "CM17 0AB",
            "Address 1 - Country": "UK",
            "Event 1 - Label": "anniversary",
            "Event 1 - Value": "1835-07-08",
            "Relation 1 - Label": "spouse",
            "Relation 1 - Value": "William",
            "Custom Field 1 - Label": "Card",
            "Custom Field 1 - Value": "7",
        }
    ]


def test_an_organisation_is_a_company() -> None:
    (row,) = rows(Person(name="Harlow Library", kind="organisation"))
    assert row == {"Organization Name": "Harlow Library", "Labels": "* myContacts"}


def test_formulas_are_guarded_and_phones_are_not() -> None:
    (row,) = rows(Person(name="=HYPERLINK(1)", phones=[Labelled(None, "+44 (0)20-7946"), Labelled(None, "+1+cmd|x")]))
    assert row["First Name"] == "'=HYPERLINK(1)"
    assert (row["Phone 1 - Value"], row["Phone 2 - Value"]) == ("+44 (0)20-7946", "'+1+cmd|x")
