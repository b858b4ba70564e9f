"""Checks of a requirement that is given directly, and that there is one, or calls."""

from __future__ import annotations

from scheduler.instance.checks.rows import queues_are_known, rows_are_complete, rows_on_the_grid
from scheduler.instance.checks.times import Faults, usable_grid
from scheduler.instance.instance import Instance
from scheduler.instance.requirement import RequiredInterval


def requirement_on_the_grid(instance: Instance) -> Faults:
    """Rows start where an interval of the horizon does, each at its own, and require nobody while the hotline is closed."""
    if usable_grid(instance):
        yield from rows_on_the_grid(instance, instance.requirement, ("requirement",), _asked)


def _asked(row: RequiredInterval) -> tuple[str, str] | None:
    return ("operators", f"{row.operators} operators") if row.operators else None


def queues_of_the_requirement_are_known(instance: Instance) -> Faults:
    """Every row names one of the queues; where there are none, no row does."""
    yield from queues_are_known(instance, instance.requirement, ("requirement",))


def requirement_is_complete(instance: Instance) -> Faults:
    """Without calls every open interval has a row for every queue."""
    if not instance.calls.are_written and not instance.requirement:
        yield ("calls",), ("is missing; needed are calls (a forecast, or per_day with aht_s), or a table `requirement` with "
                           "start and operators")
    elif instance.calls.are_given or not instance.requirement:
        return
    elif usable_grid(instance) and all(row.queue in instance.queues for row in instance.requirement):
        yield from rows_are_complete(instance, instance.requirement, ("requirement",), "a requirement of nobody")


def requirement_is_priced(instance: Instance) -> Faults:
    """A missed call prices what calls require, not what stands in a table beside them."""
    if instance.requirement and instance.objective.missed_call is not None:
        yield ("objective", "missed_call"), ("stands beside `requirement`, whose operators it would not price; allowed is "
                                             "one of the two")
