import pytest

from tests.cli.deals import fill
from tests.cli.tool import Crm, Rows


@pytest.fixture
def shop(crm: Crm) -> Crm:
    fill(crm)
    return crm


def test_a_deal_is_started_in_one_line(crm: Crm, ada: str) -> None:
    answer = crm(
        "deal", "add", "Nana,", "first edition", "--contact", "ada", "--value", "1,200", "--stage", "quo",
        "--close", "eom", "--next", "quote her", "--next-on", "fri", "--source", "the fair", "--notes", "light foxing",
    )  # fmt: skip
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Started Nana, first edition (d1): Ada Lovelace, £1,200, Quoted 50 %. `tinycrm undo` takes it back.\n"
    )
    told = crm("deal", "show", "d1", "--json").json
    assert {name: told[name] for name in ("ref", "title", "stage", "value", "probability", "close", "who")} == {
        "ref": "d1", "title": "Nana, first edition", "stage": "Quoted",
        "value": {"amount": "1200.00", "currency": "GBP"}, "probability": 50, "close": "2026-11-30",
        "who": "Ada Lovelace",
    }  # fmt: skip
    assert (told["next"], told["next_on"], told["source"]) == ("quote her", "2026-11-27", "the fair")
    assert (told["who_ref"], told["notes"], told["status"]) == (ada, "light foxing", "open")
    assert [move["stage"] for move in told["moves"]] == ["Quoted"]


def test_an_open_deal_without_a_next_step_is_flagged(crm: Crm) -> None:
    answer = crm("deal", "add", "Maps", "--value", "90 EUR")
    assert "€90, Enquiry 10 %. It has no next step yet; --next and --next-on say one." in answer.out
    assert "no next step" in crm("deal", "list").out


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--contact", "nobody"], 3, "Nobody here is called “nobody”"),
        (["--stage", "shut"], 3, "There is no stage “shut”; the stages are Enquiry, Sourcing, Quoted, Reserved, Won"),
        (["--stage", "won"], 5, "A deal starts in an open stage"),
        (["--value", "dear"], 2, '"dear" is no amount'),
        (["--value", "-5"], 2, "below nought"),
        (["--probability", "101"], 2, "0 to 100 per cent"),
        (["--close", "whenever"], 2, "is not a day I know"),
    ],
)
def test_what_makes_no_sense_starts_nothing(crm: Crm, rows: Rows, options: list[str], code: int, sentence: str) -> None:
    answer = crm("deal", "add", "Nana", *options)
    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err
    assert rows("SELECT count(*) FROM deal") == [(0,)]


def test_the_list_is_of_open_deals_in_the_order_of_the_board(shop: Crm) -> None:
    assert shop("deal", "list").out.splitlines() == [
        "    Title                Who             Stage    Value  Odds  Closes      Next                  Age",
        "d2  Set texts            Orchard School  Enquiry   £320  10 %              no next step          0 d",
        "d1  Nana, first edition  Ada Lovelace    Quoted    £180  50 %  2026-11-30  2026-11-20 quote her  0 d",
    ]
    assert [row["ref"] for row in shop("deal", "list", "--all", "--json").json] == ["d2", "d1", "d3"]
    assert shop("deal", "list", "--format", "ids", "--limit", "1").out == "d2\n"


def test_a_query_says_which_and_whether_they_are_over(shop: Crm) -> None:
    def refs(*words: str) -> list[str]:
        return [row["ref"] for row in shop("deal", "list", *words, "--json").json]

    assert refs("nana") == ["d1"]
    assert refs("ada") == ["d2", "d1"]
    assert refs("stage:quoted", "value:100..") == ["d1"]
    assert refs("deal:won") == ["d3"]
    assert refs("--sort", "value") == ["d2", "d1"]
    assert refs("rotting") == []
    late = {"TINYCRM_NOW": "2026-12-24T10:00"}
    assert [row["ref"] for row in shop("deal", "list", "rotting", "--json", env=late).json] == ["d2", "d1"]
    assert "! 30 d" in shop("deal", "list", "rotting", env=late).out


def test_a_query_that_makes_no_sense_points_at_it(shop: Crm) -> None:
    answer = shop("deal", "list", "stage:shut")
    assert (answer.code, answer.out) == (6, "")
    assert answer.err.splitlines()[-1] == " " * 6 + "^"
    assert shop("deal", "list", "--sort", "luck").code == 2
    assert "No deal is meant by that." in shop("deal", "list", "zebra").err


def test_one_deal_is_shown_with_the_way_it_came(shop: Crm) -> None:
    shop("deal", "move", "d1", "reserved")
    assert shop("deal", "show", "nana").out.splitlines() == [
        "Nana, first edition  d1",
        "stage      Reserved, 85 %, 0 days",
        "value      £180",
        "with       Ada Lovelace (c1)",
        "next       2026-11-20 quote her",
        "closes     Mon 30 Nov 2026",
        "",
        "  Tue 24 Nov 2026  Started in Quoted, £180",
        "  Tue 24 Nov 2026  Moved from Quoted to Reserved, £180",
    ]
    assert shop("show", "d1").out == shop("deal", "show", "d1").out


