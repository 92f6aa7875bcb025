import pytest

from tinycrm.errors import RefusedError
from tinycrm.tui import keymap
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.keymap import Command

EVERYWHERE = (keymap.EVERYWHERE,)


def some(**own: str) -> list[Command]:
    made = (
        Command("find", "Find people", "slash", EVERYWHERE, "slash"),
        Command("done", "Finish it", "d", ("Today", "Calendar"), "d"),
        Command("view", "Other view", "v", ("Calendar",), "v"),
        Command("sort", "Sort", "S", ("Contacts",), "S"),
    )
    return [each._replace(key=own.get(each.id, each.key)) for each in made]


def test_every_command_of_the_app_and_its_places_has_one_key() -> None:
    found = keymap.commands(TinyCrm, {})
    ids = [each.id for each in found]
    assert len(ids) == len(set(ids))
    by_id = {each.id: each for each in found}
    assert by_id["find"].where == EVERYWHERE
    assert {"Today", "Calendar"} <= set(by_id["done"].where)
    assert by_id["history"].key == "h"
    assert all(each.words and each.key == each.default for each in found)


def test_no_key_of_ours_does_two_things_in_one_place() -> None:
    found = keymap.commands(TinyCrm, {})
    clashes = [
        (one.id, other.id, one.key)
        for at, one in enumerate(found)
        for other in found[at + 1 :]
        if one.key == other.key and set(one.where) & set(other.where)
    ]
    assert clashes == []


def test_the_owners_keys_are_known() -> None:
    found = {each.id: each for each in keymap.commands(TinyCrm, {"undo": "z"})}
    assert (found["undo"].key, found["undo"].default) == ("z", "u")


@pytest.mark.parametrize(
    ("command", "key", "own"),
    [
        ("done", "x", {"done": "x"}),
        ("done", "S", {"done": "S"}),
        ("find", "ctrl+f", {"find": "ctrl+f"}),
        ("done", "d", {}),
    ],
)
def test_a_free_key_is_taken(command: str, key: str, own: dict[str, str]) -> None:
    assert keymap.take(some(), command, key) == own


def test_what_was_chosen_before_stays() -> None:
    assert keymap.take(some(done="x"), "view", "d") == {"done": "x", "view": "d"}
    assert keymap.take(some(done="x", view="w"), "done", "d") == {"view": "w"}


@pytest.mark.parametrize(
    ("command", "key", "sentence"),
    [
        ("done", "v", "v is taken: other view. Choose another key."),
        ("done", "slash", "/ is taken: find people"),
        ("find", "S", "S is taken: sort"),
        ("done", "escape", "esc moves about in lists and forms"),
        ("done", "ctrl+s", "^s moves about"),
    ],
)
def test_a_key_that_does_something_else_is_refused(command: str, key: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as told:
        keymap.take(some(), command, key)
    assert str(told.value).startswith(sentence)


def test_a_command_gets_its_own_key_again() -> None:
    assert keymap.reset(some(done="x", sort="o"), "done") == {"sort": "o"}
    with pytest.raises(RefusedError, match="d is taken: other view"):
        keymap.reset(some(done="x", view="d"), "done")
