from tests.queries import people
from tests.services.undo_model import take_back
from tinycrm.domain.money import style
from tinycrm.queries import history
from tinycrm.queries.change import Field
from tinycrm.queries.history import Row
from tinycrm.services import contact, field
from tinycrm.store import Store

STYLE = style("", "GBP", "GB")


def add(shop: Store, name: str) -> int:
    with shop.begin("contact.add") as tx:
        contact_id = people.add_in(tx, name)
        tx.refer(contact=contact_id)
    return contact_id


def told(shop: Store, operation_id: int) -> list[tuple[str, str, str]]:
    return [(row.sign, row.who, row.what) for row in history.detail(shop.reader, operation_id, STYLE).rows]


def test_pages_of_what_was_done_in_words(shop: Store) -> None:
    for name in ("Ada", "Bo", "Zoë"):
        add(shop, name)
    found = history.page(shop.reader, "", 2, 1)
    assert (found.total, found.offset) == (3, 1)
    assert [(line.id, line.words) for line in found.lines] == [(2, "Added Bo"), (1, "Added Ada")]
    assert [line.words for line in history.lines(shop.reader, "zoe", 9)] == ["Added Zoë"]


def test_a_field_before_and_after_is_somebodys(shop: Store) -> None:
    ada = add(shop, "Ada")
    people.remind(shop, ada, "2026-12-01", "ring")
    people.change(shop, ada, nickname="Al")
    with shop.begin("reminder.edit") as tx:
        tx.update("reminder", 1, due="2026-12-03")
    assert history.detail(shop.reader, 3, STYLE).rows == [Row("", "Ada", "", [Field("nickname", "nothing", "Al")])]
    assert history.detail(shop.reader, 4, STYLE).rows == [
        Row("", "Ada", "follow-up f1", [Field("due", "2026-12-01", "2026-12-03")])
    ]


def test_rows_that_came_and_went(shop: Store) -> None:
    ada = add(shop, "Ada")
    people.tag(shop, [ada], "vip")
    people.log(shop, "about Nana", ada)
    people.delete(shop, ada)
    assert told(shop, 1) == [("+", "Ada", "")]
    assert history.detail(shop.reader, 2, STYLE).rows == [Row("+", "Ada", "tag", [Field("name", "", "vip")])]
    assert told(shop, 3) == [("+", "", "talk i1")]
    assert ("-", "Ada", "") in told(shop, 4)
    assert ("-", "Ada", "tag") in told(shop, 4)


def test_a_value_of_a_field_of_ones_own_has_its_name(shop: Store) -> None:
    ada = add(shop, "Ada")
    with shop.begin("field.add", field="card") as tx:
        made = field.declare(tx, "card")
    with shop.begin("contact.edit", contact=ada) as tx:
        tx.insert("field_value", contact_id=ada, field_id=made.id, value="0815")
    assert told(shop, 3) == [("+", "Ada", "card")]


def test_an_undo_tells_what_it_changed_too(shop: Store) -> None:
    ada = add(shop, "Ada")
    people.change(shop, ada, nickname="Al")
    take_back(shop)
    assert history.detail(shop.reader, 3, STYLE).rows == [Row("", "Ada", "", [Field("nickname", "Al", "nothing")])]


def test_a_large_operation_is_told_by_its_first_rows(shop: Store) -> None:
    with shop.begin("contact.add") as tx:
        ids = [people.add_in(tx, f"Person {number}") for number in range(history.MOST_ROWS + 7)]
    found = history.detail(shop.reader, 1, STYLE)
    assert (len(found.rows), found.left_out) == (history.MOST_ROWS, 7)
    with shop.begin("contact.archive") as tx:
        contact.archive(tx, ids[:3], archived=True)
    assert [row.fields for row in history.detail(shop.reader, 2, STYLE).rows] == [[Field("archived", "no", "yes")]] * 3


def test_nothing_is_known_of_what_is_not_there(shop: Store) -> None:
    assert history.detail(shop.reader, 99, STYLE) == ([], 0)
