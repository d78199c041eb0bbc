"""The sum of the running half-year, its course, and the half-years before it."""

from __future__ import annotations

from htpy import p

from ibt.begrippen.voortgang import Voortgang
from ibt.rapport.deel import Deel, make_deel
from ibt.rapport.getal import datum, getal, korte_datum, procent, stand
from ibt.rapport.grafiek.verloop import voortgang_grafiek
from ibt.rapport.opmaak import Kolom, Rij, tabel, trede_cel


def cijfers(voortgang: Voortgang) -> Deel:
    """The sum of §2.1 as far as it is known, and in percent of taakstelling and totaalopgave."""
    rijen = [Rij("Taakstelling", [getal(voortgang.taakstelling), "voor dit hele halfjaar"])]
    if voortgang.herverdeling:
        rijen.append(Rij("Herverdeling", [stand(voortgang.herverdeling), "afgesproken (§2.1)"]))
    begin = voortgang.stand_begin + voortgang.open_correctie
    uitleg = f"op {datum(voortgang.peildatum.periode.begin)}, volgens het COA"
    if voortgang.open_correctie:
        uitleg += f", met {getal(voortgang.open_correctie)} nog te tellen (open correctie)"
    soort = "Bij: achterstand" if begin < 0 else "Af: voorsprong"
    rijen += [
        Rij(f"{soort} aan het begin", [stand(-begin), uitleg]),
        Rij("Totaalopgave", [getal(voortgang.totaalopgave), ""], "subtotaal"),
        Rij(
            "Gehuisvest",
            [getal(voortgang.gehuisvest), f"tot {datum(voortgang.peildatum.datum)}"],
        ),
        Rij("Nog nodig voor de totaalopgave", [getal(voortgang.nog_nodig), ""], "totaal"),
    ]
    kolommen = [Kolom("Onderdeel"), Kolom("Personen", getal=True), Kolom("Toelichting")]
    deel = procent(voortgang.realisatie, voortgang.opgave)
    geheel = procent(voortgang.gehuisvest, voortgang.totaalopgave)
    return make_deel(
        tabel("De som tot nu toe", kolommen, rijen),
        p[
            f"Gehuisvest is {deel} van de taakstelling en {geheel} van de totaalopgave, in "
            f"{voortgang.maanden} van de 6 maanden. Het schema vraagt tot nu toe "
            f"{getal(voortgang.schema)}."
        ],
    )


def verloop(voortgang: Voortgang) -> Deel:
    """Persons housed per month, against schedule and opgave."""
    kolommen = [
        Kolom("Stand per"),
        Kolom("Taakstelling", getal=True),
        Kolom("Gehuisvest", getal=True),
        Kolom("Gekoppeld, nog niet gehuisvest", getal=True),
    ]
    rijen = [
        Rij(
            datum(een.stand_per),
            [
                getal(een.taakstelling),
                getal(een.realisatie),
                "–" if een.koppelingen is None else getal(een.koppelingen),
            ],
        )
        for een in voortgang.verloop
    ]
    return make_deel(
        voortgang_grafiek(voortgang),
        tabel("Maandstanden volgens het COA, in personen", kolommen, rijen),
    )


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
