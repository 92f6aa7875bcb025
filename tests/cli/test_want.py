import pytest

from tests.cli.tool import Crm, Rows

FACTS = ("--author", "Émile Zola", "--edition", "first", "--condition", "very-good", "--max-price", "80")


@pytest.fixture
def nana(crm: Crm, ada: str) -> str:
    """What Ada looks for: Nana, w1."""
    answer = crm("want", "add", ada, "Nana", *FACTS, "--until", "in 10 days")
    assert answer.code == 0, answer.err
    return "w1"


def test_a_want_is_noted_and_told(crm: Crm, ada: str, rows: Rows) -> None:
    answer = crm("want", "add", ada, "--title", "Nana", *FACTS, "--until", "5 dec")
    assert answer.out.startswith(
        "Noted: Ada Lovelace wants Nana by Émile Zola, first, very good or better, up to £80, until Sat 5 Dec 2026"
    )
    assert rows("SELECT title_key, author_key, max_price, currency, until FROM want") == [
        ("nana", "zola emile", 8000, "GBP", "2026-12-05")
    ]


def test_anything_by_an_author_may_be_wanted(crm: Crm, ada: str) -> None:
    answer = crm("want", "add", ada, "--author", "George Sand")
    assert answer.out.startswith("Noted: Ada Lovelace wants anything by George Sand (w1).")
    assert crm("want", "show", "w1", "--json").json["title"] is None


def test_an_isbn_that_was_sold_before_says_what_is_wanted(crm: Crm, ada: str) -> None:
    unknown = crm("want", "add", ada, "0306406152")
    assert (unknown.code, "No book with the ISBN 9780306406157 was sold before" in unknown.err) == (2, True)
    assert crm("purchase", "add", "-", "Nana", "--author", "Zola", "--isbn", "0306406152", "--price", "3").code == 0
    found = crm("want", "add", ada, "978-0-306-40615-7", "--json").json
    assert (found["title"], found["author"], found["isbn"]) == ("Nana", "Zola", "9780306406157")


def test_who_has_or_wants_it_already_is_told(crm: Crm, nana: str) -> None:
    again = crm("want", "add", "ada", "NANA", "--author", "Zola, E.")
    assert (again.code, again.err) == (0, f"Ada Lovelace wants it already ({nana}).\n")
    assert crm("purchase", "add", "ada", "Germinal", "--price", "4").code == 0
    assert "already bought Germinal on Tue 24 Nov 2026 (p1)" in crm("want", "add", "ada", "Germinal").err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "a title or an author"),
        (("Nana", "--title", "Emma"), 2, "said twice"),
        (("Nana", "--condition", "mint"), 2, "no condition; they are new, fine, very good"),
        (("Nana", "--max-price", "x"), 2, "is no amount"),
        (("Nana", "--until", "2020-01-01"), 2, "2020"),
        (("Nana", "--isbn", "123"), 2, "10 or 13 digits"),
    ],
)
def test_what_makes_no_sense_is_refused(
    crm: Crm, ada: str, rows: Rows, words: tuple[str, ...], code: int, says: str
) -> None:
    answer = crm("want", "add", ada, *words)
    assert (answer.code, says in answer.err) == (code, True), answer.err
    assert rows("SELECT count(*) FROM want") == [(0,)]


def test_a_want_is_changed_found_told_and_dropped(crm: Crm, nana: str) -> None:
    changed = crm("want", "edit", nana, "--max-price", "", "--until", "", "--title", "Germinal", "--json").json
    assert (changed["title"], changed["max_price"], changed["until"]) == ("Germinal", None, None)
    assert crm("want", "found", nana).out.startswith(
        "Found: Germinal by Émile Zola, first, very good or better for Ada"
    )
    assert [each["status"] for each in crm("want", "list", "--found", "--json").json] == ["found"]
    assert crm("want", "list", "--json").json == []
    assert crm("want", "told", nana, "--json").json[0]["told"] == "2026-11-24"
    for word, says in (("found", "is found already"), ("told", "was told to them already")):
        refused = crm("want", word, nana)
        assert (refused.code, f"{nana} {says}" in refused.err) == (5, True)
    assert crm("want", "drop", nana, "--json").json[0]["status"] == "dropped"
    assert crm("want", "drop", nana).code == 5
    assert [each["ref"] for each in crm("want", "list", "--all", "--json").json] == [nana]
    assert "Dropped w1 of Ada Lovelace" in crm("history").out
    assert crm("want", "edit", nana).code == 2
    assert crm("want", "edit", nana, "--author", "", "--title", "").code == 2


