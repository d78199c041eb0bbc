"""The one source of style, read from stijl.toml: colours, type and spacing for every form."""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

LETTERTYPE_FOLDER = Path(__file__).parent / "lettertype"
STIJL_FILE = Path(__file__).with_name("stijl.toml")
STIJL_CSS = Path(__file__).with_name("stijl.css")

_KLEUR = re.compile(r"#[0-9a-f]{6}")
_TREDEN = 6
# Made of the shipped font by .ci/webfont.
_WEBLETTER = "IBT Sans"


@dataclass(frozen=True)
class TredeKleur:
    """The colour of one trede: the background and the text upon it (contrast at least 4.5:1)."""

    vlak: str
    tekst: str


@dataclass(frozen=True)
class Stijl:
    """Every token of the house style.

    kleur: name → #rrggbb; treden: trede 1 to 6 in order; lettertype: family names;
    maat: type sizes in points; afstand: distances in millimetres; dichter: factors for a report
    that grew too long, and the smallest type (points) that they may give.
    """

    kleur: Mapping[str, str]
    treden: tuple[TredeKleur, ...]
    lettertype: Mapping[str, str]
    maat: Mapping[str, float]
    afstand: Mapping[str, float]
    dichter: Mapping[str, float]

    def trede(self, nummer: int) -> TredeKleur:
        """The colour of trede `nummer` (1 to 6)."""
        if not 1 <= nummer <= len(self.treden):
            raise ValueError(
                f"een trede loopt van 1 tot en met {len(self.treden)} (kreeg {nummer})"
            )
        return self.treden[nummer - 1]

    def denser(self) -> Stijl:
        """The same style in less room, for a report that has more pages than it may have."""
        kleinste = self.dichter["kleinste"]
        return replace(
            self,
            maat={
                naam: max(punten * self.dichter["maat"], min(punten, kleinste))
                for naam, punten in self.maat.items()
            },
            afstand={
                naam: millimeters * self.dichter["afstand"]
                for naam, millimeters in self.afstand.items()
            }
            | {naam: mm for naam, mm in self.afstand.items() if naam.startswith("marge")},
        )

    def tokens(self) -> dict[str, Any]:
        """The same as plain dicts and lists, ready for JSON."""
        return {
            "kleur": dict(self.kleur),
            "treden": [asdict(trede) for trede in self.treden],
            "lettertype": dict(self.lettertype),
            "maat": dict(self.maat),
            "afstand": dict(self.afstand),
        }


def load_stijl(path: Path | None = None) -> Stijl:
    """The style in `path`, or the shipped neutral one. ValueError names every faulty colour."""
    return _shipped() if path is None else _read(path)


@cache
def _shipped() -> Stijl:
    """Read once: a chart asks for it a dozen times."""
    return _read(STIJL_FILE)


def _read(source: Path) -> Stijl:
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    faults = _colour_faults(data)
    if faults:
        raise ValueError(f"{source.name}: " + "; ".join(faults))
    return Stijl(
        kleur=MappingProxyType(data["kleur"]),
        treden=tuple(TredeKleur(**trede) for trede in data["trede"]),
        lettertype=MappingProxyType(data["lettertype"]),
        maat=MappingProxyType(data["maat"]),
        afstand=MappingProxyType(data["afstand"]),
        dichter=MappingProxyType(data["dichter"]),
    )


def css_variables(stijl: Stijl) -> str:
    """The tokens as one `:root { --ibt-…: …; }` rule."""
    lines = [f"--ibt-{naam.replace('_', '-')}: {waarde};" for naam, waarde in stijl.kleur.items()]
    for nummer, trede in enumerate(stijl.treden, start=1):
        lines += [f"--ibt-trede-{nummer}: {trede.vlak};"]
        lines += [f"--ibt-trede-{nummer}-tekst: {trede.tekst};"]
    lines += [
        f"--ibt-letter: {stijl.lettertype['web']};",
        f"--ibt-mono: {stijl.lettertype['mono']};",
    ]
    basis = stijl.maat["basis"]
    lines += [
        f"--ibt-maat-{naam.replace('_', '-')}: {waarde / basis:.3f}rem;"
        for naam, waarde in stijl.maat.items()
    ]
    return ":root {\n  " + "\n  ".join(lines) + "\n}\n"


