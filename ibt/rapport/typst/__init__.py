"""From the published HTML to a tagged PDF: `typst_source` writes Typst, `compile_pdf` prints it."""

from ibt.rapport.typst.document import Document, compile_pdf, is_running
from ibt.rapport.typst.loper import Stuk, typst_piece, typst_report, typst_source

__all__ = [
    "Document",
    "Stuk",
    "compile_pdf",
    "is_running",
    "typst_piece",
    "typst_report",
    "typst_source",
]
