"""What is still needed, what follows at this pace, and who is told."""

from __future__ import annotations

from htpy import Node, li, p, ul

from ibt.begrippen.kadertekst import Rol
from ibt.begrippen.traject import Traject
from ibt.begrippen.voortgang import Benodigd, Prognose, Tempo, Voortgang
from ibt.rapport.deel import Deel, make_deel, marked
from ibt.rapport.getal import datum, getal, kommagetal, nodig_getal, opsomming, stand
from ibt.rapport.ingreepzin import ingreep_zinnen
from ibt.rapport.opmaak import Kolom, Rij, tabel
from ibt.rapport.voortgangzin import (
    dreigend,
    einde,
    fewest,
    hoger_zin,
    opgave_zin,
    plan_zin,
    voorbehoud,
)
from ibt.rapport.woorden import halfjaar


@marked
def benodigd(voortgang: Voortgang, traject: Traject) -> Deel:
    """The opgave, and per trede that can follow: persons, per month, against the pace.

    From trede 4 on no half-year decides: what runs by a besluit, and what stops it (§3 trede 4).
    """
    opgave, slot = opgave_zin(voortgang), " ".join(voorbehoud(voortgang))
    if voortgang.trede_vorig >= voortgang.kader.losgelaten:
        zinnen = ul[(li[zin] for zin in ingreep_zinnen(traject))]
        return make_deel(p[f"{opgave} {slot}"], zinnen, _paces(voortgang))
    dag = einde(voortgang)
    kolommen = [
        Kolom("Uitkomst dan"),
        Kolom("Nog te huisvesten", getal=True),
        Kolom("Per maand", getal=True),
        Kolom("Tegenover het tempo nu"),
    ]
    rijen = [_needed(benodigd, voortgang) for benodigd in voortgang.benodigd]
    return make_deel(
        p[f"{opgave} De tabel zegt wat tot welke trede leidt. {slot}"],
        tabel(f"Nog nodig tot {dag}, in personen", kolommen, rijen),
        _paces(voortgang),
    )


def _needed(benodigd: Benodigd, voortgang: Voortgang) -> Rij:
    if benodigd.personen is None:
        return Rij(f"trede {benodigd.trede}", [f"minder dan {getal(fewest(voortgang))}", "–", "–"])
    if benodigd.personen == 0:
        op = voortgang.rust_op_voorsprong
        lezing = voortgang.kader.keuze("voorsprong") if op else ""
        ook = f"ook als er niemand meer bij komt{lezing}"
        return Rij(f"trede {benodigd.trede}", ["0", "–", ook])
    maanden, nu = voortgang.maanden_over, voortgang.tempo[0]
    per_maand = nodig_getal(benodigd.personen, maanden)
    return Rij(
        f"trede {benodigd.trede}",
        [
            f"ten minste {getal(benodigd.personen)}",
            per_maand,
            _against(benodigd.personen, maanden, nu),
        ],
    )


def _against(nodig: int, maanden: int, nu: Tempo) -> str:
    """So many persons in so many months beside the pace of now, in whole numbers."""
    nodig_tempo, tempo = nodig * nu.maanden, nu.personen * maanden
    if nodig_tempo <= tempo:
        return f"haalbaar in dit tempo ({getal(nu.personen)} in {_months(nu.maanden)})"
    if tempo == 0:
        return "er is dit halfjaar nog niemand gehuisvest"
    keer = nodig_getal(nodig_tempo, tempo)
    return f"{keer} keer het tempo nu ({kommagetal(nu.per_maand)} per maand)"


def _paces(voortgang: Voortgang) -> Node:
    """The pace now and that of the last half-years, with their mean."""
    eerder = voortgang.tempo[1:]
    regels = [_pace(voortgang.tempo[0], "dit halfjaar tot nu toe")]
    gemiddeld = voortgang.gemiddeld
    if gemiddeld is None:
        return p[f"Tempo: {regels[0]}. Van eerdere halfjaren zijn geen cijfers bekend."]
    regels.append(f"gemiddeld over {_known(len(eerder))}: {kommagetal(gemiddeld)} per maand")
    regels += [_pace(tempo, halfjaar(tempo.periode)) for tempo in eerder]
    return (
        p(".plakt")["Tempo, in gehuisveste personen:"],
        ul[(li[f"{regel}"] for regel in regels)],
    )


def _pace(tempo: Tempo, wanneer: str) -> str:
    return f"{wanneer}: {getal(tempo.personen)}, dat is {kommagetal(tempo.per_maand)} per maand"


