from tinycrm.formats.person import Labelled, Person


def test_people_are_compared_by_what_is_said_of_them() -> None:
    assert Person(line=1, name="Ada", photos=2, guesses=["?"]) == Person(line=7, name="Ada")
    assert Person(name="Ada") != Person(name="Ada", notes="x")


def test_nobody_shares_a_list() -> None:
    Person().tags.append("vip")
    assert Person().tags == []


def test_what_to_call_someone() -> None:
    phone, email = Labelled("home", "020 7946 0018"), Labelled(None, "ada@example.org")
    assert Person(name="Ada", company="Engines").called() == "Ada"
    assert Person(company="Engines", emails=[email]).called() == "Engines"
    assert Person(emails=[email], phones=[phone]).called() == "ada@example.org"
    assert Person(phones=[phone]).called() == "020 7946 0018"
    assert Person(notes="someone").called() == ""
