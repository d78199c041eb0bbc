"""Small repairs on sentences: addressed to the college, and closed with one full stop."""

from __future__ import annotations

import re
from datetime import date

from ibt.rapport.getal import datum
from ibt.rapport.woorden import capital

_GEMEENTE = re.compile(r"\b([Dd])e gemeente\b")
_EINDE = (".", "!", "?", "…")

# Why the letter of a round that is not the real one goes to nobody.
PROEF_BRIEF = "PROEF: NIET VERZENDEN"


def to_u(zin: str) -> str:
    """`De gemeente gaat omhoog` → `Uw gemeente gaat omhoog`; for the project's own sentences."""
    return _GEMEENTE.sub(lambda treffer: "Uw gemeente" if treffer[1] == "D" else "uw gemeente", zin)


def sentence(tekst: str) -> str:
    """Text from a finding as a sentence: a capital first, and exactly one mark at its end."""
    kaal = tekst.strip()
    # `op 1 juli.”` and `(zie brief.)` have ended already.
    dicht = kaal.rstrip("\"'”’)").endswith(_EINDE)
    return f"{capital(kaal)}{'' if dicht else '.'}"


def day(inhoud: object) -> str:
    """An ISO date of a finding as `1 juli 2026`; other text as it stands."""
    try:
        return datum(date.fromisoformat(str(inhoud)))
    except ValueError:
        return str(inhoud)
