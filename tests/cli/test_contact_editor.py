import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.tool import CLOCK, Answer, Crm, Rows, Terminal
from tests.cli.typist import Visit, kept, typing
from tinycrm.cli.contact_editor import saved
from tinycrm.cli.env import Env
from tinycrm.domain.contact import Edit
from tinycrm.errors import StoreError

SAME = "It is like that already; nothing was changed.\n"
ALL_PARTS = "SELECT * FROM preference, tag, occasion, relative, address, link, email, consent"
Edited = Callable[..., Answer]


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def full(crm: Crm) -> str:
    """Somebody of whom much is known: c2, sent by Jane Smith, c1."""
    assert crm("add", "Jane Smith").code == 0
    words = ["--referred-by", "c1", "--birthday", "10 dec 1985", "--mailings", "--mailings-source", "at the till"]
    words += ["--phone", "mobile:020 7946 0018", "--phone", "01632 960001", "--phone", "fax: 01632 960002"]
    words += ["--email", "ada@x.org", "--likes", "author:Zola", "--dislikes", "genre:crime", "--tag", "regular"]
    words += ["--relative", "Tom, son, 3 may 2015", "--address", "home: 12 Lamb Street, Leeds, LS1 4AB, UK"]
    words += ["--occasion", "wedding: 3 may 2010", "--link", "example.org/ada", "--notes", "one\ntwo"]
    assert crm("add", "Ada Lovelace", *words).code == 0
    return "c2"


@pytest.fixture
def edited(crm: Crm, full: str, drafts: Path, tmp_path: Path) -> Edited:
    """`edited(("old", "new"), …)` replaces words in Ada's text and saves it."""
    assert drafts

    def edit(*visit: tuple[str, str], also: str = "") -> Answer:
        return crm("contact", "edit", full, env=typing(tmp_path, visit, also=also))

    return edit


def numbers(rows: Rows) -> list[tuple[int, str | None, str]]:
    return [(row_id, label, number) for row_id, label, number in rows(
        "SELECT id, label, number FROM phone WHERE contact_id = 2 ORDER BY position, id"
    )]  # fmt: skip


def changes(rows: Rows) -> list[tuple[str, str]]:
    """What the last operation touched, as table and action."""
    return [(table, action) for table, action in rows(
        'SELECT "table", action FROM change WHERE operation_id = (SELECT max(id) FROM operation) ORDER BY id'
    )]  # fmt: skip


def test_an_unchanged_text_is_no_operation(edited: Edited, rows: Rows, drafts: Path) -> None:
    before = rows("SELECT max(id) FROM operation"), rows("SELECT max(id) FROM change")
    assert edited() == (0, "", SAME)
    assert edited(("", "")) == (0, "", SAME)
    assert (rows("SELECT max(id) FROM operation"), rows("SELECT max(id) FROM change")) == before
    assert list(drafts.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "column", "value"),
    [
        ('nickname = ""', 'nickname = "Countess"', "nickname", "Countess"),
        ('role = ""', "role = 7", "role", "7"),
        ('birthday = "10 Dec 1985"', 'birthday = "1/4"', "birthday", "--04-01"),
        ('birthday = "10 Dec 1985"', "birthday = 1985-12-11", "birthday", "1985-12-11"),
        ('birthday = "10 Dec 1985"', 'birthday = ""', "birthday", None),
        ('birthday = "10 Dec 1985"\n', "", "birthday", None),
        ('family = "Lovelace"', 'family = "Byron"', "family", "Byron"),
        ('channel = ""', 'channel = "Letter"', "channel", "letter"),
        ('stage = ""', 'stage = "regular"', "stage", "regular"),
        ('cadence = ""', 'cadence = "every 6 weeks"', "cadence", "6w"),
        ('do_not_contact = "no"', 'do_not_contact = "yes"', "do_not_contact", 1),
        ('do_not_contact = "no"', "do_not_contact = true", "do_not_contact", 1),
        ('deceased = ""', 'deceased = "1 nov 2026"', "deceased_on", "2026-11-01"),
        ('referred_by = "c1"  # Jane Smith', 'referred_by = ""', "referred_by_id", None),
        ("one\ntwo'''", "one\n[x] = 'y'\n'''", "notes", "one\n[x] = 'y'"),
        ('pinned = ""', "pinned = '''\nRing\nafter five\n'''", "pinned", "Ring\nafter five"),
        ('kind = "person"', 'kind = "organisation"', "kind", "organisation"),
    ],
)
def test_one_line_changes_one_fact(
    edited: Edited, rows: Rows, drafts: Path, old: str, new: str, column: str, value: object
) -> None:
    before = rows("SELECT * FROM contact WHERE id = 2")
    answer = edited((old, new))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Changed Ada Lovelace (c2)")
    assert rows(f"SELECT {column} FROM contact WHERE id = 2") == [(value,)]
    differing = [
        one for one, other in zip(before[0], rows("SELECT * FROM contact WHERE id = 2")[0], strict=True) if one != other
    ]
    assert len(differing) == 1
    assert changes(rows) == [("contact", "update")]
    assert list(drafts.iterdir()) == []


