"""What a file does to a shop: who is matched, what replaces what, and what is told."""

from typing import Any

import pytest

from tests.queries import people as shopkeeper
from tests.services.load.tool import brought, changes, counts, foreseen, people, someone
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Refused, Relative
from tinycrm.queries import person as exported
from tinycrm.queries.contact import Chosen
from tinycrm.store import Store

EMAIL, PHONE = "ada@example.org", "020 7946 0018"


@pytest.fixture
def ada(shop: Store) -> int:
    return shopkeeper.add(shop, "Ada Lovelace", email=[EMAIL], phone=[PHONE], nickname="Countess", notes="old")


def test_who_is_new_comes_in_with_everything(shop: Store) -> None:
    bob = someone(
        "Bob Roe", email="bob@example.org", phone=PHONE, company="Mill", role="Miller", birthday="1990-03-04",
        links=[Labelled("blog", "example.org/bob")], addresses=[Postal("home", "1 Mill Lane", "Leeds")],
        occasions=[Occasion("wedding", "--05-03")], relatives=[Relative("Tom", "son", "2015-05-03")],
        tags=["VIP"], likes=["author:Zola"], dislikes=["poetry"], notes="kind\nman", pinned="pays late",
        channel="email", stage="regular", source="fair", cadence="6w", uid="abc", kept=["X-FOO:bar"],
    )  # fmt: skip
    assert counts(brought(shop, bob)) == (1, 0, 0, 0)
    (found,) = people(shop)
    assert (found.name, found.given, found.family, found.company, found.role) == (
        "Bob Roe", "Bob", "Roe", "Mill", "Miller",
    )  # fmt: skip
    assert (found.birthday, found.channel, found.stage, found.source, found.cadence) == (
        "1990-03-04", "email", "regular", "fair", "6w",
    )  # fmt: skip
    assert (found.tags, found.likes, found.dislikes) == (["vip"], ["author:Zola"], ["poetry"])
    assert (found.notes, found.pinned) == ("kind\nman", "pays late")
    assert [each["value"] for each in (*found.emails, *found.phones)] == ["bob@example.org", PHONE]
    assert shop.reader.values("SELECT value FROM uid UNION SELECT line FROM property") == ["X-FOO:bar", "abc"]
    assert shop.reader.values("SELECT source FROM operation") == ["import"]


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    "record",
    [
        someone("Ada King", email="ADA@example.org"),
        someone("Lovelace Ada", phone="+44 20 7946 0018"),
        someone("A. King", email=EMAIL),
        someone(email=EMAIL),
    ],
    ids=["email", "phone and name", "initial", "email alone"],
)
def test_who_is_here_is_known(shop: Store, record: Person) -> None:
    record.role = "poet"
    assert counts(brought(shop, record)) == (0, 1, 0, 0)
    assert [each.role for each in people(shop)] == ["poet"]


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    "record",
    [someone("Ada Lovelace", role="poet"), someone("Bob Lovelace", phone=PHONE), someone("Bob", email=EMAIL)],
    ids=["name alone", "phone alone", "couple"],
)
def test_who_is_somebody_else_comes_in(shop: Store, record: Person) -> None:
    assert counts(brought(shop, record)) == (1, 0, 0, 0)
    assert len(people(shop)) == 2


@pytest.mark.usefixtures("ada")
def test_a_couple_is_told_of_once(shop: Store) -> None:
    bob = someone("Bob Roe", email=EMAIL, line=7)
    assert brought(shop, bob).warnings == [
        (7, "Bob Roe has the same email as Ada Lovelace, and came in as another person.")
    ]
    assert brought(shop, bob).warnings == []
    pair = brought(shop, someone("Cy Orr", email="cy@example.org"), someone("Di Orr", email="cy@example.org", line=9))
    assert [line for line, _ in pair.warnings] == [9]


def test_an_organisation_does_not_become_a_person(shop: Store) -> None:
    shopkeeper.add(shop, "Mill Books", kind="organisation", email=["info@example.org"])
    brought(shop, someone("Ada Lovelace", email="info@example.org"))
    assert [each.name for each in people(shop)] == ["Mill Books", "Ada Lovelace"]


@pytest.mark.usefixtures("ada")
def test_a_uid_counts_before_an_email(shop: Store) -> None:
    brought(shop, someone("Bob Roe", uid="u1"))
    brought(shop, someone("Robert Roe", uid="urn:uuid:u1", email=EMAIL))
    assert [each.name for each in people(shop)] == ["Ada Lovelace", "Robert Roe"]


def test_our_own_export_is_known_by_the_uid_that_is_stored_nowhere(shop: Store) -> None:
    for name in ("Ada", "Ada", "Bob"):
        shopkeeper.add(shop, name)
    records = list(exported.people(shop.reader, Chosen()))
    before = changes(shop)
    assert counts(brought(shop, *records)) == (0, 0, 3, 0)
    assert changes(shop) == before
    records[1].nickname = "the second"
    assert counts(brought(shop, *records)) == (0, 1, 2, 0)
    assert [each.nickname for each in people(shop)] == [None, "the second", None]


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("on_match", "nickname", "role", "emails", "expected"),
    [
        ("update", "Enchantress", "poet", 2, (0, 1, 0, 0)),
        ("fill", "Countess", "poet", 2, (0, 1, 0, 0)),
        ("skip", "Countess", None, 1, (0, 0, 0, 1)),
    ],
)
def test_what_happens_to_who_is_here(
    shop: Store, on_match: str, nickname: str, role: str | None, emails: int, expected: tuple[int, ...]
) -> None:
    record = someone("Ada Lovelace", email=EMAIL, nickname="Enchantress", role="poet")
    record.emails.append(Labelled("work", "al@example.org"))
    assert counts(brought(shop, record, on_match=on_match)) == expected
    (found,) = people(shop)
    assert (found.nickname, found.role, len(found.emails), len(found.phones)) == (nickname, role, emails, 1)


