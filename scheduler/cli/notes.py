"""What is said on standard error of an instance before anything is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.library.instance import Instance


def say_notes(instance: Instance) -> None:
    """Print what is no fault but worth a word, each note with its place, one a line."""
    from scheduler.instance.checks.notes import notes

    for path, message in notes(instance):
        click.echo(f"note: {instance.origin.fault(path, message)}", err=True)


def say_activities_left_out(instance: Instance) -> None:
    """Print that what nobody in particular works has no activities, where the instance has some."""
    if instance.work_names:
        names = ", ".join(instance.work_names)
        click.echo(f"note: activities are left out ({names}): the time that they take off the phone comes on top", err=True)


def look_over(instance: Instance) -> None:
    """Print in short what `schedule check` finds: what was read, what will be lacking, what looks like a slip.

    Raises
    ------
    InputError
        If something is impossible.
    """
    from scheduler.library.surveying import survey
    from scheduler.survey.words import headline, warnings

    found = survey(instance)
    click.echo(headline(found), err=True)
    for each in (*found.notes, *warnings(found)):
        click.echo(f"note: {each}", err=True)
    if found.impossible:
        raise InputError(found.impossible)