@pytest.mark.parametrize(
    ("visit", "names"),
    [
        ([('Ada Lovelace"', 'Augusta King"')], ("Augusta King", "Augusta", "King")),
        ([('Ada Lovelace"', 'King, Augusta"')], ("Augusta King", "Augusta", "King")),
        ([('Ada Lovelace"', 'Ada King"'), ('"Lovelace"', '"Noel King"')], ("Ada King", "Ada", "Noel King")),
    ],
)
def test_a_new_name_brings_its_parts(edited: Edited, rows: Rows, visit: Visit, names: tuple[str, ...]) -> None:
    assert edited(*visit).code == 0
    assert rows("SELECT name, given, family FROM contact WHERE id = 2") == [names]


def test_a_referrer_may_be_named(crm: Crm, edited: Edited, rows: Rows) -> None:
    assert crm("add", "Mary Somerville").code == 0
    assert edited(('"c1"', '"somerville"')).code == 0
    assert rows("SELECT referred_by_id FROM contact WHERE id = 2") == [(3,)]


def test_a_row_that_is_not_touched_keeps_its_id(edited: Edited, rows: Rows) -> None:
    assert numbers(rows) == [(1, "mobile", "020 7946 0018"), (2, None, "01632 960001"), (3, "fax", "01632 960002")]
    assert (
        edited(('"01632 960001", ', ""), ('"fax: 01632 960002"', '"fax: 01632 960002", "+33 1 23 45 67 89"')).code == 0
    )
    assert numbers(rows) == [(1, "mobile", "020 7946 0018"), (3, "fax", "01632 960002"), (4, None, "+33 1 23 45 67 89")]
    assert changes(rows) == [("phone", "delete"), ("phone", "insert")]


def test_a_new_label_keeps_the_row(edited: Edited, rows: Rows) -> None:
    assert edited(("mobile: 020", "work: 020")).code == 0
    assert numbers(rows)[0] == (1, "work", "020 7946 0018")
    assert changes(rows) == [("phone", "update")]


def test_a_label_can_be_taken_off(edited: Edited, rows: Rows) -> None:
    assert edited(("mobile: 020", "020")).code == 0
    assert [row[1:] for row in numbers(rows)] == [
        (None, "020 7946 0018"), (None, "01632 960001"), ("fax", "01632 960002"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ('["fax: 01632 960002", "mobile: 020 7946 0018", "01632 960001"]', [3, 1, 2]),
        ('["01632 960001", "mobile: 020 7946 0018", "fax: 01632 960002"]', [2, 1, 3]),
        ('["fax: 01632 960002", "01632 960001", "mobile: 020 7946 0018"]', [3, 2, 1]),
        ('["mobile: 020 7946 0018", "fax: 01632 960002", "01632 960001"]', [1, 3, 2]),
        ('["+33 1 23 45 67 89", "mobile: 020 7946 0018", "01632 960001", "fax: 01632 960002"]', [4, 1, 2, 3]),
        ('["mobile: 020 7946 0018", "+33 1 23 45 67 89", "fax: 01632 960002"]', [1, 4, 3]),
        ('"fax: 01632 960002"', [3]),
        ("[]", []),
        ('["", "01632 960001", "01632 960001", "01632960001"]', [2]),
    ],
)
def test_a_list_is_kept_in_its_order(edited: Edited, rows: Rows, typed: str, order: list[int]) -> None:
    before = '["mobile: 020 7946 0018", "01632 960001", "fax: 01632 960002"]'
    assert edited((before, typed)).code == 0
    assert [row_id for row_id, _, _ in numbers(rows)] == order
    assert edited() == (0, "", SAME)


