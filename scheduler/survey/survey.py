"""All that can be said of an instance before anything is solved."""

from __future__ import annotations

from scheduler.demand.demand import Demand
from scheduler.instance.calls_grid import call_rows
from scheduler.instance.checks.notes import notes
from scheduler.instance.checks.presets import preset_notes
from scheduler.instance.instance import Instance
from scheduler.instance.origin import Origin
from scheduler.rules.basis.clock_reach import starts_out_of_the_clock
from scheduler.rules.preflight import preflight_faults
from scheduler.solve.capacity import impossible_together
from scheduler.solve.shortfalls import shortfalls
from scheduler.survey.facts import Facts
from scheduler.survey.hours import by_day, by_week, whole, work_beside_calls
from scheduler.survey.moments import away, tightest
from scheduler.survey.people import barely_used
from scheduler.survey.reach import Team
from scheduler.survey.rotations import rotations_give_way
from scheduler.survey.slips import slips
from scheduler.survey.words import text

_TIGHTEST = 5


class Survey(Facts):
    """What an instance asks for, and what its people can give; `print` shows it in words."""

    def __str__(self) -> str:
        return "\n".join(text(self))

    __repr__ = __str__


def survey(instance: Instance, origin: Origin, demand: Demand) -> Survey:
    """Look over an instance and its demand, without solving it.

    Parameters
    ----------
    origin
        Where it comes from, for the places in messages.
    """
    team = Team(instance, demand)
    impossible = [*preflight_faults(instance, team.stated)] or impossible_together(instance, demand)
    found, short, odd, told = (tuple(origin.fault(path, message) for path, message in each) for each in (
        impossible, shortfalls(instance, demand, team.table), slips(instance, demand),
        [*notes(instance), *work_beside_calls(instance), *preset_notes(instance), *rotations_give_way(instance),
         *starts_out_of_the_clock(instance)]))
    return Survey(
        origin.name, sum(row.calls for row in call_rows(instance)), len(instance.operators), instance.horizon.days,
        float(demand.is_open.sum()) * instance.grid.cell_minutes / 60, whole(team), by_week(team), tuple(by_day(team)),
        tightest(team, _TIGHTEST), away(team), tuple(barely_used(team)), found, short, odd, told)
