import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.tool import Crm


@pytest.mark.usefixtures("ada")
def test_a_sound_shop_is_told_so(crm: Crm, shop_path: Path) -> None:
    crm("backup", "now")
    answer = crm("doctor", "--json")
    found = answer.json
    assert found["ref"] == str(shop_path)
    assert any("sqlite" in name.lower() for name in found["facts"])
    assert answer.code == (10 if found["findings"] else 0)
    assert [each for each in found["findings"] if each["level"] == "error"] == []


@pytest.mark.usefixtures("ada")
def test_findings_end_with_ten_and_are_mended(crm: Crm, shop_path: Path) -> None:
    crm("backup", "now")
    with closing(sqlite3.connect(shop_path)) as connection:
        connection.execute("DELETE FROM contact_words")
        connection.execute("DROP TRIGGER (SELECT 1)".replace("(SELECT 1)", trigger(connection)))
        connection.commit()
    answer = crm("doctor")
    assert answer.code == 10
    assert len(crm("doctor", "--json").json["findings"]) >= 1
    assert crm("doctor", "--mend", "--json").json["mended"]
    levels = [each["level"] for each in crm("doctor", "--json").json["findings"]]
    assert "error" not in levels
    assert crm("find", "lovelace", "--format", "ids").out == "c1\n"


def trigger(connection: sqlite3.Connection) -> str:
    (name,) = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'contact'"
    ).fetchone()
    return f'"{name}"'
