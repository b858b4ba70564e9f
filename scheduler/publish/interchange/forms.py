"""Forms of other systems, by the names that ``schedule export --to`` gives them, and what each cannot carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.publish.interchange import activities, deputy, genesys, google, teams, teams_graph
from scheduler.publish.text import one_line
from scheduler.roster import Roster

FORMS = {"teams": teams, "teams-graph": teams_graph, "deputy": deputy, "activities": activities, "genesys": genesys,
         "google": google}
"""Their files are handed over, and not kept as published."""

_BY_NAME = ("google",)
_SHOWN = 5


def lacks(kind: str, instance: Instance, result: Roster) -> Iterator[str]:
    """What a form cannot carry of any roster, and of whom in this one it cannot say who they are."""
    yield from FORMS[kind].LACKS
    if kind in _BY_NAME:
        return
    working, addresses = {shift.operator for shift in result.shifts}, defaultdict(list)
    for operator in instance.operators:
        if operator.id in working:
            addresses[(operator.email or "").lower()].append(operator.id)
    if without := addresses.pop("", []):
        yield f"people are known by their e-mail addresses there, and no address in the instance is that of {_named(without)}"
    for address, people in addresses.items():
        if len(people) > 1:
            yield f"{_named(people)} share the address {one_line(address)}, and will be one person there"


def _named(people: list[str]) -> str:
    shown = ", ".join(map(one_line, people[:_SHOWN]))
    return f"{shown} and {len(people) - _SHOWN} more" if len(people) > _SHOWN else shown
