import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.store.tool import add_contact, add_interaction, opened
from tinycrm.domain.clean import fold
from tinycrm.store import Store, Transaction
from tinycrm.store.connection import Connection
from tinycrm.store.derived import JOINERS, SORTED_AS, SPECIAL, derived_triggers, rebuild
from tinycrm.store.doctor import examine


def seen(shop: Store) -> dict[int, tuple[int, str]]:
    rows = shop.reader.all(lambda *row: row, "SELECT contact_id, interaction_id, day FROM contact_seen")
    return {contact: (interaction, day) for contact, interaction, day in rows}


def found(shop: Store, word: str, table: str = "contact_search") -> list[int]:
    return shop.reader.values(f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid", (word,))


def test_the_last_interaction_is_the_newest_by_day_then_time_then_id(shop: Store) -> None:
    with shop.begin("x") as tx:
        ada = add_contact(tx, "Ada")
        first = add_interaction(tx, "2026-11-20", ada)
    assert seen(shop) == {ada: (first, "2026-11-20")}
    with shop.begin("x") as tx:
        early = add_interaction(tx, "2026-11-24", ada, at="2026-11-24T09:00:00Z")
        add_interaction(tx, "2026-11-24", ada, at="2026-11-24T08:00:00Z")
        add_interaction(tx, "2026-11-24", ada)
        add_interaction(tx, "2026-11-01", ada)
    assert seen(shop) == {ada: (early, "2026-11-24")}
    with shop.begin("x") as tx:
        later = add_interaction(tx, "2026-11-24", ada, at="2026-11-24T09:00:00Z")
    assert seen(shop) == {ada: (later, "2026-11-24")}


def test_the_last_interaction_follows_edits_and_deletes(shop: Store) -> None:
    with shop.begin("x") as tx:
        ada, bea = add_contact(tx, "Ada"), add_contact(tx, "Bea")
        first = add_interaction(tx, "2026-11-20", ada, bea)
        second = add_interaction(tx, "2026-11-21", ada)
    with shop.begin("x") as tx:
        tx.update("interaction", first, day="2026-11-22")
    assert seen(shop) == {ada: (first, "2026-11-22"), bea: (first, "2026-11-22")}
    with shop.begin("x") as tx:
        tx.delete("interaction", first)
    assert seen(shop) == {ada: (second, "2026-11-21")}
    with shop.begin("x") as tx:
        tx.delete("contact", ada)
    assert seen(shop) == {}


def test_an_interaction_goes_with_its_last_person_and_not_before(shop: Store) -> None:
    with shop.begin("x") as tx:
        ada, bea = add_contact(tx, "Ada"), add_contact(tx, "Bea")
        add_interaction(tx, "2026-11-20", ada, bea, text="Nana")
    with shop.begin("x") as tx:
        tx.delete("contact", ada)
    assert (shop.reader.value("SELECT count(*) FROM interaction"), found(shop, "nana", "said_search")) == (
        1,
        [1],
    )
    with shop.begin("x") as tx:
        tx.delete("contact", bea)
    assert (shop.reader.value("SELECT count(*) FROM interaction"), found(shop, "nana", "said_search")) == (
        0,
        [],
    )


def test_an_interaction_brought_back_after_its_people_counts_again(shop: Store) -> None:
    with shop.begin("x") as tx:
        ada = add_contact(tx, "Ada")
        tx.execute("PRAGMA defer_foreign_keys = 1")
        tx.insert("participant", interaction_id=7, contact_id=ada)
        tx.insert("interaction", id=7, kind="call", day="2026-11-20", created_at=tx.at)
    assert seen(shop) == {ada: (7, "2026-11-20")}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Patrick O'Brien", "obrien"), ("Zoë", "zoe"), ("Łukasz", "lukasz"), ("Jørgen Ærø", "jorgen"),
        ("Jean-Luc", "jeanluc"), ("Strauß", "strauss"), ("Þór", "thor"), ("Işıl", "isil"), ("Žižek", "zizek"),
        ("Straẞ", "strass"), ("Œuvre", "oeuv*"), ("ألف", "ألف"), ("李小明", "李小明"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_people_type_it(shop: Store, name: str, typed: str) -> None:
    with shop.begin("x") as tx:
        ada = add_contact(tx, name)
        add_contact(tx, "Somebody Else")
    assert found(shop, typed) == [ada]


@pytest.mark.parametrize("field", ["name", "given", "family", "nickname", "company"])
def test_each_kind_of_name_is_found_and_forgotten(shop: Store, field: str) -> None:
    with shop.begin("x") as tx:
        ada = add_contact(tx, "Ada", **({} if field == "name" else {field: "Zola"}))
        tx.update("contact", ada, **{field: "Zola"})
    assert found(shop, "zola") == [ada]
    with shop.begin("x") as tx:
        tx.update("contact", ada, **{field: "Verne"})
    assert (found(shop, "zola"), found(shop, "verne")) == ([], [ada])
    with shop.begin("x") as tx:
        tx.delete("contact", ada)
    assert found(shop, "verne") == []


def test_notes_and_what_was_said_are_found_and_forgotten(shop: Store) -> None:
    with shop.begin("x") as tx:
        ada = add_contact(tx, "Ada", notes="likes Verne", pinned="knock twice")
        call = add_interaction(tx, "2026-11-20", ada, text="wants Nana")
    assert [found(shop, word, "said_search") for word in ("verne", "knock", "nana")] == [
        [-ada],
        [-ada],
        [call],
    ]
    with shop.begin("x") as tx:
        tx.update("contact", ada, notes=None)
        tx.update("interaction", call, text="wants Germinal")
    words = ("verne", "knock", "nana", "germinal")
    assert [found(shop, word, "said_search") for word in words] == [[], [-ada], [], [call]]


def test_people_sort_by_name_without_accents(shop: Store) -> None:
    with shop.begin("x") as tx:
        for name in ("Žižek", "zola", "Ädam", "adler", "Œuvre", "Odo", "Łukasz", "Lulu"):
            add_contact(tx, name)
    sql = "SELECT name FROM contact JOIN contact_words ON contact_id = id ORDER BY sort_key"
    assert shop.reader.values(sql) == ["Ädam", "adler", "Łukasz", "Lulu", "Odo", "Œuvre", "Žižek", "zola"]


def test_letters_stand_for_plain_ones() -> None:
    for letter, plain in (SPECIAL | SORTED_AS).items():
        assert len(letter) == 1
        assert plain.isascii()
        assert plain.isalpha()
    assert set(JOINERS.values()) == {""}


def test_each_trigger_has_its_own_name() -> None:
    names = [statement.split()[2] for statement in derived_triggers()]
    assert len(set(names)) == len(names) > 10


NAMES = st.text(st.sampled_from("aAbB éłŁß'-’李\N{COMBINING ACUTE ACCENT}"), min_size=1, max_size=8)
NOTES = st.none() | st.text(st.sampled_from("ab é'\n"), min_size=1, max_size=8)
DAYS = st.integers(1, 9).map("2026-11-0{}".format)
WHICH = st.integers(1, 4)
WRITES = st.one_of(
    st.tuples(st.just("contact"), NAMES, NAMES | st.none(), NOTES),
    st.tuples(st.just("rename"), WHICH, st.sampled_from(["name", "given", "company"]), NAMES),
    st.tuples(st.just("note"), WHICH, st.sampled_from(["notes", "pinned"]), NOTES),
    st.tuples(st.just("talk"), DAYS, st.sets(WHICH, min_size=1), NOTES),
    st.tuples(st.just("reword"), WHICH, DAYS, NOTES),
    st.tuples(st.just("forget"), st.sampled_from(["contact", "interaction", "participant"]), WHICH),
)


def write(tx: Transaction, kind: str, *how: Any) -> None:
    match kind, *how:
        case "contact", name, company, notes:
            add_contact(tx, name, company=company, notes=notes)
        case (("rename" | "note"), which, field, words):
            tx.update("contact", which, **{field: words})
        case "talk", day, contacts, text:
            there = [each for each in sorted(contacts) if tx.value("SELECT 1 FROM contact WHERE id = ?", (each,))]
            if there:
                add_interaction(tx, day, *there, text=text)
        case "reword", which, day, text:
            tx.update("interaction", which, day=day, text=text)
        case "forget", table, which:
            tx.delete(table, which)


@settings(max_examples=25)
@given(writes=st.lists(WRITES, max_size=25))
def test_whatever_is_written_the_derived_tables_equal_a_rebuild(
    template: Path, tmp_path_factory: pytest.TempPathFactory, writes: list[tuple[Any, ...]]
) -> None:
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("derived") / "shop.db"))
    shop = opened(path)
    with shop.begin("x") as tx:
        ada, bea = (add_contact(tx, name, pinned="a b", notes="ab") for name in ("Ada", "Bea"))
        add_interaction(tx, "2026-11-05", ada, bea, text="ab")
        for each in writes:
            write(tx, *each)
    assert [finding.sentence for finding in examine(path, NOW) if finding.level == "trouble"] == []


