"""Names of gemeenten as people write them → the gemeente that is meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ibt.begrippen.gemeente import Gemeente
from ibt.begrippen.kadertekst import Kadertekst
from ibt.begrippen.tekst import uniform

# Official names beside the names in daily use; both occur in published figures.
_ALIAS = {
    "den haag": "'s-gravenhage",
    "den bosch": "'s-hertogenbosch",
    "utrecht (gemeente)": "utrecht",
    "groningen (gemeente)": "groningen",
    "bergen (nh)": "bergen (nh.)",
    "bergen (l)": "bergen (l.)",
    "nuenen": "nuenen, gerwen en nederwetten",
}


def normalize_naam(naam: str) -> str:
    """One spelling for comparing: lower case, straight apostrophes, one hyphen, no alias."""
    recht = naam.replace("\u2019", "'").replace("\u2018", "'").replace("`", "'")
    kort = uniform(recht).casefold().replace("\u0133", "ij")  # one letter for ij
    return _ALIAS.get(kort, kort)


@dataclass(frozen=True)
class Gemeentelijst:
    """The round's only list of gemeenten: findable by code and by name.

    `gemeenten` has each gemeente as it is on the day of the round; `versies` also as it was before
    and will be, with another name or in another province. `kaders` holds per province the framework
    whose places a fault of its gemeenten names.
    """

    bestand: str
    gemeenten: Mapping[str, Gemeente]
    namen: Mapping[str, tuple[Gemeente, ...]]
    kaders: Mapping[str, Kadertekst] = field(default_factory=dict)
    versies: tuple[Gemeente, ...] = ()

    def on(self, dag: date) -> Gemeentelijst:
        """The same list, with each gemeente by the name and province that it has on a day."""
        return replace(make_gemeentelijst(self.bestand, self.versies, dag), kaders=self.kaders)

    def citing(self, kies: Callable[[str], Kadertekst]) -> Gemeentelijst:
        """The same list, with the framework of each province in it."""
        provincies = {gemeente.provincie for gemeente in self.gemeenten.values()}
        return replace(self, kaders={naam: kies(naam) for naam in provincies})

    def kader_of(self, gemeente: Gemeente | None) -> Kadertekst | None:
        """The framework of a gemeente; of one that is not known the one that all have, if any."""
        if gemeente is not None:
            return self.kaders.get(gemeente.provincie)
        alle = {kader.id: kader for kader in self.kaders.values()}
        return next(iter(alle.values())) if len(alle) == 1 else None

    def of(self, provincie: str, datum: date) -> list[Gemeente]:
        """The gemeenten of a province that exist on a date, by code."""
        return sorted(
            (
                gemeente
                for gemeente in self.versies
                if gemeente.provincie == provincie and gemeente.exists_on(datum)
            ),
            key=lambda gemeente: gemeente.code,
        )

    def resolve(self, code: str, naam: str) -> Gemeente:
        """The gemeente with this code or name (either may be empty).

        ValueError (Dutch) when none or more than one is meant, or when the two disagree.
        """
        if code and naam:
            return self._agreed(code, naam)
        return self._by_code(code) if code else self._by_naam(naam)

    def nearest(self, naam: str) -> Gemeente | None:
        """The gemeente whose name looks most like this; None where none does."""
        namen = list(self.namen)[:5000]
        lijkt = difflib.get_close_matches(normalize_naam(naam), namen, n=1)
        return self.namen[lijkt[0]][0] if lijkt else None

    def _by_code(self, code: str) -> Gemeente:
        if code not in self.gemeenten:
            raise ValueError(f"moet een gemeentecode uit {self.bestand} zijn, zoals GM0344")
        return self.gemeenten[code]

    def _by_naam(self, naam: str) -> Gemeente:
        if not naam:
            raise ValueError("moet een gemeentecode of een gemeentenaam hebben")
        gevonden = self.namen.get(normalize_naam(naam), ())
        if not gevonden:
            lijkt = self.nearest(naam)
            bedoeld = "" if lijkt is None else f" (lijkt op {lijkt.naam})"
            if naam.isdecimal() and (code := f"GM{naam:0>4}") in self.gemeenten:
                bedoeld = f" (bedoelt u {code}?)"
            raise ValueError(f"moet een gemeente uit {self.bestand} zijn{bedoeld}")
        if len(gevonden) > 1:
            codes = ", ".join(gemeente.code for gemeente in gevonden)
            raise ValueError(f"moet één gemeente aanwijzen; noem de code ({codes})")
        return gevonden[0]

    def _agreed(self, code: str, naam: str) -> Gemeente:
        gemeente = self._by_code(code)
        if gemeente not in self.namen.get(normalize_naam(naam), ()):
            raise ValueError(
                f"code en naam moeten bij elkaar horen: {code} is {gemeente.naam} in {self.bestand}"
            )
        return gemeente


def make_gemeentelijst(
    bestand: str, gemeenten: Iterable[Gemeente], dag: date = date.max
) -> Gemeentelijst:
    """The list with its index of names; one of another day still means the same gemeente."""
    versies = tuple(gemeenten)
    op_code: dict[str, Gemeente] = {}
    for gemeente in sorted(versies, key=lambda versie: versie.geldig_van):
        if gemeente.code not in op_code or gemeente.geldig_van <= dag:
            op_code[gemeente.code] = gemeente
    op_code = {versie.code: op_code[versie.code] for versie in versies}  # in the order of the file
    namen: dict[str, dict[str, Gemeente]] = {}
    for versie in versies:
        namen.setdefault(normalize_naam(versie.naam), {})[versie.code] = op_code[versie.code]
    index = {naam: tuple(wie.values()) for naam, wie in namen.items()}
    return Gemeentelijst(bestand, op_code, index, versies=versies)
