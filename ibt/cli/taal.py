"""click in Dutch: help texts, values that are read from words, and usage errors (exit 2)."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any

import click

from ibt.begrippen.periode import parse_datum

_WOORDEN = {
    "Options": "Opties",
    "Commands": "Opdrachten",
    "Show this message and exit.": "Laat deze uitleg zien.",
}


class _Opmaak(click.HelpFormatter):
    """What click itself says in a help text, in Dutch."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = "Gebruik: ") -> None:
        args = args.replace("[OPTIONS]", "[OPTIES]").replace("COMMAND [ARGS]...", "OPDRACHT ...")
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_WOORDEN.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], *maten: int, **meer: int) -> None:
        nu = [(naam, wat.replace("[required]", "[verplicht]")) for naam, wat in rows]
        super().write_dl([(naam, _WOORDEN.get(wat, wat)) for naam, wat in nu], *maten, **meer)


class _Verband(click.Context):
    formatter_class = _Opmaak


class Opdracht(click.Command):
    """A command with Dutch help."""

    context_class = _Verband

    def get_short_help_str(self, limit: int = 100) -> str:
        """Its first sentence, whole: where the screen is narrow it goes on below."""
        return super().get_short_help_str(100)


class Opdrachten(click.Group):
    """A group of commands with Dutch help."""

    context_class = _Verband

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that is meant; a usage error with the nearest name when there is none."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            lijkt = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            bedoeld = f' Bedoelt u "{lijkt[0]}"?' if lijkt else ""
            raise click.UsageError(f'Onbekende opdracht "{args[0]}".{bedoeld}', ctx)
        return super().resolve_command(ctx, args)


def parse(lees: Callable[[str], Any], noemt: bool = False) -> Callable[..., Any]:
    """What reads a value with this; a usage error in Dutch where that says what it must be.

    `noemt`: with the name of the option before it.
    """

    def callback(ctx: click.Context, param: click.Parameter, tekst: str | None) -> Any:
        try:
            return None if tekst is None else lees(tekst)
        except ValueError as fout:
            wie = f"{param.opts[0]} " if noemt else ""
            raise click.BadParameter(f'{wie}{fout}; gevonden: "{tekst}".', ctx, param) from None

    return callback


def getaloptie(
    naam: str, metavar: str, grenzen: tuple[int, int], uitleg: str, anders: int | None = None
) -> Callable[..., Any]:
    """An option that takes a whole number within these limits."""
    laagst, hoogst = grenzen

    def lees(tekst: str) -> int:
        heel = tekst.isascii() and tekst.isdigit() and len(tekst) <= 9
        if not (heel and laagst <= int(tekst) <= hoogst):
            raise ValueError(f"moet een geheel getal van {laagst} tot en met {hoogst} zijn")
        return int(tekst)

    standaard = None if anders is None else str(anders)
    return click.option(naam, callback=parse(lees), default=standaard, metavar=metavar, help=uitleg)


parse_dag = parse(parse_datum, noemt=True)


class Keuzelijst(click.Choice[str]):
    """One of a few words; a usage error in Dutch when it is none."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What may be chosen, and what was given."""
        return f'moet {" of ".join(self.choices)} zijn; gevonden: "{value}".'


def usage_text(fout: click.UsageError) -> str:
    """A usage error in Dutch, with where to find help."""
    if isinstance(fout, click.exceptions.NoArgsIsHelpError):
        return fout.format_message()
    pad = fout.ctx.command_path if fout.ctx else "ibt"
    return f"{_reason(fout)}\nUitleg: {pad} --help"


def _reason(fout: click.UsageError) -> str:
    match fout:
        case click.NoSuchOption(option_name=naam, possibilities=lijkt):
            bedoeld = f" Bedoelt u {' of '.join(lijkt)}?" if lijkt else ""
            return f'Onbekende optie "{naam}".{bedoeld}'
        case click.MissingParameter(param=param) if param is not None:
            return f"{_name(param)} ontbreekt."
        case click.BadOptionUsage(option_name=naam):
            return f"Bij de optie {naam} ontbreekt een waarde, of staat er een te veel."
        case click.BadParameter(param=param, message=tekst) if param is not None:
            return f"{_name(param)} is niet goed: {tekst}"
        case _ if fout.message.startswith("Got unexpected extra argument"):
            teveel = fout.message.partition("(")[2].rstrip(")")
            return f"Te veel woorden op de regel: {teveel}"
        case _:
            return fout.message


def _name(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return f"De optie {param.opts[-1]}"
    return f"Het argument {str(param.metavar).strip('[].')}"
