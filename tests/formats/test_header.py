import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.formats.header import Meaning, is_known, meaning, plain


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("E-mail 1 - Value", "email1value"),
        ("Manager's Name", "managersname"),
        ("Straße", "strasse"),
        ("Prénom", "prenom"),
        ("Country/Region", "countryregion"),
        ("电话", "电话"),
        ("  ", ""),
    ],
)
def test_a_header_without_its_clothes(header: str, expected: str) -> None:
    assert plain(header) == expected


@given(st.text())
def test_plain_is_plain(header: str) -> None:
    assert plain(plain(header)) == plain(header)


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ("First Name|Forename|Vorname|Prénom|Nombre|Voornaam|Nome|first_name|FirstName", "given"),
        ("Last Name|Surname|Nachname|Nom de famille|Apellidos|Achternaam|Cognome", "family"),
        ("Name|Full Name|Kunde|Nom complet|Cliente|Naam|Nominativo", "name"),
        ("Email|E-Mail-Adresse|Courriel|Correo electrónico|E-mailadres|Email Address|Mail", "email"),
        ("Phone|Telefon|Tel.|Téléphone|Teléfono|Telefoon|Telefonnummer", "phone"),
        ("Mobile|Handy|Portable|Móvil|Mobiel|Cellulare|Cell phone", "mobile"),
        ("Street|Straße|Rue|Calle|Straat|Via|Address Line 1", "street"),
        ("City|Ort|Ville|Ciudad|Plaats|Città|Town", "city"),
        ("Postcode|PLZ|Code postal|Código postal|CAP|Zip/Postal Code|ZIP", "postcode"),
        ("Country|Land|Pays|País|Paese", "country"),
        ("Birthday|Geburtstag|Date de naissance|Fecha de nacimiento|Geboortedatum|Data di nascita|DOB", "birthday"),
        ("Company|Firma|Société|Empresa|Bedrijf|Azienda|Account Name", "company"),
        ("Notes|Bemerkungen|Remarques|Notas|Opmerkingen|Note|Comments", "notes"),
        ("Tags|Kategorien|Catégories|Etiquetas|Labels|Groups", "tag"),
    ],
)
def test_headers_in_six_languages(headers: str, field: str) -> None:
    assert {header: meaning(header) for header in headers.split("|")} == {
        header: Meaning(field) for header in headers.split("|")
    }


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Work Email", Meaning("email", "work")),
        ("Email (work)", Meaning("email", "work")),
        ("Email 2", Meaning("email", "", "2")),
        ("Telefon privat", Meaning("phone", "home")),
        ("Telefon 2 (geschäftlich)", Meaning("phone", "work", "2")),
        ("Work mobile phone", Meaning("phone", "work mobile")),
        ("Billing City", Meaning("city", "billing")),
        ("Default Address Zip", None),
        ("Shipping Street", Meaning("street", "shipping")),
        ("Address 2", Meaning("street2")),
    ],
)
def test_words_beside_are_labels(header: str, expected: Meaning | None) -> None:
    assert meaning(header) == expected


@pytest.mark.parametrize("header", ["Ada Lovelace", "Record ID", "Title", "a@x.org", "020 7946 0018", "", "work"])
def test_what_is_not_known_is_not_guessed(header: str) -> None:
    assert meaning(header) is None
    assert not is_known(header)


def test_a_long_text_is_no_header() -> None:
    assert not is_known("name " * 100_000)
