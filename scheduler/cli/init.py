"""``schedule init``: a starter hotline, as a folder or a workbook, and what to do next."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from scheduler.language.codes import CODES, ENGLISH, LanguageCode


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(CODES), default=ENGLISH, show_default=True,
              help="Language of its documents, and of the texts to begin with for conducting a call.")
def command(path: Path, language: LanguageCode) -> None:
    """Write a starter hotline to PATH: a folder, or with a .xlsx name a workbook to fill in, in plain words.

    Nothing that exists is overwritten. The files written go to standard output, the next commands to standard error.
    """
    from scheduler.library.starting import starter

    files = starter(path, language=language)
    for file in files:
        click.echo(str(file))
    name, plan = shlex.quote(str(path)), shlex.quote(str(path.with_name("plan")))
    what = "open it, fill in the yellow cells, and save it" if path.suffix.lower() == ".xlsx" else "edit these files"
    click.echo(f"\nIt can be planned as it is. Next:\n  {what}\n  schedule forecast LOG {name}    (LOG: the calls that your "
               f"telephone system wrote down)\n  schedule check {name}\n  schedule solve {name} -o {plan}\n"
               f"and open {path.with_name('plan') / 'report.html'}", err=True)
