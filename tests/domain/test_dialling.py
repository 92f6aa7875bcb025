import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinycrm.domain.dialling import plain_e164

REGIONS = [
    *"GB US DE FR IT ES NL PL CH AU NZ IE IN JP CN BR AR MX RU ZA SE NO DK FI PT AT BE CZ HU TR IL SG KR CA".split(),
    "XX",
    "",
]
BETWEEN = st.sampled_from(["", "", "", " ", "-", ".", ") ", " (0)", "  "])


def asked(number: str, region: str) -> str | None:
    """What the library says."""
    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    assert parsed.extension is None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


@st.composite
def numbers(draw: st.DrawFn, region: str) -> str:
    """Digits in the manner of a region, with something between some of them."""
    code = phonenumbers.country_code_for_region(region)
    start = draw(
        st.sampled_from(["", "0", "00", "+", f"+{code}", f"+{code} (0)", f"{code}", f"00{code}", "1", "8", "(0"])
    )
    digits = draw(st.text("0123456789", min_size=1, max_size=14))
    return start + "".join(digit + draw(BETWEEN) for digit in digits)


@settings(max_examples=600)
@given(st.data())
def test_what_is_known_is_what_the_library_says(data: st.DataObject) -> None:
    region = data.draw(st.sampled_from(REGIONS))
    number = data.draw(numbers(region))
    known = plain_e164(number, region)
    assert known is None or known == asked(number, region)


@pytest.mark.parametrize("region", [region for region in REGIONS if region not in ("XX", "")])
def test_the_examples_of_a_country_stay_the_same(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    for form in (phonenumbers.PhoneNumberFormat.NATIONAL, phonenumbers.PhoneNumberFormat.INTERNATIONAL):
        number = phonenumbers.format_number(example, form)
        assert plain_e164(number, region) in (None, asked(number, region))


@pytest.mark.parametrize(
    ("number", "region", "expected"),
    [
        ("020 7946 0018", "GB", "+442079460018"),
        ("+44 (0)20 7946 0018", "GB", "+442079460018"),
        ("(030) 1234-5678", "DE", "+493012345678"),
        ("07700 900123", "GB", "+447700900123"),
        ("+49 30 12345678", "GB", None),
        ("020 7946 0018 ext 5", "GB", None),
        ("7946", "GB", None),
        ("", "GB", None),
        ("020 7946 0018", "XX", None),
    ],
)
def test_plain_numbers_need_no_library(number: str, region: str, expected: str | None) -> None:
    assert plain_e164(number, region) == expected
