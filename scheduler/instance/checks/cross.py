"""What one topic alone cannot tell: references between topics, and whether all times lie on the grid and exist.

Every check yields the path of a field and what is wrong with it; no arithmetic of shifts is done here.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from scheduler.instance.checks import (
    activities as checks_of_activities,
)
from scheduler.instance.checks import (
    calls as checks_of_calls,
)
from scheduler.instance.checks import (
    deferrable as checks_of_deferrable,
)
from scheduler.instance.checks import (
    presets as checks_of_presets,
)
from scheduler.instance.checks import (
    requirement as checks_of_requirement,
)
from scheduler.instance.checks import (
    rotations as checks_of_rotations,
)
from scheduler.instance.checks import (
    rules as checks_of_rules,
)
from scheduler.instance.checks import (
    skills as checks_of_skills,
)
from scheduler.instance.checks import (
    standby as checks_of_standby,
)
from scheduler.instance.checks import (
    times as checks_of_times,
)
from scheduler.instance.checks import (
    together as checks_of_together,
)
from scheduler.instance.checks.names import unknown_name, unknown_operator
from scheduler.instance.instance import Instance

FieldPath = tuple[str | int, ...]
Faults = Iterator[tuple[FieldPath, str]]
_Span = tuple[dt.datetime, dt.datetime, int]

_LONG_OVER = 366
"""Days before the horizon from which on a wish is a slip of the year, and not one of last week."""


@dataclass(frozen=True)
class _Check:
    """A check, the topics it reads, and those of which it must know every row."""

    run: Callable[[Instance], Faults]
    reads: frozenset[str]
    whole: frozenset[str] = frozenset()


def cross_faults(
    instance: Instance, damaged: frozenset[str] = frozenset(), lost: frozenset[str] = frozenset()
) -> Faults:
    """Yield everything that is wrong between topics, in the order of the document.

    Parameters
    ----------
    instance
        The instance; topics named in `lost` may be missing from it.
    damaged
        Topics of which rows or keys have been left out because they are wrong; a check that would mistake a row left
        out for a row never written is not run.
    lost
        Topics that are not there at all; a check that reads one of them is not run.
    """
    for check in _CHECKS:
        if not check.reads & lost and not check.whole & damaged:
            yield from check.run(instance)


def _contracts_are_known(instance: Instance) -> Faults:
    for index, operator in enumerate(instance.operators):
        if operator.contract not in instance.contracts:
            yield ("operators", index, "contract"), unknown_name("contract", operator.contract, instance.contracts)


def _operator_ids_differ(instance: Instance) -> Faults:
    first: dict[str, int] = {}
    for index, operator in enumerate(instance.operators):
        at = first.setdefault(_folded(operator.id), index)
        if at == index:
            continue
        earlier = instance.operators[at].id
        how = "stands here a second time"
        if earlier != operator.id:
            how = f"differs from {earlier!r} in upper and lower case only"
        yield ("operators", index, "id"), f"found {operator.id!r}, which {how}; ids name files and must be unique"


def _template_names_differ(instance: Instance) -> Faults:
    first: dict[str, int] = {}
    for index, template in enumerate(instance.shifts):
        if first.setdefault(template.name, index) != index:
            message = f"found {template.name!r}, the name of another template; names must be unique"
            yield ("shifts", index, "name"), message


def _templates_of_contracts_are_known(instance: Instance) -> Faults:
    names = [template.name for template in instance.shifts]
    for name, contract in instance.contracts.items():
        for index, template in enumerate(contract.shifts or ()):
            if template not in names:
                yield ("contracts", name, "shifts", index), unknown_name("shift template", template, names)


def _operators_of_availability_are_known(instance: Instance) -> Faults:
    ids = {operator.id for operator in instance.operators}
    for index, entry in enumerate(instance.availability):
        if entry.operator not in ids:
            yield ("availability", index, "operator"), unknown_operator(entry.operator, instance.operators)


def _pins_and_wishes_lie_in_the_horizon(instance: Instance) -> Faults:
    """What is asked of the roster lies in the horizon, or is over; absences may be those of a whole year."""
    first, days = instance.horizon.start, instance.horizon.days
    if not checks_of_times.usable_horizon(instance):
        return
    for index, entry in enumerate(instance.availability):
        if isinstance(entry.when, dt.date) and not entry.is_absence and not -_LONG_OVER < (entry.when - first).days < days:
            last = first + dt.timedelta(days=days - 1)
            message = f"found {entry.when}, outside the horizon; allowed: {first} to {last}, and the year before"
            yield ("availability", index, "when"), message


def _pins_are_apart(instance: Instance) -> Faults:
    """Pins of one operator do not overlap, and there is at most one a day."""
    if not checks_of_times.usable_horizon(instance):
        return
    grid = instance.days_alone
    pins: dict[str, list[_Span]] = {}
    for index, entry in enumerate(instance.availability):
        if entry.kind == "pinned":
            days = (day for day in range(grid.days) if entry.on(grid.date(day)))
            pins.setdefault(entry.operator, []).extend((*grid.window(day, *entry.window), index) for day in days)
    for operator, spans in pins.items():
        timed = sorted(span for span in spans if instance.availability[span[2]].start is not None)
        overlapping = {index: start for (_, end, _), (start, _, index) in pairwise(_with_latest_end(timed)) if start < end}
        for index, start in overlapping.items():
            local = start.astimezone(grid.zone)
            message = f"two pins of {operator!r} overlap on {local:%Y-%m-%d} from {local:%H:%M} on"
            yield ("availability", index), message
        for (before, _, _), (start, _, index) in pairwise(sorted(spans)):
            local = start.astimezone(grid.zone)
            if before.astimezone(grid.zone).date() == local.date() and index not in overlapping:
                message = f"found a second pin of {operator!r} on {local:%Y-%m-%d}; allowed is one shift a day"
                yield ("availability", index), message


def _with_latest_end(spans: list[_Span]) -> Iterator[_Span]:
    """Yield the spans, each with the latest end so far, so that a long one is compared with all that follow."""
    latest: dt.datetime | None = None
    for start, end, index in spans:
        latest = end if latest is None else max(latest, end)
        yield start, latest, index


def _folded(name: str) -> str:
    """A name as file systems that ignore case compare it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _check(run: Callable[[Instance], Faults], reads: str, whole: str = "") -> _Check:
    return _Check(run, frozenset(reads.split()), frozenset(whole.split()))


