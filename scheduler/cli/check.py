"""`schedule check`: a roster and its exported files against every rule; or an instance before it is solved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.errors import CheckError, InputError

if TYPE_CHECKING:
    from scheduler.check.violation import Violation
    from scheduler.roster import Roster


@click.command("check")
@click.argument("path", metavar="INSTANCE|ROSTER", type=click.Path(exists=True, path_type=Path))
@click.option("--instance", "instance", type=click.Path(exists=True, path_type=Path),
              help="The instance a roster is for; by default the path the roster names.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(path: Path, instance: Path | None, as_json: bool) -> None:
    """Look over an INSTANCE before it is solved, or check a ROSTER, and all files published with it, against every rule.

    Of an instance: hours required and allowed by week and day, the tightest moments, open time that nobody can cover, people
    who are hardly of use, numbers that look like slips. Exit code 2 if something is impossible.

    ROSTER is a roster.json, its folder, or a file published with it. Exit code 0 if everything holds, 5 if anything does not.
    A roster.xlsx in which shifts or breaks were changed is checked as it stands: every rule broken with its cell, and what the
    changes cost; a cell that cannot be read is named, with exit code 2.
    """
    from scheduler.library.source import is_instance

    if path.suffix.lower() == ".xlsx" and _is_edited(path, instance):
        _check_workbook(path, instance, as_json)
    elif instance is None and is_instance(path):
        _look_over(path, as_json)
    else:
        _check_roster(path, instance, as_json)


def _look_over(path: Path, as_json: bool) -> None:
    from scheduler.library.reading import read
    from scheduler.library.surveying import survey
    from scheduler.survey import words

    found = survey(read(path), each_alone=True)
    click.echo(words.as_json(found) if as_json else str(found))
    if found.impossible:
        raise InputError(found.impossible if as_json else ())  # in words it has been said


def _check_roster(roster: Path, instance: Path | None, as_json: bool) -> None:
    from scheduler.cli.progress import saying_if_slow
    from scheduler.library.checking import check_published
    from scheduler.library.reading import read_roster
    from scheduler.library.source import roster_file

    path = roster_file(roster)
    result = read_roster(path, instance)
    with saying_if_slow("still checking; a truth loop's simulation is run again, and what was edited is compared by cells"):
        violations = check_published(result, path.parent)
    click.echo(_json(path, result.roster, violations) if as_json else _text(path, result.roster, violations))
    if violations:
        raise CheckError("")


def _is_edited(path: Path, instance: Path | None) -> bool:
    """Whether a workbook holds a roster, and not just the one published beside it under this name."""
    from scheduler.library.edited import published_beside
    from scheduler.library.source import DOCUMENTS
    from scheduler.read.roster_workbook.reader import holds_roster, read_roster_workbook

    if not holds_roster(path):
        return False
    published = published_beside(path, instance)
    if published is None or path.name not in DOCUMENTS:
        return True
    return not read_roster_workbook(path, published.instance).says_the_same(published.roster)


def _check_workbook(path: Path, instance: Path | None, as_json: bool) -> None:
    from scheduler.library.edited import check_workbook

    checked = check_workbook(path, instance)
    click.echo(json.dumps({"workbook": str(path), **checked.as_dict()}, ensure_ascii=False) if as_json else f"{checked}")
    if checked.findings:
        raise CheckError("")


def _text(path: Path, result: Roster, violations: Sequence[Violation]) -> str:
    from scheduler.roster import gap_text

    run = result.run
    if violations:
        rules = len({violation.rule for violation in violations})
        summary = f"{path}: {len(violations)} violations of {rules} rules"
    else:
        summary = (f"{path}: clean; {len(result.shifts)} shifts, objective {run.objective:.12g}, "
                   f"bound {run.bound:.12g}, gap {gap_text(run.gap)}")
    if any(violation.rule == "instance" for violation in violations):
        from scheduler.library.continuing import REMEDY

        summary += f"\nthe instance has changed since this roster was made for it: check it {REMEDY}"
    return "\n".join([*map(str, violations), summary])


def _json(path: Path, result: Roster, violations: Sequence[Violation]) -> str:
    return json.dumps({
        "roster": str(path),
        "clean": not violations,
        "shifts": len(result.shifts),
        "objective": result.run.objective,
        "bound": result.run.bound,
        "gap": result.run.gap,
        "violations": [asdict(violation) for violation in violations],
    }, ensure_ascii=False)
