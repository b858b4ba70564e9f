"""A roster with everything promised about it, as programs use it: figures, and tables of shifts, breaks and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scheduler.check.facts.pay import paid_hours
from scheduler.demand.effective_load import with_load_factors
from scheduler.library.instance import Instance
from scheduler.roster import Break, Roster, Shift, gap_text

if TYPE_CHECKING:
    import pandas as pd

    from scheduler.operate.judging import Judge

SHIFTS = ("operator", "name", "start", "end", "paid_hours", "breaks")
BREAKS = ("operator", "kind", "start", "end", "minutes", "activity")
POOLS = ("start", "queues", "calls", "required", "on_phone")
STANDBY = ("name", "place", "operator", "start", "end")
COVERAGE = ("start", "queue", "calls", "required", "on_phone", "service_level")


@dataclass(frozen=True, eq=False, repr=False)
class Result:
    """What a run found.

    Parameters
    ----------
    instance
        The hotline it is for.
    roster
        The same as `roster.json` holds it: shifts in plain times, costs by term, coverage, how the run went.
    """

    instance: Instance
    roster: Roster

    def __repr__(self) -> str:
        return (f"<Result for {self.roster.instance.name!r}: {len(self.roster.shifts)} shifts, cost {self.cost:,.2f}, "
                f"proven bound {self.bound:,.2f}, gap {gap_text(self.gap)}>")

    @property
    def cost(self) -> float:
        """Cost of the roster, in the unit of `cost_per_hour`."""
        return self.roster.run.objective

    @property
    def bound(self) -> float:
        """Proven: no roster under the same rules costs less."""
        return self.roster.run.bound

    @property
    def gap(self) -> float:
        """Share of the cost that lies above the bound, from 0 to 1."""
        return self.roster.run.gap

    @cached_property
    def judge(self) -> Judge:
        """Judges changes of the roster as it was planned, with its load factors; made once, as it counts everything anew."""
        from scheduler.operate.judging import Judge

        return Judge(with_load_factors(self.instance, self.roster.load_factors), self.roster.shifts)

    @property
    def is_optimal(self) -> bool:
        """Whether no roster is cheaper, which is proven."""
        return self.roster.run.status == "optimal"

    @property
    def terms(self) -> pd.DataFrame:
        """Cost by term: columns ``cost``, ``amount``, ``unit``, one row a term, by its name."""
        rows = ({"term": name, **term.model_dump()} for name, term in self.roster.terms.items())
        return _table(rows, ("term", "cost", "amount", "unit")).set_index("term")

    @property
    def shifts(self) -> pd.DataFrame:
        """One row a shift: ``operator``, ``name``, ``start``, ``end`` (in the hotline's zone), ``paid_hours``, ``breaks``."""
        return self._shifts.copy()

    @property
    def breaks(self) -> pd.DataFrame:
        """One row a break or activity, but no gaps.

        ``operator``, ``kind`` (lunch, breather or activity), ``start``, ``end`` (in the hotline's zone), ``minutes``, and the
        name of an ``activity`` (None of breaks).
        """
        return self._breaks.copy()

    @property
    def coverage(self) -> pd.DataFrame:
        """One row an open interval and queue.

        ``start``, ``queue`` (None with only one), ``calls`` expected, operators ``required`` were they its own, those
        ``on_phone`` who can answer it, in the mean, and the ``service_level`` expected, from 0 to 1.
        """
        return self._coverage.copy()

    @property
    def pools(self) -> pd.DataFrame:
        """One row an open interval and set of queues that share operators; empty where none do.

        ``start``, ``queues`` (a tuple of names), ``calls`` expected, operators ``required`` together and, in the mean,
        ``on_phone`` who can answer one of them.
        """
        return self._in_zone((row.model_dump() for row in self.roster.pools), POOLS)

    @property
    def standby(self) -> pd.DataFrame:
        """One row a place on a standby list that somebody has; empty without lists.

        ``name`` of the list, ``place`` (1 is called first), ``operator``, ``start``, ``end`` (in the hotline's zone).
        """
        return self._in_zone((each.model_dump() for each in self.roster.standby), STANDBY)

    @cached_property
    def _shifts(self) -> pd.DataFrame:
        names = {operator.id: operator.label for operator in self.instance.operators}
        return self._in_zone(({
            "operator": shift.operator, "name": names.get(shift.operator, shift.operator), "start": shift.start,
            "end": shift.end, "paid_hours": float(paid_hours(self.instance, [shift])), "breaks": len(list(_no_gap(shift))),
        } for shift in self.roster.shifts), SHIFTS)

    @cached_property
    def _breaks(self) -> pd.DataFrame:
        return self._in_zone(_breaks_of(self.roster.shifts), BREAKS)

    @cached_property
    def _coverage(self) -> pd.DataFrame:
        return self._in_zone((row.model_dump() for row in self.roster.intervals), COVERAGE)

    def _in_zone(self, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
        """A table with every column of moments on the hotline's wall clock; UTC in between, as offsets differ over the year."""
        import pandas as pd

        table = _table(rows, columns)
        for column in table.columns.intersection(["start", "end"]):
            table[column] = pd.to_datetime(table[column], utc=True).dt.tz_convert(self.instance.hotline.timezone)
        return table


def _table(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    from scheduler.library.tables import table_of  # pandas, which takes half a second, where a table is asked for

    return table_of(rows, columns)


def _no_gap(shift: Shift) -> Iterator[Break]:
    """Breaks of a shift; the gap of a split one is none."""
    return (each for each in shift.breaks if each.kind != "gap")


def _breaks_of(shifts: tuple[Shift, ...]) -> Iterator[dict[str, object]]:
    for shift in shifts:
        for each in _no_gap(shift):
            yield {"operator": shift.operator, "kind": each.kind, "start": each.start, "end": each.end,
                   "minutes": each.minutes, "activity": each.name}