@marked
def prognose(voortgang: Voortgang) -> Deel:
    """The forecast with its assumption and its range; never an inschaling."""
    eerder = len(voortgang.tempo) - 1
    kolommen = [
        Kolom("Als de resterende maanden gaan in"),
        Kolom("Gehuisvest aan het eind", getal=True),
        Kolom("Stand aan het eind", getal=True),
        *((Kolom("Hoort bij"),) if voortgang.trede_vorig < voortgang.kader.losgelaten else ()),
    ]
    rijen = [_outcome("het tempo van dit halfjaar", voortgang.prognose)]
    if eerder:
        rijen = [
            _outcome("het laagste tempo", voortgang.laagste),
            *rijen,
            _outcome("het hoogste tempo", voortgang.hoogste),
        ]
    return make_deel(
        p[
            "Dit is een verwachting, geen inschaling. Zij gaat ervan uit dat de resterende "
            f"{_months(voortgang.maanden_over)} even snel gaan als tot nu toe, naar beneden "
            f"afgerond. {_range(eerder)}"
        ],
        tabel("Verwachting voor het eind van het halfjaar, in personen", kolommen, rijen),
        _other_readings(voortgang),
    )


def _other_readings(voortgang: Voortgang) -> Node:
    """Where the text of the framework can be read in another way, with another trede."""
    if not voortgang.keuzes_prognose:
        return None
    return p[
        "Bij een andere lezing van het kader hoort een andere trede bij een van deze uitkomsten: "
        f"zie {opsomming(list(voortgang.keuzes_prognose))} onder Hoe het kader hier is gelezen."
    ]


def _months(aantal: int) -> str:
    return "1 maand" if aantal == 1 else f"{aantal} maanden"


def _range(eerder: int) -> str:
    if not eerder:
        return "Van eerdere halfjaren zijn geen cijfers bekend, dus een bandbreedte ontbreekt."
    waar = _known(eerder) if eerder == 1 else f"een van {_known(eerder)}"
    return f"De bandbreedte komt van het laagste en het hoogste tempo: nu, of in {waar}."


def _known(aantal: int) -> str:
    """How many earlier half-years are known, of the last four."""
    return "het ene eerdere halfjaar" if aantal == 1 else f"de {aantal} eerdere halfjaren"


def _outcome(naam: str, uitkomst: Prognose) -> Rij:
    hoort = [] if uitkomst.trede is None else [f"trede {uitkomst.trede}"]
    return Rij(naam, [getal(uitkomst.realisatie), stand(uitkomst.stand_eind), *hoort])


@marked
def informeren(voortgang: Voortgang) -> Deel:
    """Who hears what, and how (§3 inleiding, §3 trede 2 slot, §4). Norm: N26, N27, N36, N62."""
    kader = voortgang.kader
    regels = [
        "De gemeente krijgt ambtelijk bericht over deze tussenstand van "
        f"{datum(voortgang.peildatum.datum)}{kader.bij('halverwege')}."
    ]
    codes = voortgang.aandachtspunten
    if "trede_3_melden" in codes:
        regels.append(_step_to_plan(voortgang))
    if "niet_op_schema" in codes:
        regels.append(
            "De gemeente loopt niet op schema: er hoort een ambtelijk gesprek bij om een "
            f"{dreigend(voortgang)} te voorkomen. Bestuurlijk contact kan ook"
            f"{kader.bij('contact')}. "
            f"{_talked(voortgang)}"
        )
    if "trede_3_of_hoger_mogelijk" in codes:
        regels.append(
            f"{hoger_zin(voortgang)}. Daarom kan het bericht ook met het bestuur worden gedeeld, "
            f"als de toezichthouder daarvoor kiest{kader.bij('bestuur')}. {_shared(voortgang)}"
        )
    return make_deel(ul[(li[regel] for regel in regels)], _told(voortgang))


def _step_to_plan(voortgang: Voortgang) -> str:
    """What is possible and what averts it (§3 trede 2, slot); or that it is averted."""
    zin, kader = f"{plan_zin(voortgang)}.", voortgang.kader
    if not voortgang.kan_naar(kader.vanaf(Rol.ACTIEF_TOEZICHT)):
        return zin
    plaats = kader.bij("plan_melden")
    return f"{zin} Zij hoort dat nu, om op tijd aan een verbeterplan te beginnen{plaats}."


def _talked(voortgang: Voortgang) -> str:
    dag = voortgang.gesprek_op
    if dag is None:
        return "Een gesprek is nog niet vastgelegd."
    return f"Er was een gesprek op {datum(dag)}."


def _shared(voortgang: Voortgang) -> str:
    keuze = voortgang.gedeeld_met_bestuur
    if keuze is None:
        return "Dat is nog niet gekozen."
    return f"Dat is gedaan op {datum(keuze.datum)}."


def _told(voortgang: Voortgang) -> Node:
    laatste = voortgang.gemeld
    if laatste is None:
        return p["Er is nog niet vastgelegd dat dit aan de gemeente is gemeld."]
    return p[f"Gemeld op {datum(laatste.datum)} door {laatste.beoordelaar}: {laatste.motivering}"]
