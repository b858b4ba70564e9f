"""What a result promises to the callers where the load is uncertain, recomputed."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.check.facts.coverage import means, on_phone_of_sets
from scheduler.check.violation import Violation, number_differs
from scheduler.demand.demand import Demand
from scheduler.demand.promise import promise_of
from scheduler.instance.instance import Instance
from scheduler.roster import Roster

_RULE = "promise"
_TOLERANCE = 1e-4


def check_promise(instance: Instance, demand: Demand, result: Roster) -> Iterator[Violation]:
    """Compare the range and the chance with what the shifts give."""
    right = promise_of(instance, demand, means(instance, on_phone_of_sets(instance, result.shifts)),
                       [shift.start for shift in result.shifts])
    if (right is None) != (result.promise is None):
        said = "is missing, and the load is uncertain" if result.promise is None else "stands there, and the load is certain"
        yield Violation(_RULE, 1, "promises", f"promise {said}")
    elif right is not None and result.promise is not None:
        for name in ("expected", "bad_day", "good_day", "chance"):
            yield from number_differs(_RULE, f"promise.{name}", getattr(result.promise, name), getattr(right, name), "of 1",
                                      _TOLERANCE)
