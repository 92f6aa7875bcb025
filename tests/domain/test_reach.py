import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import reach
from tinycrm.domain.reach import Address, Email, Labelled, Phone
from tinycrm.errors import InvalidError


@pytest.mark.parametrize(
    ("typed", "label", "value"),
    [
        ("work:ada@example.org", "work", "ada@example.org"),
        ("Work : 020 7946 0018", "work", "020 7946 0018"),
        ("next of kin: Tom", "next of kin", "Tom"),
        ("büro:030 901820", "büro", "030 901820"),
        ("home:1 High St\nLeeds", "home", "1 High St\nLeeds"),
        ("work:https://example.org", "work", "https://example.org"),
        ("ada@example.org", None, "ada@example.org"),
        ("https://example.org", None, "https://example.org"),
        ("mailto:ada@example.org", None, "mailto:ada@example.org"),
        ("javascript:alert(1)", None, "javascript:alert(1)"),
        ("example.org:8080/x", None, "example.org:8080/x"),
        ("10:30", None, "10:30"),
        ("+44:20", None, "+44:20"),
        ("work:", None, "work:"),
        ("abcdefghijklmnopqrst: x", "abcdefghijklmnopqrst", "x"),
        ("abcdefghijklmnopqrstu: x", None, "abcdefghijklmnopqrstu: x"),
        ("the one on the left: x", None, "the one on the left: x"),
    ],
)
def test_labelled(typed: str, label: str | None, value: str) -> None:
    assert reach.labelled(typed) == Labelled(label, value)


@pytest.mark.parametrize(
    ("typed", "address", "key"),
    [
        ("ada@example.org", "ada@example.org", "ada@example.org"),
        (" Ada.L@Example.ORG ", "Ada.L@example.org", "ada.l@example.org"),
        ("mailto:ada@example.org", "ada@example.org", "ada@example.org"),
        ("<ada@example.org>", "ada@example.org", "ada@example.org"),
        ("ada+books@example.org", "ada+books@example.org", "ada+books@example.org"),
        ("müller@müller.de", "müller@müller.de", "müller@müller.de"),
    ],
)
def test_email(typed: str, address: str, key: str) -> None:
    assert reach.email(typed) == Email(address, key)


@pytest.mark.parametrize(
    "typed",
    [
        "ada", "ada@", "@example.org", "ada@localhost", "a b@example.org", "a@b@example.org",
        "ada..l@example.org",
        "ada@exa_mple.org", "ada@example.org, tom@example.org", "x" * 300 + "@example.org", "[/]",
    ],
)  # fmt: skip
def test_an_email_that_is_none_is_named(typed: str) -> None:
    with pytest.raises(InvalidError) as caught:
        reach.email(typed)
    assert str(caught.value).startswith(f'"{typed[:50]}')
    assert " is not an email" in str(caught.value)
    assert "\n" not in str(caught.value)


LOCALS = st.text("abcXY019._+-'é ", min_size=1, max_size=70)
DOMAINS = st.sampled_from(
    [
        "example.org",
        "Example.ORG",
        "x.test",
        "x.local",
        "localhost.localdomain",
        "münchen.de",
        "a--b.de",
        "-x.de",
        "x.1",
    ]
) | st.text("ab1.-Ü", min_size=1, max_size=70)


@given(LOCALS, DOMAINS)
def test_an_email_is_what_the_library_makes_of_the_whole(name: str, domain: str) -> None:
    typed = " ".join(f"{name}@{domain}".split())
    try:
        expected = validate_email(typed, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        expected = None
    try:
        found = reach.email(typed).address
    except InvalidError:
        found = None
    assert found in (expected, None) if "." not in domain.strip(".") else found == expected


@pytest.mark.parametrize(
    ("typed", "e164", "digits"),
    [
        ("020 7946 0018", "+442079460018", "02079460018"),
        ("+44 20 7946 0018", "+442079460018", "442079460018"),
        ("+44 (0)20 7946 0018", "+442079460018", "4402079460018"),
        ("0044 20 7946 0018", "+442079460018", "00442079460018"),
        ("020 7946 0018 ext 5", "+442079460018;ext=5", "020794600185"),
        ("020 7946 0018 x5", "+442079460018;ext=5", "020794600185"),
        ("020 7946 0018 (home)", "+442079460018", "02079460018"),
        ("٠٢٠٧٩٤٦٠٠١٨", "+442079460018", "02079460018"),
        ("+1 212 555 1234", "+12125551234", "12125551234"),
        ("7946 0018", None, "79460018"),
        ("999", None, "999"),
        ("123456 ask for Tom", None, "123456"),
        ("1" * 24, None, "1" * 24),
        ("0800 FLOWERS", "+448003569377", "0800"),
    ],
)
def test_phone_is_kept_as_typed_with_what_is_known_beside_it(typed: str, e164: str | None, digits: str) -> None:
    assert reach.phone(typed, "GB") == Phone(typed, e164, digits)


def test_the_region_reads_national_numbers() -> None:
    assert reach.phone("030 901820", "de").e164 == "+4930901820"
    assert reach.phone("(212) 555-1234", "US").e164 == "+12125551234"
    assert reach.phone("030 901820", "").e164 is None


def test_an_extension_makes_another_number() -> None:
    assert reach.phone("020 7946 0018 ext 5", "GB").e164 != reach.phone("020 7946 0018", "GB").e164


@pytest.mark.parametrize(
    "typed",
    ["12", "call me", "ring after 18:00", "100 Main St", "12345 ask for Tom", "+", "1" * 25, "-- --"],
)
def test_a_phone_that_is_none(typed: str) -> None:
    with pytest.raises(InvalidError, match="holds no phone number"):
        reach.phone(typed, "GB")


def test_a_tel_link_is_a_phone() -> None:
    assert reach.phone("tel:+442079460018", "GB").number == "+442079460018"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("555-12", True), ("555", True), ("+44 (0)20", True), ("020.7946/18", True), ("020\u00a07946", True),
        ("12", False),
        ("ada", False), ("c123", False), ("555-ada", False), ("", False), ("+ - ()", False),
    ],
)  # fmt: skip
def test_looks_like_phone(typed: str, answer: bool) -> None:
    assert reach.looks_like_phone(typed) is answer


