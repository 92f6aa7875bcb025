import pytest

from tests.tui.dialogs.tool import lookup
from tinycrm.domain.contact import FACTS, PARTS
from tinycrm.domain.field import Field as OwnField
from tinycrm.errors import InvalidError
from tinycrm.tui.dialogs.contact_field import fields_of, new_tag
from tinycrm.tui.widgets.field import Field

OWN = [OwnField(1, "membership", "number"), OwnField(2, "shelf", "choice", tuple("ABCDEFGH"))]
CONSENT = {"mailings", "mailings_on", "mailings_source"}


def named() -> list[str]:
    return [str(each.name) for each in fields_of(lookup(), {"kind": "person"}, OWN) if isinstance(each, Field)]


def test_every_fact_and_part_of_a_contact_has_its_field() -> None:
    facts = {"referred_by" if name == "referred_by_id" else name for name in FACTS} - {"archived"}
    assert set(named()) == facts | set(PARTS) | CONSENT | {"own-1", "own-2"}
    assert len(named()) == len(set(named()))


def test_a_new_tag_is_as_it_will_be_stored() -> None:
    assert new_tag("Old Maps")[:2] == ("old-maps", "old-maps")
    with pytest.raises(InvalidError):
        new_tag("a:b")
