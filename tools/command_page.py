"""Reference page of the command line, in the words of its own help."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from scheduler import errors
from scheduler.cli import main


def commands() -> Iterator[str]:
    """Yield the Markdown of each command, in the order of ``schedule --help``."""
    context = click.Context(main, info_name="schedule")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        yield _command(command, click.Context(command, info_name=name, parent=context))


def _command(command: click.Command, context: click.Context) -> str:
    usage = " ".join(["schedule", context.info_name or "", *command.collect_usage_pieces(context)])
    options = [_row(option, context) for option in command.params if isinstance(option, click.Option)]
    head = ["| option | meaning | if left out |", "|---|---|---|"] if options else []
    return "\n".join([f"## schedule {context.info_name}", "", "```", usage, "```", "", inspect.cleandoc(command.help or ""), "",
                      *head, *options, ""])


def _row(option: click.Option, context: click.Context) -> str:
    names = " / ".join((*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    extra = option.get_help_extra(context)
    default, span = extra.get("default", ""), extra.get("range", "")
    meaning = (option.help or "").partition("  [default")[0]
    given = default or (option.help or "").partition("[default: ")[2].rstrip("]")
    allowed = f" Allowed: {span}." if span else ""
    cells = f"`{names}{value}`", meaning + allowed, f"`{given}`" if given else "–"
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def exit_codes() -> str:
    """Table of the exit codes, in the words of the errors that cause them."""
    kinds = [kind for kind in vars(errors).values()
             if isinstance(kind, type) and issubclass(kind, errors.ScheduleError) and kind is not errors.ScheduleError]
    rows = [(0, "Done; a roster was written, also when interrupted."), (1, "Internal error: please report it.")]
    rows += [(kind.exit_code, (inspect.getdoc(kind) or "").splitlines()[0]) for kind in kinds]
    return "\n".join(["| exit code | meaning |", "|---|---|", *(f"| {code} | {text} |" for code, text in sorted(rows)), ""])