def test_a_rebuild_mends_what_was_spoilt(shop: Store) -> None:
    with shop.begin("x") as tx:
        ada = add_contact(tx, "Zoë", notes="likes Verne")
        add_interaction(tx, "2026-11-20", ada, text="wants Nana")
        before = list(_everything(tx.connection))
        tx.execute("DELETE FROM contact_seen")
        tx.execute("UPDATE contact_words SET names = 'x', squeezed = 'y'")
        tx.execute("INSERT INTO said_search (rowid, words) VALUES (99, 'noise')")
        assert list(_everything(tx.connection)) != before
        rebuild(tx.connection)
        assert list(_everything(tx.connection)) == before


def _everything(connection: Connection) -> Iterator[list[Any]]:
    for table in ("contact_seen", "contact_words", "contact_vocabulary", "said_vocabulary"):
        yield connection.execute(f"SELECT * FROM {table}").fetchall()


def test_what_is_stored_is_folded_like_what_is_typed() -> None:
    letters = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    whole = [letter for letter in letters if unicodedata.normalize("NFKD", letter) == letter]
    stroked = {letter: fold(letter) for letter in whole if letter.isalpha() and not letter.isascii()}
    assert {letter: plain for letter, plain in stroked.items() if plain.isascii() and plain} == SPECIAL
    joiners = {letter for letter in whole if fold(f"a{letter}b") == "ab" and not unicodedata.combining(letter)}
    assert joiners <= JOINERS.keys()
    assert {fold(f"a{joiner}b") for joiner in JOINERS} == {"ab"}


