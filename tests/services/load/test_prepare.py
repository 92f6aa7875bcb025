import pytest

from tests.services.load.tool import prepared, someone
from tinycrm.formats.person import Person, Refused
from tinycrm.services.load.prepare import Prepared
from tinycrm.services.load.report import BATCH
from tinycrm.store import Store


def numbers(file: Prepared) -> list[int]:
    return [number for some in file.firsts() for number, _ in some]


def test_records_wait_in_their_order_with_those_that_join_them(shop: Store) -> None:
    records: list[Person | Refused] = [
        someone("Ada", email="a@x.org", line=2), Refused(3, "x"), someone("Bob", line=4),
        someone("Ada", email="a@x.org", line=5), someone("Ada", email="a@x.org", line=6),
    ]  # fmt: skip
    with prepared(shop, records) as file:
        assert (len(file.spool), numbers(file)) == (4, [0, 1])
        assert [said.line for said in file.further(0)] == [5, 6]
        assert file.further(1) == []
        assert (file.said(1).name, file.notes.refused) == ("Bob", [Refused(3, "x")])


def test_many_come_some_at_a_time(shop: Store) -> None:
    with prepared(shop, (someone(f"A{at}") for at in range(2 * BATCH + 1))) as file:
        assert [len(some) for some in file.firsts()] == [BATCH, BATCH, 1]
        assert numbers(file) == [*range(2 * BATCH + 1)]
    with prepared(shop, (someone(f"A{at // 2}") for at in range(2 * BATCH))) as file:
        assert numbers(file) == [*range(0, 2 * BATCH, 2)]


def test_what_has_to_be_looked_up_is_known(shop: Store) -> None:
    ours = "2ed6657d-e927-568b-95e1-2665a8aea6a2"
    records = [someone("Ada"), someone("Bob", uid=f"urn:uuid:{ours}", referred_by="Ada"), someone("Cy", uid="c")]
    with prepared(shop, records, keep_others=True) as file:
        assert (file.keyless, file.uids, file.referrers) == ({"Ada"}, {ours}, {"Ada"})


def test_an_empty_file_is_no_trouble(shop: Store) -> None:
    with prepared(shop, []) as file:
        assert numbers(file) == []


def test_it_is_closed_at_the_end(shop: Store) -> None:
    with prepared(shop, [someone("Ada")]) as file:
        pass
    with pytest.raises(ValueError, match="closed"):
        file.said(0)
