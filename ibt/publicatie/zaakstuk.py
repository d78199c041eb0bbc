"""Everything on file about one gemeente, as pieces in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from ibt.batch.manifest import read_manifest
from ibt.batch.schrijf import digest
from ibt.begrippen.bevinding import Bevinding
from ibt.begrippen.contact import BriefVerzonden, Gesprek, Verbeterplan
from ibt.begrippen.fout import RondeFout, enumerated
from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.indeling import letter_place, report_files
from ibt.begrippen.periode import Peildatum, parse_datum, parse_peildatum
from ibt.begrippen.vastgelegd import Vastgelegd
from ibt.begrippen.verslag import PROEF
from ibt.rapport.woorden import SOORT
from ibt.readers.bestand import read_bytes
from ibt.readers.cijfers import read_cijfers
from ibt.register import Registerrij, read_register
from ibt.ronde import Ronde
from ibt.ronde.bestand import TABELBESTANDEN, expand, is_later, read_rondebestand
from ibt.ronde.herindeling import merged

INTERN = "toelichting_intern"
# Which comes first of one day: what was counted, found, decided, and then written of it.
_CIJFERS, _BEVINDING, _BESLUIT, _RAPPORT, _BRIEF = range(5)


@dataclass(frozen=True)
class Zaakstuk:
    """One piece: its day, what it is, by whom, its content, and from which file it comes.

    `velden` is what the page shows of it; `eind` how the name of its file ends; `opmerking` what a
    reader must know of it.
    """

    dag: date
    orde: int
    soort: str
    wat: str
    eind: str
    inhoud: bytes
    bron: str
    door: str = ""
    opmerking: str = ""
    velden: Mapping[str, Any] = field(default_factory=dict)
    rijen: tuple[Mapping[str, Any], ...] = ()


def with_past(ronde: Ronde, gemeente: Gemeente) -> list[Gemeente]:
    """The gemeente, and those that went up in it, also by way of another."""
    gezien = [gemeente]
    for wie in gezien:
        gezien += [eerder for eerder in merged(ronde.lijst, wie) if eerder not in gezien]
    return gezien


def collect(ronde: Ronde, wie: Sequence[Gemeente], intern: bool) -> list[Zaakstuk]:
    """What figures, findings and register hold about these gemeenten, earliest first."""
    codes = {gemeente.code for gemeente in wie}
    stukken = [*_figures(ronde, wie), *_rows(ronde, codes)]
    for code in codes:
        eigen = (*ronde.dossier_van(code), *ronde.stukken(code))
        stukken += [_finding(stuk, intern) for stuk in eigen]
    return sort_stukken(stukken)


def sort_stukken(stukken: Iterable[Zaakstuk]) -> list[Zaakstuk]:
    """By day; of one day what was counted goes before what was decided and written of it."""
    return sorted(stukken, key=lambda stuk: (stuk.dag, stuk.orde, stuk.bron, stuk.wat))


def has_intern(ronde: Ronde, wie: Sequence[Gemeente]) -> int:
    """How many findings hold an internal explanation."""
    codes = [gemeente.code for gemeente in wie]
    allen = (stuk for code in codes for stuk in (*ronde.dossier_van(code), *ronde.stukken(code)))
    return sum(stuk.bevinding.toelichting_intern is not None for stuk in allen)


def _figures(ronde: Ronde, wie: Sequence[Gemeente]) -> Iterator[Zaakstuk]:
    """Of each delivered table up to this round the rows about these gemeenten."""
    bestand = read_rondebestand(ronde.pad).waarde
    eigen = ronde.pad.parent / bestand.cijfers
    paden = {
        pad.resolve(): pad for pad in expand(ronde.pad, bestand.eerdere_cijfers, TABELBESTANDEN)
    }
    for pad in {**paden, eigen.resolve(): eigen}.values():
        if is_later(pad, ronde.peildatum.datum):
            continue
        gelezen = read_cijfers(pad, ronde.lijst, wie)
        frame = gelezen.waarde.frame.drop(columns=["nummer"], errors="ignore")
        frame = frame[frame["stand_per"] <= ronde.peildatum.datum].sort_values("stand_per")
        if len(frame):
            yield Zaakstuk(
                frame["stand_per"].max(),
                _CIJFERS,
                "cijfers",
                f"Cijfers van het COA, {len(frame)} {'stand' if len(frame) == 1 else 'standen'}",
                "cijfers.csv",
                frame.to_csv(index=False, lineterminator="\n").encode(),
                f"{pad.name} (sha256 {gelezen.bron.sha256})",
                rijen=tuple(_records(frame)),
            )


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for rij in frame.to_dict("records"):
        yield {str(naam): cel for naam, cel in rij.items()}


def _finding(stuk: Vastgelegd, intern: bool) -> Zaakstuk:
    bevinding = stuk.bevinding
    weg = set() if intern else {INTERN}
    velden = _plain(bevinding.model_dump(exclude=weg, exclude_none=True))
    return Zaakstuk(
        _day_of(bevinding),
        _BEVINDING,
        "bevinding",
        SOORT.get(bevinding.soort, bevinding.soort.replace("_", " ").capitalize()),
        f"{bevinding.soort}.yaml",
        _yaml(velden),
        f"{stuk.bestand}, {stuk.plaats}",
        bevinding.beoordelaar,
        velden=velden,
    )


def _day_of(bevinding: Bevinding) -> date:
    """When it happened or was decided; else when it was recorded."""
    if isinstance(bevinding, (BriefVerzonden, Gesprek, Verbeterplan)):
        return bevinding.dag
    besluit: date | None = getattr(bevinding, "besluitdatum", None)
    return besluit or bevinding.datum


def _rows(ronde: Ronde, codes: set[str]) -> Iterator[Zaakstuk]:
    """Each row of the register, also what a revision replaced and what came after the round."""
    pad = dict(ronde.invoerbestanden).get("register")
    if pad is None:
        return
    for rij in read_register(pad, ronde.lijst, date.max).waarde.ooit:
        if rij.gemeentecode in codes:
            yield _row(rij, pad)


def _row(rij: Registerrij, pad: Path) -> Zaakstuk:
    velden = {naam: tekst for naam, tekst in rij.cells().items() if tekst}
    over = f", peildatum {rij.peildatum}" if rij.peildatum else ""
    return Zaakstuk(
        rij.datum,
        _BESLUIT,
        "register",
        f"Vastgesteld: trede {rij.trede} ({rij.aanleiding or 'zonder aanleiding'}{over})",
        f"register-trede-{rij.trede}.yaml",
        _yaml(velden),
        f"{pad.name}, regel {rij.nummer}",
        rij.vastgesteld_door,
        velden=velden,
    )


def find_rendered(
    ronde: Ronde, rondes: Path, wie: Sequence[Gemeente]
) -> tuple[list[Zaakstuk], list[str]]:
    """The reports and letters in rendered rounds up to this one; and a line per round that lacks.

    A piece that is no longer as it was made is taken as it is, and says so.
    """
    stukken: list[Zaakstuk] = []
    ontbreekt: list[str] = []
    verwacht = {rij for gemeente in wie for rij in _judged(ronde, gemeente.code)}
    for map_ in sorted(rondes.iterdir()) if rondes.is_dir() else ():
        dag = _peildatum(map_)
        if dag is None or dag.datum > ronde.peildatum.datum:
            continue
        try:
            gevonden = list(_of_round(ronde, map_, wie))
        except (RondeFout, OSError, ValueError, LookupError, TypeError) as fout:
            ontbreekt.append(f"Ronde {dag}: niet te lezen ({str(fout).partition('. ')[0]}).")
            gevonden = []
        stukken += gevonden
        verwacht -= {dag.datum} if gevonden else set()
    if verwacht:
        namen = enumerated(map(str, sorted(verwacht)))
        ontbreekt.append(f"Rapport en brief van ronde {namen}: niet gevonden in {rondes.name}/.")
    return stukken, ontbreekt


def sources_of(ronde: Ronde) -> Zaakstuk:
    """Every file that the round was read from, with its hash, as of the day of the round.

    Of a register that is the hash of the rows that count in it, and of linked persons that of the
    totals.
    """
    kop = ["rol", "bestand", "rijen", "tot_en_met", "sha256"]
    rijen = [(bron.rol, bron.naam, bron.rijen, bron.per, bron.sha256) for bron in ronde.bronnen]
    tabel = pd.DataFrame(rijen, columns=kop)
    return Zaakstuk(
        ronde.bijgewerkt_op,
        _BRIEF,
        "bronnen",
        f"De {len(rijen)} bestanden waaruit ronde {ronde.peildatum} is gelezen",
        "bronnen.csv",
        tabel.to_csv(index=False, lineterminator="\n").encode(),
        ronde.pad.name,
    )


def _judged(ronde: Ronde, code: str) -> Iterator[date]:
    """The peildata of which there must be a report."""
    if code in {gemeente.code for gemeente in ronde.gemeenten}:
        yield ronde.peildatum.datum
    for rij in ronde.register.ooit:
        if rij.gemeentecode == code and rij.is_beoordeling and rij.peildatum is not None:
            yield rij.peildatum


def _peildatum(map_: Path) -> Peildatum | None:
    try:
        return parse_peildatum(parse_datum(map_.name)) if map_.is_dir() else None
    except ValueError:
        return None


def _of_round(ronde: Ronde, map_: Path, wie: Sequence[Gemeente]) -> Iterator[Zaakstuk]:
    manifest = read_manifest(map_)
    staat, hashes = str(manifest["staat"]), manifest["geschreven"]
    if staat == PROEF or manifest["provincie"] != ronde.provincie:
        return
    dag = date.fromisoformat(manifest["bijgewerkt_op"])
    for code in (gemeente.code for gemeente in wie):
        _, pagina, pdf = report_files(code)
        for naam in (pagina, pdf, letter_place(code)):
            if naam not in hashes:
                continue
            inhoud, brief = read_bytes(map_ / naam), naam.endswith(".docx")
            gelijk = digest(inhoud) == hashes[naam]
            wat = f"{'Conceptbrief' if brief else 'Rapport'} van ronde {map_.name} ({staat})"
            yield Zaakstuk(
                dag,
                _BRIEF if brief else _RAPPORT,
                "brief" if brief else "rapport",
                wat,
                f"{'brief' if brief else 'rapport'}-{map_.name}{Path(naam).suffix}",
                inhoud,
                f"{map_.name}/{naam}",
                opmerking="" if gelijk else "veranderd sinds ibt dit maakte",
            )


def _yaml(velden: Mapping[str, Any]) -> bytes:
    return yaml.safe_dump(dict(velden), allow_unicode=True, sort_keys=False, width=100).encode()


def _plain(waarde: Any) -> Any:
    """As a file can hold it: text, whole numbers, lists, and keys with values."""
    match waarde:
        case dict():
            return {str(naam): _plain(deel) for naam, deel in waarde.items()}
        case list() | tuple():
            return [_plain(deel) for deel in waarde]
        case None | bool() | int() | str():
            return waarde
    return str(waarde)
