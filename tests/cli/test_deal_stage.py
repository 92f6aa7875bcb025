import pytest

from tests.cli.deals import fill
from tests.cli.tool import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    fill(crm)
    return crm


def names(shop: Crm) -> list[str]:
    return [row["name"] for row in shop("deal", "stages", "--json").json]


def test_the_word_alone_lists_the_stages(shop: Crm) -> None:
    assert shop("deal", "stages").out.splitlines()[:3] == [
        "    Stage     Kind    Won  Still after  Deals",
        "s1  Enquiry   open   10 %         14 d      1",
        "s2  Sourcing  open   25 %         30 d      0",
    ]
    assert shop("deal", "stages", "list", "--json").json == shop("deal", "stages", "--json").json
    assert shop("deal", "stages", "--json").json[0] == {
        "ref": "s1", "name": "Enquiry", "kind": "open", "probability": 10, "rot_days": 14, "colour": None, "deals": 1,
    }  # fmt: skip
    assert shop("deal", "stages", "--help").out.startswith("Usage: tinycrm deal stages ")


def test_a_stage_is_added_renamed_moved_changed_and_undone(shop: Crm) -> None:
    answer = shop("deal", "stages", "add", "On approval", "--probability", "70", "--rot-days", "10", "--place", "4")
    assert answer.out == "Added On approval (s7): open, 70 %, still after 10 days. `tinycrm undo` takes it back.\n"
    assert names(shop) == ["Enquiry", "Sourcing", "Quoted", "On approval", "Reserved", "Won", "Lost"]
    assert shop("deal", "stages", "rename", "quoted", "Offered", "--json").json["name"] == "Offered"
    assert shop("deal", "list", "stage:offered", "--format", "ids").out == "d1\n"
    assert shop("deal", "stages", "move", "offered", "1").out.startswith("The stages are Offered, Enquiry, Sourcing,")
    told = shop(
        "deal", "stages", "edit", "offered", "--probability", "40", "--rot-days", "", "--colour", "Plum", "--json"
    )
    assert (told.json["probability"], told.json["rot_days"], told.json["colour"]) == (40, None, "plum")
    assert shop("deal", "stages", "edit", "offered", "--colour", "", "--name", "Bid", "--json").json["colour"] is None
    assert "like that already" in shop("deal", "stages", "move", "bid", "1").err
    assert "like that already" in shop("deal", "stages", "rename", "bid", "Bid").err
    for _ in range(5):
        assert shop("undo").code == 0
    assert names(shop) == ["Enquiry", "Sourcing", "Quoted", "Reserved", "Won", "Lost"]
    assert "Added the stage On approval" in shop("history").out


def test_a_stage_is_removed_and_its_deals_go_on(shop: Crm) -> None:
    answer = shop("deal", "stages", "remove", "quoted")
    assert (answer.code, answer.err) == (5, "1 deal stands in Quoted; --to STAGE says where to.\n")
    answer = shop("deal", "stages", "remove", "quoted", "--to", "enquiry")
    assert answer.out == "Removed Quoted; 1 deal went to Enquiry. `tinycrm undo` takes it back.\n"
    assert shop("deal", "show", "d1", "--json").json["stage"] == "Enquiry"
    assert shop("deal", "stages", "remove", "sourcing", "--json").json == {"ref": "s2", "deleted": True, "deals": 0}
    assert names(shop) == ["Enquiry", "Reserved", "Won", "Lost"]
    assert shop("undo").code == shop("undo").code == 0
    assert shop("deal", "show", "d1", "--json").json["stage"] == "Quoted"


def test_deals_are_not_lost_without_a_reason(shop: Crm) -> None:
    answer = shop("deal", "stages", "remove", "quoted", "--to", "lost")
    assert (answer.code, answer.err) == (2, "Lost is for lost deals: --reason says why they were.\n")
    assert shop("deal", "stages", "remove", "quoted", "--to", "lost", "--reason", "no answer").code == 0
    assert shop("deal", "show", "d1", "--json").json["reason"] == "no answer"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["add", "Won"], 5, "There is a stage Won already."),
        (["add", "A", "--kind", "shut"], 2, "the kinds are open, won, lost"),
        (["add", "A", "--rot-days", "soon"], 2, "--rot-days is a number of days"),
        (["edit", "quoted"], 2, "Say what to change"),
        (["edit", "quoted", "--probability", "200"], 2, "0 to 100 per cent"),
        (["remove", "won"], 5, "Won is the only won stage"),
        (["rename", "shut", "A"], 3, "There is no stage “shut”"),
    ],
)
def test_what_makes_no_sense_is_told(shop: Crm, words: list[str], code: int, sentence: str) -> None:
    answer = shop("deal", "stages", *words)
    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err
