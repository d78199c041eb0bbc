"""The message within a half-year: to officials, to the bestuur only on a recorded choice (§3)."""

from __future__ import annotations

from collections.abc import Iterator

from ibt.begrippen.beoordeling import Oordeel
from ibt.begrippen.verslag import Verslag
from ibt.begrippen.voortgang import Voortgang
from ibt.kader.kader import Kader
from ibt.rapport.brief.inhoud import INVULLEN
from ibt.rapport.brief.model import Brief, Cijfer, Punt, Stap
from ibt.rapport.brief.signalen import coa_signalen
from ibt.rapport.brief.zin import sentence, to_u
from ibt.rapport.getal import datum, getal, kommagetal, personen, stand
from ibt.rapport.opmaak import trede_naam
from ibt.rapport.voortgang.zin import (
    GEEN_INSCHALING,
    begin_zin,
    deel_zin,
    schema_zin,
    verwacht,
)
from ibt.rapport.woorden import BEGRIPPEN, halfjaar


def make_bericht(voortgang: Voortgang, verslag: Verslag, kader: Kader) -> Brief:
    """Everything that the message says; it sets no trede."""
    naam = voortgang.gemeente.naam
    bestuur = _to_bestuur(voortgang)
    gewaarschuwd = tuple(_warnings(voortgang, verslag))
    return Brief(
        waarschuwingen=gewaarschuwd,
        merk=" · ".join(gewaarschuwd),
        afzender=f"Provincie {verslag.provincie}",
        geadresseerde=f"De ambtelijk contactpersoon huisvesting van de gemeente {naam}",
        afschrift=f"het college van burgemeester en wethouders van {naam}" if bestuur else "geen",
        datum=INVULLEN,
        onderwerp=f"Voortgang huisvesting vergunninghouders op {_day(voortgang)}",
        aanhef="Beste collega,",
        kern=to_u(schema_zin(voortgang)),
        conclusie=_conclusion(voortgang, bestuur),
        cijfers=_figures(voortgang),
        toelichting=(deel_zin(voortgang),),
        bevindingen=(),
        signalen=(*_koppelingen(voortgang), coa_signalen(voortgang.signalen, kader)),
        vervolg=tuple(_follows(voortgang)),
        punten=tuple(_needed(voortgang)),
        slot=(
            "Wij denken graag met u mee, ook vanuit de Regietafel en het Kansenmakersteam (§4).",
        ),
        stappen=_steps(voortgang),
        grondslag=_basis(kader),
        namens=f"Toezicht van de provincie {verslag.provincie},",
        ondertekening=("[naam]", "[functie]"),
        begrippen=BEGRIPPEN,
    )


def _warnings(voortgang: Voortgang, verslag: Verslag) -> Iterator[str]:
    """A draft until the supervisor recorded that the gemeente was told."""
    if all(een.soort != "voortgang_gemeld" for een in voortgang.oordelen):
        yield "CONCEPT"
    if verslag.voorbeeld:
        yield "VOORBEELD: cijfers verzonnen"


def _day(voortgang: Voortgang) -> str:
    return datum(voortgang.peildatum.datum)


def _end(voortgang: Voortgang) -> str:
    return datum(voortgang.peildatum.volgende_beoordeling.datum)


def _to_bestuur(voortgang: Voortgang) -> Oordeel | None:
    """The finding in which the supervisor chose to share the message with the bestuur (§3)."""
    gekozen = [een for een in voortgang.oordelen if een.velden.get("gedeeld_met_bestuur") == "ja"]
    return max(gekozen, key=lambda een: een.datum, default=None)


def _conclusion(voortgang: Voortgang, bestuur: Oordeel | None) -> tuple[str, ...]:
    zinnen = [
        f"In het {halfjaar(voortgang.peildatum.periode)} zijn tot {_day(voortgang)} "
        f"{personen(voortgang.gehuisvest)} gehuisvest in uw gemeente.",
        f"Blijft het tempo zo, dan is er op {_end(voortgang)} {verwacht(voortgang.prognose)}. "
        f"{_band(voortgang)}",
        f"Uw gemeente staat nu op {trede_naam(voortgang.trede_huidig)}. {GEEN_INSCHALING}",
    ]
    if bestuur is not None:
        zinnen.append(f"Dit bericht gaat ook naar uw bestuur. {sentence(bestuur.motivering)}")
    return tuple(zinnen)


