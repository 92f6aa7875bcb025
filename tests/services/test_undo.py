import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.services.undo_model import bring_back, carry_out, content, newest_operation, take_back
from tinycrm.domain.contact import Edit
from tinycrm.errors import NotFoundError, RefusedError
from tinycrm.queries import contact as contacts
from tinycrm.queries.card import card
from tinycrm.services import contact, interaction, undo
from tinycrm.store import Store


def outside(path: Path, sql: str) -> None:
    """What a sqlite3 shell would do."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(sql)


def name_of(shop: Store, contact_id: int) -> str | None:
    found = card(shop.reader, contact_id)
    return found and found.name


def tags(shop: Store) -> list[tuple[int, str]]:
    return shop.reader.all(lambda *row: row, "SELECT contact_id, name FROM tag ORDER BY 1, 2")


@pytest.fixture
def ada(shop: Store) -> int:
    """Somebody on whom everything hangs that can hang on a contact."""
    ada = people.add(
        shop,
        "Ada Lovelace",
        email=["ada@example.org", "work: lovelace@example.org"],
        phone=["020 7946 0018"],
        address=["1 Mill Lane, Leeds, LS1 4AP"],
        link=["example.org/ada"],
        occasion=["wedding: 8 july 1835"],
        relative=["Byron, son, 12 may 1836"],
        tag=["vip"],
        likes=["author:Zola"],
        mailings=True,
    )
    zoe = people.add(shop, "Zoë Quill", referred_by_id=ada)
    people.log(shop, "asked about Nana", ada)
    shared = people.log(shop, "came in together", ada, zoe, kind="visit")
    people.remind(shop, ada, text="send the catalogue", interaction_id=shared)
    return ada


def test_a_contact_with_all_that_hung_on_it_comes_back_and_goes_again(shop: Store, ada: int) -> None:
    whole = content(shop.reader)
    people.delete(shop, ada)
    gone = content(shop.reader)
    assert {table for table, _ in whole.keys() - gone.keys()} == {
        "contact", "email", "phone", "address", "link", "occasion", "relative", "tag", "preference", "consent",
        "interaction", "participant", "reminder",
    }  # fmt: skip
    take_back(shop)
    assert content(shop.reader) == whole
    bring_back(shop)
    assert content(shop.reader) == gone
    take_back(shop)
    assert content(shop.reader) == whole


def test_a_bulk_tag_is_one_operation(shop: Store) -> None:
    who = [people.add(shop, name) for name in ("Ada", "Zoë", "Łukasz")]
    people.tag(shop, who[:1], "regular")
    assert people.tag(shop, who, "regular") == 2
    take_back(shop)
    assert tags(shop) == [(who[0], "regular")]
    bring_back(shop)
    assert tags(shop) == [(one, "regular") for one in who]


def test_the_primary_email_changes_places_and_back(shop: Store, ada: int) -> None:
    def emails() -> list[tuple[str, bool]]:
        return [(each["value"], each["primary"]) for each in contacts.some(shop.reader, [ada])[0].emails]

    before = emails()
    people.change(shop, ada, primary_email="lovelace@example.org")
    after = [("lovelace@example.org", True), ("ada@example.org", False)]
    assert (before, emails()) == ([("ada@example.org", True), ("lovelace@example.org", False)], after)
    take_back(shop)
    assert emails() == before
    bring_back(shop)
    assert emails() == after


def test_a_later_edit_of_the_same_field_is_named_and_stands_in_the_way(shop: Store, ada: int) -> None:
    people.change(shop, ada, nickname="Countess")
    first = newest_operation(shop.reader)
    people.change(shop, ada, nickname="Enchantress")
    later = newest_operation(shop.reader)
    there = content(shop.reader)
    with pytest.raises(
        RefusedError, match=f"o{first} cannot be undone: o{later} .*`tinycrm undo o{later}` comes first"
    ):
        take_back(shop, first)
    assert content(shop.reader) == there
    take_back(shop, later)
    take_back(shop, first)
    assert shop.reader.value("SELECT nickname FROM contact WHERE id = ?", (ada,)) is None


def test_a_later_edit_of_another_field_does_not(shop: Store, ada: int) -> None:
    people.change(shop, ada, nickname="Countess")
    first = newest_operation(shop.reader)
    people.change(shop, ada, notes="Likes first editions", tag=["regular"])
    take_back(shop, first)
    found = card(shop.reader, ada)
    assert found is not None
    assert (found.nickname, found.notes, found.tags) == (None, "Likes first editions", ["regular", "vip"])


def test_a_row_that_was_changed_twice_in_one_operation_counts_whole(shop: Store, ada: int) -> None:
    people.change(shop, ada, email=["new: third@example.org"], primary_email="third@example.org")
    first = newest_operation(shop.reader)
    people.change(shop, ada, email=["old: third@example.org"])
    with pytest.raises(RefusedError, match=f"o{newest_operation(shop.reader)} has changed the same"):
        take_back(shop, first)


def test_a_row_that_was_deleted_since_stands_in_the_way(shop: Store, ada: int) -> None:
    people.change(shop, ada, nickname="Countess")
    first = newest_operation(shop.reader)
    people.delete(shop, ada)
    with pytest.raises(RefusedError, match=f"o{first} cannot be undone: o{newest_operation(shop.reader)} "):
        take_back(shop, first)


def test_rows_that_hang_on_a_row_that_would_go_stand_in_the_way(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    first = newest_operation(shop.reader)
    people.remind(shop, ada)
    reminded = newest_operation(shop.reader)
    people.finish(shop, 1)
    with pytest.raises(RefusedError, match=f"o{first} cannot be undone: o{reminded} hung a reminder on it since"):
        take_back(shop, first)


def test_a_tag_that_was_given_again_is_not_given_twice(shop: Store) -> None:
    ada, zoe = people.add(shop, "Ada"), people.add(shop, "Zoë")
    people.tag(shop, [ada, zoe], "vip")
    take_back(shop)
    people.tag(shop, [ada], "vip")
    later = newest_operation(shop.reader)
    with pytest.raises(RefusedError, match=f"o{later} has made the same tag since"):
        bring_back(shop)
    assert tags(shop) == [(ada, "vip")]


def test_what_an_undone_operation_had_made_is_missed_by_name(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    first = newest_operation(shop.reader)
    people.delete(shop, ada)
    deletion = newest_operation(shop.reader)
    take_back(shop)
    take_back(shop)
    gone = newest_operation(shop.reader)
    with pytest.raises(RefusedError, match=f"o{deletion} cannot be redone: o{gone} deleted the contact"):
        take_back(shop, deletion + 1)
    take_back(shop, gone)
    assert (first, name_of(shop, ada)) == (1, "Ada")


def test_a_reminder_without_an_interaction_is_no_orphan(shop: Store) -> None:
    """Not even when there is no interaction left at all."""
    people.remind(shop, people.add(shop, "Ada"))
    people.finish(shop, 1)
    take_back(shop)
    assert shop.reader.values("SELECT done_at FROM reminder") == [None]


@pytest.mark.parametrize(
    ("sql", "did"),
    [
        ("UPDATE contact SET nickname = 'Ace'", "has changed the same since"),
        ("DELETE FROM contact WHERE name = 'Ada'", "has changed the same since"),
    ],
)
def test_a_change_from_outside_stands_in_the_way(shop: Store, sql: str, did: str) -> None:
    ada = people.add(shop, "Ada")
    people.change(shop, ada, nickname="Countess")
    outside(shop.path, sql)
    with pytest.raises(RefusedError, match=f"a change from outside tinycrm {did}"):
        take_back(shop)


def test_a_row_hung_on_it_from_outside_stands_in_the_way(shop: Store) -> None:
    people.add(shop, "Ada")
    outside(shop.path, "INSERT INTO tag (contact_id, name) VALUES (1, 'vip')")
    with pytest.raises(RefusedError, match="a change from outside tinycrm hung a tag on it"):
        take_back(shop)


def test_a_change_from_outside_to_another_field_does_not(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    people.change(shop, ada, nickname="Countess")
    outside(shop.path, "UPDATE contact SET notes = 'from outside'")
    take_back(shop)
    assert shop.reader.all(lambda *row: row, "SELECT nickname, notes FROM contact") == [(None, "from outside")]


def test_what_was_undone_last_returns_first(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    for name in ("Ada King", "Ada Lovelace"):
        people.change(shop, ada, name=name)
    seen = [name_of(shop, ada)]
    for turn in (take_back, take_back, bring_back, bring_back, take_back, take_back, take_back):
        turn(shop)
        seen.append(name_of(shop, ada))
    assert seen == ["Ada Lovelace", "Ada King", "Ada", "Ada King", "Ada Lovelace", "Ada King", "Ada", None]
    with pytest.raises(NotFoundError, match="nothing to undo"):
        take_back(shop)


def test_out_of_the_middle_and_back(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    people.change(shop, ada, nickname="Ace")
    people.change(shop, ada, notes="tall")
    whole = content(shop.reader)
    take_back(shop, 2)
    assert shop.reader.all(lambda *row: row, "SELECT nickname, notes FROM contact") == [(None, "tall")]
    assert bring_back(shop).operation.ref == "o2"
    assert content(shop.reader) == whole
    with pytest.raises(NotFoundError, match="nothing to redo"):
        bring_back(shop)


def test_an_undo_and_a_redo_can_be_named_too(shop: Store) -> None:
    people.add(shop, "Ada")
    take_back(shop, 1)
    assert take_back(shop, 2).redo
    assert name_of(shop, 1) == "Ada"
    with pytest.raises(RefusedError, match="o2 is undone already"):
        take_back(shop, 2)
    assert not take_back(shop, 3).redo
    assert name_of(shop, 1) is None
    with pytest.raises(RefusedError, match="o1 is undone already"):
        take_back(shop, 1)


def test_an_operation_that_never_was(shop: Store) -> None:
    with pytest.raises(NotFoundError, match="no operation o7"):
        take_back(shop, 7)


def test_two_windows_do_not_undo_the_same_twice(shop: Store) -> None:
    people.add(shop, "Ada")
    plan = undo.plan_undo(shop.reader)
    take_back(shop)
    with pytest.raises(RefusedError, match="another window"):
        carry_out(shop, plan)
    bring_back(shop)
    with pytest.raises(RefusedError, match="another window"):
        carry_out(shop, plan)
    assert name_of(shop, 1) == "Ada"


def test_the_last_person_of_a_talk_is_not_taken_out_by_an_undo(shop: Store) -> None:
    ada, zoe = people.add(shop, "Ada"), people.add(shop, "Zoë")
    talk = people.log(shop, "about Nana", ada)
    with shop.begin("interaction.edit") as tx:
        interaction.change(tx, talk, {}, joined=[zoe])
    joined = newest_operation(shop.reader)
    people.delete(shop, ada)
    with pytest.raises(
        RefusedError, match=f"o{joined} cannot be undone: o{newest_operation(shop.reader)} left nothing"
    ):
        take_back(shop, joined)
    assert shop.reader.values("SELECT text FROM interaction") == ["about Nana"]


def test_nothing_is_left_of_an_operation_that_changed_nothing(shop: Store, ada: int) -> None:
    last = newest_operation(shop.reader)
    with shop.begin("contact.edit") as tx:
        contact.change(tx, ada, Edit({"name": "Ada Lovelace"}))
    assert newest_operation(shop.reader) == last


def test_what_is_given_is_taken_back_or_brought_back(shop: Store) -> None:
    people.add(shop, "Ada")
    plan = undo.plan_of(shop.reader, 1)
    assert (plan.operation.id, plan.tip, plan.redo) == (1, 1, False)
    take_back(shop)
    for given in (1, 2):
        plan = undo.plan_of(shop.reader, given)
        assert (plan.operation.id, plan.tip, plan.redo) == (1, 2, True)
    with pytest.raises(NotFoundError, match="no operation o9"):
        undo.plan_of(shop.reader, 9)


@pytest.mark.parametrize(
    ("later", "source", "asks"),
    [
        (timedelta(hours=23), "cli", False),
        (timedelta(hours=25), "cli", True),
        (timedelta(), "tui", True),
    ],
)
def test_what_is_old_or_anothers_is_asked_about(shop: Store, later: timedelta, source: str, asks: bool) -> None:
    people.add(shop, "Ada")
    assert undo.worth_asking(undo.plan_undo(shop.reader), NOW + later, source) is asks


def test_what_is_large_is_asked_about(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        for number in range(undo.ASK_ABOVE + 1):
            people.add_in(tx, f"Person {number}")
    assert undo.worth_asking(undo.plan_undo(shop.reader), NOW, "cli")