def test_several_go_together_or_not_at_all(crm: Crm, nana: str, rows: Rows) -> None:
    assert crm("want", "add", "ada", "Emma").code == 0
    assert crm("want", "found", nana, "w9").code == 3
    assert rows("SELECT count(found_at) FROM want") == [(0,)]
    assert [each["ref"] for each in crm("want", "found", nana, "w2", nana, "--json").json] == [nana, "w2"]
    assert crm("undo").code == 0
    assert rows("SELECT count(found_at) FROM want") == [(0,)]


def test_a_purchase_that_meets_a_want_closes_it(crm: Crm, nana: str) -> None:
    answer = crm("purchase", "add", "ada", "Nana", "--author", "Zola", "--price", "60")
    assert (answer.code, answer.err) == (0, f"They wanted it: {nana} is done with.\n")
    assert crm("want", "show", nana, "--json").json["status"] == "told"
    assert crm("undo").code == 0
    assert crm("want", "show", nana, "--json").json["status"] == "open"


def test_the_card_the_timeline_and_find_know_of_it(crm: Crm, nana: str) -> None:
    assert "w1  Nana by Émile Zola, first, very good, up to £80, until Fri 4 Dec 2026" in crm("show", "ada").out
    assert crm("show", "ada", "--json").json["wants"] == [
        {"ref": nana, "title": "Nana", "author": "Émile Zola", "edition": "first", "condition": "very good",
         "until": "2026-12-04", "max_price": {"amount": "80.00", "currency": "GBP"}, "found": False}
    ]  # fmt: skip
    assert [(each["ref"], each["kind"]) for each in crm("timeline", "ada", "--json").json] == [(nana, "want")]
    for words in ("nana", "zola"):
        assert [(each["ref"], each["found"]) for each in crm("find", words, "--json").json] == [(nana, ["title"])]
    assert "WANTED" in crm("find", "nana").out
    refused = crm("contact", "delete", "ada")
    assert (refused.code, "1 want" in refused.err) == (5, True)


def test_the_morning_tells_what_is_found_until_they_know(crm: Crm, nana: str) -> None:
    assert crm("today", "--json").json["groups"] == []
    assert crm("want", "found", nana).code == 0
    (group,) = crm("today", "--json").json["groups"]
    assert (group["key"], group["items"][0]["ref"], group["items"][0]["text"]) == ("found", nana, "Nana by Émile Zola")
    assert "FOUND FOR THEM, NOT YET TOLD  1" in crm("today").out
    assert crm("log", "call", "ada", "it is here").code == 0
    assert crm("today", "--json").json["groups"] == []


def test_the_morning_tells_of_wants_that_run_out(crm: Crm, nana: str) -> None:
    later = {"TINYCRM_NOW": "2026-11-30"}
    (group,) = crm("today", "--json", env=later).json["groups"]
    assert (group["key"], group["total"], group["items"][0]["due"]) == ("expiring", 1, "2026-12-04")
    over = {"TINYCRM_NOW": "2026-12-20"}
    assert "WANTS RUNNING OUT  1" in crm("today", env=over).out
    assert [each["status"] for each in crm("want", "list", "--json", env=over).json] == ["expired"]
    assert crm("want", "drop", nana, env=over).code == 0
    assert crm("today", "--json", env=over).json["groups"] == []


def test_a_hostile_want_does_nothing(crm: Crm, ada: str) -> None:
    bad = "[@click=app.quit]x[/] \x1b[31mred\x1b[0m \u202etfel"
    assert crm("want", "add", ada, bad, "--author", bad, "--edition", bad, "--notes", bad).code == 0
    for words in (("want", "show", "w1"), ("want", "list"), ("show", "ada"), ("find", "click"), ("history",)):
        assert not {"\x1b", "\u202e"} & set(crm(*words).out)
