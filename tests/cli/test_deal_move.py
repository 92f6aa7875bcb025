import os
import signal
from pathlib import Path

import pytest

from tests.cli.deals import fill
from tests.cli.tool import Crm, Rows, Terminal


@pytest.fixture
def shop(crm: Crm) -> Crm:
    fill(crm)
    return crm


def now(shop: Crm, ref: str) -> tuple[str, str]:
    told = shop("deal", "show", ref, "--json").json
    return told["stage"], told["status"]


def test_a_deal_is_moved_and_told(shop: Crm) -> None:
    answer = shop("deal", "move", "d1", "reserved")
    assert (answer.code, answer.out) == (
        0,
        "Moved Nana, first edition (d1) to Reserved: Ada Lovelace, £180, Reserved 85 %. `tinycrm undo` takes it back."
        "\n",
    )  # fmt: skip
    assert "like that already" in shop("deal", "move", "d1", "s4").err
    assert shop("undo").code == 0
    assert now(shop, "d1") == ("Quoted", "open")


def test_a_deal_is_put_above_another_or_first(shop: Crm) -> None:
    shop("deal", "move", "d1", "enquiry", "--before", "texts")
    assert shop("deal", "list", "--format", "ids").out.split() == ["d1", "d2"]
    shop("deal", "move", "d2", "enquiry", "--first")
    assert shop("deal", "list", "--format", "ids").out.split() == ["d2", "d1"]
    answer = shop("deal", "move", "d1", "quoted", "--before", "d2")
    assert (answer.code, answer.err) == (2, "Set texts (d2) does not stand in Quoted.\n")


def test_winning_takes_the_value_it_has_or_another(shop: Crm) -> None:
    told = shop("deal", "won", "d1", "--json").json
    assert (told["stage"], told["value"]["amount"], told["closed"]) == ("Won", "180.00", "2026-11-24")
    assert shop("deal", "won", "d2", "--value", "300", "--json").json["value"]["amount"] == "300.00"
    again = shop("deal", "won", "d1")
    assert (again.code, again.err) == (5, "d1 is won already; nothing was changed.\n")
    assert shop("deal", "won", "d2", "--value", "lots").code == 2


def test_losing_asks_for_a_reason(shop: Crm, rows: Rows) -> None:
    for line in (["lost", "d1"], ["move", "d1", "lost"]):
        answer = shop("deal", *line)
        assert (answer.code, answer.err) == (2, 'Say why it was lost: --reason "too dear".\n')
    assert rows("SELECT count(*) FROM deal WHERE lost_reason IS NOT NULL") == [(0,)]
    told = shop("deal", "lost", "d1", "--reason", "Too Dear", "--words", "would pay 120", "--json").json
    assert (told["status"], told["reason"], told["reason_words"]) == ("lost", "too dear", "would pay 120")
    assert shop("deal", "lost", "d1", "--reason", "again").code == 5


def test_a_reason_that_is_new_is_kept_and_told(shop: Crm) -> None:
    answer = shop("deal", "lost", "d1", "--reason", "her aunt had one")
    assert "Lost Nana, first edition (d1): her aunt had one. That reason is new" in answer.out
    answer = shop("deal", "move", "d2", "lost", "--reason", "no answer")
    assert answer.code == 0
    assert now(shop, "d2") == ("Lost", "lost")
    assert shop("deal", "move", "d3", "enquiry", "--reason", "x").code == 2


def test_a_deal_that_is_over_is_reopened_where_it_was(shop: Crm) -> None:
    shop("deal", "lost", "d1", "--reason", "too dear")
    answer = shop("deal", "reopen", "d1")
    assert answer.out.startswith("Reopened Nana, first edition (d1): Ada Lovelace, £180, Quoted 50 %.")
    assert shop("deal", "show", "d1", "--json").json["reason"] is None
    refused = shop("deal", "reopen", "d1")
    assert (refused.code, refused.err) == (5, "d1 is open; only a deal that was won or lost is reopened.\n")


def test_an_estate_walks_through_all_stages_and_back_to_the_start(shop: Crm) -> None:
    for stage in ("sourcing", "quoted", "reserved"):
        assert shop("deal", "move", "d2", stage).code == 0
    assert shop("deal", "lost", "d2", "--reason", "too dear").code == 0
    assert shop("deal", "reopen", "d2").code == 0
    assert shop("deal", "won", "d2", "--value", "300").code == 0
    assert shop("report", "pipeline", "--json").json["won"]["value"]["amount"] == "720.00"
    for _ in range(6):
        assert shop("undo").code == 0
    assert now(shop, "d2") == ("Enquiry", "open")
    assert len(shop("deal", "show", "d2", "--json").json["moves"]) == 1


def test_a_deal_is_deleted_and_comes_back(shop: Crm) -> None:
    answer = shop("deal", "delete", "d1", "--json")
    assert (answer.code, answer.json) == (0, {"ref": "d1", "deleted": True})
    assert shop("deal", "show", "d1").code == 3
    assert shop("undo").code == 0
    assert now(shop, "d1") == ("Quoted", "open")


def test_a_deal_with_follow_ups_is_not_deleted_unasked(shop: Crm) -> None:
    shop("remind", "d1", "fri", "ring")
    answer = shop("deal", "delete", "d1")
    assert (answer.code, answer.out) == (5, "")
    assert "1 follow-up would stay without Nana, first edition (d1); --yes deletes it." in answer.err
    assert shop("deal", "delete", "d1", "--yes").code == 0
    assert shop("reminder", "show", "f1", "--json").json["deal_ref"] is None


@pytest.fixture
def terminal(shop: Crm, own: Path) -> dict[str, str]:
    assert shop("deal", "list").code == 0
    return {"TINYCRM_DB": str(own)}


def test_a_terminal_is_asked_why_by_number_or_in_words(shop: Crm, terminal: dict[str, str]) -> None:
    screen = Terminal("deal", "lost", "d1", env=terminal)
    assert "2  found one elsewhere" in screen.until("Number, or your own words")
    screen.type("2")
    assert screen.end().code == 0
    assert shop("deal", "show", "d1", "--json").json["reason"] == "found one elsewhere"
    screen = Terminal("deal", "lost", "d2", env=terminal)
    screen.until("own words")
    screen.type("the head left")
    assert screen.end().code == 0
    assert shop("deal", "show", "d2", "--json").json["reason"] == "the head left"


def test_a_terminal_is_asked_for_the_final_value(shop: Crm, terminal: dict[str, str]) -> None:
    screen = Terminal("deal", "won", "d1", env=terminal)
    screen.until("What did it come to [£180]")
    screen.type("lots")
    screen.until("is no amount. Try 1200 or 1200.50.\r\nWhat did it come to")
    screen.type("175")
    assert screen.end().code == 0
    assert shop("deal", "show", "d1", "--json").json["value"]["amount"] == "175.00"
    screen = Terminal("deal", "won", "d2", env=terminal)
    screen.until("What did it come to [£320]")
    screen.type("")
    assert screen.end().code == 0
    assert now(shop, "d2") == ("Won", "won")


def test_an_interrupted_question_changes_nothing(shop: Crm, terminal: dict[str, str]) -> None:
    screen = Terminal("deal", "lost", "d1", env=terminal)
    screen.until("own words")
    screen.send(signal.SIGINT)
    assert screen.end().code == os.waitstatus_to_exitcode(130 << 8)
    assert now(shop, "d1") == ("Quoted", "open")
