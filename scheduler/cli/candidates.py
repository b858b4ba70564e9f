"""``schedule candidates``: who could take a shift."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("candidates")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.argument("vacant", metavar="ID@DATE")
@click.option("--all", "everybody", is_flag=True, help="Say of everybody else, too, why they cannot.")
def command(plan: Path, vacant: str, everybody: bool) -> None:
    """Rank who could take a shift of the roster in the folder PLAN, as it is, with its breaks.

    Who is on standby during it comes first, in the order of their places. Costs are against leaving it vacant; hours are those
    of the person over the horizon, with it. Where contracts allow overtime, whoever may take over a part of it by staying
    longer, or by coming earlier, is ranked among them.
    """
    import scheduler

    result = scheduler.read_roster(plan)
    found = scheduler.candidates(result, vacant)
    names = {operator.id: operator.label for operator in result.instance.operators}
    able = [each for each in found if each.judgement.is_allowed]
    for each in able:
        part = "" if each.offer is None else f" {each.offer.words(result.instance)}"
        click.echo(f"{names[each.operator]} ({each.operator}){part}{each.called}, {each.hours:g} h with it: {each.judgement}")
    if all(each.offer for each in able):
        click.echo("nobody can take it as it is; `schedule absent` also moves other shifts")
    asked = {each.operator for each in able}
    rest = [each for each in found if each.operator not in asked]
    for each in rest if everybody or not able else ():
        click.echo(f"{names[each.operator]} ({each.operator}){each.called}: {each.judgement}")
    if able and rest and not everybody:
        click.echo(f"{len(rest)} others cannot; --all says why")
