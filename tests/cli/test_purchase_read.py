import pytest

from tests.conftest import NOW
from tinycrm.cli.env import Env
from tinycrm.cli.purchase_read import PAGE, Typed, one, page
from tinycrm.domain.book import Book
from tinycrm.domain.money import Money
from tinycrm.errors import InvalidError


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch, shop_path: object) -> Env:
    monkeypatch.setenv("TINYCRM_DB", str(shop_path))
    monkeypatch.setenv("TINYCRM_NOW", NOW.isoformat())
    return Env()


def test_options_say_more_of_a_title(env: Env) -> None:
    typed = Typed("Zola", "0306406152", "Novel", "5", "2")
    assert one(env, "Nana", typed) == Book("Nana", "Zola", "9780306406157", "novel", 2, Money(500, "GBP"))


def test_an_isbn_may_stand_where_a_title_does(env: Env) -> None:
    assert one(env, "0306406152", Typed()) == Book(None, isbn="9780306406157")
    assert one(env, "0306406152", Typed(isbn="080442957X")) == Book("0306406152", isbn="9780804429573")


def test_a_page_holds_a_book_to_a_line(env: Env) -> None:
    assert page(env, f"{PAGE}\nNana | 5\n\n  # no\nEmma\n") == [Book("Nana", price=Money(500, "GBP")), Book("Emma")]


@pytest.mark.parametrize(("text", "says"), [(PAGE, "Nothing was typed"), ("Nana | 5\nEmma | 5 | 6", "^line 2: ")])
def test_a_page_that_says_nothing_is_refused(env: Env, text: str, says: str) -> None:
    with pytest.raises(InvalidError, match=says):
        page(env, text)
