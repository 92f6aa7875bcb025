import pytest

from tests.queries import people
from tests.queries.pipeline import start, win
from tinycrm.domain.name import slug
from tinycrm.errors import InvalidError
from tinycrm.queries import reference
from tinycrm.services import contact
from tinycrm.store import Store

NAMES = [
    "Ada Lovelace",
    "Slavoj Žižek",
    "Łukasz Nowak",
    "李小明",
    "李 大文",
    "ألف ليلة",
    "Pat O'Brien",
    "Jean-Luc Picard",
    "Æsop",
    "AC/DC",
]


def archive(shop: Store, *contact_ids: int) -> None:
    with shop.begin("contact.archive") as tx:
        contact.archive(tx, contact_ids, archived=True)


def meant(shop: Store, text: str) -> list[str]:
    return [each.name for each in reference.contacts(shop.reader, text)]


@pytest.fixture
def everyone(shop: Store) -> Store:
    for name in NAMES:
        people.add(shop, name)
    return shop


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("c1", "Ada Lovelace"), (" C1 ", "Ada Lovelace"), ("ada", "Ada Lovelace"), ("LOVELACE ada", "Ada Lovelace"),
        ("lov", "Ada Lovelace"), ("ada-lovelace", "Ada Lovelace"), ("zizek", "Slavoj Žižek"), ("ŽIŽEK", "Slavoj Žižek"),
        ("Z\u030ciz\u030cek", "Slavoj Žižek"), ("lukasz", "Łukasz Nowak"), ("Łukasz", "Łukasz Nowak"),
        ("小明", "李小明"),
        ("李小明", "李小明"), ("ألف", "ألف ليلة"), ("obrien", "Pat O'Brien"),
        ("O'Brien", "Pat O'Brien"), ("o’brien", "Pat O'Brien"),
        ("o-brien", "Pat O'Brien"), ("jeanluc", "Jean-Luc Picard"), ("jean luc", "Jean-Luc Picard"), ("aesop", "Æsop"),
    ],
)  # fmt: skip
def test_who_is_meant(everyone: Store, text: str, name: str) -> None:
    assert meant(everyone, text) == [name]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "ألف ليلة"])
def test_what_completion_inserts_means_that_person(everyone: Store, name: str) -> None:
    assert meant(everyone, slug(name)) == [name]


@pytest.mark.parametrize("text", ["c99", "nobody", "ada zizek", "***", "x1", "c1234567890123456"])
def test_nobody_is_meant(everyone: Store, text: str) -> None:
    assert meant(everyone, text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("12", "did you mean c12"), ("007", "did you mean c7"), ("i12", "i12 is an interaction; .* a contact, like c12"),
     ("f3", "a follow-up"), ("o3", "an operation")],
)  # fmt: skip
def test_a_reference_to_something_else_is_refused(shop: Store, text: str, sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence):
        reference.contacts(shop.reader, text)


def test_two_janes_are_both_meant_until_the_whole_name_is_said(shop: Store) -> None:
    for name in ("Jane Smith", "Jane Austen", "Jane Smith-Jones", "Janet Frame"):
        people.add(shop, name)
    assert sorted(meant(shop, "jane")) == ["Jane Austen", "Jane Smith", "Jane Smith-Jones"]
    assert meant(shop, "jane smith") == ["Jane Smith"]
    assert meant(shop, "janet") == ["Janet Frame"]
    assert len(meant(shop, "jan")) == 4


@pytest.mark.parametrize("text", ["e", "É", "e.", "E\u0301", "q", "ł"])
def test_one_letter_means_nobody(shop: Store, text: str) -> None:
    for name in ("Maria e Albuquerque", "É. Zola", "Élodie", "Q Smith", "Łukasz"):
        people.add(shop, name)
    assert meant(shop, text) == []


@pytest.mark.parametrize("text", ["e", "É", "é.", "'E'"])
def test_one_letter_that_is_a_whole_name_means_that_person(shop: Store, text: str) -> None:
    people.add(shop, "Maria e Albuquerque")
    people.add(shop, "É.")
    people.add(shop, "Edward Lear", nickname="E")
    assert sorted(meant(shop, text)) == ["Edward Lear", "É."]


@pytest.mark.parametrize("text", ["李", "あ"])
def test_one_letter_of_a_script_without_blanks_is_a_word(shop: Store, text: str) -> None:
    people.add(shop, "李小明")
    people.add(shop, "あい")
    assert len(meant(shop, text)) == 1


def test_who_was_seen_last_comes_first(shop: Store) -> None:
    first, second = people.add(shop, "Jane Smith"), people.add(shop, "Jane Austen")
    people.log(shop, None, second)
    assert [each.id for each in reference.contacts(shop.reader, "jane")] == [second, first]


def test_archived_people_are_meant_only_when_nobody_else_is(shop: Store) -> None:
    old, new = people.add(shop, "Jane Smith"), people.add(shop, "Jane Smith")
    archive(shop, old)
    assert [each.id for each in reference.contacts(shop.reader, "jane smith")] == [new]
    archive(shop, new)
    assert [each.id for each in reference.contacts(shop.reader, "jane smith")] == [old, new]
    assert [each.id for each in reference.contacts(shop.reader, f"c{old}")] == [old]


