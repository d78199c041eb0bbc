"""ro-crate-metadata.json: the round as a Process Run Crate, which other programs can read.

The profile recommends times and a person who ran it. Neither is here: they differ from run to run,
and the same inputs must give the same bytes. Every id follows from the round.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ibt.begrippen.herkomst import Herkomst, Rapportage
from ibt.begrippen.indeling import MANIFEST, report_files

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

_VERSIE = "1.3"
_PROFIEL, _PROFIELVERSIE = "https://w3id.org/ro/wfrun/process/0.6", "0.6"
_STATUS = "http://schema.org/"
_SOORTEN = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".geojson": "application/geo+json",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
_PROGRAMMA, _PROVINCIE, _GEBRUIK = "#ibt", "#provincie", "#gebruik"

Verwijzing = dict[str, str]


def make_crate(herkomst: Herkomst) -> bytes:
    """The metadata of the round; `geschreven` must hold every file that it names with a hash."""
    # Slow to import, and only a round that is made anew needs it.
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=_VERSIE)
    acties = list(_actions(herkomst))
    _describe_root(crate, herkomst, acties)
    for bestand in herkomst.geschreven:
        eigen = {"sha256": bestand.sha256, "description": _kind(bestand.naam)}
        crate.add_file(dest_path=bestand.naam, properties={**_file(bestand.naam), **eigen})
    uitleg = "Alle hashes van deze ronde; sluit af met een hash over zichzelf"
    crate.add_file(dest_path=MANIFEST, properties={**_file(MANIFEST), "description": uitleg})
    for deel in (*_context(herkomst), *_software(herkomst), *_inputs(herkomst), *acties):
        crate.add_jsonld(dict(deel))
    return (json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "surrogatepass"
    )


def _describe_root(crate: ROCrate, herkomst: Herkomst, acties: Iterable[dict[str, Any]]) -> None:
    wortel = crate.root_dataset
    wortel["name"] = (
        f"Interbestuurlijk toezicht huisvesting vergunninghouders, provincie {herkomst.provincie}, "
        f"{herkomst.peildatum.isoformat()}"
    )
    wortel["description"] = (
        f"Ronde over halfjaar {herkomst.periode}, {herkomst.staat}. Tijdstippen en wie het "
        "programma startte staan er niet in: gelijke invoer geeft gelijke bytes."
    )
    # Never the clock: the round's own day.
    wortel["datePublished"] = herkomst.bijgewerkt_op.isoformat()
    wortel["license"], wortel["publisher"] = _to(_GEBRUIK), _to(_PROVINCIE)
    wortel["conformsTo"], wortel["about"] = _to(_PROFIEL), _to(herkomst.kader.adres)
    wortel["mentions"] = [_to(actie["@id"]) for actie in acties]


def _context(herkomst: Herkomst) -> Iterator[dict[str, Any]]:
    """The profile, the province, what may be done with it, and the framework."""
    kader = herkomst.kader
    naam = "Process Run Crate"
    yield _thing(_PROFIEL, "CreativeWork", naam, version=_PROFIELVERSIE)
    yield _thing(_PROVINCIE, "Organization", f"Provincie {herkomst.provincie}")
    yield _thing(
        _GEBRUIK,
        "CreativeWork",
        "Gebruik: de provincie beslist",
        description="Er is geen licentie gegeven. De map invoer/ is niet voor publicatie.",
    )
    begin = f"{kader.geldig_van.isoformat()}/.."
    yield _thing(
        kader.adres, "CreativeWork", kader.titel, identifier=kader.id, temporalCoverage=begin
    )


def _software(herkomst: Herkomst) -> Iterator[dict[str, Any]]:
    """The program with its libraries, and the notebooks and template that it ran."""
    naam, _, versie = herkomst.programma.naam.partition(" ")
    pakketten = {"python": herkomst.python, **herkomst.pakketten}
    yield _thing(
        _PROGRAMMA,
        "SoftwareApplication",
        naam,
        softwareVersion=versie,
        sha256=herkomst.programma.sha256,
        softwareRequirements=[_to(f"#pakket-{pakket}") for pakket in pakketten],
    )
    for pakket, nummer in pakketten.items():
        yield _thing(f"#pakket-{pakket}", "SoftwareApplication", pakket, softwareVersion=nummer)
    for notebook in herkomst.notebooks:
        soort = "SoftwareSourceCode" if notebook.naam.endswith(".ipynb") else "CreativeWork"
        yield _thing(
            _source_id(notebook.naam),
            soort,
            notebook.naam,
            sha256=notebook.sha256,
            isPartOf=_to(_PROGRAMMA),
        )


def _inputs(herkomst: Herkomst) -> Iterator[dict[str, Any]]:
    """The files that were read, which stand outside the round; and the parameters."""
    for plek, bron in zip(_read_ids(herkomst), herkomst.gelezen, strict=True):
        uitleg = f"{bron.rol}, {bron.rijen} rijen, zoals gelezen"
        yield _thing(plek, "CreativeWork", bron.naam, sha256=bron.sha256, description=uitleg)
    for rapport in herkomst.rapporten:
        for naam, waarde in rapport.parameters.items():
            yield _thing(_parameter_id(rapport, naam), "PropertyValue", naam, value=waarde)


def _actions(herkomst: Herkomst) -> Iterator[dict[str, Any]]:
    """In three steps: inputs copied, a notebook run for every report, the rest made of all that."""
    invoer = [_in_crate(bestand.naam) for bestand in herkomst.invoer]
    gelezen = [_to(plek) for plek in _read_ids(herkomst)]
    gelukt = [rapport for rapport in herkomst.rapporten if not rapport.fout]
    van_rapport = [naam for rapport in gelukt for naam in report_files(rapport.naam)]
    rest = [bestand.naam for bestand in herkomst.uitvoer if bestand.naam not in van_rapport]
    sjablonen = [
        _to(_source_id(notebook.naam))
        for notebook in herkomst.notebooks
        if not notebook.naam.endswith(".ipynb")
    ]
    yield _action("#invoer", "Invoer overgenomen", _PROGRAMMA, gelezen, invoer)
    for rapport in herkomst.rapporten:
        yield _report_action(rapport, invoer)
    yield _action(
        "#afronding",
        "Tabellen, brieven, agenda, bundel, index en herkomst gemaakt",
        _PROGRAMMA,
        [*invoer, *sjablonen, *map(_in_crate, van_rapport)],
        [_in_crate(naam) for naam in rest],
    )


def _report_action(rapport: Rapportage, invoer: Sequence[Verwijzing]) -> dict[str, Any]:
    parameters = [_to(_parameter_id(rapport, naam)) for naam in rapport.parameters]
    uit = [] if rapport.fout else [_in_crate(naam) for naam in report_files(rapport.naam)]
    actie = _action(
        f"#rapport-{rapport.naam}",
        f"Rapport over {rapport.over} gemaakt met {rapport.notebook}",
        _source_id(rapport.notebook),
        [*parameters, *invoer],
        uit,
    )
    if rapport.fout:
        naam = f"Rapport over {rapport.over} niet gemaakt"
        mislukt = _to(f"{_STATUS}FailedActionStatus")
        return {**actie, "name": naam, "actionStatus": mislukt, "error": rapport.fout}
    if rapport.verouderd:
        # Of what it was made is not known any more: not of these inputs.
        uitleg = "Van een eerdere keer: uit andere invoer of met een ander programma dan de rest"
        return {**actie, "object": parameters, "description": uitleg}
    return actie


def _action(
    plek: str,
    naam: str,
    instrument: str,
    invoer: Sequence[Verwijzing],
    uitvoer: Sequence[Verwijzing],
) -> dict[str, Any]:
    return _thing(
        plek,
        "CreateAction",
        naam,
        instrument=_to(instrument),
        agent=_to(_PROVINCIE),
        object=list(invoer),
        result=list(uitvoer),
        actionStatus=_to(f"{_STATUS}CompletedActionStatus"),
    )


def _thing(plek: str, soort: str, naam: str, **rest: Any) -> dict[str, Any]:
    return {"@id": plek, "@type": soort, "name": naam, **rest}


def _file(naam: str) -> dict[str, Any]:
    return {"name": naam, "encodingFormat": media_type(naam)}


def media_type(naam: str) -> str:
    """What kind of file it is, by the end of its name, as the IANA calls it."""
    return _SOORTEN.get(PurePosixPath(naam).suffix.lower(), "application/octet-stream")


def _kind(naam: str) -> str:
    return "Kopie van invoer" if naam.startswith("invoer/") else "Uitvoer"


def _read_ids(herkomst: Herkomst) -> list[str]:
    """A number tells files of one name apart."""
    return [
        f"#gelezen-{nummer}-{quote(bron.naam)}"
        for nummer, bron in enumerate(herkomst.gelezen, start=1)
    ]


def _source_id(naam: str) -> str:
    return f"#{quote(naam)}"


def _parameter_id(rapport: Rapportage, naam: str) -> str:
    return f"#parameter-{rapport.naam}-{naam}"


def _in_crate(naam: str) -> Verwijzing:
    return _to(quote(naam))


def _to(plek: str) -> Verwijzing:
    return {"@id": plek}
