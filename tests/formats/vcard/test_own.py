from tinycrm.formats.person import Person
from tinycrm.formats.vcard.own import Own, read, write


def test_what_vcard_has_no_word_for() -> None:
    ada = Person(
        name="Ada", likes=["author:Zola"], dislikes=["genre:crime"], pinned="deaf on the left", channel="letter",
        stage="regular", source="fair", referred_by="Mary", mailings=False, do_not_contact=True,
        others={"Membership": "123", "Department": "in ORG"},
    )  # fmt: skip
    again = Person(name="Ada", others={"Department": "in ORG"})
    assert [read(again, each) for each in write(ada)] == [True] * 10
    assert again == ada


def test_what_is_not_known_is_not_said() -> None:
    assert list(write(Person(name="Ada"))) == []


def test_what_is_none_of_ours() -> None:
    ada = Person()
    for strange in (Own("FUTURE", "", "x"), Own("MAILINGS", "", "perhaps"), Own("FIELD", "", "x")):
        assert not read(ada, strange)
    assert ada == Person()
