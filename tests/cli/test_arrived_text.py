from tests.cli.tool import Crm


def test_many_owners_are_counted(crm: Crm) -> None:
    for number in range(7):
        assert crm("add", f"Owner {'ABCDEFG'[number]}", "--yes").code == 0
        assert (
            crm("purchase", "add", f"c{number + 1}", "Nana", "--price", "1", "--date", f"2026-05-0{number + 1}").code
            == 0
        )
    last = crm("arrived", "Nana").out.splitlines()[-1]
    assert last.startswith("Have it already: Owner G (c7, Thu 7 May 2026); Owner F")
    assert last.endswith(" and 2 more.")


def test_an_owner_who_wants_another_is_named_with_it(crm: Crm, ada: str) -> None:
    assert crm("purchase", "add", ada, "Nana", "--price", "1").code == 0
    assert crm("want", "add", ada, "Nana", "--edition", "first").code == 0
    assert "Ada Lovelace (c1, Tue 24 Nov 2026, wants another: w1)." in crm("arrived", "Nana").out


def test_books_for_nobody_stand_at_the_end(crm: Crm, ada: str) -> None:
    assert crm("want", "add", ada, "Nana").code == 0
    out = crm("arrived", "--from", "-", stdin="title,price\nNana,1\nEmma,2\n").out.splitlines()
    assert out[-2:] == ["FOR NOBODY WE KNOW", "  Emma, £2"]
