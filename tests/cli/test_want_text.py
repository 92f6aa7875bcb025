from tests.cli.tool import Crm


def test_a_want_is_shown_whole(crm: Crm, ada: str) -> None:
    facts = ("--isbn", "0306406152", "--condition", "new", "--notes", "for her sister")
    assert crm("want", "add", ada, "Nana", *facts).code == 0
    assert crm("want", "found", "w1").code == 0
    assert crm("want", "show", "w1").out.splitlines() == [
        "Nana  w1",
        "for        Ada Lovelace (c1)",
        "status     found",
        "condition  new",
        "ISBN       9780306406157",
        "since      Tue 24 Nov 2026",
        "found      Tue 24 Nov 2026",
        "notes      for her sister",
    ]


def test_a_list_says_what_is_no_longer_open(crm: Crm, ada: str) -> None:
    for title in ("Nana", "Emma"):
        assert crm("want", "add", ada, title, "--max-price", "8").code == 0
    assert crm("want", "drop", "w1").code == 0
    rows = [line.split() for line in crm("want", "list", "--all").out.splitlines()[1:]]
    assert rows == [["w2", "Ada", "Lovelace", "Emma", "£8"], ["w1", "Ada", "Lovelace", "Nana", "£8", "dropped"]]
