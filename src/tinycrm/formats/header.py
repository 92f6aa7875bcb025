"""What columns are called, in six languages: the field that a header like "E-Mail", "Téléphone" or "Postcode" means."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# English | German | French | Spanish | Dutch | Italian; as `plain` gives them
_WORDS = {
    "name": "name fullname displayname contactname customername clientname contact customer client person fileas"
    " | kunde kundin kundenname ansprechpartner ansprechpartnerin vollername vollstandigername anzeigename"
    " | nom nomcomplet nometprenom nomprenom client contact | nombrecompleto nombreyapellidos cliente"
    " | naam volledigenaam klant klantnaam contactpersoon weergavenaam | nominativo nomecompleto nomeecognome cliente",
    "given": "firstname givenname forename fname first given christianname | vorname rufname | prenom"
    " | nombre primernombre nombredepila | voornaam roepnaam | nome primonome",
    "middle": "middlename middlenames additionalname middle secondname | zweitervorname weiterevornamen"
    " | deuxiemeprenom | segundonombre | tweedenaam | secondonome",
    "family": "lastname surname familyname lname last family | nachname familienname zuname"
    " | nomdefamille | apellido apellidos primerapellido | achternaam familienaam | cognome",
    "prefix": "nameprefix prefix salutation honorific courtesytitle | anrede titel | civilite"
    " | tratamiento | aanhef | appellativo",
    "suffix": "namesuffix suffix generation | namenszusatz | suffixe | sufijo | achtervoegsel | suffisso",
    "nickname": "nickname knownas preferredname alias | spitzname | surnom | apodo | bijnaam | soprannome",
    "pronunciation": "pronunciation phoneticname saynameas | aussprache | prononciation | pronunciacion"
    " | uitspraak | pronuncia",
    "kind": "kind contacttype type",
    "company": "company companyname organisation organization organisationname organizationname employer business"
    " businessname account accountname associatedcompany firm | firma firmenname unternehmen organisation"
    " arbeitgeber betrieb | societe entreprise organisme raisonsociale | empresa compania organizacion"
    " | bedrijf bedrijfsnaam organisatie werkgever | azienda societa ditta ragionesociale organizzazione",
    "role": "role jobtitle position job occupation function | funktion beruf position berufsbezeichnung"
    " | fonction poste profession | cargo puesto profesion | functie beroep functietitel"
    " | ruolo professione qualifica mansione",
    "department": "department organizationdepartment | abteilung | service departement | departamento"
    " | afdeling | reparto dipartimento",
    "email": "email emailaddress emails mail mailaddress emailid primaryemail | emailadresse mailadresse"
    " | courriel adresseemail adressemail adresseelectronique mel | correo correoelectronico direcciondecorreo"
    " | emailadres mailadres | postaelettronica indirizzoemail",
    "phone": "phone phonenumber phones telephone telephonenumber tel telno phoneno contactnumber"
    " primaryphone | telefon telefonnummer tel rufnummer | telephone numerodetelephone tel"
    " | telefono numerodetelefono | telefoon telefoonnummer | telefono numeroditelefono",
    "mobile": "mobile mobilephone mobilenumber mobileno cell cellphone cellular cellnumber"
    " | handy handynummer mobil mobiltelefon mobilnummer mobilfunk | portable mobile telephoneportable gsm"
    " | movil telefonomovil celular | mobiel gsm mobielnummer mobieltelefoonnummer"
    " | cellulare telefonocellulare telefoninocellulare",
    "fax": "fax faxnumber faxno | telefax faxnummer | telecopie telecopieur | numerodefax | faxnummer | numerofax",
    "link": "website web url homepage webpage webaddress link | webseite internet homepage | siteweb site siteinternet"
    " | sitioweb paginaweb | webadres | sitoweb sito",
    "address": "address fulladdress postaladdress mailingaddress formattedaddress"
    " | adresse anschrift postanschrift | adresse adressepostale adressecomplete | direccion domicilio"
    " | adres volledigadres postadres | indirizzo indirizzocompleto",
    "street": "street streetaddress address1 addressline1 addressline street1 mailingstreet"
    " | strasse strassehausnummer strasseundhausnummer strassenr strnr"
    " | rue adresse1 voie | calle | straat straatnaam straatennummer | via strada",
    "street2": "address2 address3 addressline2 addressline3 street2 street3 apartment flat suite hausnummer"
    " housenumber houseno | adresszusatz hausnr | adresse2 complementdadresse complementadresse"
    " | huisnummer toevoeging | numerocivico",
    "city": "city town cityortown towncity locality mailingcity | ort stadt wohnort | ville localite commune"
    " | ciudad poblacion localidad municipio | plaats stad woonplaats | citta comune",
    "region": "region state county province stateprovince stateregion provincecode mailingstate"
    " mailingstateprovince | bundesland kanton | departementregion etat region | provincia estado comunidad"
    " | provincie | regione provincia",
    "postcode": "postcode postalcode zip zipcode zippostalcode postalzip mailingzip mailingzippostalcode"
    " | plz postleitzahl | codepostal cp | codigopostal cp | postcode | cap codicepostale",
    "country": "country countryregion countrycode nation mailingcountry | land staat | pays | pais | land"
    " | paese nazione stato",
    "birthday": "birthday birthdate dateofbirth dob bday born birth | geburtstag geburtsdatum geboren geb gebdatum"
    " | datedenaissance naissance anniversaire nele | fechadenacimiento cumpleanos nacimiento"
    " | geboortedatum verjaardag geboren | datadinascita compleanno nascita natoil",
    "birth_year": "birthyear yearofbirth | geburtsjahr",
    "birth_month": "birthmonth monthofbirth",
    "birth_day": "dayofbirth birthdayofmonth",
    "anniversary": "anniversary weddinganniversary wedding | hochzeitstag jahrestag | anniversairedemariage"
    " | aniversario | trouwdag | anniversario",
    "deceased": "deceased deceasedon dateofdeath died death | verstorben gestorben todestag sterbedatum"
    " | datededeces deces | fallecido fallecimiento | overleden | deceduto datadidecesso",
    "spouse": "spouse partner wife husband | ehepartner partnerin ehefrau ehemann | conjoint conjointe | conyuge"
    " | echtgenoot echtgenote | coniuge",
    "child": "child children kids | kind kinder | enfant enfants | hijos hijas | kinderen | figli",
    "tag": "tag tags label labels category categories group groups groupmembership"
    " | kategorie kategorien gruppe gruppen schlagwort schlagworte stichworte"
    " | categorie categories groupe groupes etiquette etiquettes | categoria categorias etiqueta etiquetas grupo"
    " | categorie etiket groep groepen | categoria categorie gruppo etichetta etichette",
    "likes": "likes interest interests favourites favorites preferences | interessen vorlieben mag"
    " | interets centresdinteret gouts | intereses gustos | interesses voorkeuren | interessi preferenze",
    "author": "author authors favouriteauthor favouriteauthors favoriteauthor favoriteauthors | autoren lieblingsautor"
    " lieblingsautoren | auteurs auteurprefere | autores autorfavorito | favorieteauteur | autori autorepreferito",
    "genre": "genre genres favouritegenre favouritegenres favoritegenre favoritegenres | lieblingsgenre",
    "dislikes": "dislikes | magnicht abneigungen | naimepas | nolegusta | nonpiace",
    "notes": "notes note comments comment remarks memo description info further details"
    " | notiz notizen bemerkung bemerkungen anmerkung anmerkungen kommentar beschreibung"
    " | remarque remarques commentaire commentaires | notas nota comentarios observaciones"
    " | notitie notities opmerking opmerkingen | osservazioni commenti",
    "pinned": "pinned pinnednote important",
    "channel": "channel preferredchannel preferredcontactmethod contactby | kontaktweg",
    "stage": "stage lifecyclestage",
    "source": "source leadsource origin howtheyfoundus creationsource | quelle herkunft | origine | origen fuente"
    " | bron herkomst | fonte provenienza",
    "referred_by": "referredby referrer referral recommendedby | empfohlenvon geworbenvon | recommandepar"
    " | recomendadopor | aanbevolendoor | consigliatoda",
    "mailings": "mailings newsletter wantsmailings emailoptin optin acceptsemailmarketing acceptsmarketing subscribed"
    " emailmarketing mailinglist | rundbrief | infolettre | boletin | nieuwsbrief | bollettino",
    "no_mailings": "emailoptout optout unsubscribed emailblacklisted nomailings donotemail donotmail",
    "do_not_contact": "donotcontact nocontact donotcall | nichtkontaktieren | nepascontacter | nocontactar"
    " | nietcontacteren | noncontattare",
    "uid": "uid",
}
_MEANING = {word: field for field, words in reversed(_WORDS.items()) for word in words.split() if word != "|"}

# Words that say which of several phones, emails or addresses it is
_LABELS = {
    "home": "home private personal privat domicile prive maison casa particular thuis",
    "work": "work business office dienstlich geschaftlich geschaft buro arbeit firma travail bureau professionnel"
    " trabajo oficina werk zakelijk kantoor lavoro ufficio",
    "mobile": "mobile cell mobil handy portable movil mobiel cellulare",
    "other": "other sonstige andere autre otro overig altro alternative secondary",
    "billing": "billing invoice rechnung facturation facturacion factuur fatturazione",
    "shipping": "shipping delivery liefer lieferung livraison envio bezorg spedizione",
    "main": "main",
    "": "default mailing primary the",
}
_LABEL_OF = {word: label for label, words in _LABELS.items() for word in words.split()}
_PARTED = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"(\D{2,}?)(\d{1,2})")
_LABELLED = frozenset("email phone mobile fax link address street street2 city region postcode country".split())
_WORD_LIMIT = 6
_LENGTH_LIMIT = 80


class Meaning(NamedTuple):
    """What a header means: a field of `_WORDS`, the word for which one, and the number of several."""

    field: str
    label: str = ""
    number: str = ""


def plain(header: str) -> str:
    """A header without case, accents, blanks and punctuation: "E-mail 1 - Value" is "email1value"."""
    if not header.isascii():
        letters = unicodedata.normalize("NFKD", header)
        header = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return "".join(letter for letter in header.lower() if letter.isalnum())


@lru_cache(maxsize=2_000)
def meaning(header: str) -> Meaning | None:
    """The field that a header means, in any of six languages; None when it is not known.

    Words like "work" and "mobile", in front, behind or in brackets, are its label: "Phone (work) 2".
    """
    word = plain(header)
    if field := _MEANING.get(word):
        return Meaning(field)
    numbered = _NUMBERED.fullmatch(word)
    if numbered and (field := _MEANING.get(numbered[1])) in _LABELLED:
        assert field is not None
        return Meaning(field, "", numbered[2])
    words = [plain(part) for part in _PARTED.findall(_spaced(header))]
    if not 1 < len(words) <= _WORD_LIMIT:
        return None
    number = next((part for part in words if part.isdecimal()), "")
    labels = [_LABEL_OF[part] for part in words if part in _LABEL_OF]
    rest = "".join(part for part in words if not part.isdecimal() and part not in _LABEL_OF)
    found = _MEANING.get(rest + number) or _MEANING.get(rest)
    if found not in _LABELLED:
        return None
    assert found is not None
    return Meaning(found, " ".join(filter(None, dict.fromkeys(labels))), number)


def is_known(header: str) -> bool:
    """Whether it looks like what columns of people are called."""
    return len(header) < _LENGTH_LIMIT and meaning(header.strip()) is not None


def _spaced(header: str) -> str:
    """`FirstName` and `first_name` in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("_", " ")
