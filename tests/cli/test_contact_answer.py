import pytest

from tests.cli.tool import Crm

UNDOES = "`tinycrm undo` takes it back."
MANY = ["--phone", "mobile:020 7946 0018", "--phone", "020 7946 0019", "--address", "home: 1 Mill Lane, Leeds",
        "--email", "ada@x.org", "--tag", "french", "--likes", "author:Zola", "--relative", "Tom, son",
        "--occasion", "wedding: 3 may 2010"]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--cadence", "6w"], "cadence every 6 weeks"),
        (["--stage", "regular"], "stage regular"),
        (["--deceased", "yesterday"], "deceased Mon 23 Nov 2026"),
        (["--birthday", "10 dec 1985"], "birthday 10 Dec 1985"),
        (["--do-not-contact"], "do not contact"),
        (["--referred-by", "babbage"], "referrer Charles Babbage (c1)"),
        (["--no-mailings", "--mailings-source", "at the till"], "mailings no since Tue 24 Nov 2026, at the till"),
        (["--notes", "one\ntwo", "--pinned", "Ring"], "pinned note Ring, notes one⏎two"),
        (["--organisation"], "kind organisation"),
        (["--family", "King"], "family name King"),
        (["--phone", "work:020 7946 0020"], "phone work 020 7946 0020"),
        (["--phone", "home:020 7946 0018"], "phone home 020 7946 0018"),
        (["--remove-phone", "020 7946 0018"], "no longer phone mobile 020 7946 0018"),
        (["--primary-phone", "020 7946 0019"], "first phone 020 7946 0019"),
        (["--phone", "020 7946 0020", "--primary-phone", "020 7946 0020"], "first phone 020 7946 0020"),
        (["--address", "2 High St, York"], "address 2 High St, York"),
        (["--remove-address", "home"], "no longer address 1 Mill Lane, Leeds (home)"),
        (["--tag", "vip", "--remove-tag", "french"], "tag vip, no longer tag french"),
        (["--dislikes", "genre:crime", "--remove-likes", "author:Zola"],
         "no longer likes author:Zola, dislikes genre:crime"),
        (["--relative", "Tom, son, 3 may 2015"], "relative Tom, son, 3 May 2015"),
        (["--remove-occasion", "wedding"], "no longer occasion wedding, 3 May 2010"),
    ],
    ids=str,
)  # fmt: skip
def test_a_change_is_answered_with_what_is_different_now(crm: Crm, args: list[str], words: str) -> None:
    crm("add", "Charles Babbage")
    crm("add", "Ada Lovelace", *MANY)
    answer = crm("contact", "edit", "ada", *args)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"Changed Ada Lovelace (c2): {words}. {UNDOES}\n"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (["--cadence", "6w"], ["--cadence", ""], "no cadence"),
        (["--deceased", "today"], ["--deceased", ""], "not deceased"),
        (["--do-not-contact"], ["--contact"], "may be contacted"),
        (["--referred-by", "babbage"], ["--referred-by", ""], "no referrer"),
        (["--mailings"], ["--no-mailings"], "mailings no since Tue 24 Nov 2026"),
    ],
    ids=str,
)
def test_what_was_emptied_is_named_too(crm: Crm, before: list[str], after: list[str], words: str) -> None:
    crm("add", "Charles Babbage")
    crm("add", "Ada Lovelace", *before)
    assert crm("contact", "edit", "ada", *after).out == f"Changed Ada Lovelace (c2): {words}. {UNDOES}\n"


def test_fields_of_the_shops_own_are_told_as_their_kind_is(crm: Crm) -> None:
    for name, kind in [("shelf", "number"), ("joined", "date"), ("vip", "yes-no"), ("note", "text")]:
        crm("config", "field", "add", name, "--kind", kind)
    crm("add", "Ada Lovelace", "--set", "note=x")
    args = [word for each in ("shelf=3.50", "joined=10 dec 2020", "vip=n", "note=") for word in ("--set", each)]
    answer = crm("contact", "edit", "ada", *args)
    words = "shelf 3.5, joined 10 Dec 2020, vip no, no note"
    assert answer.out == f"Changed Ada Lovelace (c1): {words}. {UNDOES}\n"


@pytest.mark.usefixtures("ada")
def test_a_new_name_is_said_once(crm: Crm) -> None:
    answer = crm("contact", "edit", "ada", "--name", "King, Augusta", "--role", "Poet")
    assert answer.out == f"Changed Augusta King (c1): name Augusta King, role Poet. {UNDOES}\n"


@pytest.mark.usefixtures("ada")
def test_much_that_is_different_stays_one_line(crm: Crm) -> None:
    answer = crm(
        "contact", "edit", "ada", "--notes", "word\n" * 3000, *(w for n in range(60) for w in ("--tag", f"tag-{n}"))
    )
    assert answer.out.count("\n") == 1
    assert len(answer.out) < 600
    assert f"…. {UNDOES}" in answer.out
