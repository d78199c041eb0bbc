"""`ibt preview`: one report in the browser, renewed at each save of what it is made of."""

from __future__ import annotations

import tempfile
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ibt.batch.venster import Venster, open_venster
from ibt.cli.laden import BESTAND, NOTEBOOKS, newest
from ibt.cli.melden import say, shown
from ibt.cli.taal import Opdracht, getaloptie

if TYPE_CHECKING:
    from ibt.batch.voorvertoning import Voorvertoning

# Between two looks whether something was saved, in seconds.
_TELKENS = 0.2


@click.command(cls=Opdracht)
@click.argument("gemeente", metavar="[GEMEENTE]", required=False)
@BESTAND("-r", "--rondebestand", help="De ronde; anders de nieuwste in parameters/.")
@NOTEBOOKS
@click.option("--geen-browser", is_flag=True, help="Noem alleen het adres; open geen browser.")
@getaloptie("--poort", "POORT", (1024, 65535), "De poort; anders een die vrij is.")
def preview(
    gemeente: str | None,
    rondebestand: Path | None,
    notebooks: Path | None,
    geen_browser: bool,
    poort: int | None,
) -> None:
    """Laat één rapport in de browser zien, en opnieuw na elke keer opslaan.

    GEMEENTE is een code of naam; zonder is het het provinciale overzicht. Het kijkt naar het
    notebook, het rondebestand en alles wat dat noemt, en schrijft niets in outputs/. Stop met
    Ctrl-C.
    """
    from ibt.batch.voorvertoning import Voorvertoning
    from ibt.rapport.voorvertoning import window_page

    ronde = (rondebestand or newest()).resolve()
    pagina = window_page(gemeente or "Provinciaal overzicht", ronde.name)
    with tempfile.TemporaryDirectory() as werk, open_venster(pagina, poort or 0) as venster:
        say(f"{gemeente or 'Provinciaal overzicht'} van {shown(ronde)}: {venster.adres}")
        say("Het wordt vernieuwd na elke keer opslaan. Stop met Ctrl-C.")
        if not geen_browser:
            webbrowser.open(venster.adres)
        try:
            _follow(Voorvertoning(ronde, gemeente, notebooks, Path(werk)), venster)
        except KeyboardInterrupt:
            say("Gestopt.")


def _follow(wat: Voorvertoning, venster: Venster) -> None:
    """Make it, and again each time that something was saved; until Ctrl-C."""
    while True:
        begin = time.monotonic()
        venster.say("Bezig …")
        blad = wat.make()
        if blad is None:
            continue
        duur = f"{time.monotonic() - begin:.1f}".replace(".", ",")
        nu = time.strftime("%H:%M:%S")
        regel = f"Fout, gezien om {nu}" if blad.is_fout else f"Gemaakt om {nu}, in {duur} s"
        venster.show(blad.html, blad.pdf, regel, blad.is_fout)
        say(regel)
        while not wat.is_changed():
            time.sleep(_TELKENS)
