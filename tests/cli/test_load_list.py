from pathlib import Path

from tests.cli.tool import Crm


def test_what_was_brought_in_is_listed_newest_first(crm: Crm, tmp_path: Path) -> None:
    assert crm("import", "list").err == "Nothing was brought in yet.\n"
    assert crm("import", "list", "--json").json == []
    for name, text in (
        ("first.csv", "name\nAda\nGrace\n"),
        ("second.csv", "name,email\nAda,ada@x.org\nEdith,edith@\n"),
    ):
        (tmp_path / name).write_text(text)
        crm("import", "run", str(tmp_path / name))
    crm("add", "Somebody Else")
    crm("undo", "o1")
    found = crm("import", "list", "--json").json
    assert [(each["ref"], each["file"], each["undone"]) for each in found] == [
        ("o2", "second.csv", False),
        ("o1", "first.csv", True),
    ]
    assert [(each["created"], each["refused"], each["by"]) for each in found] == [(1, 1, "tester"), (2, 0, "tester")]
    assert found[0]["at"] == "2026-11-24T10:30:00Z"
    heading, second, first = crm("import", "list").out.splitlines()
    assert heading.split() == ["When", "File", "Created", "Updated", "Refused", "By"]
    assert second.split()[:4] == ["o2", "2026-11-24", "10:30", "second.csv"]
    assert first.split()[-1] == "undone"
    assert len(crm("import", "list", "--limit", "1", "--json").json) == 1


def test_what_changed_nothing_is_not_listed(crm: Crm, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name\nAda\n")
    for _ in range(2):
        assert crm("import", "run", str(tmp_path / "people.csv")).code == 0
    assert len(crm("import", "list", "--json").json) == 1


def test_a_hostile_file_name_is_harmless(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\u202e[b]x.csv"
    path.write_text("name\nAda\n")
    for args in (("import", "inspect", str(path)), ("import", "run", str(path)), ("import", "list"), ("history",)):
        for form in ("plain", "json", "csv", "md"):
            answer = crm(*args, "--format", form)
            assert answer.code == 0
            assert not {"\x1b", "\u202e"} & {*(answer.out + answer.err)}
