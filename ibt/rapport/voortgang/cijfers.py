"""The sum of the running half-year, its course, and the half-years before it."""

from __future__ import annotations

from collections.abc import Iterator

from htpy import p

from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.gemeente.verloop import maandtabel
from ibt.rapport.getal import datum, getal, korte_datum, stand
from ibt.rapport.grafiek.verloop import voortgang_grafiek
from ibt.rapport.opmaak import Kolom, Rij, tabel, trede_cel
from ibt.rapport.voortgang.zin import begin_zin, deel_zin


def cijfers(voortgang: Voortgang) -> Deel:
    """The sum of §2.1 as far as it is known, and in percent of taakstelling and totaalopgave."""
    som = voortgang.som
    rijen = [Rij("Taakstelling", [getal(som.taakstelling), "voor dit hele halfjaar"])]
    if som.herverdeling:
        rijen.append(
            Rij(
                "Herverdeling",
                [
                    stand(som.herverdeling),
                    f"afgesproken{voortgang.kader.bij('herverdeling')}",
                ],
            )
        )
    begin = som.stand_begin_gebruikt
    uitleg = f"op {datum(voortgang.peildatum.periode.begin)}, volgens het COA"
    if som.open_correctie:
        uitleg += (
            f" {stand(som.stand_begin)}, plus {getal(som.open_correctie)} die het COA "
            "toen nog niet had geteld"
        )
    rijen += [
        Rij(begin_zin(begin), [stand(-begin), uitleg]),
        Rij("Totaalopgave", [getal(som.totaalopgave), ""], "subtotaal"),
        *_housed(voortgang),
        Rij("Nog nodig voor de totaalopgave", [getal(voortgang.nog_nodig), ""], "totaal"),
    ]
    kolommen = [Kolom("Onderdeel"), Kolom("Personen", getal=True), Kolom("Toelichting")]
    return make_deel(
        tabel("De som tot nu toe", kolommen, rijen),
        p[
            f"{deel_zin(voortgang)} Het schema vraagt tot nu toe {getal(voortgang.schema)}"
            f"{_counted(voortgang)}."
        ],
    )


def _counted(voortgang: Voortgang) -> str:
    """The schedule looks at what COA counted (§4), late persons too."""
    return "; daarvoor telt de hele realisatie van het COA" if voortgang.som.nagekomen else ""


def _housed(voortgang: Voortgang) -> Iterator[Rij]:
    """Who was housed; persons of an earlier half-year whom COA counted now stand apart (§4)."""
    som, tot = voortgang.som, f"tot {datum(voortgang.peildatum.datum)}"
    if som.nagekomen:
        yield Rij("Realisatie", [getal(som.realisatie), f"{tot}, volgens het COA"])
        plaats = voortgang.kader.bij("correctie")
        uitleg = f"uit een eerder halfjaar, nu pas door het COA geteld{plaats}"
        yield Rij("Af: nagekomen", [stand(-som.nagekomen), uitleg])
        yield Rij("Gehuisvest", [getal(som.gehuisvest), "in dit halfjaar zelf"], "subtotaal")
    else:
        yield Rij("Gehuisvest", [getal(som.gehuisvest), tot])


def verloop(voortgang: Voortgang) -> Deel:
    """Persons housed per month, against schedule and opgave."""
    return make_deel(voortgang_grafiek(voortgang), maandtabel(voortgang.verloop))


def historie(voortgang: Voortgang) -> Deel:
    """Stand and trede of the peildata before this half-year."""
    punten = voortgang.historie[-6:]
    if not punten:
        return make_deel(
            p["Van eerdere peildata zijn geen cijfers of treden bekend in deze ronde."]
        )
    kolommen = [Kolom("Peildatum"), *(Kolom(korte_datum(een.peildatum.datum)) for een in punten)]
    rijen = [
        Rij(
            "Stand, in personen",
            ["–" if een.stand_eind is None else stand(een.stand_eind) for een in punten],
        ),
        Rij("Trede", [trede_cel(een.trede) for een in punten]),
    ]
    return make_deel(tabel("Stand en vastgestelde trede per peildatum", kolommen, rijen))
