"""What the commands that mend a roster share: options, and publishing the new state of its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scheduler.errors import Fault, InputError

if TYPE_CHECKING:
    from scheduler.library.result import Result
    from scheduler.operate.events import Event

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def options_of_a_repair(command: CommandT) -> CommandT:
    """Add the options that every repair has."""
    for option in reversed((
        click.option("--now", metavar="TIME",
                     help="What begins before it stays as it is, such as 2026-12-09T10:20; left out: the first event's time."),
        click.option("--max-people", type=click.IntRange(0), help="Most people whose days may change, besides those absent."),
        click.option("--offers/--no-offers", default=True,
                     help="Whether to ask for overtime and voluntary time off where contracts allow it."),
        click.option("--declined", multiple=True, metavar="ID", help="Somebody not to ask; may be given several times."),
        click.option("--time-limit", default=3.0, show_default=True, type=click.FloatRange(0.1),
                     help="Seconds of the search, with its preparation."),
        click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of the search."),
        click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
                     help="Folder to write to; left out: PLAN, as its new state."),
    )):
        command = option(command)
    return command


@contextmanager
def faults_told(as_asked: Callable[[Fault], Fault]) -> Iterator[None]:
    """Say what is wrong with an event where it was asked for."""
    try:
        yield
    except InputError as error:
        raise InputError(map(as_asked, error.faults)) from None


def mended(plan: Path, events: Sequence[Event], output: Path | None, **asked: Any) -> None:
    """Repair the roster of a folder, publish it, and print what changes."""
    import scheduler
    from scheduler.library.publishing import refuse_unwritable
    from scheduler.library.source import roster_file

    file = roster_file(plan)
    before, folder = scheduler.read_roster(file), output or file.parent
    refuse_unwritable(before.instance, folder)
    found = scheduler.repair(before, events, **asked)
    click.echo(found)
    published_into(found.after, folder)


def published_into(result: Result, folder: Path) -> None:
    """Publish the new state of a roster as the last one was, and say where."""
    publish_again(result, folder)
    click.echo(click.format_filename(folder))


def publish_again(result: Result, folder: Path) -> list[Path]:
    """Publish the new state of a roster as the last one was; the files."""
    import scheduler
    from scheduler.publish.record import read_record

    last = read_record(folder)
    return scheduler.publish(result, folder, breaks_as_events=bool(last.breaks_as_events), operator_sheets=last.operator_sheets)
