"""Trede: the step of the interventieladder on which a gemeente stands (§3)."""

from __future__ import annotations

from enum import IntEnum


class Trede(IntEnum):
    """The six treden of the interventieladder, from following to taking over (§3)."""

    SIGNALEREN = 1
    INFORMATIE = 2
    ACTIEF_TOEZICHT = 3
    VOORAANKONDIGING = 4
    BESLUIT = 5
    INDEPLAATSSTELLING = 6


TREDE_NAAM: dict[int, str] = {
    1: "Signaleren",
    2: "Informatie opvragen en valideren",
    3: "Actief toezicht: afspraken over acties, termijnen en vervolg",
    4: "Vooraankondiging van juridische interventie",
    5: "Besluit tot indeplaatsstelling met laatste termijn",
    6: "Sanctie en indeplaatsstelling",
}
