"""Where the text of the framework can be read in two ways, and what was chosen."""

from __future__ import annotations

from datetime import date

from ibt.kader.keuze import Keuze

SINDS = date(2024, 1, 16)

_TREDE_2_EN_3 = "§3 trede 2 en trede 3"


def _keuze(
    keuze_id: str,
    naam: str,
    vindplaats: str,
    vraag: str,
    *lezingen: tuple[str, str],
    berekend: bool = False,
    over_besluiten: bool = False,
) -> Keuze:
    """A Keuze with the chosen reading first."""
    alle, gekozen = dict(lezingen), lezingen[0][0]
    return Keuze(keuze_id, naam, vindplaats, vraag, alle, gekozen, SINDS, berekend, over_besluiten)


KEUZES: tuple[Keuze, ...] = (
    _keuze(
        "K1",
        "voorsprong",
        "§3 trede 1, 2e punt",
        "Beschermt een voorsprong aan het begin een gemeente die toch met een tekort eindigt?",
        ("beschermt", "ja, de gemeente blijft deze ene keer op trede 1"),
        ("verrekend", "nee, de voorsprong is al verrekend in de totaalopgave"),
        ("tot_omvang", "alleen als het tekort niet groter is dan de voorsprong was"),
        berekend=True,
    ),
    _keuze(
        "K2",
        "basis",
        _TREDE_2_EN_3,
        "Met welke achterstand wordt vergeleken om te zien of zij krimpt of halveert?",
        ("begin", "de stand aan het begin van het halfjaar, volgens het COA en open correcties"),
        ("vorige_beoordeling", "de stand aan het eind van de vorige beoordeling"),
        ("bij_intrede", "de achterstand waarmee de gemeente op deze trede kwam"),
        berekend=True,
    ),
    _keuze(
        "K3",
        "overmacht",
        "§2.3",
        "Wat doet een verschoonbare reden?",
        ("personen", "de verschoonde personen gaan van de achterstand af die de ladder ziet"),
        ("bevriezen", "de gemeente stijgt niet; de uitkomst blijft hooguit de trede van daarvoor"),
        berekend=True,
    ),
    _keuze(
        "K4",
        "schema",
        "§4",
        "De helft waarvan moet op 1 april en 1 oktober gehaald zijn?",
        ("taakstelling", "de helft van de taakstelling, na herverdeling"),
        ("totaalopgave", "de helft van de totaalopgave"),
    ),
    _keuze(
        "K5",
        "eerste inschaling",
        "§3",
        "Vanaf welke trede begint een gemeente zonder eerdere inschaling?",
        ("trede_1", "vanaf trede 1"),
        ("invoeren", "de toezichthouder voert eerst een trede in"),
    ),
    _keuze(
        "K6",
        "herindeling",
        "niet geregeld",
        "Welke stand en trede krijgt een gemeente na een herindeling?",
        ("som", "de som van de standen; de trede voert de toezichthouder in"),
        ("invoeren", "stand en trede voert de toezichthouder in"),
    ),
    _keuze(
        "K7",
        "weekeinde",
        "§3 trede 3",
        "Wat gebeurt er met een termijn die eindigt in een weekeinde of op een feestdag?",
        ("verschuift", "hij schuift naar de volgende werkdag; termijnen uit een besluit niet"),
        ("vast", "hij blijft staan"),
    ),
    _keuze(
        "K8",
        "oneven taakstelling",
        "§4",
        "Wat is de helft van een oneven taakstelling?",
        ("exact", "de exacte helft: 12 haalt 12,5 niet"),
        ("omlaag", "de helft, naar beneden afgerond"),
    ),
    _keuze(
        "K9",
        "verwijzingen",
        "§2.2 en §3.1.1",
        "Wat betekenen de verwijzing naar paragraaf 1.3 en de woorden 'in dat geval'?",
        ("gelezen", "bedoeld is §2.3; te weinig koppelingen kan wijzen op overmacht"),
    ),
    _keuze(
        "K10",
        "verbeterplan",
        "§3 trede 3, slot",
        "Wat gaat voor: een halvering of een niet uitgevoerd verbeterplan?",
        ("3e_voor_3b", "het verbeterplan gaat voor, behalve bij volledige realisatie"),
        ("3b_voor_3e", "een halvering gaat voor"),
        berekend=True,
    ),
    _keuze(
        "K11",
        "meenemen",
        "§2.3",
        "Telt een verschoond tekort in het volgende halfjaar mee als achterstand?",
        ("bruto", "ja; een reden wordt elk halfjaar opnieuw beoordeeld"),
        ("netto", "nee; de eerder verschoonde personen tellen niet mee"),
        berekend=True,
    ),
    _keuze(
        "K12",
        "koppelingen",
        "§2.2",
        "Waarmee worden de koppelingen op 1 april en 1 oktober vergeleken?",
        ("totaalopgave", "met de hele totaalopgave"),
        ("helft", "met de helft die dan gehaald moet zijn"),
    ),
    _keuze(
        "K13",
        "vier weken",
        "§3 trede 3",
        "Van wanneer tot wanneer lopen de termijnen van vier weken?",
        (
            "gehouden",
            "van de brief tot het gehouden gesprek, en van het gesprek tot het plan; was het "
            "gesprek er voor de brief, dan van de brief tot het plan",
        ),
        ("ingepland", "van de brief tot het inplannen van het gesprek"),
    ),
    _keuze(
        "K14",
        "welk kader",
        "niet geregeld",
        "Welk kader geldt als de peildatum voor, en het besluit na de ingangsdatum ligt?",
        ("peildatum", "het kader dat geldt op de peildatum"),
        ("besluit", "het kader dat geldt op de dag van het besluit"),
    ),
    _keuze(
        "K15",
        "gewijzigde taakstelling",
        "§2.1",
        "Welke taakstelling telt als die binnen het halfjaar verandert?",
        ("peildatum", "die van de peildatum, voor het hele halfjaar"),
        ("naar_rato", "elk naar rato van de maanden"),
    ),
    _keuze(
        "K16",
        "wachttijd",
        "§2.2.1",
        "Over wie wordt de gemiddelde wachttijd berekend?",
        ("in_fase_2", "per persoon, over wie op die datum in fase 2 is"),
        ("alle", "ook over wie fase 2 verliet, of per gezin"),
    ),
    _keuze(
        "K17",
        "afschalen buiten een peildatum",
        "§3",
        "Waaraan wordt tussen de peildata getoetst of een gemeente van trede 4, 5 of 6 af kan?",
        ("lopende_opgave", "aan de totaalopgave van het lopende halfjaar, in de nieuwste stand"),
        ("besluit", "aan de achterstand die het besluit noemt"),
    ),
    _keuze(
        "K18",
        "overmacht vanaf trede 4",
        "§2.3 en §3.1.1, 3e punt",
        "Weegt een verschoonbare reden mee vanaf trede 4?",
        (
            "toerekenbaar",
            "ja, zolang niets aan de gemeente is toe te rekenen volgt er geen hogere trede",
        ),
        ("telt_niet", "nee, vanaf trede 4 speelt een verschoonbare reden geen rol"),
        berekend=True,
        over_besluiten=True,
    ),
    _keuze(
        "K19",
        "afwijking omlaag",
        "§3.1",
        "Kan een afwijking een gemeente lager zetten dan de trede van nu?",
        ("besluit", "ja, met een besluit van of namens gedeputeerde staten"),
        ("afschalen", "nee, alleen door afschalen na volledige realisatie"),
    ),
    _keuze(
        "K20",
        "begin van trede 5",
        "§3 trede 5",
        "Vanaf welke dag staat een gemeente op trede 5?",
        ("besluit", "vanaf de dag van het besluit"),
        ("bekendmaking", "vanaf de dag waarop het besluit is bekendgemaakt"),
    ),
)
