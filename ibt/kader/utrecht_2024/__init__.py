"""Aanvullend beleidskader IBT huisvesting vergunninghouders, provincie Utrecht, from 2024-01-16.

`normen.csv` beside this holds the 77 norms of that text (`bron`): where each stands, what it says
in short, what the program does with it and what it leaves to people. The program does not read it.
Rows of the framework name their norms in `normen`; other code that carries one out does so in its
docstring, after the word Norm and a colon. docs/herleidbaarheid.md is made from both.
"""

from __future__ import annotations

from datetime import date

from ibt.kader.kader import Grondslag, Kader
from ibt.kader.utrecht_2024.acties import ACTIES
from ibt.kader.utrecht_2024.bril import excuse_weighs, see
from ibt.kader.utrecht_2024.geraakt import touched, touched_halfway
from ibt.kader.utrecht_2024.keuzes import KEUZES
from ibt.kader.utrecht_2024.ladder import make_ladder
from ibt.kader.utrecht_2024.tekst import TEKST
from ibt.kader.utrecht_2024.termijnen import STAPPEN, TERMIJNEN, last_day
from ibt.kader.utrecht_2024.uitleg import UITLEG, UITLEG_LEZING

UTRECHT_2024 = Kader(
    tekst=TEKST,
    provincie="Utrecht",
    titel="Aanvullend beleidskader IBT huisvesting vergunninghouders provincie Utrecht 2024",
    citeertitel="Aanvullend beleidskader IBT huisvesting vergunninghouders (CVDR713805)",
    geldig_van=date(2024, 1, 16),
    geldig_tot=None,
    make_ladder=make_ladder,
    see=see,
    excuse_weighs=excuse_weighs,
    last_day=last_day,
    touched=touched,
    touched_halfway=touched_halfway,
    keuzes=KEUZES,
    acties=ACTIES,
    termijnen=TERMIJNEN,
    stappen=STAPPEN,
    grondslag=(
        Grondslag("Gemeentewet, artikel 124 (indeplaatsstelling bij taakverwaarlozing)"),
        Grondslag("Wet revitalisering generiek toezicht"),
        Grondslag("Huisvestingswet 2014, artikelen 28 en 29 (taakstelling en herverdeling)"),
        # Its years stand in its name (§1); no other end is known.
        Grondslag(
            "Beleidskader Interbestuurlijk Toezicht (IBT) 2021-2024 van de provincie Utrecht",
            date(2024, 12, 31),
        ),
        Grondslag("Algemeen beleidskader indeplaatsstelling bij taakverwaarlozing"),
    ),
    uitleg=UITLEG,
    uitleg_lezing=UITLEG_LEZING,
    bron="https://lokaleregelgeving.overheid.nl/CVDR713805/1",
)
