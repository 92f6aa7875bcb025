import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tinycrm.domain.filter import (
    DEPTH_LIMIT,
    LIMIT,
    And,
    FilterError,
    Limits,
    Not,
    Or,
    Term,
    Tree,
    all_of,
    any_of,
    limits,
    parse,
    show,
    term,
    terms,
    uses,
)

ZOLA, VIP, LEEDS = Term("", "zola"), Term("tag", "vip"), Term("city", "leeds")

CANONICAL = [
    "",
    "zola",
    "tag:vip",
    "not:zola",
    "not:not:zola",
    "tag:vip or: city:leeds zola",
    "(tag:vip or: zola) city:leeds",
    "not:(tag:vip zola)",
    "not:(tag:vip or: zola) city:leeds",
    "zola or: not:tag:vip or: city:leeds",
    "likes:author:zola",
    "seen:2026-01-01..",
    "seen:..2026",
    "born:>1980",
    "birthday:--12-10",
    "10:30",
    "or",
    "smith-jones",
    '"tag:vip"',
    '"-zola"',
    '"a>b"',
    'company:"acme-(books)"',
    "小明 ألف",
    "tag:regular likes:science-fiction bought:2026-01-01.. spent:100.. unseen:90d birthday:feb not:tag:vip zola",
]

SAME = [
    ("  tag:vip   zola ", "tag:vip zola"),
    ("Tag:vip", "tag:vip"),
    ("tag:VIP", "tag:VIP"),
    ("-tag:vip", "not:tag:vip"),
    ("-zola", "not:zola"),
    ('-"zola"', "not:zola"),
    ("not: tag:vip", "not:tag:vip"),
    ("NOT:tag:vip", "not:tag:vip"),
    ("-(tag:vip zola)", "not:(tag:vip zola)"),
    ("not:( tag:vip )", "not:tag:vip"),
    ("zola or:tag:vip", "zola or: tag:vip"),
    ("zola or:-tag:vip", "zola or: not:tag:vip"),
    ("(zola)", "zola"),
    ("((zola tag:vip)) city:leeds", "zola tag:vip city:leeds"),
    ("(zola or: tag:vip) or: city:leeds", "zola or: tag:vip or: city:leeds"),
    ("zola or: (tag:vip city:leeds)", "zola or: tag:vip city:leeds"),
    ("(zola)(tag:vip)", "zola tag:vip"),
    ('likes:"science fiction"', "likes:science-fiction"),
    ('"likes:" zola', '"likes:" zola'),
    ("likes:“science  fiction”", "likes:science-fiction"),
    ('"ada lovelace"', "ada-lovelace"),
    ("spent:>=100", "spent:100.."),
    ("spent>=100", "spent:100.."),
    ("spent<=100", "spent:..100"),
    ("spent>100", "spent:>100"),
    ("spent:<100", "spent:<100"),
]


@pytest.mark.parametrize("text", CANONICAL)
def test_a_canonical_text_is_shown_as_it_stands(text: str) -> None:
    assert show(parse(text)) == text


@pytest.mark.parametrize(("typed", "canonical"), SAME)
def test_other_ways_to_type_it_mean_the_same(typed: str, canonical: str) -> None:
    assert show(parse(typed)) == canonical
    assert parse(canonical) == parse(typed)


def test_blanks_bind_closer_than_or() -> None:
    assert parse("zola or: tag:vip city:leeds") == Or((ZOLA, And((VIP, LEEDS))))
    assert parse("zola tag:vip or: city:leeds") == Or((And((ZOLA, VIP)), LEEDS))
    assert parse("zola (tag:vip or: city:leeds)") == And((ZOLA, Or((VIP, LEEDS))))


def test_not_takes_the_next_word_only() -> None:
    assert parse("not:zola tag:vip") == And((Not(ZOLA), VIP))
    assert parse("not:(zola tag:vip)") == Not(And((ZOLA, VIP)))


def test_nothing_typed_is_everyone() -> None:
    assert parse("  ") == And(())


def test_a_term_knows_where_it_was_typed() -> None:
    text = 'zola  not:likes:"science fiction"'
    bare, liked = terms(parse(text))
    assert bare.place == (text, 0, 0)
    assert liked.place is not None
    assert text[liked.place.word :].startswith("likes:")
    assert text[liked.place.value :].startswith("science")


