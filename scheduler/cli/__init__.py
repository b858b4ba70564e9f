"""The command line: one file a command, imported only when it is called, so that ``--help`` answers at once."""

from __future__ import annotations

import errno
import sys
import traceback
import warnings
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from scheduler.errors import InputError, InterruptedEmptyError, ScheduleError
from scheduler.version import __version__

_HELP = {
    "init": "Write a starter hotline to PATH.",
    "calls": "Turn a call log into the table of calls per interval.",
    "forecast": "Forecast calls and handling time from a call log.",
    "staff": "Print how many operators each interval requires.",
    "lines": "Say how many telephone lines are needed, and which offer is cheapest.",
    "shifts": "Say how many shifts are needed, and when, before anybody is named.",
    "rotation": "Find the pattern of weeks that people work one after the other.",
    "solve": "Build, check and write a roster with its calendars, workbook and report.",
    "many": "Solve and publish many hotlines, on many processors or machines.",
    "check": "Look over an instance, or check a roster and the files exported from it.",
    "absent": "Mend a roster after somebody calls in sick.",
    "repair": "Mend a roster after what has happened, with as few changes as can be.",
    "candidates": "Rank who could take a shift.",
    "swap": "Say whether two people may trade shifts, and what it costs.",
    "requests": "Answer requests for leave, days off, other shifts and longer lunches.",
    "why": "Say what another day would have meant for somebody.",
    "price": "Say what each rule of a hotline costs.",
    "what-if": "Compare changes of a hotline: cost, service and people, each with its bound.",
    "compare": "Say what differs between two rosters.",
    "review": "Say what a plan lost against the calls that came, and to what.",
    "publish": "Say who must be told what of a roster, a message each.",
    "simulate": "Play calls against a roster, and print the service they meet.",
    "export": "Write a roster as calendars, workbook, report or table.",
    "schema": "Print the JSON Schema of an instance.",
}


class LazyGroup(click.Group):
    """A group whose commands live in modules of this package that are imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of a hotline's work."""
        return list(_HELP)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command; for the list of ``--help`` its one line is enough."""
        if cmd_name not in _HELP:
            return None
        command: click.Command = import_module(f"scheduler.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; of one that is not there, name the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if not (near := get_close_matches(args[0], _HELP, n=1)):
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]!r}?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_HELP.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and turn errors into exit codes."""
        try:
            return super().invoke(ctx)
        except ScheduleError as error:
            if str(error):
                click.echo(str(error), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(InterruptedEmptyError.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            if not error.filename and error.errno != errno.ENOSPC:
                raise
            click.echo(f"{error.filename or 'while writing the answer'}: {error.strerror}", err=True)
            ctx.exit(InputError.exit_code)
        except Exception:
            click.echo(f"internal error, please report it:\n{traceback.format_exc()}", err=True)
            ctx.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="schedule")
def main() -> None:
    """Rosters with breaks for telephone hotlines, near-optimal and checked.

    Exit codes: 0 done, 1 internal error, 2 bad input or usage, 3 proven infeasible, 4 no roster within the time limit,
    5 a check failed, 130 interrupted with nothing to write.
    """
    warnings.filterwarnings("ignore", module="openpyxl")  # of what it drops of a workbook, which we only read
    if sys.stdout is not None and sys.stdout.encoding and sys.stdout.encoding.lower().replace("-", "") != "utf8":
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
