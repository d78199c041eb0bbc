"""papermill as a library, one report after another: what a careful script would do."""

import sys
from pathlib import Path

import nbformat
import papermill
from anderen import notebook_of
from rondes import codes

from ibt.batch.exporters import IbtHTMLExporter, IbtPDFExporter

ronde, uit, alleen = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
for naam in alleen or codes(ronde):
    bron, eigen = notebook_of(naam)
    parameters = {"rondebestand": str(ronde), **({"gemeentecode": naam} if eigen else {})}
    papermill.execute_notebook(
        str(bron), str(uit / f"{naam}.ipynb"), parameters, kernel_name="python3", progress_bar=False
    )
    notebook = nbformat.read(uit / f"{naam}.ipynb", as_version=4)
    pagina, _ = IbtHTMLExporter().from_notebook_node(notebook)
    pdf, _ = IbtPDFExporter().from_notebook_node(notebook)
    (uit / f"{naam}.html").write_text(pagina, encoding="utf-8")
    (uit / f"{naam}.pdf").write_bytes(pdf)
