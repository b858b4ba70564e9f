"""A workbook that was edited, against every rule: each breach with its cell, and what the changes cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from scheduler.check.cost import Costs, costs, term_changes
from scheduler.check.exports.workbook import check_workbook as of_workbook
from scheduler.check.hard import check_shifts
from scheduler.check.standby import check_standby
from scheduler.check.violation import Violation
from scheduler.demand.demand import demand_of
from scheduler.demand.effective_load import with_load_factors
from scheduler.errors import Fault, InputError
from scheduler.language.words import language
from scheduler.library.instance import Instance
from scheduler.library.reading import read, read_roster
from scheduler.library.result import Result
from scheduler.library.source import ROSTER_FILE
from scheduler.read.roster_workbook.edited import Edit, EditedRoster, Place
from scheduler.read.roster_workbook.reader import read_roster_workbook
from scheduler.roster import Roster

_NOTHING = 1e-6
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEEK = re.compile(r"(\d{4}-\d{2}-\d{2}) to (\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Finding:
    """A breach of a rule, and the cells that show it; none where it is nobody's in particular."""

    violation: Violation
    cells: str

    def __str__(self) -> str:
        return f"{self.cells}: {self.violation}" if self.cells else str(self.violation)


@dataclass(frozen=True)
class WorkbookCheck:
    """What a workbook says, judged.

    Parameters
    ----------
    edited
        The workbook.
    edits
        Cells that differ from what was published; empty where nothing was.
    findings
        Every breach of a hard rule.
    costs
        What the roster costs now.
    published
        The roster that was published; None: none lies beside the workbook.
    """

    edited: EditedRoster
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    costs: Costs
    published: Roster | None

    @property
    def added_cost(self) -> float | None:
        """Cost above the published roster's; None where there is none."""
        return None if self.published is None else self.costs.objective - self.published.run.objective

    @property
    def added_by_term(self) -> dict[str, float]:
        """Part of that of each term that changed."""
        before = {} if self.published is None else self.published.terms
        return {each.name: each.cost for each in term_changes(before, self.costs.terms, _NOTHING)}

    def as_dict(self) -> dict[str, object]:
        """Everything found, for programs."""
        return {
            "clean": not self.findings, "edits": [asdict(edit) | {"date": edit.date.isoformat()} for edit in self.edits],
            "notes": list(self.edited.notes), "objective": self.costs.objective, "added_cost": self.added_cost,
            "added_by_term": self.added_by_term,
            "violations": [asdict(finding.violation) | {"cells": finding.cells} for finding in self.findings],
        }

    def __str__(self) -> str:
        rules = len({finding.violation.rule for finding in self.findings})
        breaches = f"{len(self.findings)} violations of {rules} rules" if self.findings else "no rule is broken"
        return "\n".join([*map(str, self.edits), *self.edited.notes, *map(str, self.findings), f"{breaches}; {self._price()}"])

    def _price(self) -> str:
        cost = f"it costs {self.costs.objective:,.2f}"
        if self.added_cost is None:
            return cost
        if not self.added_by_term:
            return f"{cost}, as much as published"
        parts = ", ".join(f"{name} {change:+,.2f}" for name, change in self.added_by_term.items())
        return f"{cost}, {abs(self.added_cost):,.2f} {'less' if self.added_cost < 0 else 'more'} than published ({parts})"


def published_beside(path: Path, instance: Instance | Path | None = None) -> Result | None:
    """Read the roster that was published with a workbook, if it still lies beside it."""
    roster = path.parent / ROSTER_FILE
    return read_roster(roster, instance) if roster.is_file() else None


def roster_of_workbook(path: Path) -> Result:
    """The roster that a workbook says now, with its instance; what it cost when it was published is no figure of it.

    Raises
    ------
    InputError
        If a cell cannot be read, or no ``roster.json`` lies beside it, which would name the instance.
    """
    published = published_beside(path)
    if published is None:
        raise InputError([Fault(str(path), "", f"no {ROSTER_FILE} beside it, which would name its instance; allowed is a "
                                "workbook in the folder where it was published")])
    shifts = read_roster_workbook(path, published.instance).shifts
    return Result(published.instance, published.roster.model_copy(update={"shifts": shifts}))


