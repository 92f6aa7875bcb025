from datetime import UTC, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.queries.people import add, change, log, remind
from tests.queries.pipeline import QUOTED, day, lose, start, win
from tinycrm.domain.filter import FilterError, Term, parse, terms
from tinycrm.queries.words import Context, completions, condition, words
from tinycrm.store import Store

STAGES = ["Enquiry", "Sourcing", "Quoted", "Reserved", "Won", "Lost"]
CONTEXT = Context(NOW.date(), UTC, stages=lambda: STAGES)


def ago(days: int) -> str:
    return (NOW.date() - timedelta(days)).isoformat()


def named(shop: Store, text: str, **other: Any) -> list[str]:
    """The given names of everyone whom the filter chooses, in the order in which they were added."""
    chosen = condition(parse(text), CONTEXT._replace(**other))
    sql = f"SELECT coalesce(c.given, c.name) FROM contact c WHERE {chosen.sql} ORDER BY c.id"
    return shop.reader.values(sql, chosen.parameters)


@pytest.fixture
def people(shop: Store) -> Store:
    """Ada (c1), Zoë (c2), Łukasz (c3), a school (c4), 小明 (c5): each has what the others lack."""
    ada = add(
        shop, "Ada Lovelace", tag=["vip", "local-history"], likes=["author:Émile Zola", "genre:science fiction"],
        email=["ada@example.org"], phone=["020 7946 0018"], address=["12 Mill Rd, Leeds, LS1 4AB"], stage="regular",
        birthday="10 dec 1815", mailings=True, channel="phone", source="the book fair", role="head of English",
    )  # fmt: skip
    zoe = add(
        shop, "Zoë O'Brien", tag=["student"], likes=["genre:science-fiction"], dislikes=["author:Zola"],
        nickname="Zed", birthday="29 feb", mailings=False, relative=["Tom, son, 3 may 2015"], referred_by_id=ada,
        company="St Botolph's & Co",
    )  # fmt: skip
    lukasz = add(shop, "Łukasz Żak", birthday="1984-02-28", company="Straßenbuch Zürich", source="website")
    school = add(shop, "Orchard Street School", kind="organisation", address=["High St, Old York, YO1 2AB, Italy"])
    add(shop, "李小明", archived=True, notes="asked for maps of 北京", deceased="2020-01-02", do_not_contact=True)
    log(shop, "wants the first edition of Nana", ada, day=ago(10))
    log(shop, "came by", ada, zoe, day=ago(200))
    log(shop, "想要 地图", lukasz, day=ago(90))
    remind(shop, ada, due=ago(1))
    remind(shop, zoe, due=ago(-7))
    remind(shop, lukasz, due=ago(-8))
    start(shop, "Nana", ada, zoe, stage=QUOTED, since=30, value=18000, close=day(10), next="quote", next_on=day(-1))
    win(shop, start(shop, "Maps", lukasz, value=5000))
    lose(shop, start(shop, "Set texts", school))
    assert school == 4
    return shop


ADA, ZOE, LUKASZ, SCHOOL, XIAOMING = "Ada", "Zoë", "Łukasz", "Orchard Street School", "李小明"
EVERYONE = [ADA, ZOE, LUKASZ, SCHOOL, XIAOMING]