@pytest.mark.usefixtures("ada")
def test_notes_are_both_kept_and_labels_are_learned(shop: Store) -> None:
    record = Person(2, name="Ada Lovelace", emails=[Labelled("work", EMAIL)], notes="new")
    brought(shop, record)
    brought(shop, record)
    (found,) = people(shop)
    assert (found.notes, found.emails[0]["label"]) == ("old\n\nnew", "work")


def test_rows_of_one_file_that_are_one_person_come_in_as_one(shop: Store) -> None:
    records = [
        someone("Ada Lovelace", email=EMAIL, nickname="Countess", line=2),
        someone("Ada Lovelace", email=EMAIL, phone=PHONE, nickname="Ace", role="poet", line=3),
        someone("Lovelace Ada", phone=PHONE, line=4),
        someone("Zoë", line=5),
        someone("Zoë", line=6),
        someone("Zoë", nickname="Z", line=7),
    ]
    assert counts(brought(shop, *records)) == (3, 1, 2, 0)
    assert [(each.name, each.nickname, each.role) for each in people(shop)] == [
        ("Ada Lovelace", "Countess", "poet"), ("Zoë", None, None), ("Zoë", "Z", None),
    ]  # fmt: skip
    assert counts(brought(shop, *records)) == (0, 0, 6, 0)


@pytest.mark.usefixtures("ada")
def test_people_of_a_file_who_are_one_contact_become_one(shop: Store) -> None:
    records = [someone("Ada Lovelace", email=EMAIL, role="poet"), someone("Ada Lovelace", phone=PHONE, role="count")]
    assert counts(brought(shop, *records)) == (0, 1, 1, 0)
    assert counts(brought(shop, *records)) == (0, 0, 2, 0)


def test_an_archived_contact_is_known_and_stays_archived(shop: Store, ada: int) -> None:
    shopkeeper.change(shop, ada, archived=True)
    assert counts(brought(shop, someone("Ada", email=EMAIL, role="poet"))) == (0, 1, 0, 0)
    assert people(shop)[0].archived


@pytest.mark.parametrize(
    ("stored", "said", "consent", "expected"),
    [
        (None, True, None, None),
        (None, True, "at the till", True),
        (None, False, None, False),
        (True, False, None, False),
        (False, True, "at the till", False),
    ],
)
def test_a_no_to_mailings_is_always_taken_and_a_yes_only_with_its_reason(
    shop: Store, stored: bool | None, said: bool, consent: str | None, expected: bool | None
) -> None:
    typed: dict[str, Any] = {} if stored is None else {"mailings": stored}
    shopkeeper.add(shop, "Ada Lovelace", email=[EMAIL], **typed)
    report = brought(shop, someone("Ada Lovelace", email=EMAIL, mailings=said), consent=consent)
    assert (people(shop)[0].mailings, report.consents) == (expected, int(said and consent is None))
    if expected:
        assert people(shop)[0].mailings_source == consent


@pytest.mark.usefixtures("ada")
def test_do_not_contact_is_only_ever_turned_on(shop: Store) -> None:
    for said, expected in ((True, True), (False, True), (None, True)):
        brought(shop, someone("Ada Lovelace", email=EMAIL, do_not_contact=said))
        assert people(shop)[0].do_not_contact is expected


@pytest.mark.usefixtures("ada")
def test_who_sent_whom_is_found_when_everybody_is_in(shop: Store) -> None:
    records = [
        someone("Bob", email="b@example.org", referred_by="Cy Orr"),
        someone("Cy Orr", email="c@example.org", referred_by="Ada Lovelace", line=3),
        someone("Di", email="d@example.org", referred_by="Nobody", line=4),
        someone("Ed", email="e@example.org", referred_by="Ed", line=5),
    ]
    report = brought(shop, *records)
    assert [each.referred_by for each in people(shop)] == [None, "Cy Orr", "Ada Lovelace", None, None]
    assert report.warnings == [(4, "Sent by Nobody: nobody is called so, and the name was left out.")]
    assert counts(brought(shop, *records)) == (0, 0, 4, 0)


@pytest.mark.usefixtures("ada")
def test_tags_and_source_are_put_on_everyone(shop: Store) -> None:
    records = [someone("Ada", email=EMAIL), someone("Bob", source="web"), someone("Cy", tags=["fair"])]
    brought(shop, *records, tags=["fair", "new"], source="fair")
    assert [(each.tags, each.source) for each in people(shop)] == [
        (["fair", "new"], "fair"), (["fair", "new"], "web"), (["fair", "new"], "fair"),
    ]  # fmt: skip


def test_refused_records_are_told_and_the_others_come_in(shop: Store) -> None:
    records: list[Person | Refused] = [
        Refused(2, "broken"),
        someone("Ada", email="ada@", line=3),
        someone("Bob", line=4),
        Person(5),
    ]
    report = brought(shop, *records)
    assert report.refused_total == 3
    assert [refused.line for refused in report.refused] == [2, 3, 5]
    assert report.refused[1].reason == '"ada@" is not an email. One looks like ada@example.org.'
    assert [each.name for each in people(shop)] == ["Bob"]


@pytest.mark.usefixtures("ada")
def test_a_dry_run_writes_nothing(shop: Store) -> None:
    before = changes(shop)
    report = foreseen(shop, someone("Ada", email=EMAIL, role="poet"), someone("Bob"))
    assert counts(report) == (1, 1, 0, 0)
    assert (changes(shop), report.operation, report.ref) == (before, None, None)
