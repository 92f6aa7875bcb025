from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows

LIST = """title,author,isbn,genre,price,condition
Nana,"Zola, E.",,novel,12.50,good
Indiana,George Sand,,,,
,,,,3,
Emma,Jane Austen,123,,,
Orlando,Virginia Woolf,,,x,
"""


@pytest.fixture
def box(tmp_path: Path) -> str:
    """A delivery, three of whose rows are bad."""
    file = tmp_path / "box.csv"
    file.write_text(LIST, encoding="utf-8")
    return str(file)


def test_a_delivery_is_grouped_by_person(crm: Crm, ada: str, box: str) -> None:
    assert crm("add", "Bea Booth").code == 0
    for words in ((ada, "Indiana"), ("bea", "Nana"), (ada, "--author", "Zola")):
        assert crm("want", "add", *words).code == 0
    answer = crm("arrived", "--from", box)
    assert answer.code == 6
    assert answer.err.splitlines() == [
        "line 4: It has no title.",
        'line 5: "123" is no ISBN; one has 10 or 13 digits.',
        'line 6: "x" is no amount. Try 1200 or 1200.50.',
    ]
    assert answer.out.splitlines() == [
        "  1  Ada Lovelace (c1)  020 7946 0018",
        "     Indiana by George Sand: wants exactly this (w1)",
        "     Nana by Zola, E., £12.50, good: wants anything by Zola (w3)",
        "  2  Bea Booth (c2)",
        "     Nana by Zola, E., £12.50, good: wants exactly this (w2)",
    ]


def test_one_call_tells_of_several_books(crm: Crm, ada: str, box: str, rows: Rows) -> None:
    for title in ("Indiana", "Nana"):
        assert crm("want", "add", ada, title).code == 0
    assert crm("arrived", "--from", box, "--called", ada).code == 6
    assert rows("SELECT text FROM interaction") == [("Came in: Nana by Zola, E., Indiana by George Sand",)]
    assert rows("SELECT count(told_on) FROM want") == [(2,)]


def test_a_program_gets_books_people_and_bad_rows(crm: Crm, ada: str, box: str) -> None:
    assert crm("want", "add", ada, "Nana").code == 0
    found = crm("arrived", "--from", box, "--json").json
    assert [each["title"] for each in found["books"]] == ["Nana", "Indiana"]
    assert [(each["who_ref"], [book["title"] for book in each["books"]]) for each in found["people"]] == [
        (ada, ["Nana"])
    ]
    assert found["refused"][0] == {"line": 4, "why": "It has no title."}


def test_columns_may_stand_in_any_order_and_come_through_a_pipe(crm: Crm, ada: str) -> None:
    assert crm("want", "add", ada, "Nana").code == 0
    piped = crm("arrived", "--from", "-", "--json", stdin="Price;Title\n1,50;Nana\n")
    assert (piped.code, piped.json["books"][0]["price"]["amount"]) == (0, "1.50")
    assert len(piped.json["people"]) == 1


def test_a_list_without_titles_is_refused(crm: Crm, tmp_path: Path, ada: str) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,phone\nAda,1\n")
    answer = crm("arrived", "--from", str(file))
    assert (answer.code, "A list has the columns title, author" in answer.err) == (6, True), ada
