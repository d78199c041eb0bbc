"""What a PDF says about itself: title, running head, author and date."""

import re
from datetime import date

from bs4 import BeautifulSoup
from bs4.element import Tag

from ibt.rapport.typst.code import array, call, literal
from ibt.rapport.typst.context import attribute


def titel(soup: BeautifulSoup, titelblad: Tag | None, main: Tag) -> str:
    """The title: of the titelblad, else of the page, else its first heading."""
    heading = main.find("h1")
    candidates = [
        attribute(titelblad, "data-titel") if titelblad else "",
        soup.title.get_text() if soup.title else "",
        heading.get_text() if heading else "",
    ]
    return next(
        (" ".join(text.split()) for text in candidates if text.strip()), "Rapport zonder titel"
    )


def facts(titelblad: Tag | None) -> list[str]:
    """The further arguments of `rapport` in sjabloon.typ."""
    if titelblad is None:
        return []
    named = [
        (name, attribute(titelblad, f"data-{name}")) for name in ("koptekst", "voettekst", "merk")
    ]
    lines = [f"{name}: {literal(text)}" for name, text in named if text]
    if auteur := attribute(titelblad, "data-auteur"):
        lines.append(f"auteur: {array([literal(auteur)])}")
    if day := peildag(titelblad):
        parts = {"year": day.year, "month": day.month, "day": day.day}
        named_parts = {name: str(number) for name, number in parts.items()}
        lines.append(f"datum: {call('datetime', **named_parts)}")
    return lines


def peildag(titelblad: Tag | None) -> date | None:
    """The date of the report, where its titelblad has one."""
    text = attribute(titelblad, "data-datum") if titelblad else ""
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None


def bladzijden(titelblad: Tag | None) -> int | None:
    """How many pages the report may have, where its titelblad says so."""
    text = attribute(titelblad, "data-bladzijden") if titelblad else ""
    return int(text) if text.isdecimal() else None
