"""Codes of the contract in words that a reader understands."""

from __future__ import annotations

from ibt.begrippen.kadertekst import ONDERWERPEN, Kadertekst, Rol
from ibt.begrippen.periode import Periode

# `{plan}` is the trede that asks for a plan, `{bij_…}` a place in the framework, `{drempels…}` a
# bound at which it draws attention.
AANDACHTSPUNT: dict[str, str] = {
    "besluit_nodig": "er is nog een besluit nodig",
    "besluit_afschalen": "de opgave is volledig gerealiseerd: de toezichthouder beslist nog of de "
    "gemeente teruggaat naar trede 1",
    "besluit_termijn": "een termijn uit het besluit is verstreken: gedeputeerde staten beslissen "
    "nog of de provincie de taak overneemt of daarvan afziet{bij_overname}",
    "weging_nodig": "de trede stijgt, en de toezichthouder heeft nog niet gewogen wat daartegen "
    "spreekt{bij_weging}",
    "grensgeval": "een andere trede ligt binnen {drempels.grensgeval_personen} personen of "
    "{drempels.grensgeval_procent}% van de totaalopgave",
    "stand_wijkt_af": "de stand aan het begin verschilt van de vorige beoordeling",
    "te_weinig_koppelingen": "er waren halverwege te weinig mensen gekoppeld om de opgave van toen "
    "te halen",
    "nu_te_weinig": "er zijn nu nog te weinig mensen gekoppeld om de totaalopgave te halen",
    "stapelgemeente": "het COA noemt dit een stapelgemeente",
    "wachttijd_boven_120": "de gemiddelde wachttijd in fase 2 is langer dan "
    "{drempels.wachttijd_dagen} dagen",
    "omkoppelingen": "het COA heeft mensen omgekoppeld naar een andere gemeente",
    "correctie_misschien_geteld": "er staat een correctie open die het COA misschien al telde; "
    "dan telt zij dubbel",
    "geen_eerdere_inschaling": "er is geen eerdere inschaling; gerekend is vanaf trede 1",
    "keuze_bepalend": "een andere lezing van het kader geeft een andere trede; motiveer de keuze "
    "vóór vaststelling",
    "termijn_verstreken": "een termijn uit het besluit is verstreken",
    "taakstelling_gewijzigd": "de taakstelling is binnen het halfjaar gewijzigd",
    "niet_vooraf_gewaarschuwd": "er is niet vastgelegd dat trede {plan} halverwege is aangekondigd",
    "vorige_ronde_niet_vastgesteld": "de vorige ronde is niet vastgesteld",
    "niet_op_schema": "de gemeente loopt niet op schema voor de taakstelling",
    "trede_3_melden": "de gemeente staat op trede {voor_plan} en hoort of trede {plan} mogelijk is",
    "trede_3_of_hoger_mogelijk": "trede {plan} of hoger kan bij het laagste bekende tempo, of "
    "geldt al",
    "cijfers_niet_geverifieerd": "de cijfers zijn nog niet met de gemeente nagegaan",
    "dossier_onvolledig": "bij de bevinding over het verbeterplan staat geen plan of brief in het "
    "dossier",
    "correctie_zonder_datum": "een correctie zegt niet wanneer de mensen zijn gehuisvest",
    "herverdeling_achteraf": "een herverdeling is na afloop van het halfjaar afgesproken",
    "voorbeeld_cijfers_verzonnen": "VOORBEELD: de cijfers zijn verzonnen",
    "proef_telt_niet": "PROEF: dit is niet de ronde zelf en telt niet",
}

SOORT: dict[str, str] = {
    "herverdeling": "Herverdeling",
    "correctie": "Correctie op de realisatie",
    "verschoonbare_reden": "Verschoonbare reden",
    "verbeterplan_niet_uitgevoerd": "Bevinding over het verbeterplan",
    "afwijking": "Afwijking van de ladder",
    "voortgang_gemeld": "Voortgang gemeld",
    "versnelling": "Versnelling",
    "vooraankondiging": "Vooraankondiging van indeplaatsstelling",
    "besluit_indeplaatsstelling": "Besluit tot indeplaatsstelling",
    "besluit_wijziging": "Wijziging van het besluit",
    "besluit_intrekking": "Einde van het besluit",
    "indeplaatsstelling": "Indeplaatsstelling",
    "afzien_effectuering": "Afzien van uitvoering",
    "afschalen": "Afschalen naar trede 1",
    "niet_afschalen": "Niet afschalen",
    "keuze": "Keuze bij een open plek in het kader",
    "herziening": "Herziening van een vastgestelde trede",
    "weging": "Weging",
    "cijfers_geverifieerd": "Cijfers geverifieerd met de gemeente",
    "brief_verzonden": "Toezichtbrief verzonden",
    "gesprek": "Gesprek",
    "verbeterplan": "Verbeterplan",
    "afspraak_termijn": "Afspraak over een termijn",
    "contact": "Contact",
}

