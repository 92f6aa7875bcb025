from typing import Any

import pytest

from tinycrm.domain.contact import Row
from tinycrm.services.load.said import Said
from tinycrm.services.load.standing import Change, Standing

EMAIL = ["home", "ada@x.org", "ada@x.org"]
PHONE = [None, "020 7946 0018", "+442079460018", "02079460018"]


def ada(**facts: Any) -> Standing:
    found = Standing(1, {"name": "Ada Lovelace", "given": "Ada", "family": "Lovelace", **facts}, lambda: "own")
    found.hang("email", 4, list(EMAIL), 2)
    found.hang("phone", 5, list(PHONE), 0)
    found.hang("consent", 6, ["mailings", 1, "2020-01-01", "shop"])
    return found


def said(name: str | None = None, parts: dict[str, Any] | None = None, **facts: Any) -> Said:
    return Said(2, name, "", "person", None, None, facts, parts or {}, {}, None)


def test_what_is_known_already_changes_nothing() -> None:
    standing = ada(role="poet")
    record = said("Ada Lovelace", {"email": [list(EMAIL)], "uid": [["own"]]}, role="poet", do_not_contact=0)
    assert not standing.put(record._replace(facts={"role": "poet"}), fill=False)
    assert standing.change() is None


@pytest.mark.parametrize(("fill", "role"), [(False, "count"), (True, "poet")])
def test_facts_are_replaced_or_filled(fill: bool, role: str) -> None:
    standing = ada(role="poet")
    assert standing.put(said(role="count", company="Mill"), fill=fill)
    assert (standing.facts["role"], standing.facts["company"]) == (role, "Mill")


def test_another_name_brings_its_parts_and_the_same_leaves_them() -> None:
    standing = ada(given="Augusta")
    assert not standing.put(said("Ada Lovelace"), fill=False)
    standing.put(said("Zoë"), fill=False)
    change = standing.change()
    assert change is not None
    assert change.facts == {"name": "Zoë", "given": None, "family": None}
    assert not ada().put(said("Zoë"), fill=True)


@pytest.mark.parametrize("fill", [True, False])
@pytest.mark.parametrize(
    ("there", "new", "expected"),
    [
        (None, "b", "b"),
        ("a", "b", "a\n\nb"),
        ("a b", "b", "a b"),
        ("she knows", "no", "she knows\n\nno"),
        ("a", "a\nand b", "a\nand b"),
        ("x" * 99_999, "b", "x" * 99_999),
    ],
)
def test_notes_are_added_to(fill: bool, there: str | None, new: str, expected: str) -> None:
    standing = ada(notes=there)
    assert standing.put(said(notes=new), fill=fill) is (there != expected)
    assert standing.facts["notes"] == expected


@pytest.mark.parametrize("fill", [True, False])
def test_nobody_is_to_be_rung_again_by_accident(fill: bool) -> None:
    standing = ada(do_not_contact=0)
    assert standing.put(said(do_not_contact=1), fill=fill)
    assert standing.facts["do_not_contact"] == 1


def test_new_rows_come_last_and_known_ones_learn() -> None:
    standing = ada()
    rows = {"email": [["work", "Ada@x.org", "ada@x.org"], [None, "b@x.org", "b@x.org"]], "tag": [["vip"]]}
    assert standing.put(said(parts=rows), fill=False)
    assert standing.put(said(parts={"email": [["home", "b@x.org", "b@x.org"]]}), fill=True)
    assert standing.change() == Change(
        1,
        {},
        {"email": [(3, ["home", "b@x.org", "b@x.org"])], "tag": [(0, ["vip"])]},
        [("email", 4, {"label": "work", "address": "Ada@x.org"})],
    )


def test_filling_leaves_what_a_row_says() -> None:
    assert not ada().put(said(parts={"email": [["work", "Ada@x.org", "ada@x.org"]]}), fill=True)


@pytest.mark.parametrize("row", [[None, "020 7946 0018", None, "02079460018"], [None, *PHONE[1:]]])
def test_a_phone_is_known_by_its_digits_too(row: list[Any]) -> None:
    assert not ada().put(said(parts={"phone": [row]}), fill=False)


@pytest.mark.parametrize(
    ("given", "updated"),
    [(0, [("consent", 6, {"given": 0, "day": "2026-01-01", "source": None})]), (1, [])],
)
def test_a_no_counts_more_than_a_yes(given: int, updated: list[tuple[str, int, Row]]) -> None:
    standing = ada()
    row = ["mailings", given, "2026-01-01", None]
    assert standing.put(said(parts={"consent": [row]}), fill=True) is bool(updated)
    assert not standing.put(said(parts={"consent": [["mailings", 1, "2026-02-02", "x"]]}), fill=False)
    assert (standing.change() or Change(1, {}, {}, [])).updated == updated


@pytest.mark.parametrize("fill", [True, False])
@pytest.mark.parametrize(
    "record",
    [
        said("Ada Lovelace", {"email": [list(EMAIL)], "uid": [["own"]]}, role="poet"),
        said("Ada", role="count"),
        said(notes="old"),
        said(do_not_contact=1),
        said(parts={"email": [["work", *EMAIL[1:]]]}),
        said(parts={"tag": [["vip"]]}),
        said(parts={"consent": [["mailings", 0, "2026-01-01", None]]}),
        said(parts={"consent": [["mailings", 1, "2026-01-01", None]]}),
    ],
)
def test_whether_a_record_is_held_is_told_as_putting_it_in_would(record: Said, fill: bool) -> None:
    standing = ada(role="poet")
    held = standing.holds(record, fill=fill)
    assert standing.change() is None
    assert held is not standing.put(record, fill=fill)


def test_one_that_is_new_is_always_to_be_written() -> None:
    assert Standing().change() == Change(None, {}, {}, [])
