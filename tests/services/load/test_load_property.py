"""Whatever is in a file: the same file again changes nothing, a dry run foresees the run, and undo takes all back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.load.tool import brought, changes, counts, foreseen
from tests.services.undo_model import bring_back, content, take_back
from tests.store.tool import opened
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Relative
from tinycrm.queries import person as exported
from tinycrm.queries.contact import Chosen
from tinycrm.services.load import Report
from tinycrm.store import Store

NAMES = ["", "Ada Lovelace", "Ada", "A. Lovelace", "Lovelace, Ada", "Bob Roe", "Bob Lovelace", "Mill Books", "李小明"]
WORDS = st.sampled_from(["a", "b", "ab", "A", "n/a"])
MAYBE = st.none() | WORDS
DAYS = st.none() | st.sampled_from(["1990-03-04", "--12-10", "3/4/1990", "0/0/00"])
LABELS = st.none() | st.sampled_from(["home", "work"])


def few(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2)


def ways(values: list[str]) -> st.SearchStrategy[list[Labelled]]:
    return st.lists(st.builds(Labelled, LABELS, st.sampled_from(values)), max_size=2)


PEOPLE = st.builds(
    Person,
    line=st.integers(2, 99),
    uid=st.none() | st.sampled_from(["u1", "u2", "urn:uuid:u3"]),
    name=st.sampled_from(NAMES),
    kind=st.none() | st.sampled_from(["person", "organisation"]),
    given=st.none() | st.sampled_from(["Ada", "Bob"]),
    nickname=MAYBE,
    company=st.none() | st.sampled_from(["Mill Books", "Ada"]),
    birthday=DAYS,
    emails=ways(["a@x.org", "A@x.org", "b@x.org", "c@x.org", "n/a"]),
    phones=ways(["020 7946 0018", "+44 20 7946 0018", "020 7946 0019", "12345", "000"]),
    links=ways(["example.org"]),
    addresses=st.lists(st.builds(Postal, LABELS, MAYBE, MAYBE), max_size=2),
    occasions=st.lists(st.builds(Occasion, WORDS, st.sampled_from(["--01-02", "2020-01-02"])), max_size=3),
    relatives=st.lists(st.builds(Relative, WORDS, MAYBE, DAYS), max_size=2),
    tags=few(["VIP", "a: b", "x"]),
    likes=few(["author:Zola", "author:zola", "maps"]),
    dislikes=few(["maps"]),
    notes=MAYBE,
    pinned=MAYBE,
    source=MAYBE,
    channel=st.none() | st.sampled_from(["email", "pigeon"]),
    referred_by=st.none() | st.sampled_from(NAMES[1:]),
    mailings=st.none() | st.booleans(),
    do_not_contact=st.none() | st.booleans(),
    others=st.dictionaries(st.sampled_from(["Shelf", "shelf!", "Email", "Nr"]), st.sampled_from(["1", "01", "yes"])),
    kept=few(["X-A:1", "X-B:2"]),
)
FILES = st.lists(PEOPLE, max_size=7)
CHOICES = st.fixed_dictionaries(
    {"on_match": st.sampled_from(["update", "update", "fill", "skip"]), "strict": st.booleans(),
     "keep_others": st.booleans(), "tags": st.sampled_from([(), ("fair",)]),
     "source": st.sampled_from([None, "fair"]), "consent": st.sampled_from([None, "at the till"])}
)  # fmt: skip


@contextmanager
def copy(template: Path) -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        shop = opened(Path(shutil.copy(template, Path(folder) / "shop.db")))
        try:
            yield shop
        finally:
            shop.close()


@settings(deadline=None, max_examples=60)
@given(FILES, FILES, CHOICES)
def test_the_same_file_again_changes_nothing(
    template: Path, here: list[Person], file: list[Person], how: dict[str, Any]
) -> None:
    with copy(template) as shop:
        brought(shop, *here, strict=False)
        foreseen_first = foreseen(shop, *file, **how)
        first = brought(shop, *file, **how)
        assert first._replace(operation=None) == foreseen_first
        assert sum(counts(first)) + first.refused_total == len(file)
        before = changes(shop)
        again = brought(shop, *file, **how)
        assert (again.created, again.updated, changes(shop)) == (0, 0, before)
        assert again.operation is None


@settings(deadline=None, max_examples=30)
@given(FILES, FILES, CHOICES)
def test_an_import_is_taken_back_whole_and_brought_back(
    template: Path, here: list[Person], file: list[Person], how: dict[str, Any]
) -> None:
    with copy(template) as shop:
        brought(shop, *here, strict=False)
        before = content(shop.reader)
        if brought(shop, *file, **how).operation is not None:
            after = content(shop.reader)
            take_back(shop)
            assert content(shop.reader) == before
            bring_back(shop)
            assert content(shop.reader) == after


@settings(deadline=None, max_examples=30)
@given(FILES, FILES)
def test_two_shops_that_swap_their_people_come_to_rest(
    template: Path, ours: list[Person], theirs: list[Person]
) -> None:
    with copy(template) as shop, copy(template) as other:
        brought(shop, *ours, strict=False, keep_others=True)
        brought(other, *theirs, strict=False, keep_others=True)
        for _ in range(3):
            swap(shop, other)
        before = changes(shop), changes(other)
        swapped = swap(shop, other)
        assert [(report.created, report.updated) for report in swapped] == [(0, 0), (0, 0)]
        assert (changes(shop), changes(other)) == before


def swap(shop: Store, other: Store) -> list[Report]:
    return [
        brought(there, *exported.people(here.reader, Chosen()), strict=False, keep_others=True, consent="in the file")
        for here, there in ((shop, other), (other, shop))
    ]


@settings(deadline=None, max_examples=40)
@given(FILES, FILES, st.lists(CHOICES, min_size=1, max_size=4))
def test_whatever_was_edited_meanwhile_a_file_settles_at_once(
    template: Path, file: list[Person], edits: list[Person], ways: list[dict[str, Any]]
) -> None:
    with copy(template) as shop:
        for how in ways:
            brought(shop, *file, **how)
            brought(shop, *edits, strict=False)
            brought(shop, *file, **how)
            before = changes(shop)
            again = brought(shop, *file, **how)
            assert (again.created, again.updated, changes(shop)) == (0, 0, before)


@settings(deadline=None, max_examples=40)
@given(FILES, FILES, CHOICES)
def test_nothing_that_was_known_is_lost(
    template: Path, here: list[Person], file: list[Person], how: dict[str, Any]
) -> None:
    with copy(template) as shop:
        brought(shop, *here, strict=False)
        before = known(shop)
        brought(shop, *file, **how)
        assert before <= known(shop)


def known(shop: Store) -> set[tuple[Any, ...]]:
    """What no import may take away: people, ways to reach them, tags, a no to mailings or to being called on."""
    sql = """SELECT 'contact', id, NULL FROM contact UNION SELECT 'email', contact_id, key FROM email
        UNION SELECT 'phone', contact_id, coalesce(e164, digits) FROM phone
        UNION SELECT 'tag', contact_id, name FROM tag
        UNION SELECT 'day', contact_id, name FROM occasion UNION SELECT 'uid', contact_id, value FROM uid
        UNION SELECT 'like', contact_id, attitude || facet || key FROM preference
        UNION SELECT 'no', contact_id, purpose FROM consent WHERE NOT given
        UNION SELECT 'no', id, 'contact' FROM contact WHERE do_not_contact
        UNION SELECT 'address', contact_id, coalesce(street, '') || '/' || coalesce(city, '') FROM address"""
    return set(shop.reader.all(lambda *row: row, sql))
