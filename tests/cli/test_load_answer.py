from collections.abc import Callable
from typing import Any

import pytest

from tinycrm.cli.env import Env
from tinycrm.cli.load_answer import Outcome, as_object, asides, counted, listed, tell
from tinycrm.formats.person import Refused
from tinycrm.services.load import Report

Told = Callable[[Outcome], tuple[list[str], list[str]]]


def report(**known: Any) -> Report:
    nothing = Report(0, 0, 0, 0, [], 0, [], {}, 0, 0, [])
    return nothing._replace(**known)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """What is said of an outcome, on stdout and stderr."""

    def said(outcome: Outcome) -> tuple[list[str], list[str]]:
        tell(Env(), outcome)
        out, err = capsys.readouterr()
        return out.splitlines(), err.splitlines()

    return said


def test_only_what_happened_is_counted(told: Told) -> None:
    done = Outcome("people.csv", report(created=790, updated=1, operation=15), False)
    assert told(done) == (["Brought in people.csv: 790 created, 1 updated. `tinycrm undo` takes it back."], [])
    again = Outcome("people.csv", report(unchanged=1200), False)
    assert told(again) == (["people.csv brought nothing new: 1,200 unchanged."], [])
    dry = Outcome("people.csv", report(created=2, skipped=3), True)
    assert told(dry) == (["people.csv would bring: 2 created, 3 skipped. Nothing was changed."], [])
    same = Outcome("people.csv", report(unchanged=3), True)
    assert told(same) == (["people.csv would bring nothing new: 3 unchanged. Nothing was changed."], [])
    assert told(Outcome("people.csv", report(), False)) == (["There is nobody in people.csv; nothing was changed."], [])


def test_the_first_refusals_are_told_and_the_others_counted(told: Told) -> None:
    refused = [Refused(line, f"Line {line}: “x{line}” is no email address.") for line in range(2, 39)]
    many = report(created=1, refused=refused, refused_total=37, operation=1)
    out, _ = told(Outcome("people.csv", many, False))
    assert out[0].startswith("Brought in people.csv: 1 created, 37 refused.")
    assert out[1:3] == ["Refused: 37", "  line 2: “x2” is no email address."]
    assert out[12:] == ["  and 27 more; --refused FILE writes them all."]
    out, _ = told(Outcome("people.csv", many, False, "bad.csv", 37))
    assert out[12:] == ["  and 27 more.", "bad.csv has what was refused, to be corrected and brought in again."]
    out, _ = told(Outcome("people.csv", many._replace(refused_total=99), False, "bad.csv", 37))
    assert out[-1] == "bad.csv has the first 37 of what was refused, to be corrected and brought in again."


def test_what_became_of_the_file_of_refused_records_is_always_said(told: Told) -> None:
    fine = report(created=1, operation=1)
    assert told(Outcome("people.csv", fine, False, "bad.csv"))[0][1:] == [
        "Nothing was refused, so bad.csv was not written."
    ]
    assert told(Outcome("people.csv", fine, True, "bad.csv"))[0][1:] == [
        "Nothing was written to bad.csv; a run without --dry-run does that."
    ]


def test_what_went_nowhere_is_said_beside_the_answer(told: Told) -> None:
    most = report(
        created=1,
        operation=1,
        left_out={"Shelf": 1, "Row": 700},
        photos=2,
        consents=1,
        new_fields=["card"],
        warnings=[
            *((line, f"Line {line}: 4/{line - 6}/1980 can be read both ways.") for line in range(7, 50)),
            *((line, f"a thing {chr(90 + line)} that is odd") for line in range(8, 20)),
        ],
    )
    out, err = told(Outcome("people.csv", most, False))
    assert out[1:] == ["Made a field of your own: card."]
    assert err[:4] == [
        "Left out: Row (700 cells), Shelf (1 cell); --keep-others keeps them as fields of your own.",
        "Left out: 2 photos.",
        "1 person said yes to mailings there; --consent 'how they said so' takes that over.",
        "Line 7: 4/1/1980 can be read both ways. (42 more like it)",
    ]
    assert err[4] == "Line 8: a thing b that is odd"
    assert err[-1] == "And 3 remarks of other kinds; --json has all of them."
    assert list(asides(most, brief=True)) == err[:1]


def test_hostile_words_are_harmless(told: Told) -> None:
    bad = "\x1b[31m\u202e\n[/]" + "x" * 5000
    outcome = Outcome(
        bad,
        report(
            created=1,
            refused=[Refused(3, bad)],
            refused_total=1,
            left_out={bad: 1},
            warnings=[(4, bad)],
            new_fields=[bad[:40]],
        ),
        False,
        bad,
        1,
    )
    out, err = told(outcome)
    assert max(map(len, [*out, *err])) < 500
    assert not {"\x1b", "\u202e"} & {*"".join([*out, *err])}


def test_a_program_gets_all_of_it() -> None:
    refused = [Refused(line, "why") for line in range(50)]
    found = as_object(
        Outcome("a.csv", report(updated=2, refused=refused, refused_total=50, operation=3), False, "b", 50)
    )
    assert found["ref"] == "o3"
    assert (found["created"], found["updated"]) == (0, 2)
    assert found["refused"][49] == {"line": 49, "reason": "why"}
    assert (found["refused_total"], found["refused_file"]) == (50, "b")
    assert as_object(Outcome("a.csv", report(), True, "b"))["refused_file"] is None


def test_numbers_have_their_nouns() -> None:
    assert [counted(number, "cell") for number in (0, 1, 2000)] == ["0 cells", "1 cell", "2,000 cells"]
    assert counted(2, "person", "people") == "2 people"
    assert listed(["a", "b", "c"], 3) == "a, b, c"
    assert listed(["a", "b", "c"], 1) == "a and 2 more"
