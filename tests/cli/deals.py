"""What the tests of deals share: a shop with some, and how they are typed."""

from tests.cli.tool import Crm


def fill(crm: Crm) -> None:
    """Ada (c1) and a school (c2); Nana (d1) quoted, Set texts (d2) enquired about, The Waves (d3) won."""
    for line in (
        ("add", "Ada Lovelace", "--phone", "020 7946 0018"),
        ("add", "Orchard School", "--organisation"),
        ("deal", "add", "Nana, first edition", "--contact", "ada", "--value", "£180", "--stage", "quoted",
         "--next", "quote her", "--next-on", "2026-11-20", "--close", "30 nov"),
        ("deal", "add", "Set texts", "--contact", "c2", "--contact", "c1", "--value", "320"),
        ("deal", "add", "The Waves", "--contact", "ada", "--value", "420", "--next", "wrap it"),
        ("deal", "won", "waves"),
    ):  # fmt: skip
        answer = crm(*line)
        assert answer.code == 0, answer