CHOSEN = [
    ("", EVERYONE),
    ("ada", [ADA]),
    ("ADA love", [ADA]),
    ("love-ada", []),
    ("ada-lovelace", [ADA]),
    ("zoe", [ZOE]),
    ("obrien", [ZOE]),
    ("zed", [ZOE]),
    ("botolph", [ZOE]),
    ("lukasz", [LUKASZ]),
    ("小明", [XIAOMING]),
    ("orchard", [SCHOOL]),
    ("c2", [ZOE]),
    ("&", EVERYONE),
    ("not:ada", [ZOE, LUKASZ, SCHOOL, XIAOMING]),
    ("ada or: zoe", [ADA, ZOE]),
    ("zoe or: ada tag:student", [ZOE]),
    ("(zoe or: ada) tag:vip", [ADA]),
    ("not:(zoe or: ada) kind:person", [LUKASZ, XIAOMING]),
    ("tag:VIP", [ADA]),
    ("tag:local-history", [ADA]),
    ('tag:"local history"', [ADA]),
    ("tag:local", []),
    ("-tag:vip tag:any", [ZOE]),
    ("tag:none", [LUKASZ, SCHOOL, XIAOMING]),
    ("likes:zola", [ADA]),
    ("likes:emile-zola", [ADA]),
    ("likes:author:zola", [ADA]),
    ("likes:genre:zola", []),
    ("likes:zo", []),
    ("likes:science-fiction", [ADA, ZOE]),
    ("likes:fiction", [ADA]),
    ("dislikes:zola", [ZOE]),
    ("likes:none kind:person", [LUKASZ, XIAOMING]),
    ("name:zo", [ZOE]),
    ("name:botolph", []),
    ("company:botolphs", [ZOE]),
    ("company:botolphs-co", [ZOE]),
    ("company:botol", []),
    ("company:strassenbuch", [LUKASZ]),
    ("company:zurich", [LUKASZ]),
    ("company:ZÜRICH", [LUKASZ]),
    ("role:head", [ADA]),
    ("role:english-head", [ADA]),
    ("role:any", [ADA]),
    ("city:leeds", [ADA]),
    ("city:york", [SCHOOL]),
    ("city:old-york", [SCHOOL]),
    ("city:yor", []),
    ("city:none kind:person", [ZOE, LUKASZ, XIAOMING]),
    ("country:italy", [SCHOOL]),
    ("country:gb", [ADA]),
    ("country:fr", []),
    ("email:example.org", [ADA]),
    ("email:ADA@", [ADA]),
    ("email:%", []),
    ("email:none", [ZOE, LUKASZ, SCHOOL, XIAOMING]),
    ("phone:020-7946", [ADA]),
    ("phone:+442079460018", [ADA]),
    ("phone:any", [ADA]),
    ("kind:organisation", [SCHOOL]),
    ("stage:Regular", [ADA]),
    ("stage:quoted", [ADA, ZOE]),
    ("stage:los", [SCHOOL]),
    ("deal:open", [ADA, ZOE]),
    ("deal:WON or: deal:lost", [LUKASZ, SCHOOL]),
    ("deal:closed", [LUKASZ, SCHOOL]),
    ("deal:rotting", [ADA, ZOE]),
    ("rotting", [ADA, ZOE]),
    ("rotting:no", []),
    ("rotting:yes tag:vip", [ADA]),
    ("value:180", [ADA, ZOE]),
    ("value:100..200", [ADA, ZOE]),
    ("value:..50", []),
    ("value:>180", []),
    ("value:€100..", []),
    ("value:any", [ADA, ZOE]),
    ("closes:30d", [ADA, ZOE]),
    ("closes:2026-12", [ADA, ZOE]),
    ("closes:overdue", []),
    ("closes:none", [LUKASZ, SCHOOL, XIAOMING]),
    ("next:overdue", [ADA, ZOE]),
    ("next:today", []),
    ("not:stage:regular kind:person", [ZOE, LUKASZ, XIAOMING]),
    ("stage:none kind:person", [ZOE, LUKASZ, XIAOMING]),
    ("channel:phone", [ADA]),
    ("source:book-fair", [ADA]),
    ("source:fair", [ADA]),
    ("source:website", [LUKASZ]),
    ("referred-by:c1", [ZOE]),
    ("referred-by:lovelace", [ZOE]),
    ("referred-by:zoe", []),
    ("referred-by:none kind:person", [ADA, LUKASZ, XIAOMING]),
    ("not:referred-by:c1 kind:person", [ADA, LUKASZ, XIAOMING]),
    ("relation:son", [ZOE]),
    ("relation:daughter", []),
    ("relation:any", [ZOE]),
    ("birthday:dec", [ADA]),
    ("birthday:feb", [ZOE, LUKASZ]),
    ("birthday:10-dec", [ADA]),
    ("birthday:16d", [ADA]),
    ("birthday:15d", []),
    ("birthday:nov..jan", [ADA]),
    ("birthday:28-feb", [LUKASZ]),
    ("birthday:29-feb", [ZOE]),
    ("birthday:today", []),
    ("birthday:none", [SCHOOL, XIAOMING]),
    ("not:birthday:feb", [ADA, SCHOOL, XIAOMING]),
    ("born:1984", [LUKASZ]),
    ("born:1980..1989", [LUKASZ]),
    ("born:..1900", [ADA]),
    ("born:>1900", [LUKASZ]),
    ("born:any", [ADA, LUKASZ]),
    ("seen:90d", [ADA, LUKASZ]),
    ("seen:89d", [ADA]),
    ("unseen:90d", [ZOE, SCHOOL, XIAOMING]),
    ("unseen:89d", [ZOE, LUKASZ, SCHOOL, XIAOMING]),
    (f"seen:{ago(200)}", [ADA, ZOE]),
    (f"unseen:{ago(200)}", [LUKASZ, SCHOOL, XIAOMING]),
    ("seen:..100d", [ADA, ZOE]),
    ("seen:..100d unseen:100d", [ZOE]),
    ("seen:never", [SCHOOL, XIAOMING]),
    ("unseen:never", [ADA, ZOE, LUKASZ]),
    ("created:today", EVERYONE),
    ("created:yesterday", []),
    ("created:..yesterday", []),
    ("created:7d", EVERYONE),
    ("due:overdue", [ADA]),
    ("due:7d", [ZOE]),
    ("due:..7d", [ADA, ZOE]),
    ("due:>7d", [LUKASZ]),
    ("due:today", []),
    ("due:yesterday", [ADA]),
    ("due:none", [SCHOOL, XIAOMING]),
    ("said:nana", [ADA]),
    ("said:first-edition", [ADA]),
    ("said:edition-first", []),
    ("said:came", [ADA, ZOE]),
    ("said:maps", [XIAOMING]),
    ("said:北京", [XIAOMING]),
    ("said:地图", [LUKASZ]),
    ("mailings:yes", [ADA]),
    ("mailings:no", [ZOE]),
    ("mailings:none", [LUKASZ, SCHOOL, XIAOMING]),
    ("not:mailings:yes", [ZOE, LUKASZ, SCHOOL, XIAOMING]),
    ("cadence:yes", []),
    ("cadence:no", EVERYONE),
    ("do-not-contact:yes", [XIAOMING]),
    ("deceased:no", [ADA, ZOE, LUKASZ, SCHOOL]),
    ("archived:YES", [XIAOMING]),
    ("archived:no", [ADA, ZOE, LUKASZ, SCHOOL]),
    ("archived:any", EVERYONE),
    # what these choose stands in test_purchase_word
    *(
        (f"{word}:{value}", [])
        for word, value in (
            ("bought", "any"),
            ("author", "zola"),
            ("genre", "novel"),
            ("spent", "1.."),
            ("wants", "any"),
            ("rhythm", "late"),
        )
    ),
    ("ref:c3", [LUKASZ]),
    ("ref:c99", []),
    ("tag:vip city:leeds likes:science-fiction seen:90d birthday:dec not:tag:student ada", [ADA]),
]


