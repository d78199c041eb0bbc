"""Whether a text seems to name a person or a household: it may ask too often, never too little."""

from datetime import date

import pytest

from ibt.begrippen.persoon import seems_personal

DAG = date(2026, 7, 10)


@pytest.mark.parametrize(
    "tekst",
    [
        # A household.
        "Het gezin was niet tijdig gekoppeld.",
        "Een groot gezin wacht al een jaar.",
        "Een gezin met acht kinderen kreeg geen woning.",
        "Gezinnen van zes personen zijn lastig te plaatsen.",
        "het gezin van 8",
        "Het echtpaar weigerde de woning.",
        "een alleenstaande moeder met twee kinderen",
        "de moeder met haar zoon",
        "het huishouden van de oudste zoon",
        # A name.
        "De heer Haddad wacht op een woning.",
        "mevrouw Van Dijk",
        "Mevr. de Boer heeft gebeld.",
        "dhr. Yilmaz",
        "de familie El Idrissi",
        "Fam. Tesfay",
        "J.P. de Vries",
        "A. Haddad is geplaatst",
        # A date of birth, or a number of a person.
        "geboren op 3 mei 1984",
        "geb. 03-05-1984",
        "Zijn geboortedatum is bekend.",
        "Hij (3 mei 1984) wacht nog.",
        "12-5-1979",
        "1990/01/31, zie ook 1990-01-31",
        "BSN 123456782",
        "V-nummer 2801234567",
    ],
)
def test_a_household_a_name_or_a_date_of_birth_is_found(tekst: str) -> None:
    assert seems_personal(tekst, DAG)


@pytest.mark.parametrize(
    "tekst",
    [
        "Grote gezinnen zijn moeilijk te huisvesten.",
        "De gezinshereniging en de gezinssamenstelling liggen buiten de invloed van de gemeente.",
        "Er kwamen veel gezinnen en alleenstaanden.",
        "De brief is verzonden op 10 juli 2026.",
        "Het besluit van 2026-07-01 en de afspraak van 1-3-2025.",
        "Het college van burgemeester en wethouders heeft het plan vastgesteld.",
        "De gemeente realiseerde 12 van de 20 personen; nog 8 te gaan.",
        "Artikel 29, tweede lid, van de Huisvestingswet 2014.",
        "De wethouder en de gedeputeerde spraken elkaar.",
        "Volgens het COA zijn er 1.793 personen gekoppeld.",
        "",
    ],
)
def test_what_says_nothing_of_a_person_is_not_found(tekst: str) -> None:
    assert not seems_personal(tekst, DAG)


@pytest.mark.parametrize("naam", ["A. Toezicht", "mevrouw De Jong", "J.P. de Vries"])
def test_the_supervisor_may_be_named_and_nobody_else(naam: str) -> None:
    zin = f"Besproken met {naam} op 10 juli 2026."
    assert not seems_personal(zin, DAG, (naam,))
    assert seems_personal(zin, DAG)
    assert seems_personal(f"{zin} Ook de heer Haddad was erbij.", DAG, (naam,))


@pytest.mark.parametrize(("jaar", "vindt"), [(2015, True), (2016, True), (2017, False)])
@pytest.mark.parametrize("vorm", ["{}-05-03", "3-5-{}", "3 mei {}"])
def test_a_day_of_ten_years_ago_or_more_may_be_a_birthday(
    vorm: str, jaar: int, vindt: bool
) -> None:
    assert seems_personal(f"Zie {vorm.format(jaar)}.", DAG) is vindt


@pytest.mark.parametrize(("cijfers", "vindt"), [(8, False), (9, True), (10, True), (11, False)])
def test_a_bsn_has_nine_digits_and_a_v_number_ten(cijfers: int, vindt: bool) -> None:
    assert seems_personal(f"nummer {'1234567890123'[:cijfers]}", DAG) is vindt
