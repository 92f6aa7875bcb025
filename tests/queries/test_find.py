import pytest

from tests.queries import people
from tinycrm.queries.find import Found, find
from tinycrm.store import Store


@pytest.fixture
def shelf(shop: Store) -> Store:
    people.add(shop, "Jane Smith", phone=["01632 555 123"], likes=["author:Zola"])
    people.add(shop, "Pat O'Brien", notes="Has an ox; keeps it in the garden")
    people.add(shop, "Zoë Quill", nickname="Ace", company="Owl & Sons", email=["zoe@example.org"])
    people.add(shop, "Łukasz Nowak", dislikes=["author:Zola"])
    people.add(shop, "李小明", pinned="喜歡詩集")
    people.log(shop, "Is after the Nana first edition, no. 7", 1, day="2026-11-02")
    people.log(shop, "Nana came in; 買了詩集", 2, day="2026-11-01")
    return shop


def names(found: Found) -> list[str]:
    return [each.name for each in found.people]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("jane smith", "Jane Smith"), ("smith jane", "Jane Smith"), ("obrien", "Pat O'Brien"),
        ("o'brien", "Pat O'Brien"),
        ("zoe", "Zoë Quill"), ("lukasz", "Łukasz Nowak"), ("小明", "李小明"), ("555-12", "Jane Smith"),
        ("ace", "Zoë Quill"),
        ("owl", "Zoë Quill"), ("smi", "Jane Smith"), ("zoe@", "Zoë Quill"), ("+44 1632 555", "Jane Smith"),
    ],
)  # fmt: skip
def test_people_are_found(shelf: Store, words: str, name: str) -> None:
    found = find(shelf.reader, words.split(), 20)
    assert (names(found), found.corrected) == ([name], None)


@pytest.mark.parametrize(
    ("words", "said", "noted"),
    [
        ("ox", [], ["Pat O'Brien"]), ("no", ["i1"], []), ("nana", ["i1", "i2"], []), ("first nana", ["i1"], []),
        ("詩集", ["i2"], ["李小明"]), ("garden ox", [], ["Pat O'Brien"]), ("xyz", [], []),
    ],
)  # fmt: skip
def test_what_was_said_and_noted_is_found(shelf: Store, words: str, said: list[str], noted: list[str]) -> None:
    found = find(shelf.reader, words.split(), 20)
    assert [each.ref for each in found.said] == said
    assert [each.name for each in found.noted] == noted


def test_only_those_who_like_it_like_it(shelf: Store) -> None:
    assert [each.name for each in find(shelf.reader, ["zola"], 20).liking] == ["Jane Smith"]


@pytest.mark.parametrize(
    ("words", "used"), [("smtih", ["smith"]), ("jnae smith", ["jane", "smith"]), ("edtion", ["edition"])]
)
def test_misspelt_words_are_corrected_when_nothing_was_found(shelf: Store, words: str, used: list[str]) -> None:
    found = find(shelf.reader, words.split(), 20)
    assert found.corrected == used
    assert "Jane Smith" in {*names(found), *(who["name"] for each in found.said for who in each.who)}


@pytest.mark.parametrize("words", ["xylophone", "555-99", "***", "", "smtih xylophone"])
def test_nothing_is_nothing(shelf: Store, words: str) -> None:
    found = find(shelf.reader, words.split(), 20)
    assert found.nothing
    assert found.corrected is None


def test_digits_in_a_name_are_found_when_no_phone_has_them(shop: Store) -> None:
    people.add(shop, "Studio 2000", kind="organisation")
    assert names(find(shop.reader, ["2000"], 20)) == ["Studio 2000"]


def test_a_limit_is_kept_of_each_kind(shop: Store) -> None:
    for _ in range(4):
        people.log(shop, "Jane asked", people.add(shop, "Jane", notes="jane", likes=["jane"]))
    found = find(shop.reader, ["jane"], 3)
    assert [len(each) for each in found[:4]] == [3, 3, 3, 3]


def test_who_is_archived_comes_last(shop: Store) -> None:
    people.add(shop, "Jane", archived=1)
    people.add(shop, "Jane Smith")
    assert names(find(shop.reader, ["jane"], 20)) == ["Jane Smith", "Jane"]


def test_what_is_changed_or_deleted_is_found_no_more(shelf: Store) -> None:
    people.change(shelf, 1, name="Jane Jones", family="Jones")
    people.delete(shelf, 2)
    assert names(find(shelf.reader, ["smith"], 20)) == []
    assert find(shelf.reader, ["garden"], 20).nothing
    assert [each.ref for each in find(shelf.reader, ["nana"], 20).said] == ["i1"]


@pytest.mark.parametrize(("name", "typed"), [("Pat Obrien", "o'brien"), ("Lukasz Nowak", "Łukasz"), ("Aesop", "Æsop")])
def test_signs_that_only_the_searcher_types_are_forgiven(shop: Store, name: str, typed: str) -> None:
    people.add(shop, name)
    assert names(find(shop.reader, [typed], 20)) == [name]
