"""Fields of the shop's own in the text that an owner edits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.tool import Answer, Crm, Rows
from tests.cli.typist import kept, typing

Edited = Callable[..., Answer]
SAME = "It is like that already; nothing was changed.\n"


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def edited(crm: Crm, drafts: Path, tmp_path: Path) -> Edited:
    """`edited(("old", "new"), …)` replaces words in the text of Ada, who has something in every field but one."""
    assert drafts
    for words in (
        ["membership"], ["größe"], ["shelf", "--kind", "number"], ["joined", "--kind", "date"],
        ["vip", "--kind", "yes-no"], ["level", "--kind", "choice", "--choice", "bronze", "--choice", "gold"],
    ):  # fmt: skip
        assert crm("config", "field", "add", *words).code == 0
    values = ["membership=0\"0'1\n2", "größe=XL", "shelf=3.50", "joined=10 dec 2020", "vip=yes"]
    assert crm("add", "Ada", "--notes", "n", *(word for each in values for word in ("--set", each))).code == 0
    return lambda *visit: crm("contact", "edit", "ada", env=typing(tmp_path, visit))


def own(rows: Rows) -> dict[str, str]:
    return dict(rows("SELECT f.name, v.value FROM field_value v JOIN field f ON f.id = v.field_id"))


def test_an_unchanged_text_changes_nothing(edited: Edited, rows: Rows) -> None:
    before = rows("SELECT max(id) FROM change")
    assert edited(("", "")) == (0, "", SAME)
    assert rows("SELECT max(id) FROM change") == before


@pytest.mark.parametrize(
    ("old", "new", "name", "value"),
    [
        ('shelf = "3.5"', 'shelf = "4,25"', "shelf", "4.25"),
        ('shelf = "3.5"', "shelf = 4", "shelf", "4"),
        ('shelf = "3.5"', 'shelf = ""', "shelf", None),
        ('shelf = "3.5"\n', "", "shelf", None),
        ('joined = "10 Dec 2020"', "joined = 2021-01-31", "joined", "2021-01-31"),
        ('vip = "yes"', "vip = false", "vip", "no"),
        ('level = ""', 'level = "GOLD"', "level", "gold"),
        ('"größe" = "XL"', '"größe" = "S"', "größe", "S"),
    ],
)
def test_one_line_changes_one_value(edited: Edited, rows: Rows, old: str, new: str, name: str, value: str) -> None:
    before = own(rows)
    answer = edited((old, new))
    assert (answer.code, answer.err) == (0, "")
    assert {key: found for key, found in own(rows).items() if key != name} == {
        key: found for key, found in before.items() if key != name
    }
    assert own(rows).get(name) == value
    assert rows("SELECT count(*) FROM change WHERE operation_id = (SELECT max(id) FROM operation)") == [(1,)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('shelf = "3.5"', 'shelf = "many"', 'shelf: "many" is no number. Try 12 or 12.5.'),
        ('shelf = "3.5"', "shelf = [3]", "shelf takes words between quotes."),
        ('level = ""', 'level = "silver"', 'level: "silver" is none of bronze, gold.'),
        ('shelf = "3.5"', 'shelv = "3.5"', "There is no field 'shelv'; did you mean shelf?"),
        ("", "fields = 3", "fields is a part of the text, under [fields]."),
    ],
)
def test_a_mistake_is_told_with_its_line(
    edited: Edited, rows: Rows, drafts: Path, old: str, new: str, said: str
) -> None:
    before = own(rows)
    answer = edited((old, new))
    assert (answer.code, answer.out) == (2, "")
    (text,) = kept(drafts)
    line = next(number for number, each in enumerate(text.split("\n"), 1) if new in each)
    assert answer.err.replace("\n", " ").startswith(f"line {line}: {said} ")
    assert own(rows) == before


def test_a_shop_without_fields_has_no_such_part(crm: Crm, tmp_path: Path, drafts: Path) -> None:
    assert drafts
    crm("add", "Ada")
    answer = crm("contact", "edit", "ada", env=typing(tmp_path, [('notes = ""', 'notes = ""\n[fields]\nx = "1"')]))
    assert answer.code == 2
    assert "There is no field 'fields'" in answer.err
