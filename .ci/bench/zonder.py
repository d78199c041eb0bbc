"""The same pages without a notebook: its cells as one script, in this very process.

As a careful script would, it reads and assesses the round once.
"""

import sys
from pathlib import Path

import mistune
import nbformat
from anderen import notebook_of
from rondes import codes

from ibt.rapport.bladzijde import html_page
from ibt.rapport.typst import compile_pdf, typst_source
from ibt.ronde import load_ronde
from ibt.ronde.geheugen import pack, remember

ronde, uit, alleen = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
gelezen = load_ronde(ronde)
_ = gelezen.herkomst, gelezen.uitkomsten
remember(pack(gelezen))
for naam in alleen or codes(ronde):
    bron, eigen = notebook_of(naam)
    ruimte: dict[str, object] = {}
    delen: list[str] = []
    for cel in nbformat.read(bron, as_version=4).cells:
        if cel.cell_type == "markdown":
            delen.append(str(mistune.html(cel.source)))
        elif "parameters" in cel.metadata.get("tags", []):
            ruimte |= {"rondebestand": str(ronde), "gemeentecode": naam}
        elif cel.source.startswith(("from ", "import ")):
            exec(cel.source, ruimte)
        else:
            delen.append(str(eval(cel.source, ruimte)))
    pagina = html_page("\n".join(delen), naam)
    (uit / f"{naam}.html").write_text(pagina, encoding="utf-8")
    (uit / f"{naam}.pdf").write_bytes(compile_pdf(typst_source(pagina)))
