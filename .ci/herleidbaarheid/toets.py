"""Whether every norm is carried out and shown, and whether only norms that exist are named."""

from collections.abc import Iterable, Iterator, Sequence

from herleidbaarheid.bewijs import Bewijs
from herleidbaarheid.drager import Drager
from herleidbaarheid.norm import Norm


def check(
    normen: Sequence[Norm], dragers: Sequence[Drager], bewijzen: Sequence[Bewijs]
) -> Iterator[str]:
    """What is wrong, in Dutch, each with the norm and with who names it.

    A norm without a carrier must say why; nothing can then show it.
    """
    bekend = [norm.norm for norm in normen]
    for dubbel in sorted({norm for norm in bekend if bekend.count(norm) > 1}):
        yield f"{dubbel} staat er twee keer"
    for stuk in (*dragers, *bewijzen):
        for norm in sorted(set(stuk.normen) - set(bekend)):
            yield f"{norm} bestaat niet, maar wordt genoemd door {stuk.naam} ({stuk.bestand})"
    gedragen, getoond = _named(dragers), _named(bewijzen)
    for norm in normen:
        if not norm.uitwerking:
            yield f"{norm.norm} zegt niet wat het programma ermee doet"
        if norm.norm in gedragen:
            if norm.norm not in getoond:
                yield f"{norm.norm} heeft geen test die laat zien dat het zo werkt"
        elif not norm.aan_mensen and not norm.niet_gebouwd:
            yield f"{norm.norm} wordt door niets uitgevoerd, en er staat niet bij waarom"


def _named(stukken: Iterable[Drager | Bewijs]) -> set[str]:
    return {norm for stuk in stukken for norm in stuk.normen}
