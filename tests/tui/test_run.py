import pytest

from tinycrm.tui.run import look


@pytest.mark.parametrize(
    ("environ", "ascii_only", "filtered"),
    [
        ({"LANG": "en_GB.UTF-8"}, False, False),
        ({"LANG": "en_GB.UTF-8", "TERM": "linux"}, True, False),
        ({"LANG": "C"}, True, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True, True),
        ({"LC_CTYPE": "C.UTF-8"}, False, False),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, True, True),
        ({}, True, True),
    ],
)
def test_what_the_environment_says(environ: dict[str, str], ascii_only: bool, filtered: bool) -> None:
    found = look(environ)
    assert (found.ascii, bool(found.filters), found.colourless) == (ascii_only, filtered, False)


def test_no_colours_when_none_are_wanted() -> None:
    assert look({"NO_COLOR": "1"}).colourless
    assert not look({"NO_COLOR": ""}).colourless
