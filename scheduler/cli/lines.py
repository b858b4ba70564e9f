"""``schedule lines``: how many telephone lines are needed, and which offer of them is cheapest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from scheduler.cli.notes import say_notes
from scheduler.demand.demand import demand_of
from scheduler.demand.lines.needed import LineNeed, line_need, most_blocked
from scheduler.demand.lines.offers import OfferCost, compare_offers
from scheduler.demand.queueing.queue import Queue
from scheduler.errors import Fault, InputError
from scheduler.instance.instance import Instance
from scheduler.library.reading import read
from scheduler.library.source import roster_file
from scheduler.library.staffing import planned_of
from scheduler.read.offers import read_offers
from scheduler.read.result_file import read_result

_DAYS_PER_MONTH = 365.25 / 12


@click.command("lines")
@click.argument("instance", type=click.Path(exists=True, path_type=Path))
@click.option("--roster", type=click.Path(exists=True, path_type=Path),
              help="Size for the operators of this roster; left out: for those required.")
@click.option("--blocking-percent", default=1.0, show_default=True,
              type=click.FloatRange(0, 100, min_open=True, max_open=True),
              help="Largest share of the callers who hear the busy signal.")
@click.option("--offers", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="CSV table of offers to compare: name, monthly_fee, per_minute, channels, channel_fee, term_months, "
                   "discount_percent, notice_months, setup.")
@click.option("--months", default=12, show_default=True, type=click.IntRange(1, 120),
              help="How long the hotline runs, for the comparison.")
@click.option("--minutes-per-month", type=click.FloatRange(min=0),
              help="Minutes a month in which lines are held; left out: those of the horizon, per month.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    instance: Path, roster: Path | None, blocking_percent: float, offers: Path | None, months: int,
    minutes_per_month: float | None, as_json: bool,
) -> None:
    """Say how many telephone lines INSTANCE needs, so that few callers hear the busy signal, and what offers cost."""
    hotline = read(instance)
    say_notes(hotline)
    rows = read_offers(offers) if offers else ()
    if left := [name for name, goal in hotline.queues.items() if name is not None and goal.concurrency > 1]:
        click.echo(f"without {', '.join(left)}: contacts that are handled several at a time hold no telephone line", err=True)
    queues, planned = _queues(hotline, roster)
    need = line_need(queues, planned, blocking_percent / 100)
    blocked = _blocked_now(hotline, queues, planned)
    lines = need.lines
    if rows and lines is None:
        reason = f"{_hopeless(hotline, need)}; no offer was compared"
        raise InputError([Fault(str(instance), "patience_s", reason)])
    minutes = _minutes_per_month(hotline, need) if minutes_per_month is None else minutes_per_month
    costs = compare_offers(rows, lines or 0, minutes, months)
    if as_json:
        record = _record(hotline, need, costs, minutes, blocking_percent, months)
        record |= {"lines_now": hotline.hotline.lines, "most_blocked_now": blocked and round(blocked[0], 6)}
        click.echo(json.dumps(record, indent=1, ensure_ascii=False))
    else:
        text = [*_need_lines(hotline, need, blocking_percent), *_now_lines(hotline, blocked),
                *_offer_lines(costs, minutes, months)]
        click.echo("\n".join(text))


def _queues(instance: Instance, roster: Path | None) -> tuple[list[Queue], list[NDArray[np.int64]]]:
    """Each queue, and the operators planned for it in each interval."""
    if roster is None:
        return planned_of(instance, demand_of(instance), None)
    file = roster_file(roster)
    return planned_of(instance, demand_of(instance), read_result(file), str(file))


def _blocked_now(
    instance: Instance, queues: list[Queue], planned: list[NDArray[np.int64]]
) -> tuple[float, int] | None:
    """Largest share blocked on the lines the hotline has, and where; None if it says of none, or queues share them."""
    if instance.hotline.lines is None or len(queues) > 1:
        return None
    return most_blocked(queues[0], planned[0], instance.hotline.lines)


def _minutes_per_month(instance: Instance, need: LineNeed) -> float:
    return (need.handled_minutes + need.waited_minutes) / instance.horizon.days * _DAYS_PER_MONTH


def _start(instance: Instance, interval: int) -> str:
    return instance.grid.moment(interval * instance.grid.cells_per_interval).isoformat(timespec="minutes")


def _hopeless(instance: Instance, need: LineNeed) -> str:
    return (f"no number of lines is enough: callers never hang up, and the {need.agents} operators present at "
            f"{_start(instance, need.at_interval)} cannot serve them all")


def _need_lines(instance: Instance, need: LineNeed, percent: float) -> Iterator[str]:
    yield (f"busiest interval {_start(instance, need.busiest_interval)}: {need.busiest_load:.1f} erlangs; "
           f"at most {percent:g} % of the callers blocked")
    yield f"{need.talking:>6} lines if calls hold one only while they are handled (Erlang B)"
    if need.talking_and_waiting is None:
        yield f"{'–':>6} {_hopeless(instance, need)}"
    else:
        yield (f"{need.talking_and_waiting:>6} lines if callers hold one while they wait, too; decided at "
               f"{_start(instance, need.at_interval)} with {need.agents} operators present")
        yield (f"{need.lines:>6} lines are needed; held for {need.handled_minutes:,.0f} min by calls and "
               f"{need.waited_minutes:,.0f} min by callers waiting, over {instance.horizon.days} days")


def _now_lines(instance: Instance, blocked: tuple[float, int] | None) -> Iterator[str]:
    if blocked is not None:
        yield (f"{instance.hotline.lines:>6} lines are there: up to {blocked[0]:.1%} of the callers blocked, at "
               f"{_start(instance, blocked[1])}")


def _offer_lines(costs: Sequence[OfferCost], minutes: float, months: int) -> Iterator[str]:
    if not costs:
        return
    yield ""
    yield f"{months} months of {minutes:,.0f} minutes each:"
    width = max(5, *(len(_named(cost)) for cost in costs))
    yield (f"  {'offer':<{width}} {'lines':>6} {'monthly':>10} {'months':>6} {'total':>12}  {'notice':>9} "
           f"{'if late':>10}  break-even with the cheapest")
    for cost in costs:
        if cost.total is None:
            yield f"  {_named(cost):<{width}} {'–':>6} too few channels: {cost.offer.channels}, and no further ones"
            continue
        notice = "any time" if cost.notice_by_month == cost.paid_months else f"month {cost.notice_by_month}"
        yield (f"{'*' if cost.is_cheapest else ' '} {_named(cost):<{width}} {cost.lines:>6} {cost.monthly:>10,.2f} "
               f"{cost.paid_months:>6} {cost.total:>12,.2f}  {notice:>9} {cost.late_notice_cost:>10,.2f}  {_break_even(cost)}")
    yield "* the cheapest. notice: latest month at whose end to give notice; if late: paid on top when given only at the end"


def _named(cost: OfferCost) -> str:
    term = f" ({cost.offer.term_months} months)" if cost.offer.term_months else ""
    return f"{cost.offer.name}{term}"


def _break_even(cost: OfferCost) -> str:
    if cost.is_cheapest:
        return "the cheapest"
    parts = []
    if cost.break_even_minutes is not None:
        parts.append(f"{cost.break_even_minutes:,.0f} minutes a month")
    if cost.break_even_months is not None:
        parts.append(f"{cost.break_even_months} months")
    return ", or ".join(parts) or "never"


def _record(
    instance: Instance, need: LineNeed, costs: Sequence[OfferCost], minutes: float, percent: float, months: int
) -> dict[str, object]:
    known = need.talking_and_waiting is not None
    return {
        "blocking_percent": percent,
        "busiest_interval": _start(instance, need.busiest_interval),
        "busiest_load_erlangs": round(need.busiest_load, 6),
        "lines_talking": need.talking,
        "lines_talking_and_waiting": need.talking_and_waiting,
        "decided_at": _start(instance, need.at_interval),
        "operators_present": need.agents,
        "lines": need.lines,
        "handled_minutes": round(need.handled_minutes, 3),
        "waited_minutes": round(need.waited_minutes, 3) if known else None,
        "minutes_per_month": round(minutes, 3) if np.isfinite(minutes) else None,
        "months": months,
        "offers": [_offer_record(cost) for cost in costs],
    }


def _offer_record(cost: OfferCost) -> dict[str, object]:
    values = asdict(cost) | {"offer": cost.offer.model_dump()}
    return {key: round(value, 6) if isinstance(value, float) else value for key, value in values.items()}