VELD: dict[str, str] = {
    "afspraak": "afspraak",
    "personen": "personen",
    "verwerkt_in_taakstelling": "al verwerkt in de taakstelling",
    "partners_buiten_provincie": "partners buiten de provincie",
    "bewijs": "bewijs",
    "gehuisvest_op": "gehuisvest op",
    "gehuisvest_van": "eerst gehuisvest op",
    "gehuisvest_tot": "laatst gehuisvest op",
    "verwerkt_in": "door het COA geteld in",
    "categorie": "soort reden",
    "aangedragen_op": "door de gemeente gemeld op",
    "ambtshalve": "zelf vastgesteld (ambtshalve)",
    "geen_bewijs_nodig": "geen bewijs nodig",
    "oordeel": "oordeel",
    "grond": "grond",
    "afgesproken_termijn": "afgesproken termijn",
    "trede": "trede",
    "spoed": "waarom het spoed heeft",
    "geinformeerd_op": "gemeente geïnformeerd op",
    "stappen": "stappen",
    "orgaan": "orgaan",
    "reden": "reden",
    "gevolgen": "gevolgen",
    "termijn": "termijn van het besluit",
    "reactie_uiterlijk": "reactie uiterlijk",
    "besluitdatum": "besluit van",
    "besluit_van": "gaat over het besluit van",
    "bekendgemaakt_op": "bekendgemaakt op",
    "taakverwaarlozing": "taakverwaarlozing",
    "taakverwaarlozing_op": "taakverwaarlozing vastgesteld op",
    "zienswijze": "zienswijze",
    "zienswijze_gevraagd_op": "zienswijze gevraagd op",
    "termijnen": "termijnen",
    "realiseert_uiterlijk": "gemeente realiseert uiterlijk",
    "keuze": "keuze",
    "lezing": "gekozen lezing",
    "over": "gewogen",
    "peildatum": "peildatum",
    "cijfers": "cijfers nagegaan",
    "niet_verwerkt": "nog niet verwerkte huisvesting",
    "verschoonbare_redenen": "verschoonbare redenen",
    "verzonden_op": "verzonden op",
    "gehouden_op": "gehouden op",
    "deelnemers": "deelnemers",
    "vastgesteld_op": "vastgesteld op",
    "ontvangen_op": "ontvangen op",
    "korte_termijn": "oplossingen voor de korte termijn",
    "lange_termijn": "oplossingen voor de lange termijn",
    "duurzaam": "duurzame oplossingen",
    "haalbaarheid": "inzicht in haalbaarheid",
    "financien": "inzicht in financiën",
    "draagvlak": "inzicht in draagvlak",
    "uiterlijk": "uiterlijk",
    "voldaan_op": "voldaan op",
    "gedeeld_met_bestuur": "gedeeld met het bestuur",
    "stand_eind": "herziene stand aan het eind",
    "afschrift_raad_op": "afschrift aan de raad op",
    "nieuw_verbeterplan": "vraagt een nieuw verbeterplan",
    "niveau": "niveau",
    "maatregelen": "maatregelen",
    "gepubliceerd_op": "bekendgemaakt aan het publiek op",
    "gepubliceerd_in": "bekendgemaakt in",
    "vervangt": "vervangt",
    "uit_het_halfjaar": "eerder vastgelegd over het halfjaar",
}

WAARDE: dict[str, str] = {
    "calamiteit": "calamiteit",
    "vertraging_keten": "vertraging in de asielketen",
    "te_weinig_koppelingen": "te weinig koppelingen",
    "gezinssamenstelling": "gezinssamenstelling",
    "verschoonbaar": "verschoonbaar",
    "niet_verschoonbaar": "niet verschoonbaar",
    "zelf_op_korte_termijn": "de gemeente realiseert de opgave zelf op korte termijn",
    "niet_oplosbaar_door_indeplaatsstelling": "overnemen van de taak lost het probleem niet op",
    "overmacht": "overmacht",
    "niet_of_onvoldoende_uitgevoerd": "niet of onvoldoende uitgevoerd",
    "niet_opgesteld": "niet opgesteld",
    "anders": "anders",
    "ambtelijk": "ambtelijk",
    "bestuurlijk": "bestuurlijk",
    "versnelling": "versnelling",
    "intrekking": "ingetrokken",
    "vernietiging": "vernietigd",
}


