"""Aandachtspunten: what a supervisor should look at, or should tell. None changes a trede."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ibt.begrippen.beoordeling import Signalen
from ibt.begrippen.bevinding import Correctie
from ibt.begrippen.controle import Controle, Controlesoort
from ibt.begrippen.fout import Waarschuwing
from ibt.begrippen.ingreep import BesluitIndeplaatsstelling
from ibt.begrippen.kadertekst import Drempels, Rol
from ibt.begrippen.periode import Periode
from ibt.begrippen.tekst import stand
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.begrippen.voortgang import Voortgang
from ibt.beoordeling.effect import is_told, works_on
from ibt.beoordeling.positie import Invoer, Positie, Zaak
from ibt.beoordeling.toets import ODD, odd_findings
from ibt.beoordeling.uitkomst import Ladderuitkomst
from ibt.beoordeling.voorstel import Voorstel, is_expired

# The order of the contract (Result table, Codes).
CODES = (
    *("besluit_nodig", "grensgeval", "stand_wijkt_af", "te_weinig_koppelingen", "stapelgemeente"),
    *("wachttijd_boven_120", "omkoppelingen", "correctie_misschien_geteld"),
    *("geen_eerdere_inschaling", "keuze_bepalend", "termijn_verstreken", "taakstelling_gewijzigd"),
    *("niet_vooraf_gewaarschuwd", "vorige_ronde_niet_vastgesteld", *ODD),
    "voorbeeld_cijfers_verzonnen",
)
# Of a stand with which a half-year begins otherwise than the one before it ended.
VRAAG_BEGIN = (
    "Vraag het COA waardoor zijn stand anders is (een correctie achteraf, een herverdeling), waar "
    "open correcties dat niet verklaren."
)
# The same within a half-year: whom to tell, whom to talk to.
CODES_HALVERWEGE = (
    *("besluit_nodig", "termijn_verstreken", "niet_op_schema", "trede_3_melden"),
    *("trede_3_of_hoger_mogelijk", "te_weinig_koppelingen", "stapelgemeente"),
    *("wachttijd_boven_120", "omkoppelingen", "stand_wijkt_af", "correctie_misschien_geteld"),
    *("geen_eerdere_inschaling", "taakstelling_gewijzigd", "vorige_ronde_niet_vastgesteld"),
    "voorbeeld_cijfers_verzonnen",
)


def collect_aandachtspunten(
    zaak: Zaak,
    uitkomst: Ladderuitkomst,
    voorstel: Voorstel,
    signalen: Signalen,
    invoer: Invoer,
    keuze_bepalend: bool,
) -> tuple[str, ...]:
    """The codes of one gemeente, in a fixed order."""
    positie, periode = zaak.positie, invoer.peildatum.periode
    plan = positie.kader.vanaf(Rol.ACTIEF_TOEZICHT)
    geldt = {
        **_common(zaak, signalen, invoer),
        "besluit_nodig": bool(voorstel.open_besluiten),
        "termijn_verstreken": "termijn" in voorstel.open_besluiten,
        "grensgeval": any(om and om.is_dichtbij for om in (uitkomst.meer, uitkomst.minder)),
        "keuze_bepalend": keuze_bepalend,
        "niet_vooraf_gewaarschuwd": (positie.trede_vorig, voorstel.trede) == (plan - 1, plan)
        and not is_told(positie, periode),
    }
    for _, code, _ in odd_findings(positie.bevindingen, invoer.onvolledig, periode, positie.kader):
        geldt[code] = True
    return tuple(code for code in CODES if geldt.get(code))


def points_halfway(
    zaak: Zaak, voortgang: Voortgang, mogelijk: Collection[int], invoer: Invoer
) -> tuple[str, ...]:
    """The codes of one gemeente within a half-year, in a fixed order; none is an inschaling.

    `mogelijk` are the treden that any number of persons housed could lead to.

    Norm: N27, N36, N52, N55, N62.
    """
    positie, vorig, kader = zaak.positie, zaak.positie.trede_vorig, zaak.positie.kader
    plan = kader.vanaf(Rol.ACTIEF_TOEZICHT)
    verstreken = positie.rol is Rol.BESLUIT and is_expired(positie.spoor, invoer.vandaag)
    # At the slowest known pace: what may follow, not what will.
    laagste = voortgang.laagste.trede or 0
    geldt = {
        **_common(zaak, voortgang.signalen, invoer),
        # N52, N55: gedeputeerde staten must answer a term that ran out, also between peildata.
        "besluit_nodig": verstreken,
        "termijn_verstreken": verstreken,
        # N62: talk with the gemeente to prevent a backlog.
        "niet_op_schema": not voortgang.op_schema,
        # N36: on trede 2 one hears whether trede 3 is possible. The mark stays when it was told.
        "trede_3_melden": vorig == plan - 1 and plan in mogelijk,
        # N27: the message may be shared with the bestuur. From trede 4 on nothing is forecast.
        "trede_3_of_hoger_mogelijk": vorig >= kader.losgelaten or laagste >= plan,
    }
    return tuple(code for code in CODES_HALVERWEGE if geldt[code])


def _common(zaak: Zaak, signalen: Signalen, invoer: Invoer) -> dict[str, bool]:
    """Per code whether it holds, of what is looked at halfway as well as at the end."""
    positie, vorig = zaak.positie, zaak.positie.stand_eind_vorig
    return {
        "stand_wijkt_af": vorig is not None and positie.stand_begin != vorig,
        "te_weinig_koppelingen": _too_few_linked(signalen),
        "stapelgemeente": signalen.stapelgemeente == "ja",
        "wachttijd_boven_120": waits_long(signalen, invoer.kader.drempels),
        "omkoppelingen": bool(signalen.omkoppelingen),
        "correctie_misschien_geteld": seems_counted(zaak),
        "geen_eerdere_inschaling": positie.geen_eerdere_inschaling,
        "taakstelling_gewijzigd": positie.taakstelling_gewijzigd,
        "vorige_ronde_niet_vastgesteld": positie.vorige_ronde_niet_vastgesteld,
        "voorbeeld_cijfers_verzonnen": invoer.voorbeeld,
    }


def waits_long(signalen: Signalen, drempels: Drempels) -> bool:
    """The mean wait in phase 2 is over 120 days: as worked out from linked persons, else COA's.

    Norm: N13.
    """
    eigen, coa = signalen.wachttijd, signalen.wachttijd_fase2
    if eigen is not None and eigen.boven_grens is not None:
        return eigen.boven_grens
    return coa is not None and coa > drempels.wachttijd_dagen


def _too_few_linked(signalen: Signalen) -> bool:
    """Linked and housed persons on a day are together fewer than the opgave then (§2.2).

    Norm: N09.
    """
    gekoppeld, gehuisvest = signalen.koppelingen, signalen.koppelingen_realisatie
    opgave = signalen.koppelingen_opgave
    if gekoppeld is None or gehuisvest is None or opgave is None:
        return False
    return gehuisvest + gekoppeld < opgave


def differing_stands(zaken: Iterable[Zaak], bestand: str) -> Iterator[Waarschuwing]:
    """COA's stand at the start beside the last stand in the register, where they differ."""
    for positie, som in zaken:
        begin, vorig = positie.stand_begin, positie.stand_eind_vorig
        if vorig is None or begin == vorig:
            continue
        tekst = "de beginstand is niet de stand waarmee de vorige beoordeling eindigde"
        if positie.vorige_ronde_niet_vastgesteld:
            tekst = (
                "de beginstand is niet de laatste stand in het register, die van een oudere ronde "
                "is: stel de vorige ronde vast"
            )
        geval = f"{stand(begin)} na {stand(vorig)}"
        if positie.begin_herzien:
            geval += " (na de herziening die deze ronde vastlegt)"
        if som.open_correctie:
            past = begin + som.open_correctie == vorig
            verklaring = ", dat verklaart het verschil" if past else ""
            geval += f" (open correcties: {som.open_correctie}{verklaring})"
        if positie.vorige_ronde_niet_vastgesteld:  # nothing that COA could answer
            yield Waarschuwing(bestand, tekst, gemeente=str(positie.gemeente), geval=geval)
            continue
        yield Controle(
            bestand,
            tekst,
            gemeente=str(positie.gemeente),
            geval=geval,
            soort=Controlesoort.BEGIN,
            vraag=VRAAG_BEGIN,
            personen=abs(begin + som.open_correctie - vorig),
            gemeentecode=positie.gemeente.code,
        )


