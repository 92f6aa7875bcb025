from pathlib import Path

import pytest

from tests.cli.tool import Crm
from tinycrm import paths
from tinycrm.cli.cadence import by_tag
from tinycrm.cli.env import Env


@pytest.fixture
def env(shop_path: Path) -> Env:
    """What a command on the test's shop finds."""
    return Env(named=shop_path)


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
