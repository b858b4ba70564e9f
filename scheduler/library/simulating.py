"""`scheduler.simulate`: calls against a roster, and the service they meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from scheduler.demand.demand import demand_of
from scheduler.errors import Fault, InputError
from scheduler.instance.calls_grid import interval_of
from scheduler.instance.instance import Instance
from scheduler.library.result import Result
from scheduler.library.tables import table_of
from scheduler.simulate.draw import CallSource, Forecast, HandlingTime
from scheduler.simulate.duties import duties_of_instance
from scheduler.simulate.replay import replay_of
from scheduler.simulate.report import Report, promised, report
from scheduler.simulate.run import Settings, warm_up
from scheduler.simulate.run import simulate as play
from scheduler.simulate.shown import Findings
from scheduler.simulate.traffic import Traffic, Uncertainty, traffic_of

INTERVALS = ("start", "queue", "calls", "service_level", "service_level_error", "mean_wait_s", "abandonment")


def simulate(
    result: Result, *, replications: int = 100, seed: int = 0, handling: HandlingTime | None = None, day_sd: float = 0.0,
    interval_sd: float = 0.0, lines: int | None = None, calls: pd.DataFrame | None = None, place: str = "the calls given",
    worst: int = 10,
) -> Simulation:
    """Play calls against a roster, breather by breather; the same seed gives the same figures.

    Parameters
    ----------
    replications
        How often the horizon is played.
    handling
        Distribution of handling times around the forecast's mean; None: lognormal.
    day_sd, interval_sd
        Relative standard deviation of a day's load around the forecast, and of an interval's beyond that; 0.1 is 10 %.
    lines
        Telephone lines, for talking and waiting; None: those of the hotline, or any number.
    calls, place
        Real calls to play instead of drawn ones, and where they come from, for messages.
    worst
        How many of the worst intervals the findings name.

    Raises
    ------
    InputError
        If `lines` stand beside a queue of which an operator handles several contacts at a time: these hold none.
    """
    instance, roster, times = result.instance, result.roster, handling or HandlingTime()
    if lines is not None and (other := [each.concurrency for each in instance.queues.values() if each.concurrency > 1]):
        raise InputError([Fault("", "lines", f"found {lines} beside a concurrency of {other[0]}: such contacts hold no "
                                             "telephone line; allowed where every concurrency is 1")])
    traffic = traffic_of(instance, demand_of(instance), roster.outside)
    if day_sd or interval_sd:
        traffic = traffic.with_uncertainty(Uncertainty.equal(traffic, day_sd, interval_sd))
    if calls is not None:
        traffic = replace(traffic, returning=None)  # who called again did so in the log
    source, notes = _source(instance, traffic, times, calls, place)
    settings = Settings(replications, seed, instance.hotline.lines if lines is None else lines)
    warm_up()
    runs = play(source, traffic, duties_of_instance(instance, roster.shifts, roster.outside), settings)
    by_interval = {(cover.queue, interval_of(cover.start, instance.grid)): cover.service_level
                   for cover in roster.intervals if cover.service_level is not None}
    return Simulation(Findings(instance, runs, settings, times, promised(roster.intervals), by_interval, notes, worst))


def _source(
    instance: Instance, traffic: Traffic, handling: HandlingTime, calls: pd.DataFrame | None, place: str
) -> tuple[CallSource, tuple[str, ...]]:
    """Where calls come from, and what is to be said of it."""
    if calls is None:
        return Forecast(traffic, handling), ()
    replay = replay_of(instance, traffic, calls, handling, place)
    return replay.calls, (
        f"{len(replay.calls.arrival_s)} real calls of {place}; left out: {replay.outside_horizon} outside the horizon, "
        f"{replay.outside_hours} outside the opening hours; handling times drawn where the log says none: "
        f"{replay.without_handling}",
        *(["redials are among the real calls, and none are added"] if instance.has_redials else []),
    )


@dataclass(frozen=True, eq=False)
class Simulation:
    """What callers of a roster met, over all replications.

    Parameters
    ----------
    findings
        Everything that can be shown, as `schedule simulate` prints it.
    """

    findings: Findings = field(repr=False)

    @cached_property
    def report(self) -> Report:
        """Figures in total, by queue, day and interval, each with its confidence interval."""
        return report(self.findings.runs)

    @property
    def service_level(self) -> float:
        """Share of all calls answered within the threshold; NaN where no call came."""
        return float(self.report.total.service_level.value[0])

    @property
    def service_level_error(self) -> float:
        """Standard error of it."""
        return float(self.report.total.service_level.standard_error[0])

    @property
    def promised(self) -> float | None:
        """Service level that the roster promises; None where it promises nothing."""
        return self.findings.promised

    @cached_property
    def _intervals(self) -> pd.DataFrame:
        table = table_of(self._rows(), INTERVALS)
        zone = self.findings.instance.hotline.timezone
        table["start"] = pd.to_datetime(table["start"], utc=True).dt.tz_convert(zone)
        return table

    @property
    def intervals(self) -> pd.DataFrame:
        """One row an interval and queue in which calls are expected or came.

        ``start``, ``queue``, mean ``calls`` (first ones, where callers call again), ``service_level`` with its standard error,
        ``mean_wait_s``, ``abandonment``.
        """
        return self._intervals.copy()

    def _rows(self) -> Iterator[dict[str, object]]:
        found, queues = self.findings, self.findings.runs.traffic.queues
        by_interval, grid = self.report.by_interval, self.findings.instance.grid
        intervals = found.runs.traffic.intervals
        for queue, interval in found.shown_intervals:
            at = queue * intervals + interval
            yield {
                "start": grid.moment(interval * grid.cells_per_interval), "queue": queues[queue],
                "calls": (by_interval.callers or by_interval.offered).value[at],
                "service_level": by_interval.service_level.value[at],
                "service_level_error": by_interval.service_level.standard_error[at],
                "mean_wait_s": by_interval.mean_wait_s.value[at], "abandonment": by_interval.abandonment.value[at],
            }