def _band(voortgang: Voortgang) -> str:
    if len(voortgang.tempo) == 1:
        return "Van eerdere halfjaren kennen wij geen cijfers, dus dit kan sterk afwijken."
    laag, hoog = voortgang.laagste.stand_eind, voortgang.hoogste.stand_eind
    return (
        "Tussen het laagste en het hoogste tempo van dit halfjaar en de halfjaren ervoor loopt de "
        f"stand dan van {stand(laag)} tot {stand(hoog)}."
    )


def _figures(voortgang: Voortgang) -> tuple[Cijfer, ...]:
    begin = voortgang.stand_begin + voortgang.open_correctie
    rijen = [Cijfer("Taakstelling voor dit halfjaar", getal(voortgang.taakstelling))]
    if voortgang.herverdeling:
        rijen.append(Cijfer("Herverdeling", stand(voortgang.herverdeling)))
    if begin:
        rijen.append(Cijfer(begin_zin(begin), stand(-begin)))
    return (
        *rijen,
        Cijfer("Totaalopgave", getal(voortgang.totaalopgave), nadruk=True),
        Cijfer(f"Gehuisvest tot {_day(voortgang)}", getal(voortgang.gehuisvest)),
        Cijfer("Nog nodig voor de totaalopgave", getal(voortgang.nog_nodig), nadruk=True),
    )


def _koppelingen(voortgang: Voortgang) -> Iterator[str]:
    if voortgang.koppelingen is None:
        return
    samen = voortgang.gehuisvest + voortgang.koppelingen
    tekort = voortgang.totaalopgave - samen
    oordeel = (
        f"Dat is {getal(tekort)} te weinig om de opgave te kunnen halen. Dit kan wijzen op "
        "overmacht; u kunt dat onderbouwd bij ons aandragen (§2.3)."
        if tekort > 0
        else "Er zijn dus genoeg mensen gekoppeld om de opgave te kunnen halen."
    )
    yield (
        f"Er zijn {personen(voortgang.koppelingen)} aan uw gemeente gekoppeld en nog niet "
        f"gehuisvest; met wie al gehuisvest is zijn dat er {getal(samen)}. {oordeel} Koppelingen "
        "wegen mee in ons oordeel (§2.2); de berekening gebruikt ze niet."
    )


def _follows(voortgang: Voortgang) -> Iterator[str]:
    yield f"Op {_end(voortgang)} beoordelen wij het hele halfjaar en volgt de inschaling."
    if voortgang.trede_huidig == 2 and not voortgang.kan_naar(3):
        yield (
            "Uw gemeente staat op trede 2. Er zijn nu al genoeg mensen gehuisvest om trede 3 te "
            "voorkomen."
        )
    elif voortgang.trede_huidig == 2:
        yield (
            "Uw gemeente staat op trede 2. Daarom melden wij nu dat trede 3 mogelijk is, zodat u "
            "op tijd aan een verbeterplan kunt beginnen of de stap kunt voorkomen (§3 trede 2, "
            "slot)."
        )
    if not voortgang.op_schema:
        yield (
            "Uw gemeente loopt niet op schema. Wij willen met u in gesprek om een achterstand te "
            "voorkomen (§4)."
        )


def _needed(voortgang: Voortgang) -> Iterator[Punt]:
    """What leads to which trede, in persons and a month."""
    for een in voortgang.benodigd:
        if een.personen is None:
            yield Punt(f"Trede {een.trede}", "bij minder.")
            continue
        if een.personen == 0:
            yield Punt(f"Trede {een.trede}", "ook als er niemand meer bij komt.")
            continue
        per_maand = kommagetal(een.personen / voortgang.maanden_over)
        yield Punt(
            f"Trede {een.trede}",
            f"nog ten minste {personen(een.personen)} huisvesten tot {_end(voortgang)} "
            f"({per_maand} per maand).",
        )


def _steps(voortgang: Voortgang) -> tuple[Stap, ...]:
    gesprek = Stap("Ambtelijk gesprek over de voortgang", "Provincie en gemeente", "Wij bellen u")
    return (
        *((gesprek,) if not voortgang.op_schema else ()),
        Stap("Beoordeling en inschaling", "Provincie", f"Peildatum {_end(voortgang)}"),
    )


def _basis(kader: Kader) -> tuple[str, ...]:
    return (
        f"Wij informeren u halverwege het halfjaar op grond van het {kader.citeertitel} (§3 "
        "inleiding en §4). De cijfers komen van het COA. Een programma heeft de tussenstand "
        "berekend.",
        "Dit is geen formeel toetsingsmoment en geen besluit in de zin van de Algemene wet "
        "bestuursrecht.",
    )
