"""click in Dutch: help texts and usage errors (exit 2)."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from ibt.begrippen.periode import parse_datum

_WOORDEN = {
    "[OPTIONS]": "[OPTIES]",
    "COMMAND": "OPDRACHT",
    "[ARGS]...": "...",
    "COMMAND [ARGS]...": "OPDRACHT ...",
}


def parse_getal(laagst: int, hoogst: int) -> Callable[..., int | None]:
    """What reads a whole number between these; a usage error in Dutch when it is none."""

    def parse(ctx: click.Context, param: click.Parameter, tekst: str | None) -> int | None:
        if tekst is None:
            return None
        heel = tekst.isascii() and tekst.isdigit() and len(tekst) <= 9
        if not (heel and laagst <= int(tekst) <= hoogst):
            verwacht = f"moet een geheel getal van {laagst} tot en met {hoogst} zijn"
            raise click.BadParameter(f'{verwacht}; gevonden: "{tekst}".', ctx, param)
        return int(tekst)

    return parse


def parse_dag(ctx: click.Context, param: click.Parameter, tekst: str | None) -> date | None:
    """A date; a usage error in Dutch when it is none."""
    if tekst is None:
        return None
    try:
        return parse_datum(tekst)
    except ValueError as fout:
        melding = f'{param.opts[0]} {fout}; gevonden: "{tekst}".'
        raise click.BadParameter(melding, ctx, param) from None


class Keuzelijst(click.Choice[str]):
    """One of a few words; a usage error in Dutch when it is none."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What may be chosen, and what was given."""
        return f'moet {" of ".join(self.choices)} zijn; gevonden: "{value}".'


class _Nederlands(click.Command):
    """Help with Dutch headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        stukken = [_WOORDEN.get(stuk, stuk) for stuk in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(stukken), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        opties = [par for par in self.get_params(ctx) if isinstance(par, click.Option)]
        regels = [regel for par in opties if (regel := par.get_help_record(ctx))]
        with formatter.section("Opties"):
            formatter.write_dl(regels)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        optie = super().get_help_option(ctx)
        if optie is not None:
            optie.help = "Laat deze uitleg zien."
        return optie


class Opdracht(_Nederlands):
    """A command with Dutch help."""


class Opdrachten(_Nederlands, click.Group):
    """A group of commands with Dutch help."""

    command_class = Opdracht

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and under them the commands with a line each."""
        super().format_options(ctx, formatter)
        regels = [
            (naam, opdracht.get_short_help_str(100))
            for naam in self.list_commands(ctx)
            if (opdracht := self.get_command(ctx, naam)) is not None
        ]
        with formatter.section("Opdrachten"):
            formatter.write_dl(regels)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that is meant; a usage error with the nearest name when there is none."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            lijkt = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            bedoeld = f' Bedoelt u "{lijkt[0]}"?' if lijkt else ""
            raise click.UsageError(f'Onbekende opdracht "{args[0]}".{bedoeld}', ctx)
        return super().resolve_command(ctx, args)


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