@pytest.mark.parametrize(
    ("old", "new", "sql", "found"),
    [
        (
            '"regular"',
            '"Regular", "fair 2026"',
            "SELECT id, name FROM tag ORDER BY id",
            [(1, "regular"), (2, "fair-2026")],
        ),
        ('"author: Zola"', '"author: zola"', "SELECT id, value FROM preference WHERE attitude = 'like'", [(1, "zola")]),
        (
            '"author: Zola"',
            '"author: Zola", "author: ZOLA"',
            "SELECT id, value FROM preference WHERE attitude = 'like'",
            [(1, "Zola")],
        ),
        (
            '"genre: crime"',
            '"genre: crime", "war"',
            "SELECT id, facet, value FROM preference WHERE attitude = 'dislike'",
            [(2, "genre", "crime"), (3, "subject", "war")],
        ),
        (
            '"Tom, son, 3 May 2015"',
            '"Tom, son, 4 may 2015", "Kit, cat"',
            "SELECT id, name, relation, birthday FROM relative",
            [(1, "Tom", "son", "2015-05-04"), (2, "Kit", "cat", None)],
        ),
        ('"Tom, son, 3 May 2015"', '"Tom"', "SELECT name, relation, birthday FROM relative", [("Tom", None, None)]),
        ("3 May 2010", "4 may", "SELECT id, name, day FROM occasion", [(1, "wedding", "--05-04")]),
        ('"ada@x.org"', '"Ada@X.org"', "SELECT address, key FROM email", [("Ada@x.org", "ada@x.org")]),
        (
            "https://example.org/ada",
            "blog: example.org/ada",
            "SELECT id, label, url FROM link",
            [(1, "blog", "https://example.org/ada")],
        ),
        (
            '"home: 12 Lamb Street, Leeds, LS1 4AB, UK"',
            '{label = "home", street = "12 Lamb Street", region = "Yorkshire"}',
            "SELECT label, street, city, region FROM address",
            [("home", "12 Lamb Street", None, "Yorkshire")],
        ),
        ('"home: 12 Lamb', '"work: 12 Lamb', "SELECT id, label, city FROM address", [(1, "work", "Leeds")]),
        ('mailings = "yes"', 'mailings = "no"', "SELECT given, day, source FROM consent", [(0, "2026-11-24", None)]),
        ('"at the till"', '"by letter"', "SELECT given, day, source FROM consent", [(1, "2026-11-24", "by letter")]),
        ('"24 Nov 2026"', '"1 nov 2026"', "SELECT given, day, source FROM consent", [(1, "2026-11-01", "at the till")]),
        ('mailings = "yes"', 'mailings = ""', "SELECT * FROM consent", []),
    ],
)
def test_what_hangs_on_someone_is_edited_line_by_line(
    crm: Crm, edited: Edited, rows: Rows, drafts: Path, old: str, new: str, sql: str, found: list[tuple[object, ...]]
) -> None:
    before = rows(ALL_PARTS)
    answer = edited((old, new))
    assert answer.code == 0
    assert rows(sql) == found
    assert list(drafts.iterdir()) == []
    if answer.err != SAME:
        assert crm("undo").code == 0
    assert rows(ALL_PARTS) == before


def test_an_edit_is_one_operation_and_one_undo(crm: Crm, edited: Edited, rows: Rows) -> None:
    before = crm("show", "c2", "--json").json
    assert (
        edited(
            ('nickname = ""', 'nickname = "Countess"'), ('"regular"', '"vip"'), ('"mobile: 020 7946 0018", ', "")
        ).code
        == 0
    )
    assert rows("SELECT count(*), max(what) FROM operation") == [(3, "contact.edit")]
    assert crm("undo").code == 0
    assert crm("show", "c2", "--json").json == before