def perhaps_counted(
    zaken: Mapping[str, Zaak], dossier: Iterable[Vastgelegd], periode: Periode
) -> Iterator[Waarschuwing]:
    """An open correction that COA's stand at the start seems to hold would count twice (§4).

    Then COA counted it before this half-year began: in the one before, afterwards.
    """
    for stuk in dossier:
        correctie, zaak = stuk.bevinding, zaken.get(stuk.gemeente.code)
        if not isinstance(correctie, Correctie) or not works_on(stuk, periode):
            continue
        if zaak is None or not seems_counted(zaak):
            continue
        tekst = (
            "de beginstand is gelijk aan de vorige beoordeling, terwijl een correctie nog "
            "openstaat; heeft het COA die al geteld, dan telt zij dubbel; "
        )
        if stuk.periode == periode.vorige:
            tekst += f'zet dan verwerkt_in: "{stuk.periode}" bij de correctie'
        else:
            # Whatever is filled in, the round before this one reckoned with it as open.
            tekst += (
                "vraag het COA in welk halfjaar het haar telde en zet dat als verwerkt_in bij de "
                f"correctie; de ronde over {periode.vorige} rekent dan anders dan is vastgesteld"
            )
        aantal = correctie.personen
        geval = f"{aantal} {'persoon' if aantal == 1 else 'personen'} uit {stuk.periode}"
        yield Waarschuwing(stuk.bestand, tekst, stuk.plaats, str(stuk.gemeente), geval)


def seems_counted(zaak: Zaak) -> bool:
    """Whether COA starts where the province ended, although a correction is still open.

    Where the former round is not adopted, the register does not say where the province ended.
    """
    positie, open_ = zaak.positie, zaak.som.open_correctie > 0
    bekend = not positie.vorige_ronde_niet_vastgesteld
    return open_ and bekend and positie.stand_begin == positie.stand_eind_vorig


def besluit_missing(posities: Iterable[Positie], bestand: str) -> Iterator[Waarschuwing]:
    """On trede 5 or 6 the besluit must be on file, or nobody sees its terms pass (§3 trede 5)."""
    for positie in posities:
        if positie.rol >= Rol.BESLUIT and not any(positie.spoor.of(BesluitIndeplaatsstelling)):
            tekst = (
                f"staat op trede {positie.trede_vorig}, maar het besluit tot indeplaatsstelling "
                "staat niet in het dossier; zijn termijnen ontbreken dus. Noem het bestand onder "
                "dossier"
            )
            yield Waarschuwing(bestand, tekst, gemeente=str(positie.gemeente))
