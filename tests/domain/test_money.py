import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.domain import money
from tinycrm.domain.money import LIMIT, Money
from tinycrm.errors import InvalidError

BRITISH = money.style("£1,234.56", "GBP", "GB")
EXAMPLES = ["£1,234.56", "1.234,56 €", "1\u202f234,56\u00a0€", "CHF\u00a01’234.56", "1 234,56 zł"]


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [
        ("1200", 120000, "GBP"),
        ("1,200", 120000, "GBP"),
        ("1.200", 120000, "GBP"),
        ("1 200", 120000, "GBP"),
        ("1200.50", 120050, "GBP"),
        ("1200.5", 120050, "GBP"),
        ("1200,50", 120050, "GBP"),
        ("1,200.50", 120050, "GBP"),
        ("1.200,50 €", 120050, "EUR"),
        ("1'200.50", 120050, "GBP"),
        ("12,345,678.90", 1234567890, "GBP"),
        ("£1,200", 120000, "GBP"),
        ("£ 1", 100, "GBP"),
        ("0", 0, "GBP"),
        ("+5", 500, "GBP"),
        ("EUR 1200", 120000, "EUR"),
        ("1200 eur", 120000, "EUR"),
        ("$5", 500, "USD"),
        ("¥1,200", 1200, "JPY"),
        ("KWD 1.5", 1500, "KWD"),
        ("XPF 100", 100, "XPF"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, minor: int, currency: str) -> None:
    assert money.read(typed, "GBP") == Money(minor, currency)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "cannot be blank"),
        ("dear", "is no amount"),
        ("10k", "is no amount"),
        (".5", "is no amount"),
        ("1,2,3", "is no amount"),
        ("1.2.3", "is no amount"),
        ("£5 €", "is no amount"),
        ("-5", "below nought"),
        ("1.2345", "GBP has at most 2 digits"),
        ("¥1.5", "JPY has no digits behind the point"),
        ("KWD 1.200", "may be 1200 or 1.2000"),
        ("12 QQQ", "There is no currency 'QQQ'"),
        ("9" * 20, "more than tinycrm can count"),
    ],
)
def test_what_is_no_amount_is_told(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence):
        money.read(typed, "GBP")


def test_dollars_and_crowns_are_the_shops_own() -> None:
    assert money.read("$5", "CAD").currency == "CAD"
    assert money.read("US$5", "CAD").currency == "USD"
    assert money.read("5 kr", "SEK").currency == "SEK"


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (120000, "GBP", "£1,200"),
        (120050, "GBP", "£1,200.50"),
        (5, "GBP", "£0.05"),
        (0, "GBP", "£0"),
        (-120000, "GBP", "-£1,200"),
        (120050, "EUR", "€1,200.50"),
        (1200, "JPY", "¥1,200"),
        (1200, "SEK", "SEK\u00a012"),
    ],
)
def test_amounts_are_shown_as_the_shop_writes_them(minor: int, currency: str, shown: str) -> None:
    assert money.show(Money(minor, currency), BRITISH) == shown


def test_pence_are_shown_or_rounded_away_where_asked() -> None:
    assert money.show(Money(120000, "GBP"), BRITISH, pence=True) == "£1,200.00"
    assert money.show(Money(120050, "GBP"), BRITISH, pence=False) == "£1,201"
    assert money.show(Money(120049, "GBP"), BRITISH, pence=False) == "£1,200"


@pytest.mark.parametrize(
    ("currency", "locale", "shown"),
    [
        ("GBP", "en_GB", "£1,234,567.89"),
        ("EUR", "de_DE", "1.234.567,89\u00a0€"),
        ("EUR", "nl_NL", "€\u00a01.234.567,89"),
        ("CHF", "de_CH", "CHF\u00a01’234’567.89"),
        ("JPY", "ja_JP", "￥123,456,789"),
    ],
)
def test_a_style_comes_from_the_locale_once(currency: str, locale: str, shown: str) -> None:
    style = money.style(money.example(currency, locale), currency, "GB")
    assert money.show(Money(123456789, currency), style) == shown


def test_a_style_without_an_example_is_the_countrys() -> None:
    assert money.show(Money(123450, "GBP"), money.style("", "GBP", "GB")) == "£1,234.50"
    assert money.show(Money(123450, "EUR"), money.style("", "EUR", "DE")) == "1.234,50\u00a0€"
    assert money.show(Money(100, "GBP"), money.style("", "EUR", "DE")) == "1\u00a0£"
    assert money.example("GBP", "xx_YY") == ""


def test_an_example_of_another_currency_lends_its_form() -> None:
    assert money.show(Money(123450, "EUR"), money.style("£1,234.56", "EUR", "GB")) == "€1,234.50"
    assert money.show(Money(123450, "GBP"), money.style("1.234,56 €", "GBP", "GB")) == "1.234,50\u00a0£"


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(120000, "GBP", "1200.00"), (5, "GBP", "0.05"), (-5, "GBP", "-0.05"), (1200, "JPY", "1200"), (5, "KWD", "0.005")],
)
def test_scripts_get_plain_digits(minor: int, currency: str, text: str) -> None:
    assert Money(minor, currency).as_json() == {"amount": text, "currency": currency}


def test_no_value_is_no_money() -> None:
    assert money.of(None, "GBP") is None
    assert money.of(0, "GBP") == Money(0, "GBP")


AMOUNTS = st.integers(0, LIMIT)
CURRENCIES = st.sampled_from(["GBP", "EUR", "USD", "JPY", "SEK", "PLN"])


@given(AMOUNTS, CURRENCIES, st.sampled_from(EXAMPLES), st.sampled_from([None, True]))
def test_what_is_shown_is_read_again(minor: int, currency: str, example: str, pence: bool | None) -> None:
    style = money.style(example, currency, "GB")
    assert money.read(money.show(Money(minor, currency), style, pence=pence), currency) == Money(minor, currency)


@given(AMOUNTS, CURRENCIES)
def test_what_scripts_get_is_read_again(minor: int, currency: str) -> None:
    assert money.read(money.decimal(Money(minor, currency)), currency) == Money(minor, currency)


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_told(text: str) -> None:
    try:
        read = money.read(text, "GBP")
    except InvalidError:
        return
    assert read.minor >= 0
