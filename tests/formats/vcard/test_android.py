import pytest

from tinycrm.formats.person import Occasion, Person, Relative
from tinycrm.formats.vcard.android import read

KIND = "vnd.android.cursor.item/"


def test_what_android_adds() -> None:
    person = Person()
    for parts in (
        ["nickname", "Suli", "1"],
        ["contact_event", "2012-05-06", "1", ""],
        ["contact_event", "19900301", "3", ""],
        ["contact_event", "--0618", "0", "name day"],
        ["relation", "Emre", "2", ""],
        ["relation", "Kim", "0", "boatman"],
        ["relation", "Kai"],
    ):
        assert read(person, [KIND + parts[0], *parts[1:]])
    assert person.nickname == "Suli"
    assert person.birthday == "1990-03-01"
    assert person.occasions == [Occasion("anniversary", "2012-05-06"), Occasion("name day", "--06-18")]
    assert person.relatives == [Relative("Emre", "brother"), Relative("Kim", "boatman"), Relative("Kai")]


@pytest.mark.parametrize("parts", [[], ["x"], [f"{KIND}identity", "a"], [f"{KIND}nickname", "Other"]])
def test_what_it_does_not_take(parts: list[str]) -> None:
    person = Person(nickname="Suli")
    assert not read(person, parts)
    assert person == Person(nickname="Suli")
