"""``schedule requests``: leave, days off, other shifts and longer lunches, answered one after the other."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from scheduler.operate.answers import Answer


@click.command("requests")
@click.argument("plan", type=click.Path(exists=True, path_type=Path))
@click.argument("asked", metavar="REQUESTS", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--grant", is_flag=True, help="Publish the roster with all that may be granted, as pins and absences.")
@click.option("--allowance", type=click.IntRange(0), metavar="N",
              help="How many may be away on a day; the others wait. Left out: any number.")
@click.option("--fair", is_flag=True,
              help="Everybody's first request first, and of these whoever has had more for their hours; left out: who asks "
                   "first is first.")
@click.option("--now", metavar="TIME",
              help="What begins before it stays as it is, such as 2026-12-09T10:20; left out: nothing has.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path),
              help="With --grant, folder to write to; left out: PLAN, as its new state.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    plan: Path, asked: Path, grant: bool, allowance: int | None, fair: bool, now: str | None, output: Path | None,
    as_json: bool,
) -> None:
    """Answer the REQUESTS of a CSV table for the roster in the folder PLAN: yes with its cost, no with the rule, or waiting.

    REQUESTS has the columns id, operator, kind, date, to, start, template, minutes. A kind is leave or off (date, and to for
    several days), shift (a start, a template, or both) or lunch (minutes). Each is answered for the roster that those granted
    before it leave; nobody else's day changes.
    """
    import scheduler
    from scheduler.cli.mending import publish_again
    from scheduler.library.publishing import refuse_unwritable
    from scheduler.library.repairing import standby_differences
    from scheduler.library.source import roster_file

    if output is not None and not grant:
        raise click.UsageError("-o says where a granted roster goes; allowed is -o beside --grant.")
    file = roster_file(plan)
    before, folder = scheduler.read_roster(file), output or file.parent
    if grant:
        refuse_unwritable(before.instance, folder)
    found = scheduler.requests(before, asked, allowance=allowance, fair=fair, now=now)
    after = found.grant() if grant and found.granted else None
    files = publish_again(after, folder) if after else []
    standby = list(standby_differences(before, after)) if after else []
    if as_json:
        click.echo(json.dumps({"answers": list(map(_plain, found.answers)), "files": list(map(click.format_filename, files)),
                               **({"standby": standby} if standby else {})}, ensure_ascii=False))
        return
    click.echo(found)
    for line in standby:
        click.echo(line)
    if grant:
        click.echo(click.format_filename(folder) if files else "nothing is granted, and nothing is written")


def _plain(answer: Answer) -> dict[str, Any]:
    judgement = answer.judgement
    return {
        "id": answer.name,
        "request": answer.request.as_written(),
        "status": answer.status,
        "said": str(answer),
        "cost": judgement.cost if judgement and judgement.is_allowed else None,
        "terms": list(map(asdict, judgement.terms)) if judgement and judgement.is_allowed else [],
        "violations": list(map(asdict, judgement.violations)) if judgement else [],
        "reason": answer.reason or None,
        "place": answer.place,
        "full": [{"date": str(date), "away": list(away)} for date, away in answer.full],
    }
