"""``schedule staff``: how many operators each interval requires, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from scheduler.demand.requirement import IntervalNeed, requirement_table
from scheduler.read import read_instance


@click.command()
@click.argument("instance", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(instance: Path, as_json: bool) -> None:
    """Print what each open interval of INSTANCE requires: calls, handling time, operators, service level, occupancy.

    With several queues each row names its queue, and there are totals of each queue and of all. Service level and
    occupancy are those expected with exactly the required operators planned, after shrinkage.
    """
    needs = requirement_table(read_instance(instance).instance)
    if as_json:
        answer = {"intervals": [_record(need) for need in needs], "totals": _totals(needs)}
        queues = {"queues": {name: _totals(own) for name, own in _by_queue(needs).items()}}
        click.echo(json.dumps(answer | (queues if len(queues["queues"]) > 1 else {}), indent=1))
    else:
        click.echo("\n".join(_lines(needs)))


def _record(need: IntervalNeed) -> dict[str, object]:
    return {
        "start": need.start.isoformat(),
        "queue": need.queue,
        "calls": need.calls,
        "aht_s": need.aht_s,
        "required": need.required,
        "service_level": round(need.service_level, 6),
        "occupancy": round(need.occupancy, 6),
    }


def _by_queue(needs: Sequence[IntervalNeed]) -> dict[str | None, list[IntervalNeed]]:
    queues: dict[str | None, list[IntervalNeed]] = {}
    for need in needs:
        queues.setdefault(need.queue, []).append(need)
    return queues


def _totals(needs: Sequence[IntervalNeed]) -> dict[str, float]:
    """Totals over the horizon; at one moment all queues together require so many operators."""
    required = Counter[datetime]()
    for need in needs:
        required[need.start.astimezone(UTC)] += need.required
    return {
        "intervals": len(required),
        "calls": round(sum(need.calls for need in needs), 6),
        "operator_hours": sum(need.operator_hours for need in needs),
        "most_required": max(required.values(), default=0),
    }


def _lines(needs: Sequence[IntervalNeed]) -> Iterator[str]:
    queues = _by_queue(needs)
    width = max((len(name) for name in queues if name is not None), default=0)
    column = f"{'queue':<{max(width, 5)}} " if width else ""
    yield f"{column}{'start':<22} {'calls':>8} {'aht_s':>7} {'required':>8} {'service level':>13} {'occupancy':>9}"
    for need in needs:
        name = f"{need.queue:<{len(column) - 1}} " if width else ""
        yield (f"{name}{need.start.isoformat(timespec='minutes'):<22} {need.calls:>8.1f} {need.aht_s:>7.1f} "
               f"{need.required:>8} {need.service_level:>13.1%} {need.occupancy:>9.1%}")
    yield ""
    if len(queues) > 1:
        yield from (f"{name}: {_sentence(own)}" for name, own in queues.items())
    yield f"{'in total: ' if len(queues) > 1 else ''}{_sentence(needs)}"


def _sentence(needs: Sequence[IntervalNeed]) -> str:
    totals = _totals(needs)
    return (f"{totals['operator_hours']:,.1f} operator-hours for {totals['calls']:,.1f} calls in {totals['intervals']} "
            f"open intervals; at most {totals['most_required']} operators at a time")