def check_workbook(path: str | Path, instance: Instance | str | Path | None = None) -> WorkbookCheck:
    """Check the roster that a workbook says, edited or not, against every hard rule, and price it.

    Parameters
    ----------
    instance
        The instance, or where it lies; None: the one that the ``roster.json`` beside the workbook names.

    Raises
    ------
    InputError
        If a cell cannot be read, or no instance is found.
    """
    path = Path(path)
    published = published_beside(path, instance if isinstance(instance, Instance) or instance is None else Path(instance))
    if published is None and instance is None:
        raise InputError([Fault(str(path), "", f"no {ROSTER_FILE} beside it, which would name the instance; name it with "
                                "--instance")])
    if published is not None:
        topics = published.instance
    else:
        topics = instance if isinstance(instance, Instance) else read(instance or path)
    edited = read_roster_workbook(path, topics)
    if published is not None and published.roster.standby_status:
        edited = replace(edited, notes=(*edited.notes, *_other_places(topics, published.roster, path)))
    return _judged(topics, edited, None if published is None else published.roster)


def _other_places(instance: Instance, published: Roster, path: Path) -> Iterator[str]:
    """Places on standby that the workbook does not say as they were published: they are judged as they were."""
    sheet = f"{language(instance.hotline.language).say('Standby')}: "
    for each in of_workbook(instance, published, path):
        if each.message.startswith(sheet):
            yield f"{each.message}; judged are the places that were published, and a repair fills those that are lost"


def _judged(instance: Instance, edited: EditedRoster, published: Roster | None) -> WorkbookCheck:
    loaded = with_load_factors(instance, published.load_factors) if published is not None else instance
    edits = () if published is None else tuple(edited.edits(published, instance.grid.zone))
    rows = _rows(edited.cells)
    broken = list(check_shifts(loaded, edited.shifts))
    if published is not None:
        broken += check_standby(loaded, published.model_copy(update={"shifts": edited.shifts}))
    findings = tuple(Finding(violation, _cells(violation.message, edited.cells, rows)) for violation in broken)
    return WorkbookCheck(edited, edits, findings, costs(loaded, demand_of(loaded), edited.shifts), published)


def _rows(cells: Mapping[Place, str]) -> dict[str, list[str]]:
    """Cells of each operator, in the order of days."""
    rows: dict[str, list[str]] = {}
    for (operator, _), cell in sorted(cells.items(), key=lambda item: (item[0][0], item[0][1])):
        rows.setdefault(operator, []).append(cell)
    return rows


def _cells(message: str, cells: Mapping[Place, str], rows: Mapping[str, Sequence[str]]) -> str:
    """Cells of which a breach tells: of its operator those of the days, week or row that it names, else a day's column."""
    named = [operator for operator in rows if re.match(rf"(?:operator )?{re.escape(operator)}(?!\w)", message)]
    dates = _DATE.findall(message)
    if not named:
        columns = [cell.rstrip("0123456789") for (_, date), cell in cells.items() if dates[:1] == [date.isoformat()]]
        return f"{columns[0]}:{columns[0].partition('!')[2]}" if columns else ""
    operator = max(named, key=len)
    own = {date.isoformat(): cell for (who, date), cell in cells.items() if who == operator}
    if week := _WEEK.search(message):
        here = [own[date] for date in sorted(own) if week[1] <= date <= week[2]]
        return _range(here or rows[operator])
    found = [own[date] for date in dict.fromkeys(dates) if date in own]
    return ", ".join(found) if found else _range(rows[operator])


def _range(cells: Sequence[str]) -> str:
    return f"{cells[0]}:{cells[-1].partition('!')[2]}" if len(cells) > 1 else cells[0]
