"""Hotlines made infeasible in ten known ways: the conflict found lies in the planted one, and what is offered mends it.

Each is the helpline of thirty people, of whom one is asked for what cannot be: a way after the other from seed to seed.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from benchmarks.row import Row
from benchmarks.suites import ROOT, Asked
from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.library.instance import Instance
from scheduler.library.reading import read
from scheduler.library.solving import warm_up
from scheduler.model.problem import compile_problem
from scheduler.solve.conflicts import Conflict, conflicts_of

HOTLINES = ("helpline",)
ALONE = "alone"
"""Contract of the operator in question."""


def rows(suite: str, asked: Asked) -> Iterator[Row]:  # noqa: ARG001
    """Plant a conflict a seed."""
    warm_up()
    for name in filter(asked.wants, HOTLINES):
        hotline = read(ROOT / "instances" / name)
        for seed in range(asked.seeds):
            yield _measured(name, hotline, seed)


def planted(hotline: Instance, seed: int) -> tuple[str, Instance, set[str], str]:
    """A way, the hotline with it, the rules that were planted, and the operator."""
    dice = np.random.default_rng(seed)
    operator = hotline.operators[int(dice.integers(len(hotline.operators)))]
    monday = hotline.horizon.start + dt.timedelta(days=7 * int(dice.integers(hotline.horizon.days // 7)))
    first = monday + dt.timedelta(days=int(dice.integers(3)))
    ways = _ways(*(first + dt.timedelta(days=day) for day in range(3)))
    what = list(ways)[seed % len(ways)]
    bounds, entries, rules = ways[what]
    free = {"hours_per_week": [0, 60], "rest_hours": 0, "cost_per_hour": 1.0} | bounds
    people = [each.as_written() | ({"contract": ALONE} if each.id == operator.id else {}) for each in hotline.operators]
    kept = [each.as_written() for each in hotline.availability if each.operator != operator.id]
    rows = [{"operator": operator.id, "when": str(when), "kind": kind, **({"from": times[0], "to": times[1]} if times else {})}
            for kind, when, *times in entries]
    return what, hotline.with_(contracts={ALONE: free}, operators=people, availability=[*kept, *rows]), rules, operator.id


def _ways(one: dt.date, two: dt.date, three: dt.date) -> dict[str, tuple[dict[str, Any], list[tuple[Any, ...]], set[str]]]:
    """Bounds of the contract, rows of availability, and the rules that are in conflict then."""
    pins = [("pinned", each) for each in (one, two, three)]
    return {
        "short rest": ({"rest_hours": 14}, [("pinned", one, "12:00", "20:00"), ("pinned", two, "08:00", "16:00")],
                       {"pins", "rest"}),
        "away on a pinned day": ({}, [pins[0], ("unavailable", one)], {"pins", "availability"}),
        "on leave on a pinned day": ({}, [pins[1], ("leave", two)], {"pins", "availability"}),
        "a long run": ({"max_consecutive_days": 2}, pins, {"pins", "consecutive_days"}),
        "a short run": ({"min_consecutive_days": 2}, [("unavailable", one), pins[1], ("unavailable", three)],
                        {"pins", "availability", "consecutive_days"}),
        "many days": ({"days_per_week": [0, 2]}, pins, {"pins", "days_per_week"}),
        "many hours": ({"hours_per_week": [0, 6]}, [("pinned", one, "08:00", "16:00")], {"pins", "hours_per_week"}),
        "a single day off": ({"min_consecutive_days_off": 2}, [pins[0], ("unavailable", two), pins[2]],
                             {"pins", "availability", "consecutive_days_off"}),
        "many shifts": ({"shifts_per_period": [0, 1]}, pins[:2], {"pins", "shifts_per_period"}),
        "shifts of a template": ({"max_shifts": {"day": 1}}, pins[:2], {"pins", "max_shifts"}),
    }


def _measured(name: str, hotline: Instance, seed: int) -> Row:
    what, instance, rules, operator = planted(hotline, seed)
    began, worked = time.monotonic(), time.process_time()
    found = _conflicts(instance)
    spent, cpu_s = time.monotonic() - began, time.process_time() - worked
    faults = [] if [each.operators for each in found] == [(operator,)] else [f"of {operator}; found {found}"]
    for each in found:
        named = {rule for rule, _ in each.rules}
        faults += [] if named <= rules else [f"{what}: planted {sorted(rules)}, found {sorted(named)}"]
        faults += [] if each.relaxations else [f"{what}: nothing mends it"]
        faults += [f"{what}: {each.line} does not mend it" for each in each.relaxations or ()
                   if any(operator in other.operators for other in _conflicts(mended(instance, each.line)))]
    offered = sum(len(each.relaxations or ()) for each in found)
    return Row(instance=name, method=what, seed=seed, seconds=spent, cpu_s=cpu_s, faults=tuple(faults),
               figures={"conflicts": len(found), "rules": sum(len(each.rules) for each in found), "relaxations": offered})


def _conflicts(instance: Instance) -> tuple[Conflict, ...]:
    problem = compile_problem(instance, demand_of(instance))
    return conflicts_of(instance, problem, Crew.of(problem).impossible_classes())


def mended(instance: Instance, line: str) -> Instance:
    """The hotline with a line that was offered written into it, or the row that it names taken out."""
    (topic, said), = YAML(typ="safe").load(line).items()
    if topic != "availability":
        return instance.with_(**{topic: said})
    return instance.with_(availability=[row.as_written() for row in instance.availability if row.as_written() != said])
