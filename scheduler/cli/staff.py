"""``schedule staff``: how many operators each interval requires, and why."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from scheduler.cli.notes import say_notes
from scheduler.demand.backlog import WorkHours, hours_of_work
from scheduler.demand.demand import demand_of
from scheduler.demand.requirement.table import IntervalNeed, requirement_table
from scheduler.demand.requirement.totals import CertaintyHours, GoalHours, Totals, hours_of_certainties, hours_of_goals, totals
from scheduler.library.reading import read

_ONCE = 1 + 1e-9
_UNCERTAIN = ("uncertain_required", "uncertain_level", "uncertain_abandonment")


@click.command()
@click.argument("instance", type=click.Path(exists=True, path_type=Path))
@click.option("--day-sd", type=click.FloatRange(0, 200),
              help="Standard deviation, in percent, of a day's load around the forecast; left out: what the instance says.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(instance: Path, day_sd: float | None, as_json: bool) -> None:
    """Print what each open interval of INSTANCE requires, what callers then meet, and what other goals would require.

    With several queues each row names its queue, or the queues that share operators: these are required as one, as
    whoever is free takes the next caller. Then there are totals of each and of all. Service level, occupancy and
    abandonment are those expected with exactly the required operators planned, after shrinkage; where the forecast has
    quantiles, once more over all calls that may come. At the end stand the operator-hours of a goal over each interval,
    each day and each week; and where the load of days is uncertain, those that meet the goal on so many days.
    """
    hotline = read(instance)
    say_notes(hotline)
    if day_sd is not None:
        hotline = hotline.model_copy(update={"calls": hotline.calls.model_copy(update={"day_sd_percent": day_sd})})
    demand, certainties = demand_of(hotline), hours_of_certainties(hotline)
    needs, goals = requirement_table(hotline, demand), hours_of_goals(hotline, demand)
    queues = _by_queue(needs)
    if as_json:
        answer: dict[str, object] = {
            "intervals": [_record(need, hotline.has_redials) for need in needs],
            "totals": _totals(totals(needs), hotline.has_redials),
            "goals": [_rounded(asdict(goal)) for goal in goals],
            "certainties": [_rounded(asdict(each)) for each in certainties],
        }
        if work := hours_of_work(hotline):
            answer["deferrable"] = [_rounded(asdict(each)) for each in work]
        if len(queues) > 1:
            answer["queues"] = {name: _totals(totals(own), hotline.has_redials) for name, own in queues.items()}
        click.echo(json.dumps(answer, indent=1))
    else:
        click.echo("\n".join([*_table(needs), "", *_summary(queues), "", *_goals(goals), *_certainties(certainties),
                              *_work(hours_of_work(hotline))]))


def _work(found: Sequence[WorkHours]) -> Iterator[str]:
    for each in found:
        yield ""
        yield (f"{each.name}: {each.operator_hours:,.1f} operator-hours beside these for {each.contacts:,.1f} contacts, "
               f"{each.deadline}; {each.due_hours:,.1f} of them due by the end of the horizon")


def _totals(found: Totals, has_redials: bool) -> dict[str, object]:
    return _rounded({key: value for key, value in asdict(found).items() if has_redials or key != "attempts"})


def _record(need: IntervalNeed, has_redials: bool) -> dict[str, object]:
    record = {
        "start": need.start.isoformat(),
        "queue": need.queue,
        "calls": need.calls,
        "aht_s": need.aht_s,
        "required": need.required,
        "service_level": round(need.service_level, 6),
        "occupancy": round(need.occupancy, 6),
        "abandonment": round(need.abandonment, 6),
    }
    if has_redials:
        record["attempts"] = None if math.isnan(need.attempts) else round(need.attempts, 6)
    if math.isnan(need.aht_s):  # the requirement is given directly, and nobody knows of callers
        record |= dict.fromkeys(("calls", "aht_s", "service_level", "occupancy", "abandonment"))
    return record | _rounded({name: getattr(need, name) for name in _UNCERTAIN})


def _rounded(record: dict[str, object]) -> dict[str, object]:
    return {key: round(value, 6) if isinstance(value, float) else value for key, value in record.items()}


def _by_queue(needs: Sequence[IntervalNeed]) -> dict[str | None, list[IntervalNeed]]:
    queues: dict[str | None, list[IntervalNeed]] = {}
    for need in needs:
        queues.setdefault(need.queue, []).append(need)
    return queues


def _table(needs: Sequence[IntervalNeed]) -> Iterator[str]:
    names = [need.queue for need in needs if need.queue is not None]
    width = max(map(len, ["queue", *names])) if names else 0
    column = f"{'queue':<{width}} " if width else ""
    perhaps = any(need.uncertain_level is not None for need in needs)
    yield (f"{column}{'start':<22} {'calls':>8} {'aht_s':>7} {'required':>8} {'service level':>13} {'occupancy':>9} "
           f"{'abandonment':>11}" + (f" {'if uncertain':>12} {'level':>6} {'abandonment':>11}" if perhaps else ""))
    for need in needs:
        if math.isnan(need.aht_s):
            bare = f"{need.start.isoformat(timespec='minutes'):<22} {'–':>8} {'–':>7} {need.required:>8}"
            yield (f"{need.queue:<{width}} " if width else "") + bare
            continue
        name = f"{need.queue:<{width}} " if width else ""
        row = (f"{name}{need.start.isoformat(timespec='minutes'):<22} {need.calls:>8.1f} {need.aht_s:>7.1f} "
               f"{need.required:>8} {need.service_level:>13.1%} {need.occupancy:>9.1%} {need.abandonment:>11.1%}")
        if need.uncertain_required is not None:
            row += (f" {need.uncertain_required:>12} {_percent(need.uncertain_level):>6} "
                    f"{_percent(need.uncertain_abandonment):>11}")
        yield row


def _summary(queues: dict[str | None, list[IntervalNeed]]) -> Iterator[str]:
    every = [need for own in queues.values() for need in own]
    if len(queues) > 1:
        for name, own in queues.items():
            yield from _sentences(f"{name}: ", totals(own))
    yield from _sentences("in total: " if len(queues) > 1 else "", totals(every))


def _sentences(head: str, found: Totals) -> Iterator[str]:
    yield (f"{head}{found.operator_hours:,.1f} operator-hours for {found.calls:,.1f} calls in {found.intervals} "
           f"open intervals; at most {found.most_required} operators at a time")
    yield (f"{head}service level {_percent(found.service_level)}, occupancy {_percent(found.occupancy)}, "
           f"abandonment {_percent(found.abandonment)}")
    if found.attempts is not None and found.attempts > _ONCE:
        yield f"{head}with redials {found.calls * found.attempts:,.1f} calls, {found.attempts:.3f} of each caller"
    if found.uncertain_hours is not None:
        yield (f"{head}with the forecast's uncertainty: service level {_percent(found.uncertain_level)}, abandonment "
               f"{_percent(found.uncertain_abandonment)}; {found.uncertain_hours:,.1f} operator-hours keep the goal")


def _goals(goals: Sequence[GoalHours]) -> Iterator[str]:
    usual = goals[0]
    perhaps = usual.uncertain_hours is not None
    yield f"{'goal over':<10} {'operator-hours':>14} {'saved':>7}" + (f" {'if uncertain':>14} {'saved':>7}" if perhaps else "")
    for goal in goals:
        row = f"{goal.goal_over:<10} {goal.operator_hours:>14,.1f} {_saved(goal.operator_hours, usual.operator_hours):>7}"
        if perhaps and goal.uncertain_hours is not None:
            row += f" {goal.uncertain_hours:>14,.1f} {_saved(goal.uncertain_hours, usual.uncertain_hours):>7}"
        yield row


def _certainties(found: Sequence[CertaintyHours]) -> Iterator[str]:
    """What it takes to meet the goal on so many days, beside the load that is expected."""
    if found:
        yield ""
        yield f"{'goal met on':<16} {'operator-hours':>14} {'more':>7}"
    for each in found:
        days = "expected load" if each.certainty_percent is None else f"{each.certainty_percent:g} % of days"
        usual = found[0].operator_hours
        more = _percent((each.operator_hours - usual) / usual if usual else None)
        yield f"{days:<16} {each.operator_hours:>14,.1f} {more:>7}"


def _saved(hours: float, usual: float | None) -> str:
    return _percent((usual - hours) / usual if usual else None)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
