from pathlib import Path

import pytest

from tests.cli.tool import Crm
from tinycrm import paths
from tinycrm.cli.cadence import by_tag, checked
from tinycrm.cli.env import Env
from tinycrm.errors import InvalidError


@pytest.fixture
def env(shop_path: Path) -> Env:
    """What a command on the test's shop finds."""
    return Env(named=shop_path)


@pytest.mark.parametrize(
    ("pairs", "kept"),
    [
        (["vip monthly", "regular every 6 weeks"], ("vip 1m", "regular 6w")),
        (["#VIP 3w"], ("vip 3w",)),
        (["vip 3w", "vip 2 fortnights"], ("vip 4w",)),
        ([], ()),
    ],
)
def test_cadences_are_kept_in_one_spelling(pairs: list[str], kept: tuple[str, ...]) -> None:
    assert checked(pairs) == kept


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ("vip 999y", 'cadences, "vip 999y": "999y" is out of range'),
        ("vip bimonthly", '"bimonthly" is not an interval I know'),
        ("vip fri", '"fri" is a day, not an interval'),
        ("c12 3w", '"c12" is not a tag: it reads like a reference'),
        ('v"ip 3w', "is not a tag: a tag holds no comma, colon or quote"),
    ],
)
def test_what_is_no_tag_or_no_span_is_refused(pair: str, sentence: str) -> None:
    with pytest.raises(InvalidError) as told:
        checked(["regular 6w", pair])
    assert sentence in str(told.value)


def test_what_makes_no_sense_in_the_file_is_told_and_left_out(
    crm: Crm, env: Env, capsys: pytest.CaptureFixture[str]
) -> None:
    file = paths.settings_file(env.path)
    file.write_text('cadences = ["vip 999y", "regular monthly", "c12 3w"]\n')
    assert crm("config", "get", "cadences").code == 0
    assert by_tag(env) == {"regular": "1m"}
    out, err = capsys.readouterr()
    assert out == ""
    first, second = [line for line in err.replace("\n", " ").split(f"{file}: ") if line]
    assert first.startswith('cadences, "vip 999y": ')
    assert second.startswith('cadences, "c12 3w": ')
    assert first.strip().endswith("It was left out.")