@pytest.mark.parametrize("joiner", JOINERS)
def test_a_name_with_a_joiner_is_found_without_it(shop: Store, joiner: str) -> None:
    with shop.begin("x") as tx:
        brien = add_contact(tx, f"Ŧom O{joiner}Brien")
    assert found(shop, fold(f"O{joiner}Brien")) == found(shop, "tom") == [brien]


def bought(shop: Store) -> list[tuple[Any, ...]]:
    sql = """SELECT b.contact_id, purchases, books, days, first, last, s.currency, s.amount
        FROM contact_bought b JOIN contact_spent s ON s.contact_id = b.contact_id ORDER BY 1, 7"""
    return shop.reader.all(lambda *row: row, sql)


def sold(
    tx: Transaction, contact_id: int | None, day: str, quantity: int = 1, currency: str = "GBP"
) -> tuple[int, int]:
    purchase_id = tx.insert(
        "purchase", contact_id=contact_id, day=day, channel="shop", currency=currency, created_at=tx.at
    )
    line = {"title": "Nana", "title_key": "nana", "quantity": quantity, "price": 500, "discount": 0}
    return purchase_id, tx.insert("line", purchase_id=purchase_id, **line)


def test_sums_of_what_people_bought_follow_every_change(shop: Store) -> None:
    with shop.begin("x") as tx:
        ada, bea = add_contact(tx, "Ada"), add_contact(tx, "Bea")
        first, line = sold(tx, ada, "2026-11-01", 2)
        sold(tx, ada, "2026-11-01")
        last, _ = sold(tx, ada, "2026-11-20", currency="EUR")
        sold(tx, None, "2026-11-20")
    days = ("2026-11-01", "2026-11-20")
    assert bought(shop) == [(ada, 3, 4, 2, *days, "EUR", 500), (ada, 3, 4, 2, *days, "GBP", 1500)]
    with shop.begin("x") as tx:
        sold(tx, ada, "2026-11-23", -1)
        tx.update("line", line, discount=100)
        tx.update("purchase", last, contact_id=bea)
    assert bought(shop) == [
        (ada, 2, 2, 1, "2026-11-01", "2026-11-01", "GBP", 900),
        (bea, 1, 1, 1, "2026-11-20", "2026-11-20", "EUR", 500),
    ]
    with shop.begin("x") as tx:
        tx.delete("purchase", first)
        tx.delete("contact", bea)
    assert bought(shop) == [(ada, 1, 0, 1, "2026-11-01", "2026-11-01", "GBP", 0)]
    assert [each for each in examine(shop.path, NOW) if each.level == "trouble"] == []