BAD = [
    ('"10 Dec 1985"', '"31 feb"', "31 Feb is not a day"),
    ('"10 Dec 1985"', "10 dec", "words stand between quotes"),
    ('nickname = ""', 'nickame = "x"', "There is no field 'nickame'; did you mean nickname?"),
    ('nickname = ""', "[nickname]", "nickname takes words between quotes"),
    ('nickname = ""', "nickname = true", "nickname takes words between quotes"),
    ('nickname = ""', 'zzz = ""', "There is no field 'zzz'."),
    ('kind = "person"', 'kind = "robot"', "is not a kind of contact"),
    ('kind = "person"', 'kind = ""', "kind cannot be empty"),
    ('"Ada Lovelace"', '" "', "A name cannot be blank"),
    ('"fax: 01632 960002"', '\n  "fax: 01632 960002",\n  "fax: none"\n', "holds no phone number"),
    ('"ada@x.org"', '"ada at x"', "is not an email"),
    ('"regular"', '"a,b"', "is not a tag"),
    ('"regular"', "{}, {name = 1}", "tags takes words between quotes"),
    ('["regular"]', "7", "tags is a list between [ and ]"),
    ('"https://example.org/ada"', '"ftp://x.org"', "is not a web link"),
    ('"wedding: 3 May 2010"', '"wedding"', "lacks its day"),
    ('"Tom, son, 3 May 2015"', '"Tom, son, 3 May 2015, x"', "has too many parts"),
    ('"home: 12 Lamb Street, Leeds, LS1 4AB, UK"', '{street = "x", town = "y"}', "An address has no 'town'"),
    ('"home: 12 Lamb Street, Leeds, LS1 4AB, UK"', '{label = "home"}', "An address cannot be blank"),
    ('"Tom, son, 3 May 2015"', '"Tom, son, 3 May 2015", "Tom, nephew"', "Tom stands there already"),
    ('channel = ""', 'channel = "pigeon"', "is not a way to reach someone"),
    ('mailings = "yes"', 'mailings = "maybe"', "mailings is yes or no, not 'maybe'"),
    ('"24 Nov 2026"', '"yesterdayish"', "is not a day"),
    ('do_not_contact = "no"', 'do_not_contact = "never"', "do_not_contact is yes or no"),
    ('deceased = ""', 'deceased = "10 dec"', "has no year"),
    ('"c1"', '"lovelace"', "cannot be referred by themselves"),
    ("two'''", "two", "line"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), BAD)
def test_bad_input_is_refused_with_its_line_and_kept(
    edited: Edited, rows: Rows, drafts: Path, old: str, new: str, sentence: str
) -> None:
    before = rows("SELECT max(id) FROM change"), rows("SELECT max(id) FROM operation")
    answer = edited((old, new))
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    (text,) = kept(drafts)
    assert re.search(rf"What you typed is kept in {re.escape(str(drafts))}\S+\.toml\.$", answer.err)
    found = re.match(r"line (\d+): ", answer.err)
    assert found is not None
    line = text.split("\n")[int(found[1]) - 1]
    assert new.strip().split("\n")[-1].strip('" []') in line or sentence == "line"
    assert (rows("SELECT max(id) FROM change"), rows("SELECT max(id) FROM operation")) == before


def test_a_new_consent_needs_its_answer(edited: Edited, drafts: Path) -> None:
    assert edited(('mailings = "yes"', 'mailings = ""')).code == 0
    answer = edited(('mailings_on = ""', 'mailings_on = "1 nov 2026"'))
    assert answer.code == 2
    assert re.match(r"line \d+: Say also yes or no at mailings\.", answer.err)
    assert len(kept(drafts)) == 1


@pytest.mark.parametrize(
    ("who", "code", "sentence"), [("nobody at all", 3, "Nobody here is called"), ("jane", 4, "could be 2 people")]
)
def test_a_referrer_who_is_not_clear_ends_as_everywhere(
    crm: Crm, edited: Edited, drafts: Path, who: str, code: int, sentence: str
) -> None:
    assert crm("add", "Jane Eyre").code == 0
    answer = edited(('"c1"', f'"{who}"'))
    assert answer.code == code
    assert re.match(r"line \d+: ", answer.err)
    assert sentence in answer.err
    assert len(kept(drafts)) == 1


def test_without_an_editor_or_a_terminal_the_options_are_named(crm: Crm, full: str) -> None:
    answer = crm("contact", "edit", full, env={"EDITOR": "", "VISUAL": ""})
    assert (answer.code, answer.out) == (2, "")
    assert "use options such as --nickname" in answer.err


