"""``schedule rotation``: the pattern of weeks that nobody in particular works, one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scheduler.rotation_plan import RotationPlan


@click.command("rotation")
@click.argument("instance_path", metavar="INSTANCE", type=click.Path(exists=True, path_type=Path))
@click.option("--weeks", required=True, type=click.IntRange(1, 26), help="Weeks of the pattern.")
@click.option("--contract", help="Contract of those who work it.  [default: the one that all operators have]")
@click.option("--crew", default=1, show_default=True, type=click.IntRange(1, 1000), help="People who work each week of it.")
@click.option("--mean-hours", type=(click.FloatRange(0, 168), click.FloatRange(0, 168)), metavar="LEAST MOST",
              help="Paid hours a week in the mean, in place of the contract's hours of every week.")
@click.option("--time-limit", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Seconds.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of the search.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    instance_path: Path, weeks: int, contract: str | None, crew: int, mean_hours: tuple[float, float] | None, time_limit: float,
    seed: int, as_json: bool,
) -> None:
    """Print the cheapest pattern of weeks that as many people, or crews, work, each a week behind the one before.

    It is found for the first whole calendar week of INSTANCE, again and again, with a proven bound. Rules of the contract hold
    round the pattern; a shift counts for the part of its time that is no break. What is printed last goes into hotline.yaml.
    """
    from scheduler.cli.notes import say_activities_left_out
    from scheduler.library.planning import rotation
    from scheduler.library.reading import read
    from scheduler.solve.options import Options

    if mean_hours is not None and mean_hours[0] > mean_hours[1]:
        raise click.UsageError(f"--mean-hours: the least ({mean_hours[0]:g}) is above the most ({mean_hours[1]:g})")
    instance = read(instance_path)
    say_activities_left_out(instance)
    plan = rotation(instance, weeks, Options(time_limit, seed=seed), contract=contract, crew=crew, mean_hours=mean_hours)
    click.echo(_as_json(plan) if as_json else "\n".join(_text(plan)))


def _text(plan: RotationPlan) -> Iterator[str]:
    from scheduler.instance.base import WEEKDAYS
    from scheduler.roster import gap_text

    people = f"{len(plan.pattern) * plan.crew} people"
    yield f"{len(plan.pattern)} weeks for {people} of contract {plan.contract}, found for the week from {plan.first_day}"
    days = [WEEKDAYS[(plan.first_day.weekday() + day) % len(WEEKDAYS)] for day in range(len(WEEKDAYS))]
    width = max(4, *(len(day or "") for week in plan.pattern for day in week)) + 2
    yield " " * 9 + "".join(f"{day:<{width}}" for day in days) + "hours"
    for number, (week, hours) in enumerate(zip(plan.pattern, plan.paid_hours, strict=True), start=1):
        yield f"week {number:<4}" + "".join(f"{day or '–':<{width}}" for day in week) + f"{hours:g}"
    mean = sum(plan.paid_hours) / len(plan.paid_hours)
    yield (f"{plan.missing_hours:,.1f} operator-hours of the week missing, {plan.surplus_hours:,.1f} in surplus; "
           f"{mean:,.2f} paid hours a week in the mean")
    yield f"cost {plan.cost:,.2f} a week, proven bound {plan.bound:,.2f}, gap {gap_text(plan.gap)}; checked"
    yield from ("", "rotations:", *_pasted(plan))


def _pasted(plan: RotationPlan) -> Iterator[str]:
    """The entry of `rotations`, to paste into hotline.yaml; values are written as JSON, which is YAML."""
    for number, (key, value) in enumerate(plan.rotation.items()):
        text = value if key == "starts" else json.dumps(value, ensure_ascii=False)
        yield f"  {'-' if number == 0 else ' '} {key}: {text}"


def _as_json(plan: RotationPlan) -> str:
    record = asdict(plan) | {"gap": plan.gap, "rotation": plan.rotation, "first_day": plan.first_day.isoformat()}
    return json.dumps(record, ensure_ascii=False)