def test_editing_changes_and_empties(shop: Crm) -> None:
    answer = shop("deal", "edit", "d1", "--value", "200.50", "--next", "", "--next-on", "", "--probability", "70%")
    assert (answer.code, answer.out) == (
        0, "Changed Nana, first edition (d1): Ada Lovelace, £200.50, Quoted 70 %. `tinycrm undo` takes it back.\n",
    )  # fmt: skip
    told = shop("deal", "edit", "d1", "--contact", "c2", "--without", "ada", "--title", "Nana", "--json").json
    assert (told["title"], told["contacts"]) == ("Nana", [{"ref": "c2", "name": "Orchard School"}])
    assert (told["next"], told["next_on"], told["probability_own"]) == (None, None, True)
    assert "like that already" in shop("deal", "edit", "d1", "--title", "Nana").err
    assert shop("deal", "edit", "d1").code == 2
    assert shop("deal", "edit", "d1", "--title", " ").code == 2
    assert shop("undo").code == 0
    assert shop("deal", "show", "d1", "--json").json["who"] == "Ada Lovelace"


def test_a_deal_stands_on_the_card_in_the_timeline_and_in_what_is_found(shop: Crm) -> None:
    card = shop("show", "ada").out
    assert "◆ d1  Nana, first edition, £180, Quoted: quote her 2026-11-20" in card
    assert "◆ d3  The Waves, £420, Won 2026-11-24" in card
    told = shop("show", "ada", "--json").json["deals"]
    assert [each["ref"] for each in told] == ["d1", "d2", "d3"]
    assert told[0]["value"] == {"amount": "180.00", "currency": "GBP"}
    timeline = shop("timeline", "ada", "--json").json
    assert {(row["ref"], row["kind"]) for row in timeline} == {("d1", "deal"), ("d2", "deal"), ("d3", "deal")}
    assert "The Waves: won" in {row["text"] for row in timeline}
    assert shop("interaction", "list", "ada", "--json").json == []
    found = shop("find", "nana", "--json").json
    assert [(row["ref"], row["found"]) for row in found] == [("d1", ["title"])]
    assert "DEALS" in shop("find", "waves").out


def test_a_follow_up_may_be_about_a_deal(shop: Crm) -> None:
    told = shop("remind", "d1", "fri", "send the photographs", "--json").json
    assert (told["who_ref"], told["deal_ref"], told["text"]) == ("c1", "d1", "send the photographs")
    assert "about d1" in shop("reminder", "show", "f1").out
    shop("deal", "add", "Maps")
    told = shop("remind", "d4", "today", "look at them", "--json").json
    assert (told["who"], told["deal_ref"]) == (None, "d4")
    (due,) = [group for group in shop("today", "--json").json["groups"] if group["key"] == "today"]
    assert [(item["who"], item["who_ref"]) for item in due["items"]] == [("Maps", "d4")]
    assert shop("done", "f2").code == 0
    assert "Set a follow-up for Maps (d4)" in shop("history").out


def test_the_morning_tells_of_deals(shop: Crm) -> None:
    groups = {group["key"]: group for group in shop("today", "--json").json["groups"]}
    assert [(item["ref"], item["kind"], item["text"]) for item in groups["steps"]["items"]] == [
        ("d1", "next-step", "quote her: Nana, first edition")
    ]
    assert groups["steps"]["items"][0]["phone"] == "020 7946 0018"
    assert [item["due"] for item in groups["closing"]["items"]] == ["2026-11-30"]
    assert "4 days late" in shop("today").out
    assert shop("today", "--exit-code").code == 10
    late = shop("today", "--json", env={"TINYCRM_NOW": "2026-12-24"}).json["groups"]
    assert {item["ref"] for group in late if group["key"] == "rotting" for item in group["items"]} == {"d1", "d2"}


def test_history_says_what_was_done_to_which_deal(shop: Crm) -> None:
    assert "Won The Waves (d3)" in shop("history", "--limit", "1").out
    shop("deal", "delete", "d3")
    assert "Deleted The Waves (d3)" in shop("history", "--limit", "1").out
    assert "Started Set texts (d2)" in shop("history", "c2").out


def test_contacts_are_found_by_their_deals(shop: Crm) -> None:
    def names(*words: str) -> list[str]:
        return [row["name"] for row in shop("contact", "list", *words, "--json").json]

    assert names("stage:quoted") == ["Ada Lovelace"]
    assert names("deal:open", "kind:organisation") == ["Orchard School"]
    assert names("value:300..") == ["Ada Lovelace", "Orchard School"]


def test_all_of_it_goes_out_and_comes_back(shop: Crm, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("other")
    out, copy = str(folder / "all.jsonl"), str(folder / "copy.db")
    shop("deal", "stages", "add", "On approval")
    assert shop("export", "all", out).code == 0
    assert shop("--db", copy, "init", "--name", "Copy").code == 0
    assert shop("--db", copy, "import", "run", out).code == 0
    for question in (["deal", "list", "--all"], ["deal", "stages"], ["deal", "show", "d3"]):
        assert shop("--db", copy, *question, "--json").json == shop(*question, "--json").json