def test_each_filter_chooses_whom_it_means(people: Store) -> None:
    wrong = {text: found for text, expected in CHOSEN if (found := named(people, text)) != expected}
    assert wrong == {}


def test_every_word_is_tried() -> None:
    tried = {each.name for text, _ in CHOSEN for each in terms(parse(text))}
    assert {word.name for word in words()} - tried == set()


def test_a_cadence_of_their_own(people: Store) -> None:
    with people.begin("contact.edit", contact=2) as tx:
        tx.update("contact", 2, cadence="6w")
    assert named(people, "cadence:yes") == [ZOE]
    assert named(people, "cadence:every-6-weeks") == [ZOE]
    assert named(people, "not:cadence:7w cadence:any") == [ZOE]


def test_a_country_left_out_is_the_shops(people: Store) -> None:
    assert named(people, "country:gb", country="IT") == []
    assert named(people, "country:it", country="IT") == [ADA]


def test_a_changed_tag_counts_at_once(people: Store) -> None:
    change(people, 1, remove_tag=["vip"])
    assert named(people, "tag:vip") == []


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("zola tga:vip", 5, "There is no filter word «tga:»; did you mean tag:?"),
        ("not:unsen:90d", 4, "There is no filter word «unsen:»; did you mean unseen:?"),
        ("no:zola", 0, "There is no filter word «no:»; did you mean not:?"),
        ("https://example.org", 0, "There is no filter word «https:». In quotes it is a plain word."),
        (
            "stage:regulr",
            6,
            f'"regulr" is none of lead, prospect, customer, regular, lapsed, {", ".join(STAGES)}.',
        ),
        ("stage:vip", 6, f'"vip" is none of lead, prospect, customer, regular, lapsed, {", ".join(STAGES)}.'),
        ("deal:shut", 5, '"shut" is none of open, won, lost, closed, rotting.'),
        ("value:dear", 6, '"dear" is no amount. Try 1200 or 1200.50.'),
        ("value:9..5", 6, '"9..5" ends before it starts.'),
        ("closes:whenever", 7, '"whenever" is no time I know. Try 90d, 2026-01 or 2026-01-01..'),
        ("rotting:soon", 8, '"soon" is neither yes nor no.'),
        ("ada mailings:maybe", 13, '"maybe" is neither yes nor no.'),
        ("cadence:often", 8, '"often" is not an interval I know. Try 2w, 10 days, monthly or every 3 months.'),
        ("ref:12", 4, '"12" is no contact\'s reference; one looks like c12.'),
        ("phone:12", 6, "A phone is looked for by three digits or more."),
        ("city:&", 5, '"&" holds no letter and no digit to look for.'),
        ("name:&", 5, '"&" holds no letter and no digit to look for.'),
        ("said:-", 5, '"-" holds no letter and no digit to look for.'),
        ("tag:c12", 4, '"c12" is not a tag: it reads like a reference. Try no-c12.'),
        ("likes:author:", 6, '"author:" has no value. Write it as author:Zola.'),
        ("seen:soon", 5, '"soon" is no time I know. Try 90d, 2026-01 or 2026-01-01..'),
        ("birthday:30-feb", 9, "30 Feb is not a day. February has at most 29."),
        ("due:2026-02-30", 4, "30 Feb 2026 is not a day. February 2026 ends on Sat 28."),
    ],
)
def test_what_a_word_does_not_take_is_pointed_at(text: str, position: int, sentence: str) -> None:
    with pytest.raises(FilterError) as caught:
        condition(parse(text), CONTEXT)
    assert (caught.value.sentence, caught.value.position, caught.value.text) == (sentence, position, text)


