import re

from tinycrm.services.demo.places import MAILBOXES, STREETS, TOWNS

# https://www.ofcom.org.uk, "Telephone numbers for use in TV and radio drama programmes"
DRAMA = re.compile(r"020 7946 0|01632 960|011[3-8] 496 0|01[2-6]1 496 0|0191 498 0|029 2018 0")


def test_phones_are_kept_free_for_fiction() -> None:
    assert all(DRAMA.fullmatch(town.phones) for town in TOWNS)


def test_a_number_is_whole_with_three_more_digits() -> None:
    assert {len(town.phones.replace(" ", "")) for town in TOWNS} == {8}


def test_mail_goes_nowhere() -> None:
    assert all(mailbox.endswith(".example") for mailbox in MAILBOXES)


def test_no_place_stands_twice() -> None:
    assert len({town.name for town in TOWNS}) == len(TOWNS)
    assert len(set(STREETS)) == len(STREETS)