def test_an_email_in_any_case(shop: Store) -> None:
    ada = people.add(shop, "Ada", email=["Ada@Example.org"])
    people.add(shop, "Byron", email=["byron@example.org"])
    assert [each.id for each in reference.contacts(shop.reader, "ADA@example.org")] == [ada]
    assert meant(shop, "example.org") == meant(shop, "@example.org") == []


@pytest.mark.parametrize(
    "text",
    ["020 7946 0018", "(020) 7946-0018", "+44 20 7946 0018", "+44 (0)20 7946 0018", "0044 20 7946 0018", "442079460018",
     "020.7946.0018", "7946 0018", "٠٢٠ ٧٩٤٦ ٠٠١٨"],
)  # fmt: skip
@pytest.mark.parametrize("typed", ["020 7946 0018", "+44 20 7946 0018", "020 7946 0018 ext 5"])
def test_a_phone_in_any_format(shop: Store, typed: str, text: str) -> None:
    people.add(shop, "Ada", phone=[typed])
    people.add(shop, "Byron", phone=["020 7946 0019"])
    assert meant(shop, text) == ["Ada"]


@pytest.mark.parametrize("extension", ["ext 5", "x5", ";ext=5", "Ext. 5", "#5"])
def test_an_extension_tells_two_people_at_one_number_apart(shop: Store, extension: str) -> None:
    people.add(shop, "Ada", phone=["020 7946 0018 ext 5"])
    people.add(shop, "Byron", phone=["020 7946 0018 ext 6"])
    assert meant(shop, f"020 7946 0018 {extension}") == ["Ada"]
    assert meant(shop, f"+44 20 7946 0018 {extension}") == ["Ada"]
    assert meant(shop, "020 7946 0018") == ["Ada", "Byron"]


@pytest.mark.parametrize("typed", ["01234 5", "555-123"])
def test_a_short_local_number_as_it_was_typed(shop: Store, typed: str) -> None:
    people.add(shop, "Ada", phone=[typed])
    assert meant(shop, typed) == ["Ada"]


@pytest.mark.parametrize("text", ["Jnae", "jnae smith", "jane smtih"])
def test_nearly_a_name_is_suggested_and_not_meant(shop: Store, text: str) -> None:
    people.add(shop, "Jane Smith")
    assert meant(shop, text) == []
    assert [each.name for each in reference.alike(shop.reader, text)] == ["Jane Smith"]


def test_enough_to_tell_two_people_apart(shop: Store) -> None:
    ada = people.add(shop, "Ada", company="Owl & Sons", address=["1 Mill Lane, Leeds"], phone=["020 7946 0018"])
    people.log(shop, None, ada, day="2026-11-03")
    found = reference.contacts(shop.reader, "ada")
    assert found == [
        (ada, "Ada", "person", 0, "Owl & Sons", "Leeds", "020 7946 0018", "2026-11-03"),
    ]


@pytest.fixture
def pipeline(shop: Store) -> Store:
    """Two open deals and one that was won, of Zoë O'Brien (c1) and of nobody."""
    zoe = people.add(shop, "Zoë O'Brien")
    start(shop, "Nana, édition originale", zoe)
    start(shop, "School-order, 30 copies")
    win(shop, start(shop, "Nana", zoe))
    return shop


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("d2", ["d2"]),
        ("edition", ["d1"]),
        ("nana originale", ["d1"]),
        ("zoe", ["d1"]),
        ("obrien nana", ["d1"]),
        ("nana-edition", ["d1"]),
        ("nan", ["d1"]),
        ("nana", ["d1"]),
        ("school order", ["d2"]),
        ("schoolorder", ["d2"]),
        ("copies 30", ["d2"]),
        ("chool", []),
        ("&", []),
        ("d99", []),
    ],
)
def test_a_deal_is_meant_by_words_of_its_title_and_its_people(pipeline: Store, text: str, refs: list[str]) -> None:
    assert [each.ref for each in reference.deals(pipeline.reader, text)] == refs


def test_a_title_that_is_said_whole_is_meant_though_others_have_it_and_more(pipeline: Store) -> None:
    start(pipeline, "School-order, 30 copies, again")
    assert [each.ref for each in reference.deals(pipeline.reader, "school order 30 copies")] == ["d2", "d4"]
    assert [each.ref for each in reference.deals(pipeline.reader, "school-order, 30 copies")] == ["d2"]


@pytest.mark.parametrize("text", ["7", "c1", "s1"])
def test_a_reference_to_no_deal_is_refused(pipeline: Store, text: str) -> None:
    with pytest.raises(InvalidError):
        reference.deals(pipeline.reader, text)


def test_titles_are_found_by_beginnings_open_ones_first(pipeline: Store) -> None:
    assert [each.ref for each in reference.titled(pipeline.reader, ["nan"], 9)] == ["d1", "d3"]
    assert [each.ref for each in reference.titled(pipeline.reader, ["EDIT", "orig"], 9)] == ["d1"]
    assert len(reference.titled(pipeline.reader, ["nana"], 1)) == 1
    assert reference.titled(pipeline.reader, ["&"], 9) == reference.titled(pipeline.reader, ["zoe"], 9) == []