def meanwhile(shop: Path, *words: str) -> str:
    """What somebody else does while the editor is open."""
    command = [sys.executable, "-m", "tinycrm", "--db", str(shop), *words]
    return f"subprocess.run({command!r}, check=True, stdout=subprocess.DEVNULL)"


def test_what_someone_else_changed_meanwhile_is_not_overwritten(
    edited: Edited, rows: Rows, drafts: Path, shop_path: Path
) -> None:
    also = meanwhile(shop_path, "contact", "edit", "c2", "--nickname", "Ada")
    answer = edited(('nickname = ""', 'nickname = "Countess"'), also=also)
    assert (answer.code, answer.out) == (5, "")
    assert "Ada Lovelace was changed by someone else meanwhile, so your changes were not saved." in answer.err
    assert 'nickname = "Countess"' in kept(drafts)[0]
    assert rows("SELECT nickname FROM contact WHERE id = 2") == [("Ada",)]


def test_someone_else_may_change_someone_else(edited: Edited, rows: Rows, shop_path: Path) -> None:
    also = meanwhile(shop_path, "contact", "edit", "c1", "--nickname", "Janey")
    assert edited(('nickname = ""', 'nickname = "Countess"'), also=also).code == 0
    assert rows("SELECT nickname FROM contact ORDER BY id") == [("Janey",), ("Countess",)]


def test_what_was_deleted_meanwhile_stays_deleted(edited: Edited, rows: Rows, drafts: Path, shop_path: Path) -> None:
    also = meanwhile(shop_path, "contact", "delete", "c2", "--yes")
    answer = edited(('nickname = ""', 'nickname = "Countess"'), also=also)
    assert (answer.code, answer.out) == (5, "")
    assert "was deleted by someone else meanwhile" in answer.err
    assert len(kept(drafts)) == 1
    assert rows("SELECT id FROM contact") == [(1,)]


@pytest.mark.parametrize(("said", "code", "nickname"), [("y", 0, "Countess"), ("n", 5, None)])
def test_a_terminal_is_asked_whether_to_save_on_top(
    full: str, rows: Rows, drafts: Path, shop_path: Path, tmp_path: Path, said: str, code: int, nickname: str | None
) -> None:
    also = meanwhile(shop_path, "contact", "edit", "c2", "--remove-phone", "01632 960001", "--role", "Author")
    visit = [('nickname = ""', 'nickname = "Countess"'), ('"01632 960001", ', "")]
    env = {**CLOCK, **typing(tmp_path, visit, also=also), "TMPDIR": str(drafts)}
    terminal = Terminal("--db", shop_path, "contact", "edit", full, env=env, columns=200)
    terminal.until("Save your changes on top of theirs?")
    terminal.type(said)
    assert terminal.end().code == code
    assert rows("SELECT nickname, role FROM contact WHERE id = 2") == [(nickname, "Author")]
    assert [row_id for row_id, _, _ in numbers(rows)] == [1, 3]
    assert len(kept(drafts)) == (0 if code == 0 else 1)


def test_a_terminal_edits_again_what_was_typed(
    full: str, rows: Rows, drafts: Path, shop_path: Path, tmp_path: Path
) -> None:
    visits = [('"10 Dec 1985"', '"31 feb"'), ('nickname = ""', 'nickname = "Countess"')], [('"31 feb"', '"28 feb"')]
    env = {**typing(tmp_path, *visits), "TMPDIR": str(drafts)}
    terminal = Terminal("--db", shop_path, "contact", "edit", full, env=env, columns=200)
    assert "31 Feb is not a day" in terminal.until("Edit again?")
    terminal.type("")
    assert terminal.end().code == 0
    assert rows("SELECT birthday, nickname FROM contact WHERE id = 2") == [("--02-28", "Countess")]
    assert kept(drafts) == []


def test_what_cannot_be_saved_is_kept(
    full: str, drafts: Path, shop_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in typing(tmp_path, [('nickname = ""', 'nickname = "Countess"')]).items():
        monkeypatch.setenv(name, value)
    env = Env(shop_path)

    def save(change: Edit, _: object) -> None:
        raise StoreError(f"Another program has the file; {change.facts} was not saved.")

    with pytest.raises(StoreError, match=r"\{'nickname': 'Countess'\} was not saved\. What you typed is kept in "):
        saved(env, int(full[1:]), save)
    env.close()
    assert 'nickname = "Countess"' in kept(drafts)[0]
