import csv
import io

from tests.cli.tool import Crm


def cells(crm: Crm, *args: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(crm(*args, "--format", "csv").out)))


def test_a_contact_in_a_list(crm: Crm) -> None:
    crm("add", "Ada Lovelace", "--email", "ada@x.org", "--phone", "020 7946 0018", "--tag", "vip", "--tag", "french",
        "--address", "1 High St, Leeds")  # fmt: skip
    crm("add", "Bob", "--email", "bob@x.org")
    crm("log", "visit", "ada")
    rows = cells(crm, "contact", "list")
    assert list(rows[0].values()) == ["c1", "Ada Lovelace", "020 7946 0018", "Leeds", "french, vip", "2026-11-24"]
    assert list(rows[1].values()) == ["c2", "Bob", "bob@x.org", "", "", ""]


def test_an_interaction_in_a_list(crm: Crm) -> None:
    crm("add", "Ada Lovelace")
    crm("add", "Bob")
    crm("log", "call", "ada", "the fair", "--with", "bob", "--out", "--outcome", "a stall")
    crm("log", "visit", "bob", "--at", "yesterday")
    assert [list(row.values()) for row in cells(crm, "timeline")] == [
        ["i1", "2026-11-24", "Ada Lovelace, Bob", "we rang", "the fair → a stall"],
        ["i2", "2026-11-23", "Bob", "came in", ""],
    ]
