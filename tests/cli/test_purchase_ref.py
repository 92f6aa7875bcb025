import pytest

from tests.cli.tool import Crm


@pytest.mark.parametrize(
    ("ref", "code", "says"),
    [
        ("1", 2, "did you mean p1?"),
        ("c1", 2, "is a contact; what is wanted here is a purchase, like p12"),
        ("p3", 3, "p3"),
        ("p1.0", 3, "There is no p1.0"),
        ("p1.x", 3, "There is no p1.x; p1 has 2 books"),
        ("p1.", 3, "There is no p1."),
    ],
)
def test_a_wrong_reference_is_told(crm: Crm, ada: str, ref: str, code: int, says: str) -> None:
    assert crm("purchase", "add", ada, "--line", "Nana | 5", "--line", "Emma | 6").code == 0
    answer = crm("purchase", "show", ref)
    assert (answer.code, says in answer.err) == (code, True), answer.err


def test_the_only_book_needs_no_number(crm: Crm, ada: str) -> None:
    assert crm("purchase", "add", ada, "Nana", "--price", "5").code == 0
    assert crm("purchase", "refund", "P1", "1").code == 0
    assert crm("purchase", "refund", "p1.1", "1").code == 0
