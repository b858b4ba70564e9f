"""``schedule publish``: who must be told what."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("publish")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.option("--diff", "only_shown", is_flag=True, help="Only say it; the record stays, and next time it is said again.")
@click.option("--withdraw", is_flag=True, help="Call the roster off: in the calendars, and to whom was told of it.")
@click.option("--now", metavar="TIME",
              help="With --withdraw: what begins before it took place, such as 2026-12-09T10:20; left out: nothing did.")
def command(plan: Path, only_shown: bool, withdraw: bool, now: str | None) -> None:
    """Say who must be told what of the roster in the folder PLAN, with a ready message each, and remember that they were.

    The first time everybody is told of all their shifts; later, what has changed since. Until then the roster is a draft; with
    --withdraw a published one is called off.
    """
    from scheduler.library import announcing

    if now is not None and not withdraw:
        raise click.UsageError("--now says what of a withdrawn roster took place; allowed is --now beside --withdraw.")
    found = (announcing.withdraw(plan, now, only_shown=only_shown) if withdraw
             else announcing.announce(plan, only_shown=only_shown))
    click.echo(found)