@pytest.mark.parametrize("stored", ["020 7946 0018", "+44 20 7946 0018", "+44 (0)20 7946-0018", "0044 2079460018"])
@pytest.mark.parametrize(
    "query",
    [
        "+44 20 7946",
        "020 7946",
        "0044 20 7946 0018",
        "+44 (0)20 7946",
        "7946 0018",
        "946-00",
        "(020) 79460018",
    ],
)
def test_a_fragment_finds_the_number_however_either_was_typed(stored: str, query: str) -> None:
    phone = reach.phone(stored, "GB")
    assert phone.e164 is not None
    fragment = reach.phone_fragment(query)
    assert fragment in phone.digits or fragment in phone.e164


def test_a_short_fragment_keeps_its_zeros() -> None:
    assert reach.phone_fragment("020") == "020"
    assert reach.phone_fragment("0207") == "207"
    assert reach.phone_fragment("555-12") == "55512"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("10 High St", Address("10 High St", None, None, None, None)),
        ("10 High St, Leeds", Address("10 High St", "Leeds", None, None, None)),
        ("10 High St, Leeds 6", Address("10 High St", "Leeds 6", None, None, None)),
        ("10 High St, Leeds, LS1 1AA", Address("10 High St", "Leeds", None, "LS1 1AA", None)),
        ("10 High St, Leeds, UK", Address("10 High St", "Leeds", None, None, "UK")),
        ("10 High St, Leeds, LS1 1AA, UK", Address("10 High St", "Leeds", None, "LS1 1AA", "UK")),
        (
            "Flat 2, 10 High St, Leeds, LS1 1AA, UK",
            Address("Flat 2, 10 High St", "Leeds", None, "LS1 1AA", "UK"),
        ),
        ("10 High St,\n  Leeds\r\nLS1 1AA\n", Address("10 High St", "Leeds", None, "LS1 1AA", None)),
    ],
)
def test_address_by_its_commas(typed: str, address: Address) -> None:
    assert reach.address(typed) == address


@pytest.mark.parametrize("typed", ["", " , ,", "\n"])
def test_a_blank_address(typed: str) -> None:
    with pytest.raises(InvalidError, match=r"^An address cannot be blank\.$"):
        reach.address(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("example.org/x", "https://example.org/x"),
        ("https://Example.org/X?y#z", "https://Example.org/X?y#z"),
        ("HTTP://example.org", "http://example.org"),
        ("//example.org/a", "https://example.org/a"),
        ("example.org:8080/x", "https://example.org:8080/x"),
    ],
)
def test_link(typed: str, stored: str) -> None:
    assert reach.link(typed) == stored
    assert reach.link(stored) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "java\x00script:alert(1)", "file:/etc/passwd",
        "data:text/html,x", "mailto:ada@example.org", "foo", "http://", "a b.org", "https://[::1",
        "https://example.org:99999/",
    ],
)  # fmt: skip
def test_a_link_that_is_none(typed: str) -> None:
    with pytest.raises(InvalidError, match="is not a web link"):
        reach.link(typed)


@given(st.text(max_size=40))
def test_only_the_web_gets_through(value: str) -> None:
    try:
        stored = reach.link(value)
    except InvalidError:
        return
    assert stored.startswith(("https://", "http://"))
    assert " " not in stored


@given(st.text(st.sampled_from("0123456789+-() ./x"), max_size=20))
def test_a_phone_is_kept_or_refused_and_keeps_its_digits(value: str) -> None:
    try:
        phone = reach.phone(value, "GB")
    except InvalidError:
        return
    assert phone.digits == "".join(char for char in value if char.isdigit())
    assert phone.number == " ".join(value.split())
