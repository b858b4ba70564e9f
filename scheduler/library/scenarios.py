"""`scheduler.what_if`: scenarios of a hotline, each solved and simulated, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from scheduler.errors import Fault, InputError
from scheduler.instance.origin import Origin
from scheduler.library.continuing import going_on
from scheduler.library.instance import Instance
from scheduler.library.publishing import keep
from scheduler.library.result import Result
from scheduler.library.tables import table_of
from scheduler.library.tasks import REPLICATIONS, answer_of, asked_of, memory_needed_mb
from scheduler.many.task import Outcome, Pool, Task
from scheduler.publish.atomic import write_files
from scheduler.publish.folder import refuse_unwritable
from scheduler.publish.what_if.page import render_page
from scheduler.publish.what_if.words import as_json, text
from scheduler.read.places import Places
from scheduler.read.scenario_file import read_scenarios, scenarios_in
from scheduler.roster import Roster
from scheduler.solve.options import Options
from scheduler.what_if.answers import Answer, Failure
from scheduler.what_if.file import Scenarios
from scheduler.what_if.grid import Scenario, scenarios_of
from scheduler.what_if.steps import changed

HIRING = "hiring"
"""In place of a file of scenarios: the ready-made question of hiring."""
PAGE, RECORD = "what-if.html", "what-if.json"


Told = Callable[[int, int, Answer | Failure], None]


def _nobody(*_: object) -> None:
    """Nobody is told of answers as they come."""


@dataclass(frozen=True, eq=False, repr=False)
class WhatIf:
    """Scenarios of a hotline with what each costs and gives; `print` shows them beside the hotline as it is.

    Parameters
    ----------
    instance
        The hotline.
    instances
        The hotline of each scenario.
    answers
        What each gives, in the same order; the first is the hotline as it is. A scenario without a roster says why.
    """

    instance: Instance
    instances: tuple[Instance, ...]
    answers: tuple[Answer | Failure, ...]

    def __str__(self) -> str:
        return "\n".join(text(self.answers))

    __repr__ = __str__

    @property
    def table(self) -> pd.DataFrame:
        """One row a scenario that has a roster, by its name: each figure with its bound or error."""
        rows = (asdict(each) for each in self.answers if isinstance(each, Answer))
        return table_of(rows, [each.name for each in fields(Answer)]).drop(columns="roster").set_index("name")

    @property
    def results(self) -> dict[str, Result]:
        """The roster of each scenario that has one, by its name."""
        return {answer.name: Result(instance, Roster.model_validate_json(answer.roster))
                for instance, answer in zip(self.instances, self.answers, strict=True) if isinstance(answer, Answer)}

    def to_json(self) -> str:
        """One JSON object with every figure."""
        return as_json(self.instance.hotline.name, self.answers)

    def publish(self, folder: str | Path) -> list[Path]:
        """Write a page with a picture, the figures as JSON, and each roster in a folder of its own.

        Raises
        ------
        InputError
            If the folder cannot be written to.
        """
        folder = Path(folder)
        refuse_unwritable(folder)
        files = {folder / PAGE: render_page(self.instance.hotline.name, self.answers).encode(),
                 folder / RECORD: f"{self.to_json()}\n".encode()}
        results = self.results
        for number, answer in enumerate(self.answers):
            if isinstance(answer, Answer):
                keep(results[answer.name], folder / "rosters" / f"{number:02d}")
        write_files(files)
        return list(files)


def what_if(
    instance: Instance, scenarios: str | Path | Mapping[str, Any], options: Options, pool: Pool, told: Told = _nobody,
) -> WhatIf:
    """Solve all scenarios of a hotline: as `scheduler.what_if`, which says what may be asked.

    Parameters
    ----------
    pool
        Who carries out the work.
    told
        Called with each answer as it comes, how many there are by then, and how many there will be.

    Raises
    ------
    InputError
        If the file is wrong, or a scenario is no hotline: each with its place.
    """
    instance = going_on(instance, None)
    asked, instances = _instances(instance, *_read(scenarios))
    return WhatIf(instance, instances, answered(asked, instances, options, pool, told))


def answered(
    asked: Sequence[Scenario], instances: Sequence[Instance], options: Options, pool: Pool, told: Told = _nobody, *,
    replications: int = REPLICATIONS,
) -> tuple[Answer | Failure, ...]:
    """Solve scenarios whose hotlines are known, each hotline once.

    Parameters
    ----------
    replications
        How often each roster is played; 0: not at all, nothing is said of its service, and it costs what the formulas say.
    """
    tasks = [_task(each, options, replications) for each in instances]
    first_of = {task.arguments["sha256"]: number for number, task in reversed(list(enumerate(tasks)))}
    found: dict[str, Outcome] = {}
    for number in sorted(first_of.values()):
        pool.submit(tasks[number])
    for outcome in pool.outcomes():
        found[outcome.task.arguments["sha256"]] = outcome
        told(len(found), len(first_of), _answer(outcome, asked[first_of[outcome.task.arguments["sha256"]]].name))
    return tuple(_answer(found[task.arguments["sha256"]], scenario.name) for task, scenario in zip(tasks, asked, strict=True))


def _read(scenarios: str | Path | Mapping[str, Any]) -> tuple[Scenarios, Places]:
    if isinstance(scenarios, Mapping):
        return scenarios_in(dict(scenarios), Places("")), Places("")
    if str(scenarios) == HIRING and not Path(scenarios).exists():
        return Scenarios.model_validate({"schema": 1, "hiring": {}}), Places(HIRING)
    return read_scenarios(Path(scenarios))


def _instances(instance: Instance, file: Scenarios, places: Places) -> tuple[tuple[Scenario, ...], tuple[Instance, ...]]:
    """All scenarios of a file and their hotlines."""
    data = instance.as_written()
    try:
        asked = scenarios_of(file, data)
    except InputError as error:
        raise InputError(Fault(places.root, fault.field, fault.message) for fault in error.faults) from None
    return asked, hotlines_of(asked, instance, places)


def hotlines_of(asked: Sequence[Scenario], instance: Instance, places: Places) -> tuple[Instance, ...]:
    """The hotline of each scenario, under the name of the original; every one that is none is told at once."""
    data = instance.as_written()
    faults: list[Fault] = []
    found: list[Instance] = []
    for scenario in asked:
        try:
            found.append(Instance(**changed(data, scenario.steps)))
            found[-1]._origin = Origin(instance.origin.name, found[-1].origin.sha256)
        except InputError as error:
            faults += [Fault(places.find(scenario.at), fault.field, f"{fault.message} (scenario {scenario.name!r})")
                       for fault in error.faults]
    if faults:
        raise InputError(faults)
    return tuple(found)


def _task(instance: Instance, options: Options, replications: int) -> Task:
    name, sha256 = instance.origin.name, instance.origin.sha256
    asked = {"name": name, "sha256": sha256, "options": asked_of(options), "replications": replications}
    return Task(f"what-if-{sha256}", answer_of, asked, {sha256: instance.to_yaml()}, memory_needed_mb(instance))


def _answer(outcome: Outcome, name: str) -> Answer | Failure:
    if outcome.value is None:
        return Failure(name, f"{outcome.reason} ({outcome.attempts} attempts)", 1)
    if "reason" in outcome.value:
        return Failure(name, **outcome.value)
    return Answer(name, **outcome.value)