def stylesheet(stijl: Stijl) -> str:
    """The whole style sheet of a page: the variables and the rules that use them."""
    return font_faces(stijl) + css_variables(stijl) + STIJL_CSS.read_text(encoding="utf-8")


def font_faces(stijl: Stijl) -> str:
    """The shipped web font within the page, which asks nothing of any other host.

    A style that names another family gets no font that it does not use.
    """
    if _WEBLETTER not in stijl.lettertype["web"]:
        return ""
    return "".join(
        f'@font-face {{ font-family: "{_WEBLETTER}"; font-weight: {gewicht}; font-display: swap; '
        f'src: url(data:font/woff2;base64,{_encoded(naam)}) format("woff2"); }}\n'
        for naam, gewicht in (("Regular", "400 500"), ("Semibold", "600 700"))
    )


def _encoded(naam: str) -> str:
    return base64.b64encode((LETTERTYPE_FOLDER / f"IbtSans-{naam}.woff2").read_bytes()).decode()


def matplotlib_style(stijl: Stijl) -> dict[str, Any]:
    """rcParams for charts: same colours and type, no chart junk, same bytes on every save."""
    return _type_settings(stijl) | _axes_settings(stijl) | _line_settings(stijl)


def install_matplotlib_style(stijl: Stijl) -> None:
    """Make the shipped font known to matplotlib and set its rcParams."""
    import matplotlib
    from matplotlib import font_manager

    for path in sorted(LETTERTYPE_FOLDER.glob("*.ttf")):
        font_manager.fontManager.addfont(str(path))
    for name, value in matplotlib_style(stijl).items():
        matplotlib.rcParams[name] = value  # type: ignore[index]


def _colour_faults(data: Mapping[str, Any]) -> list[str]:
    named = list(data["kleur"].items())
    for nummer, trede in enumerate(data["trede"], start=1):
        named += [(f"trede {nummer} {deel}", waarde) for deel, waarde in trede.items()]
    faults = [
        f"kleur '{naam}' moet de vorm #rrggbb in kleine letters hebben (kreeg {waarde!r})"
        for naam, waarde in named
        if not _KLEUR.fullmatch(str(waarde))
    ]
    if len(data["trede"]) != _TREDEN:
        faults.append(f"er moeten {_TREDEN} treden staan (kreeg {len(data['trede'])})")
    return faults


def _type_settings(stijl: Stijl) -> dict[str, Any]:
    return {
        "font.family": [stijl.lettertype["familie"]],
        "font.size": stijl.maat["basis"],
        "text.color": stijl.kleur["tekst"],
        "svg.fonttype": "path",
        "svg.hashsalt": "ibt",
        "figure.figsize": (6.5, 3.0),
        "figure.facecolor": stijl.kleur["papier"],
        "figure.constrained_layout.use": True,
        "savefig.facecolor": stijl.kleur["papier"],
        "axes.titlesize": stijl.maat["basis"],
        "axes.titleweight": 600,
        "axes.titlelocation": "left",
        "axes.unicode_minus": True,
    }


def _axes_settings(stijl: Stijl) -> dict[str, Any]:
    return {
        "axes.facecolor": stijl.kleur["papier"],
        "axes.edgecolor": stijl.kleur["lijn_sterk"],
        "axes.labelcolor": stijl.kleur["gedempt"],
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "grid.color": stijl.kleur["rooster"],
        "grid.linewidth": 0.8,
        "xtick.color": stijl.kleur["gedempt"],
        "ytick.color": stijl.kleur["gedempt"],
        "ytick.major.size": 0,
        "xtick.major.size": 3,
        "legend.frameon": False,
    }


def _line_settings(stijl: Stijl) -> dict[str, Any]:
    reeks = [stijl.kleur["reeks_1"], stijl.kleur["reeks_2"], stijl.kleur["reeks_3"]]
    colours = ", ".join(f"'{kleur}'" for kleur in reeks)
    return {
        "axes.prop_cycle": f"cycler('color', [{colours}])",
        "lines.linewidth": 2.0,
        "lines.solid_capstyle": "round",
        "lines.markersize": 5.0,
        "patch.linewidth": 0.0,
    }
