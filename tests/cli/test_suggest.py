from tests.cli.tool import Crm


def test_books_are_suggested_with_their_reasons(crm: Crm, ada: str) -> None:
    assert crm("purchase", "add", ada, "Nana", "--author", "Zola", "--price", "5").code == 0
    assert crm("purchase", "add", "-", "Germinal", "--author", "Zola", "--genre", "novel", "--price", "5").code == 0
    assert crm("want", "add", ada, "--author", "George Sand").code == 0
    assert [line.split() for line in crm("suggest", "ada").out.splitlines()[1:]] == [
        ["w1", "anything", "by", "George", "Sand", "they", "look", "for", "it"],
        ["Germinal", "by", "Zola", "novel", "they", "like", "Zola"],
    ]
    assert crm("suggest", ada, "--json").json[1] == {
        "ref": None, "title": "Germinal", "author": "Zola", "genre": "novel", "why": "they like Zola",
    }  # fmt: skip
    assert crm("suggest", ada, "--format", "ids").out == "w1\n"
    assert len(crm("suggest", ada, "--limit", "1", "--json").json) == 1


def test_nothing_to_go_by_is_said(crm: Crm, ada: str) -> None:
    answer = crm("suggest", ada)
    assert (answer.code, answer.out, "Nothing to go by yet" in answer.err) == (0, "", True)
    assert crm("suggest", "nobody").code == 3
