import inspect

from tests.cli.tool import called
from tinycrm.cli.fields import ABOUT, CHANGES, accepting
from tinycrm.queries.card import Card

PLURALS = {"email": "emails", "phone": "phones", "address": "addresses", "link": "links", "occasion": "occasions",
           "relative": "relatives", "tag": "tags", "organisation": "kind"}  # fmt: skip
NOT_TYPED = {"ref", "referred_by_ref", "archived", "created", "last_interaction", "interactions"}


def test_every_field_of_a_card_is_an_option_of_add_and_edit() -> None:
    options = {PLURALS.get(name, name) for name in ABOUT} | {"name"}
    assert set(Card._fields) - NOT_TYPED <= options
    assert set(CHANGES) >= {*ABOUT, "name"}
    for command in (["add"], ["contact", "edit"]):
        shown = called([*command, "--help"]).out
        assert [name for name in ABOUT if f"--{name.replace('_', '-')}" not in shown] == []


def test_whatever_can_be_added_can_be_removed() -> None:
    many = [name for name, option in ABOUT.items() if "list" in str(option)]
    assert len(many) == 9
    assert [name for name in many if f"remove_{name}" not in CHANGES] == []


def test_options_arrive_under_their_names() -> None:
    seen: dict[str, object] = {}

    @accepting({"nickname": ABOUT["nickname"]})
    def command(who: str, **typed: object) -> None:
        seen.update(typed, who=who)

    command("ada", nickname="Countess")
    assert seen == {"who": "ada", "nickname": "Countess"}
    assert list(inspect.signature(command).parameters) == ["who", "nickname"]
