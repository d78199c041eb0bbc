"""MDTO metadata of an adopted round, for the archive (XML schema 1.0.1).

The round is a Dossier, with an Archiefstuk for each report, letter, table and input; each of its
files is a Bestand with its hash. One XML file per object, as the standard has it. All dates are
those of the adoption, the half-year or the framework, never of a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from xml.etree import ElementTree

from ibt.batch.schrijf import digest
from ibt.begrippen.beoordeling import Vaststelling
from ibt.begrippen.fout import RondeFout
from ibt.publicatie.gegevens import Archief
from ibt.rapport.crate import media_type
from ibt.ronde import Ronde

MAP = "mdto"
_RUIMTE = "https://www.nationaalarchief.nl/mdto"
_BRON = "ibt"
_WAARDERING = {"B": "Blijvend te bewaren", "V": "Tijdelijk te bewaren", "N": "Nader te bepalen"}
_STUKKEN = {
    "provincie": "Provinciaal overzicht",
    "alle-rapporten": "Alle rapporten in één bestand",
    "index": "Startpagina",
    "inschaling": "Tabel met de uitkomst van elke gemeente",
    "agenda": "Agenda met termijnen",
    "herkomst": "Herkomst van de ronde",
    "ro-crate-metadata": "Herkomst van de ronde, voor programma's",
    "manifest": "Manifest met alle hashes",
}

Knoop = ElementTree.Element


@dataclass(frozen=True)
class Archiefstuk:
    """An Archiefstuk: its key within the round, its name, and its files."""

    sleutel: str
    naam: str
    bestanden: tuple[str, ...]


def make_mdto(ronde: Ronde, bestanden: Mapping[str, bytes], archief: Archief) -> dict[str, bytes]:
    """The XML files, by their path in the folder in which `bestanden` stand.

    RondeFout where the round is not adopted: what may still change is not for the archive.
    """
    vast = ronde.verslag.vaststelling
    if vast is None:
        raise RondeFout(
            f"{ronde.pad}: de ronde {ronde.peildatum} is niet vastgesteld, dus niet voor het "
            "archief. Stel haar eerst vast met ibt adopt."
        )
    maker = _Maker(ronde, archief, vast)
    stukken = list(_pieces(ronde, bestanden))
    uit = {f"{MAP}/dossier.mdto.xml": maker.dossier(stukken)}
    for stuk in stukken:
        uit[f"{MAP}/{stuk.sleutel}.mdto.xml"] = maker.piece(stuk)
        for naam in stuk.bestanden:
            uit[f"{MAP}/{naam}.bestand.mdto.xml"] = maker.file(stuk, naam, bestanden[naam])
    return uit


def _pieces(ronde: Ronde, bestanden: Mapping[str, bytes]) -> Iterator[Archiefstuk]:
    """What was made is one piece in each of its formats; what was read is a piece by itself."""
    groepen: dict[str, list[str]] = {}
    for naam in sorted(bestanden):
        invoer = naam.startswith("invoer/")
        sleutel = naam if invoer else str(PurePosixPath(naam).with_suffix(""))
        groepen.setdefault(sleutel, []).append(naam)
    gemeenten = {gemeente.code: gemeente.naam for gemeente in ronde.gemeenten}
    for sleutel, namen in groepen.items():
        map_, _, stam = sleutel.rpartition("/")
        wie = gemeenten.get(stam, stam)
        wat = {"gemeenten": f"Rapport over {wie}", "brieven": f"Brief aan {wie}"}.get(map_)
        over = wat or _STUKKEN.get(sleutel) or f"Bestand {sleutel}"
        yield Archiefstuk(sleutel, f"{over}, {ronde.peildatum}", tuple(namen))


class _Maker:
    """The objects of one round; each gives a whole file."""

    def __init__(self, ronde: Ronde, archief: Archief, vast: Vaststelling) -> None:
        self._ronde, self._archief, self._vast = ronde, archief, vast
        self._kern = f"{ronde.provincie}/{ronde.peildatum}"
        self._naam = f"Beoordeling huisvesting vergunninghouders {ronde.peildatum}"
        # What was decided again is of the day of that.
        self._dag = max([vast.datum, *(dag for dag, _ in vast.herzien)])

    def dossier(self, stukken: list[Archiefstuk]) -> bytes:
        """The round as a whole."""
        halfjaar = self._ronde.peildatum.periode
        delen = (_refer("bevatOnderdeel", s.naam, f"{self._kern}/{s.sleutel}") for s in stukken)
        omschrijving = (
            f"Inschaling van {len(self._ronde)} gemeenten over {halfjaar}, volgens "
            f"{self._ronde.kader.titel} ({self._ronde.kader.bron})"
        )
        voor = _node("omschrijving", omschrijving)
        return self._object(self._kern, self._naam, "Dossier", [voor], [*delen])

    def piece(self, stuk: Archiefstuk) -> bytes:
        """A report, letter, table or input."""
        delen = [_refer("isOnderdeelVan", self._naam, self._kern)]
        delen += [
            _refer("heeftRepresentatie", naam, self._file_key(naam)) for naam in stuk.bestanden
        ]
        return self._object(f"{self._kern}/{stuk.sleutel}", stuk.naam, "Archiefstuk", [], delen)

    def file(self, stuk: Archiefstuk, naam: str, inhoud: bytes) -> bytes:
        """A file with its size and hash."""
        checksum = _node(
            "checksum",
            _concept("checksumAlgoritme", "SHA-256", "Begrippenlijst ChecksumAlgoritme MDTO"),
            _node("checksumWaarde", digest(inhoud)),
            _node("checksumDatum", f"{self._dag.isoformat()}T00:00:00"),
        )
        return _document(
            "bestand",
            _identity("identificatie", self._file_key(naam)),
            _node("naam", PurePosixPath(naam).name),
            _node("omvang", str(len(inhoud))),
            _concept("bestandsformaat", media_type(naam), "IANA Media types"),
            checksum,
            _refer("isRepresentatieVan", stuk.naam, f"{self._kern}/{stuk.sleutel}"),
        )

    def _file_key(self, naam: str) -> str:
        return f"{self._kern}/bestand/{naam}"

    def _object(
        self, sleutel: str, naam: str, niveau: str, voor: list[Knoop], delen: list[Knoop]
    ) -> bytes:
        """Elements in the order of the schema, which allows no other."""
        archief = self._archief
        waardering = _WAARDERING[archief.waardering]
        return _document(
            "informatieobject",
            _identity("identificatie", sleutel),
            _node("naam", naam),
            _concept("aggregatieniveau", niveau, "Begrippenlijst Aggregatieniveaus MDTO"),
            *voor,
            self._period(),
            _node("taal", "nl"),
            self._adoption(),
            _concept(
                "waardering", waardering, "Begrippenlijst Waarderingen MDTO", archief.waardering
            ),
            *self._term(),
            _concept("informatiecategorie", archief.categorie, archief.selectielijst),
            *delen,
            _refer("archiefvormer", archief.archiefvormer),
            _node(
                "beperkingGebruik",
                _concept(
                    "beperkingGebruikType",
                    archief.beperking,
                    "Begrippenlijst BeperkingGebruik MDTO",
                ),
                _node("beperkingGebruikNadereBeschrijving", archief.omschrijving_beperking),
            ),
        )

    def _period(self) -> Knoop:
        halfjaar = self._ronde.peildatum.periode
        return _node(
            "dekkingInTijd",
            _concept("dekkingInTijdType", "Beoordeeld halfjaar", "Begrippen van ibt"),
            _node("dekkingInTijdBegindatum", halfjaar.begin.isoformat()),
            _node("dekkingInTijdEinddatum", halfjaar.eind.isoformat()),
        )

    def _adoption(self) -> Knoop:
        """When it was decided and by which organ; of no person by name."""
        return _node(
            "event",
            _concept("eventType", "Vaststelling", "Begrippen van ibt"),
            _node("eventTijd", self._vast.datum.isoformat()),
            _refer("eventVerantwoordelijkeActor", self._vast.orgaan),
        )

    def _term(self) -> Iterator[Knoop]:
        if (duur := self._archief.bewaartermijn) is not None:
            begin: date = self._dag
            yield _node(
                "bewaartermijn",
                _node("termijnStartdatumLooptijd", begin.isoformat()),
                _node("termijnLooptijd", duur),
            )


def _document(soort: str, *delen: Knoop) -> bytes:
    heel = _node("MDTO", _node(soort, *delen))
    ElementTree.indent(heel)
    tekst = ElementTree.tostring(
        heel, encoding="utf-8", xml_declaration=True, default_namespace=_RUIMTE
    )
    return bytes(tekst) + b"\n"


def _node(naam: str, *inhoud: Knoop | str) -> Knoop:
    knoop = ElementTree.Element(f"{{{_RUIMTE}}}{naam}")
    for deel in inhoud:
        if isinstance(deel, str):
            knoop.text = deel
        else:
            knoop.append(deel)
    return knoop


def _identity(naam: str, kenmerk: str) -> Knoop:
    return _node(naam, _node("identificatieKenmerk", kenmerk), _node("identificatieBron", _BRON))


def _refer(naam: str, wie: str, kenmerk: str | None = None) -> Knoop:
    wijst = () if kenmerk is None else (_identity("verwijzingIdentificatie", kenmerk),)
    return _node(naam, _node("verwijzingNaam", wie), *wijst)


def _concept(naam: str, label: str, lijst: str, code: str | None = None) -> Knoop:
    """A word from a list, with the list."""
    met_code = () if code is None else (_node("begripCode", code),)
    return _node(
        naam, _node("begripLabel", label), *met_code, _refer("begripBegrippenlijst", lijst)
    )
