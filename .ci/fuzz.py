#!/usr/bin/env python3
"""`make fuzz`: 100,000 wrong inputs through `ibt check`; what goes wrong is kept, to be repeated.

Hypothesis draws them: half by chance, half steered by atheris to other lines of `ibt`. Only our own
error may come out, in time, and nothing may be written. No test, and CI does not run it: it takes
half an hour on two cores. The same seed and number draw the same inputs.
"""

import argparse
import faulthandler
import io
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
import unicodedata
import zipfile
from collections import Counter
from contextlib import nullcontext, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any, NoReturn
from xml.sax.saxutils import escape

import nbformat
import xlsxwriter
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

try:
    import atheris
except ImportError:
    atheris = None

PROJECT = Path(__file__).resolve().parents[1]
BEWAREN = PROJECT / ".fuzz"
# Processor time, for the machine may be busy; a wait without work ends the whole run after this.
SECONDEN, WACHT = 5, 120
VERBODEN = re.compile(
    r"os\.(mkdir|rename|remove|rmdir|symlink|link|truncate|system|exec|posix_spawn|fork)"
    r"|socket\.connect|subprocess\.Popen"
)
# What people, or programs, put where something else belongs; beside what hypothesis thinks of.
WOORDEN = r"""
ja ~ -0 -1 7 1.793 – 12,5 9999999 1e999 NaN 0x10 ½ ٣ ﷺ 2026-07-01 2026-02-30 0001-01-01 9999-12-31
01-07-2026 2026-III GM0344 gm0344 herverdeling afschalen <script> ]]> "onload="x &#0; {{7*7}} {%x%}
#read("/etc/passwd") $x$ <w:p/> +cmd =HYPERLINK(0) @SUM(1) ${HOME} %s%n ../../../etc/passwd .. /
/dev/zero /dev/stdin [*a] !!python/object:os.system !!binary !!int !!set !x <<: 190:20:30 .inf con
[null] {a:[]} --- ' " | > , ; : "\ud800" "\e[31m" %YAML ? t="s" t="e" t="d" s="99" r="XFD1048576"
<f> <v>1e400</v> <v>-5</v> <v>#N/A</v> number-columns-repeated="99999999999" date-value="9999-99-99"
"""
VIJANDIG = [
    *WOORDEN.split(),
    *("", "\0", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\ue000", "\r", "\t", "\n"),
    *("9" * 400, "x" * 21_000, "a/" * 300, "[" * 30, "1" + ":1" * 200, "0x" + "f" * 5000),
    *("&a [*a]", "2026-07-01 25:00:00", "0001-01-01 00:00:00 +23:59", "a\nATTENDEE:x"),
]
STUK = st.sampled_from(VIJANDIG) | st.text(max_size=20) | (st.integers() | st.floats()).map(str)
RONDE = """\
peildatum: "{0}"
provincie: Utrecht
bijgewerkt_op: {0:.8}20
cijfers: cijfers.csv
register: register.csv
gemeenten: gemeenten.csv
bevindingen: bevindingen.yaml
dossier: [dossier.yaml]
eerdere_cijfers: [eerder.csv]
gekoppelden: gekoppelden.csv
kaart: kaart.json
"""
OPTIONEEL = ("dossier.yaml", "eerder.csv", "gekoppelden.csv", "kaart.json")
GEKOPPELDEN = """\
gemeentecode,gezinsgrootte,medisch,gekoppeld_op,fase,fase2_begin,fase2_eind
GM0307,2,nee,2026-02-01,2,2026-03-03,
GM0344,3,ja,2026-02-01,1,,
"""
KAART = """{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"statcode": "GM0307"}, "geometry": {"type": "Polygon",
"coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]}},
{"type": "Feature", "properties": {"statcode": "GM0344"}, "geometry": {"type": "Polygon",
"coordinates": [[[5.1, 52], [5.2, 52], [5.2, 52.1], [5.1, 52]]]}}]}
"""
ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="a">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


class Gevonden(Exception):
    """Something that may not happen, named so that the same thing is named the same."""


class Traag(BaseException):
    """The input took longer than it may."""


def make_zaden() -> list[dict[str, str]]:
    """Rounds that are right, as texts by file: an assessment, a midpoint, each kind of finding."""
    tekst = (PROJECT / "docs/bevindingen.md").read_text(encoding="utf-8")
    blokken = re.findall(r"```yaml\n(.*?)```", tekst, flags=re.S)
    stukken = [stuk for blok in blokken for stuk in yaml.safe_load(blok)]
    for nummer, stuk in enumerate(stukken):
        stuk["gemeente"] = ("Amersfoort", "Utrecht")[nummer % 2]
    gewoon = [_zaad(dag, _findings(dag)) for dag in ("2026-07-01", "2026-04-01")]
    apart = [_zaad("2026-07-01", stukken[n : n + 3]) for n in range(0, len(stukken), 3)]
    return [*gewoon * len(apart), *apart]


def _zaad(dag: str, bevindingen: list[Any]) -> dict[str, str]:
    return {
        "cijfers.csv": _table(f"cijfers/{dag}"),
        "register.csv": _table("register"),
        "gemeenten.csv": _table("gemeenten"),
        "eerder.csv": _table("cijfers/2026-01-01"),
        "gekoppelden.csv": GEKOPPELDEN,
        "dossier.yaml": yaml.safe_dump(_findings("2026-01-01")),
        "bevindingen.yaml": yaml.safe_dump(bevindingen),
        "kaart.json": KAART,
        "ronde.yaml": RONDE.format(dag),
    }


def _table(naam: str) -> str:
    regels = (PROJECT / f"data/{naam}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(regel for regel in regels if regel[:6] in ("gemeen", "GM0307", "GM0344"))


def _findings(naam: str) -> list[Any]:
    tekst = (PROJECT / f"parameters/bevindingen/{naam}.yaml").read_text(encoding="utf-8")
    stukken = yaml.safe_load(tekst) or []
    return [stuk for stuk in stukken if stuk["gemeente"] in ("Amersfoort", "Utrecht")][:4]


@st.composite
def rondes(draw: st.DrawFn) -> dict[str, bytes]:
    """The files of a round by name, of which one to three are wrong."""
    zaad = {**ZADEN[draw(st.integers(0, len(ZADEN) - 1))]}
    doelen = draw(st.lists(st.sampled_from([*zaad]), min_size=1, max_size=3, unique=True))
    zonder = draw(st.booleans())
    bestanden: dict[str, bytes] = {}
    for naam, tekst in zaad.items():
        fout, doel = naam in doelen, naam
        if zonder and not fout and naam in OPTIONEEL:  # to read that takes most of the time
            zaad["ronde.yaml"] = re.sub(f".*{naam}.*\n", "", zaad["ronde.yaml"])
            continue
        if fout and naam.endswith("csv"):
            doel = naam[:-3] + draw(st.sampled_from(["csv", "csv", "xlsx", "ods"]))
            zaad["ronde.yaml"] = zaad["ronde.yaml"].replace(naam, doel)
        bestanden[doel] = _file(draw, tekst, doel) if fout else tekst.encode()
    return bestanden


def _file(draw: st.DrawFn, tekst: str, naam: str) -> bytes:
    """A text as a file that is wrong in its words, in how it is written down, or in its bytes."""
    manier = draw(st.sampled_from(["woorden", "woorden", "vorm", "bytes"]))
    tekst = _change(draw, tekst) if manier == "woorden" else tekst
    if naam.endswith(("xlsx", "ods")):
        delen = (_xlsx if naam.endswith("xlsx") else _ods)(tekst)
        if manier == "vorm":
            deel = draw(st.sampled_from(sorted(delen)))
            delen[deel] = _change(draw, delen[deel])
        inhoud = _pack(delen)
    else:
        codering = draw(st.sampled_from(["utf-8-sig", "cp1252", "utf-16"]))
        inhoud = tekst.encode(codering if manier == "vorm" else "utf-8", "replace")
    if manier == "bytes":
        plek = draw(st.integers(0, len(inhoud)))
        tot = plek + draw(st.integers(0, 64))
        inhoud = inhoud[:plek] + draw(st.binary(max_size=16)) + inhoud[tot:]
    return inhoud


def _change(draw: st.DrawFn, tekst: str) -> str:
    """Some lines or words gone, double, moved, longer, or something else altogether."""
    for _ in range(draw(st.sampled_from([1, 1, 1, 3]))):
        stukken = re.split(draw(st.sampled_from([r"(?<=\n)", r"([\s,:<>\"=]+)"])), tekst)
        plek, ander = (draw(st.integers(0, len(stukken) - 1)) for _ in range(2))
        oud, nieuw = stukken[plek], draw(STUK)
        anders = [nieuw, nieuw, "", oud + oud, oud + nieuw, nieuw + oud, stukken[ander]]
        stukken[plek] = draw(st.sampled_from(anders))
        tekst = "".join(stukken)
    return tekst


def _xlsx(tekst: str) -> dict[str, str]:
    """The parts of a workbook with these rows, numbers as numbers."""
    uit = io.BytesIO()
    with xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_numbers": True}) as werkmap:
        blad = werkmap.add_worksheet()
        for nummer, regel in enumerate(tekst.splitlines()):
            blad.write_row(nummer, 0, regel.split(","))
    with zipfile.ZipFile(uit) as map_:
        return {naam: map_.read(naam).decode() for naam in map_.namelist()}


def _ods(tekst: str) -> dict[str, str]:
    cel = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rijen = (regel.split(",") for regel in tekst.splitlines())
    regels = ("".join(cel.format(escape(waarde)) for waarde in rij) for rij in rijen)
    blad = "".join(f"<table:table-row>{regel}</table:table-row>" for regel in regels)
    soort = "application/vnd.oasis.opendocument.spreadsheet"
    return {"mimetype": soort, "content.xml": ODS.format(blad)}


def _pack(delen: dict[str, str]) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as map_:
        for naam, deel in delen.items():
            map_.writestr(naam, deel.encode("utf-8", "replace"))
    return uit.getvalue()


class Proef:
    """Reads inputs as `ibt check` does, guarded; keeps what goes wrong, of each kind the last."""

    def __init__(self, naam: str) -> None:
        self.naam, self.bewaakt = naam, False
        self.geteld: Counter[str] = Counter()
        self.gevonden: dict[str, str] = {}
        self.map = Path(tempfile.mkdtemp(prefix="ibt-fuzz-"), "ronde")
        for zaad in ZADEN[:2]:  # what is imported or made once writes files
            self._read(_save(self.map, {naam: zaad[naam].encode() for naam in zaad}), True)
        assert not self.geteld["geweigerd"]
        self.geteld.clear()
        sys.addaudithook(self._audit)
        signal.signal(signal.SIGPROF, _too_slow)

    def run(self, bestanden: dict[str, bytes]) -> None:
        """Gevonden where anything but our own error comes out; what is slow once is tried again."""
        try:
            try:
                self._guarded(bestanden)
            except Traag:
                self._guarded(bestanden)
        except KeyboardInterrupt:
            raise
        except BaseException as fout:
            regels = traceback.extract_tb(fout.__traceback__)
            eigen = [r for r in regels if r.filename.startswith(f"{PROJECT}/ibt/")] or regels
            wat = f"{type(fout).__name__} in {Path(eigen[-1].filename).name}:{eigen[-1].lineno}"
            pad = _save(BEWAREN / re.sub(r"\W+", "-", f"{self.naam} {wat}"), bestanden)
            spoor = "".join(traceback.format_exception(fout))
            pad.with_name("spoor.txt").write_text(spoor, encoding="utf-8", errors="replace")
            self.gevonden[wat] = f"{wat}: {ascii(fout)[:200]}\n    .venv/bin/ibt check '{pad}'"
            raise Gevonden(wat) from fout

    def _guarded(self, bestanden: dict[str, bytes]) -> None:
        self.geteld["gelezen"] += 1
        pad = _save(self.map, bestanden)
        faulthandler.dump_traceback_later(WACHT, exit=True)
        signal.setitimer(signal.ITIMER_PROF, SECONDEN)
        self.bewaakt = True
        try:
            self._read(pad, self.geteld["gelezen"] % 20 == 0)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.bewaakt = False
            faulthandler.cancel_dump_traceback_later()

    def _read(self, pad: Path, verder: bool) -> None:
        from ibt.begrippen.fout import InvoerFout
        from ibt.cli.melden import fault_text
        from ibt.cli.opdrachten import check

        scherm = io.StringIO()
        try:
            with redirect_stdout(scherm), redirect_stderr(scherm):
                check.callback(pad)
        except InvoerFout as fout:
            self.geteld["geweigerd"] += 1
            _require_plain(fault_text(fout))
            return
        _require_plain(scherm.getvalue())
        self.geteld["met bladzijden"] += verder
        _make(pad, verder)

    def _audit(self, gebeurtenis: str, args: tuple[Any, ...]) -> None:
        if self.bewaakt:
            schrijft = gebeurtenis == "open" and isinstance(args[2], int) and args[2] & 3
            if VERBODEN.fullmatch(gebeurtenis) or (schrijft and args[0] != os.devnull):
                raise Gevonden(f"{gebeurtenis} {args[:2]}")

    def finish(self) -> NoReturn:
        """What was tried, and the command that repeats each thing that went wrong."""
        print(f"{self.naam}: {', '.join(f'{n} {wat}' for wat, n in self.geteld.items())}")
        for regel in self.gevonden.values():
            print(f"  GEVONDEN: {regel}")
        sys.stdout.flush()
        os._exit(bool(self.gevonden))


def _save(map_: Path, bestanden: dict[str, bytes]) -> Path:
    """The files in a folder that holds nothing else; gives the round file."""
    shutil.rmtree(map_, ignore_errors=True)
    map_.mkdir(parents=True)
    for naam, inhoud in bestanden.items():
        (map_ / naam).write_bytes(inhoud)
    return map_ / "ronde.yaml"


def _require_plain(tekst: str) -> None:
    """A message may steer no terminal and turn no line around."""
    vreemd = {t for t in tekst if unicodedata.category(t) in ("Cc", "Cf", "Cs") and t != "\n"}
    if vreemd:
        raise Gevonden(f"melding met stuurtekens {sorted(map(ascii, vreemd))}")


def _make(pad: Path, verder: bool) -> None:
    """The tables; and with `verder` the cells of two notebooks, the letters and the agenda."""
    from ibt.batch.brieven import make_brieven
    from ibt.batch.notebooks import find_notebooks, find_sjabloon
    from ibt.rapport.agenda import make_ics
    from ibt.rapport.werkblad import resultaat_csv, resultaat_xlsx
    from ibt.ronde import load_ronde, volg_trajecten

    ronde = load_ronde(pad)
    resultaat_csv(ronde.resultaat)
    resultaat_xlsx(ronde.resultaat, ronde.peildatum.datum, ronde.cijfers.is_voorbeeld)
    if not verder:
        return
    for naam in ("voortgang*",) if ronde.is_voortgang else ("gemeente", "provincie"):
        for notebook in (PROJECT / "notebooks").glob(f"{naam}.ipynb"):
            _run_cells(notebook, {"rondebestand": str(pad), "gemeentecode": "GM0344"})
    make_brieven(ronde, find_sjabloon(find_notebooks()))
    make_ics(volg_trajecten(ronde), ronde.verslag, ronde.kader)


def _run_cells(notebook: Path, namen: dict[str, Any]) -> None:
    for cel in nbformat.read(notebook, as_version=4).cells:
        if cel.cell_type == "code" and "parameters" not in cel.metadata.get("tags", []):
            exec(cel.source, namen)


def _too_slow(*_: object) -> NoReturn:
    raise Traag(f"langer dan {SECONDEN} s bezig")


def search(naam: str, zaad: int, aantal: int) -> NoReturn:
    """One engine with its share: `hypothesis` by chance, `atheris` steered by lines of `ibt`."""
    BEWAREN.mkdir(exist_ok=True)
    with (BEWAREN / f"{naam}.log").open("wb") as log:  # what libraries say, and where it hung
        os.dup2(log.fileno(), 2)
    with atheris.instrument_imports(include=["ibt"]) if naam == "atheris" else nullcontext():
        proef = Proef(naam)
    hoe = settings(
        max_examples=aantal,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    zoek = hoe(seed(zaad)(given(rondes())(lambda bestanden: proef.run(bestanden))))
    if naam == "atheris":
        _steer(proef, zoek.hypothesis.fuzz_one_input, zaad, aantal)
    with suppress(Gevonden, ExceptionGroup):  # it is kept, and told at the end
        zoek()
    proef.finish()


def _steer(proef: Proef, zoek: Any, zaad: int, aantal: int) -> None:
    def probe(keuzes: bytes) -> None:
        with suppress(Gevonden):
            zoek(keuzes)
        if proef.geteld["gelezen"] >= aantal:
            proef.finish()

    corpus, toeval = Path(tempfile.mkdtemp(prefix="ibt-corpus-")), random.Random(zaad)
    for nummer in range(200):
        (corpus / str(nummer)).write_bytes(toeval.randbytes(2000))
    opties = [f"-seed={zaad}", "-max_len=4000", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *opties, str(corpus)], probe)
    atheris.Fuzz()


ZADEN = make_zaden()


def main() -> None:
    opties = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    opties.add_argument("--aantal", type=int, default=100_000, help="hoeveel invoeren samen")
    opties.add_argument("--zaad", type=int, default=random.SystemRandom().randrange(2**31))
    keus = opties.parse_args()
    print(f"Nog eens: make fuzz OPTIES='--zaad {keus.zaad} --aantal {keus.aantal}'", flush=True)
    os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="ibt-mpl-")
    sys.dont_write_bytecode = True  # in a fresh clone that would count as a file written
    motoren = ["hypothesis", "atheris"] if atheris else ["hypothesis"]
    if not atheris:
        print("atheris is er niet (geen wiel voor deze Python of dit systeem): alleen hypothesis.")
    kinderen = []
    for motor in motoren:
        kinderen.append(os.fork())
        if kinderen[-1] == 0:
            search(motor, keus.zaad, keus.aantal // len(motoren))
    if any([os.waitpid(kind, 0)[1] for kind in kinderen]):
        sys.exit(f"Er ging iets mis: elke invoer en elk logboek staat in {BEWAREN.name}/")
    print("Niets gevonden: geen interne fout, niets dat blijft hangen, niets weggeschreven.")


if __name__ == "__main__":
    main()
