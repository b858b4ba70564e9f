"""``schedule staff``: how many operators each interval requires, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from scheduler.demand.requirement import IntervalNeed, requirement_table
from scheduler.read import read_instance


@click.command()
@click.argument("instance", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(instance: Path, as_json: bool) -> None:
    """Print what each open interval of INSTANCE requires: calls, handling time, operators, service level, occupancy.

    Service level and occupancy are those expected with exactly the required operators planned, after shrinkage.
    """
    needs = requirement_table(read_instance(instance).instance)
    if as_json:
        click.echo(json.dumps({"intervals": [_record(need) for need in needs], "totals": _totals(needs)}, indent=1))
    else:
        click.echo("\n".join(_lines(needs)))


def _record(need: IntervalNeed) -> dict[str, object]:
    return {
        "start": need.start.isoformat(),
        "calls": need.calls,
        "aht_s": need.aht_s,
        "required": need.required,
        "service_level": round(need.service_level, 6),
        "occupancy": round(need.occupancy, 6),
    }


def _totals(needs: tuple[IntervalNeed, ...]) -> dict[str, float]:
    """Totals over the horizon."""
    return {
        "intervals": len(needs),
        "calls": round(sum(need.calls for need in needs), 6),
        "operator_hours": sum(need.operator_hours for need in needs),
        "most_required": max((need.required for need in needs), default=0),
    }


def _lines(needs: tuple[IntervalNeed, ...]) -> Iterator[str]:
    yield f"{'start':<22} {'calls':>8} {'aht_s':>7} {'required':>8} {'service level':>13} {'occupancy':>9}"
    for need in needs:
        yield (f"{need.start.isoformat(timespec='minutes'):<22} {need.calls:>8.1f} {need.aht_s:>7.1f} "
               f"{need.required:>8} {need.service_level:>13.1%} {need.occupancy:>9.1%}")
    totals = _totals(needs)
    yield ""
    yield (f"{totals['operator_hours']:,.1f} operator-hours for {totals['calls']:,.1f} calls in {totals['intervals']} "
           f"open intervals; at most {totals['most_required']} operators at a time")
