from tests.cli.deals import fill
from tests.cli.tool import Crm


def test_reasons_are_listed_added_respelt_and_taken_away(crm: Crm) -> None:
    fill(crm)
    crm("deal", "lost", "d1", "--reason", "too dear")
    assert [(row["name"], row["deals"]) for row in crm("deal", "reasons", "--json").json][:2] == [
        ("too dear", 1), ("found one elsewhere", 0),
    ]  # fmt: skip
    assert crm("deal", "reasons").out.splitlines()[1].split() == ["too", "dear", "1"]
    assert crm("deal", "reasons", "add", "bought at auction").out.startswith("“bought at auction” is offered now.")
    assert crm("deal", "reasons", "rename", "too dear", "the price", "--json").json["name"] == "the price"
    assert crm("deal", "show", "d1", "--json").json["reason"] == "the price"
    assert crm("deal", "reasons", "remove", "no answer", "--json").json == {"ref": "no answer", "deleted": True}
    assert "no answer" not in crm("deal", "reasons").out
    assert "like that already" in crm("deal", "reasons", "rename", "the price", "the price").err
    assert crm("undo").code == 0
    assert "no answer" in crm("deal", "reasons").out


def test_what_is_not_offered_is_told(crm: Crm) -> None:
    answer = crm("deal", "reasons", "remove", "gone fishing")
    assert (answer.code, answer.err) == (
        3, "“gone fishing” is no reason that is offered; `tinycrm deal reasons` lists them.\n",
    )  # fmt: skip
    assert crm("deal", "reasons", "add", "Too Dear").code == 5
