"""What workers do: plain data and texts in, plain data out, so that it makes no difference where they are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.check.facts.covers import covers, missing_in_all
from scheduler.demand.demand import demand_of
from scheduler.errors import ScheduleError
from scheduler.instance.origin import Origin
from scheduler.library.instance import Instance
from scheduler.library.result import Result
from scheduler.library.simulating import simulate
from scheduler.library.solving import solve
from scheduler.publish.folder import contents
from scheduler.publish.record import Published
from scheduler.roster import Roster
from scheduler.solve.options import Options
from scheduler.survey.needs import least_people, least_short_hours
from scheduler.survey.reach import Team
from scheduler.what_if.people import training_cost

REPLICATIONS = 100
"""How often the roster of a scenario is played."""
_MEMORY_MB, _MEMORY_OF_DAY_MB = 650, 0.015
"""Memory of a worker with rules of a month, and what each operator adds for each day; measured in docs/results/many.md."""


def memory_needed_mb(instance: Instance) -> int:
    """Memory that solving an instance may need."""
    return int(_MEMORY_MB + _MEMORY_OF_DAY_MB * len(instance.operators) * instance.horizon.days)


def asked_of(options: Options) -> dict[str, Any]:
    """Options of a run as plain data."""
    return {"seconds": options.seconds, "gap": options.gap, "seed": options.seed, "workers": options.workers,
            "deterministic": options.deterministic}


def instance_of(text: str, origin: Origin) -> Instance:
    """The instance that a text of `Instance.to_yaml` holds, known as before."""
    instance = Instance(**json.loads(text.partition("\n")[2]))
    instance._origin = origin
    return instance


def answer_of(arguments: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    """Solve and simulate one scenario: figures, or why there is no roster."""
    instance = instance_of(texts[0], Origin(arguments["name"], arguments["sha256"]))
    try:
        replications = arguments["replications"]
        return figures(solve(instance, Options(**arguments["options"]), None if replications else 0), replications)
    except ScheduleError as error:
        return {"reason": str(error), "exit_code": error.exit_code}


def roster_of(arguments: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    """Solve an instance: its `roster.json`, or why there is none."""
    instance = instance_of(texts[0], Origin(*arguments["origin"]))
    try:
        return {"roster": solve(instance, Options(**arguments["options"])).roster.to_json()}
    except ScheduleError as error:
        return {"reason": str(error), "exit_code": error.exit_code}


def documents_of(arguments: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    """Render everything that is published of a roster: contents by path inside its folder, and calendars that go."""
    instance = instance_of(texts[0], Origin(*arguments["origin"]))
    roster = Roster.model_validate_json(arguments["roster"])
    last = Published.model_validate_json(arguments["record"]).renewed()
    files, stale = contents(instance, roster, ("ical", "excel", "html"), last)
    return {"files": {"roster.json": roster.to_json().encode(), **files}, "stale": stale}


def figures(result: Result, replications: int) -> dict[str, Any]:
    """Figures of an answer: all but the name of `scheduler.what_if.answers.Answer`; the roster is played so often."""
    instance, roster = result.instance, result.roster
    team = Team(instance, demand_of(instance))
    hours = missing_in_all(instance, covers(instance, roster)) * instance.grid.interval_minutes / 60
    played = simulate(result, replications=replications) if replications and instance.calls.are_given else None
    more = training_cost(instance.as_written())
    return {
        "cost": result.cost + more, "bound": result.bound + more,
        "short_hours": hours, "least_short_hours": min(hours, least_short_hours(team)),
        "promised": played.promised if played else None, "simulated": played.service_level if played else None,
        "simulated_error": played.service_level_error if played else 0.0,
        "people": len(instance.operators), "working": len({shift.operator for shift in roster.shifts}),
        "least_people": least_people(team), "roster": roster.to_json(),
    }
