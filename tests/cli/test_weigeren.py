"""Bad input: exit 1, the culprit named in Dutch, no traceback, nothing written."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

CIJFERS = "data/cijfers/2026-07-01.csv"
RONDE = "parameters/2026-07-01.yaml"
BEVINDINGEN = "parameters/bevindingen/2026-07-01.yaml"
REGISTER = "data/register.csv"
GEMEENTEN = "data/gemeenten.csv"
SLENK = "GM9901,Slenk,2026-07-01,20,-1,14,"
TERP = "GM9903,Terp,2026-07-01,9,-8,13,1,0,64.0,nee,VOORBEELD: verzonnen\n"


class Geval(NamedTuple):
    """What is changed in which file, and what the message must name."""

    naam: str
    bestand: str
    oud: str
    nieuw: str
    melding: tuple[str, ...]


def figure(naam: str, cel: str) -> Geval:
    nieuw = SLENK.replace(",14,", f",{cel},")
    kolom = 'regel 3, kolom "realisatie", Slenk (GM9901): moet een geheel aantal personen van 0'
    return Geval(naam, CIJFERS, SLENK, nieuw, ("2026-07-01.csv", kolom))


GEVALLEN = [
    figure("fraction of a person", '"12,5"'),
    figure("negative figure", "-3"),
    figure("empty figure", ""),
    figure("textual figure", "veel"),
    figure("infinite figure", "inf"),
    figure("not a number", "NaN"),
    figure("exponent", "1e3"),
    Geval("unknown gemeente", CIJFERS, "GM9903,Terp,2026-07", "GM0001,Terp,2026-07", ("GM0001",)),
    Geval("unknown name", CIJFERS, "GM9903,Terp,2026-07", ",Terpje,2026-07", ("lijkt op Terp",)),
    Geval(
        "missing gemeente",
        CIJFERS,
        TERP,
        "",
        ("Terp (GM9903)", "een regel met stand_per 2026-07-01"),
    ),
    Geval("double gemeente", CIJFERS, TERP, TERP * 2, ("ook op regel 6", "Terp (GM9903)")),
    Geval(
        "code and name disagree",
        CIJFERS,
        "GM9903,Terp,2026-07",
        "GM9901,Terp,2026-07",
        ("code en naam moeten bij elkaar horen: GM9901 is Slenk",),
    ),
    Geval("snapshot of another date", CIJFERS, SLENK, SLENK.replace("07-01", "07-02"), ("07-02",)),
    Geval("snapshot too early", CIJFERS, "Slenk,2026-04-01", "Slenk,2025-12-01", ("2025-12-01",)),
    Geval("no date", CIJFERS, SLENK, SLENK.replace("2026-07-01", "1 juli"), ("1 juli",)),
    Geval("missing column", CIJFERS, "realisatie", "gerealiseerd", ("realisatie",)),
    Geval("control character", CIJFERS, "Slenk,2026-07", "Sl\x07enk,2026-07", ("U+0007",)),
    Geval("private use", BEVINDINGEN, "brandweer", "brand\ue000weer", ("U+E000",)),
    Geval("peildatum is no moment", RONDE, '"2026-07-01"', '"2026-06-30"', ("2026-06-30",)),
    Geval("peildatum is no date", RONDE, '"2026-07-01"', '"2026-02-30"', ("2026-02-30",)),
    Geval("no framework", RONDE, "kader: utrecht-2024\n", "", ("provincie Utrecht", "Verzonnen")),
    Geval("unknown framework", RONDE, "utrecht-2024", "x-1", ("kader", "x-1")),
    Geval("unknown province", RONDE, "Verzonnen", "Drente", ("provincie", "Drente")),
    Geval("unknown key", RONDE, "bijgewerkt_op", "bijgewerkt", ("bijgewerkt", "bijgewerkt_op")),
    Geval("key twice", RONDE, "provincie:", "provincie: A\nprovincie:", ("twee keer",)),
    Geval("missing key", RONDE, "provincie: Verzonnen\n", "", ('sleutel "provincie"',)),
    Geval("missing file", RONDE, "../data/register.csv", "../data/weg.csv", ("weg.csv",)),
    Geval("broken YAML", RONDE, "provincie:", "provincie: [", ("leesbare YAML", "regel")),
    Geval("broken findings", BEVINDINGEN, "- gemeente: Terp", "- gemeente: {", ("leesbare YAML",)),
    Geval(
        "trede 7", REGISTER, "2026-01-20,3,", "2026-01-20,7,", ("trede van 1 tot en met 6", '"7"')
    ),
    Geval(
        "trede 0", REGISTER, "2026-01-20,3,", "2026-01-20,0,", ("trede van 1 tot en met 6", '"0"')
    ),
    Geval("trede jumps", REGISTER, "2025-07-21,2,", "2025-07-21,1,", ("één trede stijgen",)),
    Geval("unknown in register", REGISTER, "GM9903,2026", "GM0001,2026", ("GM0001", "regel 8")),
    Geval(
        "gemeente ends early",
        GEMEENTEN,
        "1900-01-01,,\nGM9902",
        "1900-01-01,1899-01-01,\nGM9902",
        ("1899-01-01",),
    ),
    Geval(
        "unknown finding", BEVINDINGEN, "soort: herverdeling", "soort: herverdeel", ("herverdeel",)
    ),
    Geval("key of a finding", BEVINDINGEN, "afspraak:", "afspraken:", ("afspraken",)),
    Geval(
        "no motivation",
        BEVINDINGEN,
        "  motivering: Terp neemt twee personen over.\n",
        "",
        ("bevinding 1", "motivering"),
    ),
    Geval(
        "empty motivation",
        BEVINDINGEN,
        "Terp neemt twee personen over.",
        '" "',
        ("bevinding 1", "motivering"),
    ),
    Geval(
        "no evidence",
        BEVINDINGEN,
        "  bewijs: rapport van de brandweer\n",
        "",
        ("bevinding 3", "bewijs", "Terp"),
    ),
    Geval(
        "no judge", BEVINDINGEN, "  beoordelaar: B. Oordelaar (verzonnen)\n", "", ("beoordelaar",)
    ),
    Geval(
        "does not sum to zero",
        BEVINDINGEN,
        "personen: -2",
        "personen: -3",
        ("Slenk en Terp 2026-I",),
    ),
    Geval("gezinssamenstelling", BEVINDINGEN, "calamiteit", "gezinssamenstelling", ("§2.3",)),
    Geval("taakstelling below zero", BEVINDINGEN, "personen: -2", "personen: -99", ("Slenk",)),
    Geval("gemeente elsewhere", BEVINDINGEN, "gemeente: GM9901", "gemeente: Verwg", ("Verweg",)),
    Geval(
        "decision without its conditions",
        BEVINDINGEN,
        'verschoonbare_reden\n  categorie: calamiteit\n  aangedragen_op: "2026-06-01"\n'
        "  bewijs: rapport van de brandweer\n  oordeel: verschoonbaar\n  personen: 1\n",
        "afschalen\n",
        ("bevinding 3", "trede 4, 5 of 6 (§3 inleiding)", "afschalen kan pas"),
    ),
]


def nothing_happened(ibt: Callable[..., object], opdracht: str, ronde: Path) -> str:
    """Run a command; assert exit 1, no traceback, nothing written; give what it said."""
    eerst = sorted(ronde.parents[1].rglob("*"))
    uit = ronde.parents[2] / "uit"
    afloop = ibt(opdracht, ronde, *([] if opdracht == "check" else ["-o", uit]))
    assert afloop.code == 1, afloop
    assert afloop.uit == ""
    assert "Traceback" not in afloop.fout
    assert "Onverwachte fout" not in afloop.fout, afloop.fout
    assert not uit.exists()
    assert sorted(ronde.parents[1].rglob("*")) == eerst
    return str(afloop.fout)


@pytest.mark.parametrize("geval", GEVALLEN, ids=[geval.naam for geval in GEVALLEN])
def test_is_refused_with_the_culprit_named(
    ibt: Callable[..., object], ronde: Path, geval: Geval
) -> None:
    pad = ronde.parents[1] / geval.bestand
    tekst = pad.read_text(encoding="utf-8")
    assert geval.oud in tekst
    pad.write_text(tekst.replace(geval.oud, geval.nieuw), encoding="utf-8", newline="")
    # All commands read a round alike: each is asked about one fault, one of them about all.
    for opdracht in ("check", "assess", "render") if geval is GEVALLEN[0] else ("render",):
        gezegd = nothing_happened(ibt, opdracht, ronde)
        assert [stuk for stuk in geval.melding if stuk not in gezegd] == [], gezegd
        assert Path(geval.bestand).name in gezegd
        assert "er is niets geschreven" in gezegd


@pytest.mark.parametrize("bestand", [CIJFERS, REGISTER, GEMEENTEN, RONDE, BEVINDINGEN])
@pytest.mark.parametrize(
    "inhoud",
    [
        bytes((nummer * 73 + 41) % 256 for nummer in range(4000)),
        b"\x89PNG\r\n\x1a\n\0\0\0",
        "tekst\n".encode("utf-16"),
        b"",
        b"[" * 5000,
        b'"' * 9,
        b"\xef\xbb\xbf",
    ],
    ids=["random bytes", "picture", "utf-16", "empty file", "deep", "quotes", "only a BOM"],
)
def test_a_file_that_holds_something_else_is_refused(
    ibt: Callable[..., object], ronde: Path, bestand: str, inhoud: bytes
) -> None:
    pad = ronde.parents[1] / bestand
    pad.write_bytes(inhoud)
    if bestand == BEVINDINGEN and not inhoud.strip(b"\xef\xbb\xbf"):
        assert ibt("check", ronde).code == 0  # an empty file is an empty list
        return
    assert pad.name in nothing_happened(ibt, "render", ronde)


@pytest.mark.parametrize("bestand", [CIJFERS, REGISTER, GEMEENTEN, RONDE, BEVINDINGEN])
def test_a_file_that_is_gone_or_a_folder_is_refused(
    ibt: Callable[..., object], ronde: Path, bestand: str
) -> None:
    pad = ronde.parents[1] / bestand
    pad.unlink()
    assert pad.name in nothing_happened(ibt, "render", ronde)
    pad.mkdir()
    assert pad.name in nothing_happened(ibt, "render", ronde)


def test_a_workbook_that_is_none_is_refused(ibt: Callable[..., object], ronde: Path) -> None:
    for soort in (".xlsx", ".ods"):
        cijfers = ronde.parents[1] / "data" / f"cijfers{soort}"
        shutil.copy(ronde.parents[1] / CIJFERS, cijfers)
        tekst = ronde.read_text(encoding="utf-8")
        ronde.write_text(tekst.replace("cijfers/2026-07-01.csv", cijfers.name), encoding="utf-8")
        assert "moet een werkmap zijn" in nothing_happened(ibt, "assess", ronde)
        ronde.write_text(tekst, encoding="utf-8")


def test_all_faults_of_all_files_are_told_at_once(ibt: Callable[..., object], ronde: Path) -> None:
    for geval in (GEVALLEN[0], GEVALLEN[3]._replace(oud="2026-07-01,12,", nieuw="2026-07-01,x,")):
        pad = ronde.parents[1] / geval.bestand
        pad.write_text(pad.read_text(encoding="utf-8").replace(geval.oud, geval.nieuw))
    register = ronde.parents[1] / REGISTER
    register.write_text(
        register.read_text(encoding="utf-8").replace("2026-01-20,3", "2026-01-20,9")
    )
    gezegd = nothing_happened(ibt, "render", ronde)
    assert gezegd.splitlines()[-4] == "Er zijn 3 fouten; er is niets geschreven."
