"""Which parts of a report read otherwise, by the headings above them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

# The inputs have a section of their own in the comparison.
_ELDERS = ("Bronnen",)
# What stands above the first heading.
TITELBLAD = "Titelblad"
_WOORDEN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_BEELD = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def changed_parts(oud: Path, nieuw: Path) -> tuple[str, ...]:
    """The headings under which two executed notebooks show something else, in reading order.

    None where one of them is gone or broken: then there is nothing to compare.
    """
    toen, nu = _parts(oud), _parts(nieuw)
    if not toen or not nu:
        return ()
    return tuple(kop for kop in dict.fromkeys([*nu, *toen]) if toen.get(kop) != nu.get(kop))


def is_changed_letter(oud: Path, nieuw: Path) -> bool:
    """Whether two letters in Word say something else; not where one is gone or broken."""
    toen, nu = _letter(oud), _letter(nieuw)
    return bool(toen and nu) and toen != nu


def _letter(pad: Path) -> list[str]:
    """The words of a letter in their order; none where it cannot be read."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        lijf = Document(str(pad)).element.body
    except (PackageNotFoundError, OSError, KeyError, ValueError, SyntaxError, BadZipFile):
        return []
    return [stuk.text or "" for stuk in lijf.iter(_WOORDEN)]


def _parts(pad: Path) -> dict[str, list[str]]:
    """What a notebook shows, per heading; nothing where it cannot be read."""
    try:
        cellen = list(json.loads(pad.read_text(encoding="utf-8"))["cells"])
    except PermissionError:
        raise  # who may read it is another matter than what it is
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    delen: dict[str, list[str]] = {}
    kop, onder = TITELBLAD, ""
    for cel in cellen:
        if cel.get("cell_type") == "markdown":
            for regel in "".join(cel.get("source", [])).splitlines():
                if regel.startswith("### "):
                    onder = regel.removeprefix("### ").strip()
                elif regel.startswith("## "):
                    kop, onder = regel.removeprefix("## ").strip(), ""
        elif onder not in _ELDERS and (tekst := _shown(cel)):
            delen.setdefault(f"{kop}, {onder.lower()}" if onder else kop, []).append(tekst)
    return delen


def _shown(cel: dict[str, Any]) -> str:
    """What a reader sees of a cell: its text and its pictures, without the markup around them."""
    vormen = [uit.get("data", {}) for uit in cel.get("outputs", [])]
    tekst = ["".join(vorm.get("text/plain", "")) for vorm in vormen]
    beeld = [svg for vorm in vormen for svg in _BEELD.findall("".join(vorm.get("text/html", "")))]
    return "".join([*tekst, *beeld])