def test_a_tree_says_which_words_it_uses() -> None:
    tree = parse("zola or: not:(archived:yes tag:vip)")
    assert [each.name for each in terms(tree)] == ["", "archived", "tag"]
    assert uses(tree, "archived")
    assert not uses(tree, "zola")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a..b", Limits("a", "b", strict=False)),
        ("a..", Limits("a", "", strict=False)),
        ("..b", Limits("", "b", strict=False)),
        (">a", Limits("a", "", strict=True)),
        ("<b", Limits("", "b", strict=True)),
        ("a", None),
        ("..", None),
        (">", None),
        ("a..b..c", None),
        (">a..b", Limits(">a", "b", strict=False)),
    ],
)
def test_a_range_has_two_ends(value: str, expected: Limits | None) -> None:
    assert limits(value) == expected


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("tag:", 4, "tag: needs a value right behind it."),
        ('zola tag:"" x', 9, "tag: needs a value right behind it."),
        ("seen:..", 5, "seen: needs a value right behind it."),
        ("tag: vip", 4, "tag: needs a value right behind it."),
        ('zola ""', 5, "There is nothing between these quotes."),
        ('zola "ada', 5, "This quote is not closed."),
        ("or: zola", 0, "or: stands between two words, as in tag:regular or: tag:vip."),
        ("zola or:", 5, "or: stands between two words, as in tag:regular or: tag:vip."),
        ("zola or: or: ada", 9, "or: stands between two words, as in tag:regular or: tag:vip."),
        ("(zola or: )", 6, "or: stands between two words, as in tag:regular or: tag:vip."),
        ("zola not:", 5, "not: needs a word after it, as in not:tag:vip."),
        ("not: or: zola", 0, "not: needs a word after it, as in not:tag:vip."),
        ("zola (ada", 5, "This parenthesis is not closed."),
        ("zola (", 5, "This parenthesis is not closed."),
        ("zola ada)", 8, "This parenthesis closes nothing."),
        (")", 0, "This parenthesis closes nothing."),
        ("zola ()", 5, "There is nothing between these parentheses."),
        ("zo\x1bla", 2, "There is a character here that cannot be seen; leave it out."),
        ("zola\u202e", 4, "There is a character here that cannot be seen; leave it out."),
        ("zo\ud800", 2, "There is a character here that cannot be seen; leave it out."),
        ("a " * 101, 200, "A filter has at most 100 words."),
        ("tag:" + "x" * 201, 4, "A value has at most 200 characters."),
        ("x" * (LIMIT + 1), LIMIT, "A filter has at most 2,000 characters; this one has 2,001."),
        ("(" * (DEPTH_LIMIT + 1) + "a", DEPTH_LIMIT, "This goes more than 8 groups deep; take it apart."),
        ("not:" * 9 + "a", 32, "This goes more than 8 groups deep; take it apart."),
    ],
)
def test_an_error_points_at_the_place(text: str, position: int, sentence: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert (caught.value.sentence, caught.value.position, caught.value.text) == (sentence, position, text)
    assert caught.value.exit_code == 6


def test_the_message_shows_the_place() -> None:
    with pytest.raises(FilterError) as caught:
        parse("zola (ada")
    assert str(caught.value) == "This parenthesis is not closed.\nzola (ada\n     ^"


def test_wide_letters_and_marks_keep_the_pointer_in_its_column() -> None:
    assert str(FilterError("So.", "小明 e\u0301 tag:", 6)) == "So.\n小明 e\u0301 tag:\n       ^"


def test_nothing_unseen_comes_out_in_the_message() -> None:
    assert str(FilterError("So.", "a\x1b[2J\tb\nc", 1)) == "So.\na\ufffd[2J b c\n ^"


@pytest.mark.parametrize("position", [0, 10, 500, 999, 1000])
def test_a_long_text_is_shown_around_the_place(position: int) -> None:
    text = "".join(chr(ord("a") + at % 26) for at in range(1000))
    _, shown, pointer = str(FilterError("So.", text, position)).split("\n")
    assert len(shown) <= 72
    assert len(pointer) - 1 <= len(shown)
    assert shown[len(pointer) - 1 :][:5].rstrip("…") == text[position : position + 5]


VALUES = st.text(st.sampled_from("abZé小-.:<>()&' or1"), min_size=1, max_size=12)
TERMS = st.builds(term, st.sampled_from(["", "tag", "do-not-contact", "größe"]), VALUES).filter(
    lambda each: bool(each.value.strip("." if each.name else ""))
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    TERMS,
    lambda trees: st.one_of(
        st.builds(Not, trees),
        st.lists(trees, min_size=1, max_size=3).map(all_of),
        st.lists(trees, min_size=1, max_size=3).map(any_of),
    ),
    max_leaves=6,
)


@given(TREES)
@example(And(()))
@example(Term("", "-"))
@example(all_of([Term("", "-"), any_of([ZOLA, VIP])]))
def test_a_shown_tree_is_read_back_as_it_was(tree: Tree) -> None:
    text = show(tree)
    try:
        read = parse(text)
    except FilterError as error:
        assume("groups deep" not in error.sentence)
        raise
    assert read == tree
    assert show(read) == text


@given(st.one_of(st.text(max_size=60), st.text(st.sampled_from('ab: -()"“or:not<>=.\0\u200d小\t'), max_size=60)))
@example("or:")
@example("-(")
@example('-""')
@example('not:"')
@example("İ:x")
def test_any_text_is_a_tree_or_a_filter_error(text: str) -> None:
    read = tree_or_error(text)
    if isinstance(read, FilterError):
        assert 0 <= read.position <= len(text)
        assert len(str(read).split("\n")) == 3
    else:
        assert parse(show(read)) == read
        assert show(parse(show(read))) == show(read)


def tree_or_error(text: str) -> Tree | FilterError:
    try:
        return parse(text)
    except FilterError as error:
        return error
