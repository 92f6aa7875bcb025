"""The keys that places with people share; what they do is held by the tests of the places."""

import pytest

from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import made, opened, press, text
from tinycrm.store import Store
from tinycrm.tui.screens.folk import Folk


@pytest.fixture
def shop(shop: Store) -> Store:
    people.add(shop, "Ada", phone=["020 7946 0018"], email=["ada@analytical.example"])
    people.add(shop, "Byron", email=["byron@example.org"])
    people.add(shop, "Clara", link=["https://clara.example"])
    return shop


@in_loop
async def test_the_phone_is_copied_or_the_email_where_there_is_none(shop: Store) -> None:
    app = made(shop.path)
    async with opened(app) as pilot:
        await press(pilot, "2", "y")
        assert app.clipboard == "020 7946 0018"
        await press(pilot, "down", "y")
        assert app.clipboard == "byron@example.org"
        await press(pilot, "down", "y")
        assert "No phone number or email of Clara is known." in text(app)


@in_loop
async def test_an_email_or_else_a_web_page_is_opened(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = made(shop.path)
    links: list[str] = []
    monkeypatch.setattr(app, "open_url", links.append)
    async with opened(app) as pilot:
        await press(pilot, "2", "o", "down", "down", "o")
        assert links == ["mailto:ada@analytical.example", "https://clara.example"]
        assert isinstance(app.screen, Folk)
        for link in ("ftp://clara.example", "javascript:alert(1)", ""):
            app.screen.open_link(link)
        assert len(links) == 2


@in_loop
async def test_the_person_in_hand_is_edited(shop: Store) -> None:
    app = made(shop.path)
    async with opened(app) as pilot:
        await press(pilot, "2", "down", "e")
        assert "Byron" in text(app)
        await press(pilot, "end", "K", "ctrl+s")
        assert shop.reader.values("SELECT name FROM contact ORDER BY id") == ["Ada", "ByronK", "Clara"]
