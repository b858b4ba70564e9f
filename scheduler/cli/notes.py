"""What is no fault but worth a word, said on standard error before anything is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scheduler.library.instance import Instance


def say_notes(instance: Instance) -> None:
    """Print the notes about an instance, each with its place, one a line."""
    from scheduler.instance.checks.notes import notes

    for path, message in notes(instance):
        click.echo(f"note: {instance.origin.fault(path, message)}", err=True)
