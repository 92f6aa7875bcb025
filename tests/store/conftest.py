"""A shop with someone in it, for the tests of the store."""

import pytest

from tests.store.tool import add_contact
from tinycrm.store import Store


@pytest.fixture
def ada(shop: Store) -> Store:
    """The shop with Ada in it."""
    with shop.begin("contact.add") as tx:
        add_contact(tx, "Ada")
    return shop
