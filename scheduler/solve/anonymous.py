"""A hotline staffed by nobody in particular: as many equal people as it could use, each free to stay away."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.demand.demand import demand_of
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.words.paths import FieldPath
from scheduler.rules.basis.break_clock import clocks_of
from scheduler.rules.preflight import preflight_faults

WEEK_HOURS = 168
SPARE, SPARE_FIXED = 2, 10
"""People there are: so many times the largest requirement, and some more."""


def anonymous_instance(instance: Instance, cost_per_hour: float, people: int | None = None) -> Instance:
    """The same hotline, where every contract has so many people, who know everything and are bound by nothing but its shifts.

    Parameters
    ----------
    cost_per_hour
        What a paid hour costs, whoever works it.
    people
        Number of people of each contract; by default enough for twice the largest requirement.

    Raises
    ------
    InputError
        If an open interval has no calls.
    """
    held = {operator.contract for operator in instance.operators}
    alike = {(contract.shift_minutes, contract.shifts): name for name, contract in instance.contracts.items() if name in held}
    contracts = {name: Contract(hours_per_week=(0, WEEK_HOURS), cost_per_hour=cost_per_hour, shift_minutes=minutes,
                                shifts=templates) for (minutes, templates), name in alike.items()}
    count = people if people is not None else people_of(instance)
    skills = tuple(dict.fromkeys([*(instance.service.queues or {}), *instance.service.topics]))
    operators = tuple(Operator(id=f"{name} {number}", contract=name, skills=skills)
                      for name in contracts for number in range(1, count + 1))
    fields = {info.alias or name: getattr(instance, name) for name, info in Instance.model_fields.items()}
    outside = None if instance.outside is None else instance.outside.without_minimum()
    topics = ("availability", "history", "together", "rotations", "rotation_changes", "activities", "standby", "deferrable",
              "backlog")
    nobody = dict.fromkeys(topics, ())
    return Instance.model_validate(fields | nobody | {"contracts": contracts, "operators": operators, "nights": None,
                                                      "outside": outside})


def people_of(instance: Instance) -> int:
    """More people than any good plan has on one day."""
    largest = sum(int(each.required.max(initial=0)) for each in demand_of(instance).queues)
    return SPARE * SPARE * largest + SPARE_FIXED


def cheapest_hour(instance: Instance) -> float:
    """Lowest `cost_per_hour` of the contracts somebody has."""
    return min(instance.contract_of(operator).cost_per_hour for operator in instance.operators)


def refusals(instance: Instance, cost_per_hour: float, *, pooled: bool) -> Iterator[tuple[FieldPath, str]]:
    """Yield the path of a field, and what is wrong there, for everything for which anonymous shifts cannot be planned."""
    if instance.service.queues and len(instance.service.queues) > 1 and not pooled:
        names = ", ".join(instance.service.queues)
        yield (("service", "queues"),
               f"found {len(instance.service.queues)} queues ({names}); shifts of people with different skills are not planned "
               "yet; allowed is one queue, or `pooled`: everybody answers every queue")
    if clocks_of(instance.breaks) or any(len(instance.breaks.lunches_of(row.from_shift_minutes)) > 1
                                         for row in instance.breaks.lunch):
        yield (("breaks",),
               "found windows of the clock, or several lunches of one shift; shifts of nobody in particular are not planned "
               "with them yet; allowed is one lunch in minutes after the start of the shift, and breathers without `clock`")
    for index, template in enumerate(instance.shifts):
        if template.split:
            yield (("shifts", index, "split"),
                   f"template {template.name}: split shifts of nobody in particular are not planned yet; allowed is a template "
                   "without `split`")
    if round(cost_per_hour * 100) <= 0:
        yield (("contracts",),
               f"found a cost_per_hour of {cost_per_hour:g}; where an hour costs nothing, any number of shifts is as good; "
               "allowed is a price above 0, for which `cost_per_hour` may be given")
    else:
        yield from preflight_faults(anonymous_instance(instance, cost_per_hour))
