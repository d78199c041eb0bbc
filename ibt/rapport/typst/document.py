"""A Typst document as a value, and the one call that prints it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import typst

from ibt.rapport.stijl import LETTERTYPE_FOLDER, Stijl, load_stijl
from ibt.rapport.typst.stroomeinde import clear_stream_ends

SJABLOON = Path(__file__).with_name("sjabloon.typ")
_PAGE = re.compile(rb"/Type\s*/Page\b")  # Typst writes its page objects uncompressed
_NO_DATE = date(2000, 1, 1)  # a page without a date still gets the same bytes on every day


@dataclass(frozen=True)
class Document:
    """A report in Typst: the main file, the files it uses, and what the PDF says about itself.

    bladzijden: how many pages it may have; a longer one is set in less room.
    """

    main: str
    titel: str
    datum: date | None = None
    bladzijden: int | None = None
    files: Mapping[str, str] = field(default_factory=dict)


def compile_pdf(document: Document, stijl: Stijl | None = None) -> bytes:
    """The PDF (PDF/A-3a and PDF/UA-1 in one file); the same document gives the same bytes."""
    gewoon = stijl or load_stijl()
    pdf = _compile(document, gewoon)
    if document.bladzijden is None or len(_PAGE.findall(pdf)) <= document.bladzijden:
        return pdf
    return _compile(document, gewoon.denser())


def is_running() -> bool:
    """Whether Typst's threads run in this process: one that is forked from it would lack them."""
    return _fonts.cache_info().currsize > 0


def _compile(document: Document, stijl: Stijl) -> bytes:
    tokens = json.dumps(stijl.tokens(), ensure_ascii=False)
    shared = {"sjabloon.typ": SJABLOON.read_text(encoding="utf-8"), "stijl.json": tokens}
    files = {"main.typ": document.main} | shared | dict(document.files)
    # A compiler keeps every file it was ever given: one for each document, or a worker grows.
    result = typst.Compiler(font_paths=_fonts()).compile(
        input={name: text.encode() for name, text in files.items()},  # type: ignore[type-var]
        format="pdf",
        pdf_standards=["a-3a", "ua-1"],
        timestamp=_midnight(document.datum or _NO_DATE),
    )
    if not isinstance(result, bytes):
        raise TypeError(f"Typst moet één PDF geven (kreeg {type(result).__name__})")
    return clear_stream_ends(result)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@cache
def _fonts() -> typst.Fonts:
    """Read once in a process: this is what a compiler costs."""
    return typst.Fonts(include_system_fonts=False, font_paths=[LETTERTYPE_FOLDER])