_CHECKS = (
    _check(checks_of_times.grid_divides_clock_changes, "hotline horizon hours"),
    _check(checks_of_times.opening_on_the_grid, "hotline hours"),
    _check(checks_of_times.opening_does_not_overlap, "hours"),
    _check(checks_of_times.opening_exists, "hotline horizon hours"),
    _check(checks_of_times.opens_at_all, "hotline horizon hours", whole="hours"),
    _check(checks_of_calls.load_is_bearable, "hotline horizon hours calls campaigns"),
    _check(checks_of_calls.calls_on_the_grid, "hotline horizon hours calls", whole="hours"),
    _check(checks_of_calls.queues_of_calls_are_known, "calls service"),
    _check(checks_of_calls.calls_are_complete, "hotline horizon hours calls requirement service",
           whole="hours calls requirement"),
    _check(checks_of_requirement.requirement_on_the_grid, "hotline horizon hours requirement", whole="hours"),
    _check(checks_of_requirement.queues_of_the_requirement_are_known, "requirement service"),
    _check(checks_of_requirement.requirement_is_complete, "hotline horizon hours calls requirement service",
           whole="hours calls requirement"),
    _check(checks_of_requirement.requirement_is_priced, "requirement objective"),
    _check(checks_of_skills.queues_have_operators, "service operators", whole="operators"),
    _check(checks_of_skills.preferred_queues_are_answered, "service operators"),
    _check(checks_of_skills.queues_of_one_person_are_handled_alike, "service operators"),
    _check(checks_of_skills.lines_are_of_calls, "hotline service"),
    _check(checks_of_skills.topics_have_operators, "service operators", whole="operators"),
    _check(checks_of_skills.minimums_have_operators, "service operators", whole="operators"),
    _check(checks_of_times.shifts_on_the_grid, "hotline shifts"),
    _check(_template_names_differ, "shifts"),
    _check(checks_of_times.breaks_on_the_grid, "hotline breaks"),
    _check(_templates_of_contracts_are_known, "shifts contracts", whole="shifts"),
    _check(_contracts_are_known, "contracts operators"),
    _check(_operator_ids_differ, "operators"),
    _check(checks_of_skills.skills_differ_by_more_than_case, "service operators"),
    _check(checks_of_skills.operators_have_queues, "service operators"),
    _check(checks_of_skills.outside_takes_a_known_queue, "service outside"),
    _check(_operators_of_availability_are_known, "operators availability", whole="operators"),
    _check(_pins_and_wishes_lie_in_the_horizon, "horizon availability"),
    _check(checks_of_times.pins_on_the_grid, "hotline availability"),
    _check(checks_of_times.pins_exist, "hotline horizon availability"),
    _check(_pins_are_apart, "hotline horizon availability"),
    _check(checks_of_rules.templates_of_rules_are_known, "shifts contracts history", whole="shifts"),
    _check(checks_of_rules.nights_are_defined, "contracts nights"),
    _check(checks_of_rules.nights_that_should_be_fair_are_defined, "objective nights"),
    _check(checks_of_rules.extra_time_is_allowed, "hotline horizon contracts operators availability",
           whole="contracts operators"),
    _check(checks_of_rules.history_is_of_operators, "operators history", whole="operators"),
    _check(checks_of_rules.ledger_is_of_operators, "operators ledger", whole="operators"),
    _check(checks_of_rules.history_lies_before_the_horizon, "hotline horizon history"),
    _check(checks_of_presets.preset_is_kept, "preset contracts shifts breaks objective", whole="contracts shifts breaks"),
    _check(checks_of_together.people_of_rules_are_known, "operators together", whole="operators"),
    _check(checks_of_rotations.rotations_are_known, "shifts contracts operators rotations rotation_changes", whole="shifts"),
    _check(checks_of_rotations.people_of_rotations_are_known, "horizon operators rotations rotation_changes",
           whole="operators rotations"),
    _check(checks_of_activities.names_of_activities_differ, "activities"),
    _check(checks_of_activities.people_of_activities_are_known, "operators activities", whole="operators"),
    _check(checks_of_activities.activities_on_the_grid, "activities hotline"),
    _check(checks_of_activities.activities_have_few_ways, "activities horizon hours hotline operators", whole="operators"),
    _check(checks_of_activities.pinned_activities_are_known, "activities deferrable availability",
           whole="activities deferrable"),
    _check(checks_of_activities.pins_hold_together, "activities availability horizon hotline hours"),
    _check(checks_of_standby.names_of_standby_differ, "standby"),
    _check(checks_of_standby.standby_before_is_near, "history horizon hotline"),
    _check(checks_of_standby.people_of_standby_are_known, "operators standby", whole="operators"),
    _check(checks_of_deferrable.names_of_work_differ, "activities deferrable"),
    _check(checks_of_deferrable.people_of_work_are_known, "operators deferrable", whole="operators"),
    _check(checks_of_deferrable.blocks_on_the_grid, "hotline deferrable"),
    _check(checks_of_deferrable.pinned_blocks_may_be, "hotline horizon hours operators deferrable availability",
           whole="deferrable availability"),
    _check(checks_of_deferrable.backlog_is_of_known_work, "deferrable backlog", whole="deferrable backlog"),
    _check(checks_of_deferrable.backlog_can_be_done, "hotline horizon hours deferrable backlog"),
    _check(checks_of_deferrable.work_stands_with, "deferrable outside activities"),
)
