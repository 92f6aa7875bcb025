from tinycrm.tui import places
from tinycrm.tui.screen import Place


def test_every_place_is_there_under_its_key() -> None:
    keys = [entry.key for entry in places.PLACES.values()]
    assert len(keys) == len(set(keys))
    for entry in places.PLACES.values():
        found = places.screen_of(entry.id)
        assert isinstance(found, type)
        assert issubclass(found, Place)


def test_those_with_a_number_stand_in_the_header() -> None:
    keys = [entry.key for entry in places.in_header("today")]
    assert keys == sorted(keys)
    assert all(key.isdigit() for key in keys)
    assert [entry.key for entry in places.in_header("history")] == [*keys, "h"]


def test_what_is_not_there_is_nothing() -> None:
    assert places.loaded("tinycrm.tui.nowhere:Nobody") is None
