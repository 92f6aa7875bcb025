"""Sheets of people for the tests, made from the cells that matter."""

import csv
from collections.abc import Mapping
from datetime import date
from io import StringIO

from hypothesis import strategies as st

from tinycrm.formats import presets
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Relative
from tinycrm.formats.presets import Inspection, Mapped
from tinycrm.formats.sheet import open_sheet


def table(*rows: Mapping[str, str]) -> bytes:
    """A CSV file with the columns of all rows."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    file = StringIO()
    writer = csv.DictWriter(file, headers, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def people(data: bytes | str, mapped: Mapped = ()) -> list[Person]:
    """The people in a sheet, all of which can be read."""
    found = list(presets.people(open_sheet(data.encode() if isinstance(data, str) else data), mapped))
    assert all(isinstance(each, Person) for each in found), found
    return [each for each in found if isinstance(each, Person)]


def person(row: Mapping[str, str], mapped: Mapped = ()) -> Person:
    """The one person in a row."""
    (found,) = people(table(row), mapped)
    return found


def inspected(data: bytes, mapped: Mapped = ()) -> Inspection:
    """What is in a sheet."""
    return presets.inspect(open_sheet(data), mapped)


def texts(*, lines: bool = False, exclude: str = "") -> st.SearchStrategy[str]:
    """Hostile texts without blanks around them: formulas, quotes, delimiters, marks, other scripts."""
    nasty = st.sampled_from(
        ["=1+1", "'", "''", "+44 20", "-1", "@x", "＝A1", "|x", "%0", '"', '""', ";", "\\", ",", "\t"]
    )
    blank = "\n" if lines else ""
    plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=f"\0\r\n{exclude}"), min_size=1)
    parts = st.lists(st.one_of(nasty.filter(lambda part: not set(part) & set(exclude)), plain), min_size=1, max_size=4)
    return st.builds(
        lambda found, between: between.join(found).strip(), parts, st.sampled_from(["", " ", blank or " "])
    ).filter(bool)


def maybe(what: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | what


def days() -> st.SearchStrategy[str]:
    found = st.dates(min_value=date(1700, 1, 1))  # 1604 stands for no year
    return found.map(str) | found.map(lambda day: f"--{day:%m-%d}")


def labelled(exclude: str = "") -> st.SearchStrategy[list[Labelled]]:
    return st.lists(st.builds(Labelled, maybe(texts(exclude=exclude)), texts(exclude=exclude)), max_size=3)


def postal(exclude: str = "") -> st.SearchStrategy[Postal]:
    part = maybe(texts(exclude=exclude))
    return st.builds(Postal, part, part, part, part, part, part).filter(lambda address: any(address[1:]))


def occasions(exclude: str = "") -> st.SearchStrategy[list[Occasion]]:
    return st.lists(st.builds(Occasion, texts(exclude=exclude), days()), max_size=2)


def relatives() -> st.SearchStrategy[list[Relative]]:
    return st.lists(st.builds(Relative, texts(), maybe(texts()), maybe(days())), max_size=2)
