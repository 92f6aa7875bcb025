from tinycrm.formats.person import KEPT_LIMIT, Labelled
from tinycrm.formats.vcard.card import Line
from tinycrm.formats.vcard.content import GUESSES_KEPT
from tinycrm.formats.vcard.draft import Draft


def draft(*lines: str) -> Draft:
    return Draft(1, [Line(number, line.encode()) for number, line in enumerate(lines, 2)])


def test_the_preferred_of_what_there_is_once_comes_first() -> None:
    names = [content.raw for content in draft("X-A;PREF=1:a", "FN:b", "FN;PREF=1:c", "X-B;PREF=2:d").contents]
    assert names == [b"c", b"a", b"b", b"d"]


def test_a_group_ties_a_label_to_its_property() -> None:
    tied = draft("ITEM1.TEL:1", "item1.X-ABLabel:Shed", "TEL;WORK:2", "item2.TEL;CELL:3")
    phone, _, work, cell = tied.contents
    assert [tied.label(each) for each in (phone, work, cell)] == ["Shed", "work", "mobile"]
    assert tied.beside(phone, "X-ABADR") == ""


def test_a_field_is_filled_once() -> None:
    filled = draft("item1.ROLE:a", "item1.X-ABLabel:b")
    role = filled.contents[0]
    for value in ("", "a", "a", "b"):
        filled.fill("role", value, role)
    assert filled.person.role == "a"
    assert filled.person.kept == ["item1.ROLE:a", "item1.X-ABLabel:b"]


def test_an_alternative_is_a_repetition() -> None:
    several = draft("TITLE;ALTID=1:a", "TITLE;ALTID=2:b", "TITLE;ALTID=1:c", "ROLE;ALTID=1:d", "TITLE:e")
    assert [several.is_repeated(each) for each in several.contents] == [False, False, True, False, False]


def test_what_is_no_property_is_a_guess() -> None:
    assert draft("FN:Ada", "no property", "nor this").finish().guesses == [
        "Line 3: A line that is no property was left out."
    ]


def test_a_way_to_reach_someone_is_no_name() -> None:
    nameless = draft()
    nameless.person.name = "ada@example.org"
    nameless.reach(nameless.person.emails, "ada@example.org", draft("EMAIL;WORK:x").contents[0])
    nameless.reach(nameless.person.emails, "", draft("EMAIL:x").contents[0])
    assert nameless.finish().name == ""
    assert nameless.person.emails == [Labelled("work", "ada@example.org")]


def test_what_is_kept_has_limits() -> None:
    many = draft(*(f"X-A:{at}" for at in range(500)))
    for each in many.contents:
        many.keep(each)
    assert many.finish().kept == [f"X-A:{at}" for at in range(KEPT_LIMIT)]
    assert many.person.guesses == [
        "Line 202: Of properties that are not understood 200 were kept, the rest was left out."
    ]


def test_what_is_guessed_has_limits() -> None:
    unsure = draft()
    for number in range(1_000):
        unsure.guess(f"Guess {number}.", number)
    assert len(unsure.finish().guesses) == GUESSES_KEPT