# What the framework means by its words, each once: §1, §2.1, §2.2 (footnotes 2 and 3), §2.2.1.
VERGUNNINGHOUDERS = "Vergunninghouders zijn vluchtelingen met een verblijfsvergunning."
TOTAALOPGAVE = (
    "De totaalopgave is de taakstelling plus de achterstand (eerder te weinig gehuisvest) of min "
    "de voorsprong (eerder meer dan nodig)."
)
KOPPELEN = (
    "Koppelen: het COA koppelt een vergunninghouder aan een gemeente. De gemeente zoekt dan samen "
    "met de woningcorporatie een geschikte woning."
)
OMKOPPELEN = (
    "vergunninghouders die te lang op een woning wachtten en die het COA daarom aan een andere "
    "gemeente koppelde"
)
FASE_2 = "in fase 2 zoekt de gemeente een woning voor wie aan haar is gekoppeld"
NIET_GETELD = (
    "Gezinnen van 8 personen of meer, en wie om medische redenen een aangepaste woning nodig "
    "heeft, tellen daarin niet mee."
)


def begrippen(kader: Kadertekst) -> str:
    """The words of a report, each once, with the ladder of this framework."""
    eerste, laatste = kader.treden[1], len(kader.treden)
    wat = "de provincie neemt de taak over"
    if kader.rol(laatste) is not Rol.INDEPLAATSSTELLING:
        wat = kader.treden[laatste].naam.lower()
    return (
        f"{VERGUNNINGHOUDERS} De taakstelling is het aantal dat een gemeente van het Rijk in een "
        f"halfjaar moet huisvesten. {TOTAALOPGAVE} De realisatie is het aantal dat in het halfjaar "
        "is gehuisvest. De peildatum is de dag waarop dat wordt beoordeeld. Een trede is een stap "
        f"op de interventieladder van de provincie: van 1 ({eerste.naam.lower()}) tot {laatste} "
        f"({wat}). Het COA is het Centraal Orgaan opvang asielzoekers, dat de cijfers bijhoudt."
    )


def stapelgemeente(dagen: int) -> str:
    """What makes a gemeente one (§2.2.1, 2e punt), in brackets behind the word."""
    return f"gemiddeld langer dan {dagen} dagen wachten in fase 2"


def stapelgemeente_zin(dagen: int) -> str:
    """The same as a sentence."""
    return f"Een stapelgemeente is een gemeente waar gekoppelden {stapelgemeente(dagen)}."


def contradicts(dagen: float | None, stempel: str | None, grens: int) -> bool:
    """Whether the wait in days and COA's label cannot both be right (§2.2.1, 2e punt)."""
    return dagen is not None and stempel is not None and (stempel == "ja") != (dagen > grens)


def toezicht(vorig: int, nieuw: int) -> str:
    """What a move on the ladder means: a higher trede is no praise, a lower one no blame."""
    return "zwaarder toezicht" if nieuw > vorig else "lichter toezicht"


def move_sentence(vorig: int, nieuw: int) -> str:
    """Where the gemeente comes from and goes to, and what that means."""
    if nieuw == vorig:
        return f"De gemeente blijft op trede {nieuw}."
    return f"{capital(toezicht(vorig, nieuw))}: van trede {vorig} naar trede {nieuw}."


def capital(tekst: str) -> str:
    """The first letter as a capital."""
    return tekst[:1].upper() + tekst[1:]


def aandachtspunt(code: str, kader: Kadertekst | None) -> str:
    """A code in words; an unknown code, or one of a framework that is not here, as it stands."""
    if kader is None or code not in AANDACHTSPUNT:
        return code.replace("_", " ")
    return fill(AANDACHTSPUNT[code], kader)


def fill(tekst: str, kader: Kadertekst) -> str:
    """A text of the program with the treden, places and bounds of a framework filled in."""
    plan = kader.vanaf(Rol.ACTIEF_TOEZICHT)
    plaatsen = {f"bij_{onderwerp}": kader.bij(onderwerp) for onderwerp in ONDERWERPEN}
    return tekst.format(
        plan=plan,
        voor_plan=plan - 1,
        losgelaten=kader.losgelaten,
        drempels=kader.drempels,
        **plaatsen,
    )


def waarde(tekst: str) -> str:
    """A value of a finding in words; other text as it stands."""
    return WAARDE.get(tekst, tekst)


def halfjaar(periode: Periode) -> str:
    """`eerste halfjaar van 2026`."""
    return f"{'eerste' if periode.helft == 1 else 'tweede'} halfjaar van {periode.jaar}"
