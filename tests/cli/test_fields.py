import inspect

import pytest

from tests.cli.tool import Crm, Rows, called
from tinycrm.cli.fields import ABOUT, CHANGES, accepting
from tinycrm.queries.card import Card

PLURALS = {"email": "emails", "phone": "phones", "address": "addresses", "link": "links", "occasion": "occasions",
           "relative": "relatives", "tag": "tags", "organisation": "kind", "set": "fields"}  # fmt: skip
NOT_TYPED = {
    *("ref", "referred_by_ref", "archived", "created", "last_interaction", "interactions", "deals"),
    *("purchases", "books", "spent", "last_purchase", "wants", "visits"),
    *("favourite_authors", "favourite_genres", "rhythm_days"),
}


def test_every_field_of_a_card_is_an_option_of_add_and_edit() -> None:
    options = {PLURALS.get(name, name) for name in ABOUT} | {"name"}
    assert set(Card._fields) - NOT_TYPED <= options
    assert set(CHANGES) >= {*ABOUT, "name"}
    for command in (["add"], ["contact", "edit"]):
        shown = called([*command, "--help"]).out
        assert [name for name in ABOUT if f"--{name.replace('_', '-')}" not in shown] == []


def test_whatever_can_be_added_can_be_removed() -> None:
    # an empty value takes a field of the shop's own away
    many = [name for name, option in ABOUT.items() if "list" in str(option) and name != "set"]
    assert len(many) == 9
    assert [name for name in many if f"remove_{name}" not in CHANGES] == []


@pytest.fixture
def shelves(crm: Crm) -> None:
    for words in (
        ["membership"], ["shelf", "--kind", "number"], ["joined", "--kind", "date"], ["vip", "--kind", "yes-no"],
        ["level", "--kind", "choice", "--choice", "bronze", "--choice", "gold"],
    ):  # fmt: skip
        assert crm("config", "field", "add", *words).code == 0


@pytest.mark.usefixtures("shelves")
def test_fields_of_the_shops_own_are_set_and_emptied(crm: Crm) -> None:
    values = ["membership=A=00123", "Shelf=3,5", "joined=10/12/2020", "vip=YES", "level=Gold"]
    added = crm("add", "Ada", *(word for value in values for word in ("--set", value)), "--json")
    own = {"membership": "A=00123", "shelf": 3.5, "joined": "2020-12-10", "vip": True, "level": "gold"}
    assert added.json["fields"] == own
    changed = crm("contact", "edit", "ada", "--set", "membership=", "--set", "shelf=1", "--set", "shelf=4", "--json")
    assert changed.json["fields"] == {**{name: own[name] for name in ("joined", "vip", "level")}, "shelf": 4}
    same = crm("contact", "edit", "ada", "--set", "membership=", "--set", "shelf=4.0")
    assert (same.code, same.err) == (0, "It is like that already; nothing was changed.\n")
    assert crm("undo").code == 0
    assert crm("show", "ada", "--json").json["fields"] == own


@pytest.mark.usefixtures("shelves")
def test_many_are_given_the_same(crm: Crm, janes: tuple[str, str]) -> None:
    crm("contact", "edit", janes[0], "--set", "level=bronze")
    assert crm("contact", "edit", "--where", "jane", "--set", "level=gold", "--yes").code == 0
    assert crm("find", "level:gold", "--format", "ids").out.split() == [*sorted(janes, reverse=True)]
    assert crm("contact", "edit", "--where", "jane", "--set", "level=", "--yes").code == 0
    assert crm("contact", "list", "level:none", "--format", "ids").out.split() == [*sorted(janes, reverse=True)]


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        ("shelf", 2, "--set takes FIELD=VALUE, as in --set membership=123; 'shelf' is not."),
        ("shelf=many", 2, 'shelf: "many" is no number. Try 12 or 12.5.'),
        ("joined=soon", 2, 'joined: "soon" is not a day.'),
        ("vip=maybe", 2, 'vip: "maybe" is neither yes nor no.'),
        ("level=silver", 2, 'level: "silver" is none of bronze, gold.'),
        ("membership=" + "x" * 100_001, 2, "Membership has at most 100,000 characters"),
        ("=3", 2, "A field's name cannot be blank."),
    ],
)
@pytest.mark.usefixtures("shelves", "ada")
def test_what_a_field_does_not_take_is_told(crm: Crm, rows: Rows, value: str, code: int, said: str) -> None:
    for command in (["add", "Bea"], ["contact", "edit", "ada"]):
        answer = crm(*command, "--set", value)
        assert (answer.code, answer.out) == (code, "")
        assert answer.err.startswith(said)
    assert rows("SELECT count(*) FROM field_value") == [(0,)]
    assert rows("SELECT count(*) FROM contact") == [(1,)]


@pytest.mark.usefixtures("shelves", "ada")
def test_a_value_obeys_nothing(crm: Crm) -> None:
    assert crm("contact", "edit", "ada", "--set", "membership=[/]\x1b[2J\u202e=1+1\nEND:VCARD").code == 0
    assert "membership [/]=1+1⏎END:VCARD" in crm("show", "ada").out
    sheet = crm("export", "contacts", "-", "--format", "csv").out
    card = crm("export", "contacts", "-", "--format", "vcard4").out
    assert "\x1b" not in sheet + card
    assert "X-TINYCRM-FIELD;X-NAME=membership:[/]=1+1\\nEND:VCARD\n" in card


def test_options_arrive_under_their_names() -> None:
    seen: dict[str, object] = {}

    @accepting({"nickname": ABOUT["nickname"]})
    def command(who: str, **typed: object) -> None:
        seen.update(typed, who=who)

    command("ada", nickname="Countess")
    assert seen == {"who": "ada", "nickname": "Countess"}
    assert list(inspect.signature(command).parameters) == ["who", "nickname"]
