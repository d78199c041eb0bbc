"""What a preview shows around a report, or in its place: the window, and what went wrong."""

from __future__ import annotations

from pathlib import Path

from htpy import a, body, div, html, iframe, li, link, main, meta, p, script, span, style, title, ul
from htpy import head as html_head
from htpy import header as html_header
from markupsafe import Markup

from ibt.rapport.bladzijde import html_page
from ibt.rapport.deel import make_deel
from ibt.rapport.opmaak import nadruk

_SCRIPT = Path(__file__).with_name("voorvertoning.js")
_STIJL = """\
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 15px/1.4 "Source Sans 3", sans-serif; }
header { display: flex; gap: 1.5em; padding: .4em 1em; background: #14406b; color: #fff; }
header a { color: #fff; margin-left: auto; }
header.fout { background: #8a1c1c; }
main { flex: 1; display: flex; }
iframe { border: 0; flex: 1; }
"""


def window_page(naam: str, ronde: str) -> str:
    """The page that stays: a line that says how it is, and the report below it.

    The report itself is shown as it is; what renews it stands here.
    """
    return str(
        html(lang="nl")[
            html_head[
                meta(charset="utf-8"),
                link(rel="icon", href="data:,"),
                title[f"{naam}, voorvertoning"],
                style[Markup(_STIJL)],
            ],
            body[
                html_header[
                    span["Voorvertoning van ", ronde],
                    span("#regel", role="status")["Bezig …"],
                    a(href="/rapport.pdf", target="_blank")["PDF"],
                ],
                main[iframe("#blad", title=f"Rapport: {naam}")],
                script[Markup(_SCRIPT.read_text(encoding="utf-8"))],
            ],
        ]
    )


def fault_page(naam: str, waar: str, wat: str) -> str:
    """The page in the place of a report: where it went wrong, and what is said of it."""
    regels = wat.splitlines()
    deel = make_deel(
        div(".kader.kader-fout")[
            p[nadruk(f"{naam} kan nu niet worden gemaakt. "), waar],
            p[regels[0]] if len(regels) == 1 else ul[(li[regel] for regel in regels)],
            p["Zodra het is hersteld en opgeslagen, staat het rapport hier vanzelf weer."],
        ]
    )
    return html_page(str(deel), f"{naam}: fout")
