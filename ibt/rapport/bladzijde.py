"""The page around a body: one HTML file that asks nothing of any other host."""

from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Tag
from htpy import (
    Element,
    Node,
    a,
    body,
    div,
    footer,
    header,
    html,
    main,
    meta,
    p,
    script,
    span,
    style,
    title,
)
from htpy import head as html_head
from markupsafe import Markup

from ibt.rapport.herstel import repair
from ibt.rapport.stijl import Stijl, load_stijl, stylesheet
from ibt.rapport.tekening import put_back, set_aside

_SORT = Path(__file__).with_name("sorteer.js")
# The browser itself refuses whatever would come from elsewhere.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)


def html_page(fragment: str, titel: str, stijl: Stijl | None = None) -> str:
    """The whole page for a body; `titel` serves where the body has neither titelblad nor h1."""
    fragment, tekeningen = set_aside(fragment)
    soup = BeautifulSoup(fragment, "html.parser")
    repair(soup)
    titelblad = soup.select_one("header.titelblad")
    facts = _facts(titelblad, soup, titel)
    _ensure_heading(soup, facts["titel"])
    page = html(lang="nl")[
        _head(facts["titel"], stijl or load_stijl()),
        body[
            a(".overslaan", href="#inhoud")["Naar de inhoud"],
            _banner(facts),
            main("#inhoud", tabindex="-1")[Markup(str(soup))],
            footer(".voet")[p[facts["voettekst"]]] if facts["voettekst"] else None,
            script[Markup(_SORT.read_text(encoding="utf-8"))]
            if soup.select_one("table.sorteerbaar")
            else None,
        ],
    ]
    return put_back(str(page), tekeningen) + "\n"


def _head(titel: str, stijl: Stijl) -> Element:
    return html_head[
        meta(charset="utf-8"),
        meta(http_equiv="Content-Security-Policy", content=_POLICY),
        meta(name="viewport", content="width=device-width, initial-scale=1"),
        title[titel],
        style[Markup(stylesheet(stijl))],
    ]


def _banner(facts: dict[str, str]) -> Node:
    """The running head: what this is and, always in view, that it is a draft or an example."""
    if not (facts["koptekst"] or facts["merk"]):
        return None
    merk = facts["merk"]
    return [
        header(".kop")[
            span(".koptekst")[facts["koptekst"]],
            span(".merk")[merk] if merk else None,
        ],
        div(".merk-druk", aria_hidden="true")[merk] if merk else None,
    ]


def _facts(titelblad: Tag | None, soup: BeautifulSoup, titel: str) -> dict[str, str]:
    facts = {name: "" for name in ("titel", "koptekst", "voettekst", "merk")}
    if titelblad is not None:
        facts = {name: str(titelblad.get(f"data-{name}", "")) for name in facts}
    heading = soup.find("h1")
    facts["titel"] = (
        facts["titel"] or (" ".join(heading.get_text().split()) if heading else "") or titel
    )
    return facts


def _ensure_heading(soup: BeautifulSoup, titel: str) -> None:
    if soup.find("h1") is None:
        heading = soup.new_tag("h1")
        heading.string = titel
        soup.insert(0, heading)