def test_a_term_made_by_hand_is_pointed_at_in_its_own_text() -> None:
    with pytest.raises(FilterError) as caught:
        condition(Term("stage", "x"), CONTEXT)
    assert (caught.value.text, caught.value.position) == ("stage:x", 6)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ta", ["tag:"]),
        ("un", ["unseen:"]),
        ("no", ["not:"]),
        ("not:ta", ["not:tag:"]),
        ("tag:", ["tag:local-history", "tag:student", "tag:vip", "tag:none", "tag:any"]),
        ("tag:v", ["tag:vip"]),
        ("not:tag:v", ["not:tag:vip"]),
        ("city:O", ["city:Old-York"]),
        ("likes:em", ["likes:Émile-Zola"]),
        ("company:zz", []),
        ("stage:l", ["stage:lead", "stage:lapsed", "stage:lost"]),
        ("archived:a", ["archived:any"]),
        ("tga:v", []),
        ("x:tag:v", []),
    ],
)
def test_what_is_being_typed_is_completed(people: Store, typed: str, expected: list[str]) -> None:
    assert completions(people.reader, typed) == expected


def test_what_completion_offers_is_understood(people: Store) -> None:
    offered = [each for word in words() for each in completions(people.reader, f"{word.name}:")]
    assert len(offered) > 100
    for each in offered:
        named(people, each)


PIECES = st.sampled_from(
    [*(f"{word.name}:" for word in words()), *'()"-&%*[]^\'❤小é…', "or:", "not:", "none", "any", "..", ">", "<",
     "c1", "ada", "90d", "2026", "feb", "yes", "+44", "'; DROP TABLE contact", "a" * 200, " ", " ", " "]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=30)))
@example("likes:❤")
@example("ω" * 200)
@example("company:" + "ω" * 200)
@example("company:" + "-".join("a" * 100))
@example(" ".join(["city:a-b"] * 100))
@example(" or: ".join(["zola"] * 100))
@example("not:(" * 4 + "city:bury-st or: referred-by:zola" + ")" * 4)
@example("ref:c999999999999999")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_is_answered_or_a_filter_error(shop: Store, text: str) -> None:
    found: list[str] | FilterError
    try:
        found = named(shop, text)
    except FilterError as error:
        found = error
    assert found == [] or (isinstance(found, FilterError) and 0 <= found.position <= len(text))
