"""Changes of who is there: people who join, with their training, and people who leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from scheduler.instance.operators import words_of
from scheduler.instance.words.messages import did_you_mean, found
from scheduler.what_if.calendar import first_day
from scheduler.what_if.steps import Data, refuse

_WEEK = 7
_OF_PEOPLE = ("availability", "history", "ledger", "rotation_changes")


def joined(
    count: int, contract: str, start: dt.date | None, training_weeks: int, skills: tuple[str, ...]
) -> Callable[[Data], None]:
    """More people of a contract, or fewer where the count is below 0: then the last ones written leave."""

    def apply(data: Data) -> None:
        contracts = data.get("contracts", {})
        if contract not in contracts:
            raise refuse("operators.contract", f"found {found(contract)}; allowed are {', '.join(contracts)}"
                                               f"{did_you_mean(contract, contracts)}")
        if count < 0:
            _take_out(data, contract, -count)
            return
        if count and not skills and (queues := data.get("service", {}).get("queues")):
            raise refuse("operators.skills", f"is missing; the hotline has the queues {', '.join(queues)}")
        for person in _new_people(data, contract, count):
            data["operators"].append(person | ({"skills": list(skills)} if skills else {}))
            data.setdefault("availability", []).extend(_away(data, person["id"], start, training_weeks))

    return apply


def _new_people(data: Data, contract: str, count: int) -> Iterator[Data]:
    known = {each["id"] for each in data["operators"]}
    ids = (f"new-{number}" for number in range(1, len(known) + count + 1))
    free = [each for each in ids if each not in known][:count]
    return ({"id": each, "name": each.replace("new-", "New "), "contract": contract} for each in free)


def _away(data: Data, operator: str, start: dt.date | None, training_weeks: int) -> Iterator[Data]:
    """Days on which somebody new is not on the phone yet: they count towards the least hours of their contract."""
    first = first_day(data)
    begins = start or first
    last = first + dt.timedelta(days=data["horizon"]["days"] - 1)
    if not first <= begins <= last:
        raise refuse("operators.from", f"found {begins}; allowed are the days of the horizon, {first} to {last}")
    trained = begins + dt.timedelta(days=training_weeks * _WEEK)
    for since, until, note in ((first, begins, "not there yet"), (begins, trained, "training")):
        if since < until:
            yield {"operator": operator, "when": f"{since}..{until - dt.timedelta(days=1)}", "kind": "leave", "note": note}


def _take_out(data: Data, contract: str, count: int) -> None:
    theirs = [each["id"] for each in data["operators"] if each["contract"] == contract]
    if count > len(theirs):
        raise refuse("operators.add", f"found -{count}; allowed are at least -{len(theirs)}, as so many have the contract "
                                      f"{found(contract)}")
    gone, named = set(theirs[len(theirs) - count:]), _named(data)
    data["operators"] = [each for each in data["operators"] if each["id"] not in gone]
    for name in _OF_PEOPLE:
        if name in data:
            data[name] = [row for row in data[name] if row.get("operator") not in gone]
    left = _named(data)
    lost = {field: names - left[field] for field, names in named.items()}
    for topic in ("rotations", "together", "activities", "standby"):
        if topic in data:
            data[topic] = [each for each in data[topic] if _goes_on_without(each, lost)]


def _named(data: Data) -> dict[str, set[str]]:
    """Names by which a rule may speak of people."""
    people = data["operators"]
    return {"operators": {each["id"] for each in people}, "team": {each["team"] for each in people if each.get("team")},
            "skill": {skill for each in people for skill in _listed(each.get("skills", ()))},
            "contract": {each["contract"] for each in people}}


def _goes_on_without(entry: Data, lost: dict[str, set[str]]) -> bool:
    """Take names that are nobody's any more out of a rotation, a rule, an activity or a standby list; whether it is one still.

    What needs those who leave keeps their names, and is refused as one that names nobody.
    """
    if entry.get("facilitator") in lost["operators"]:
        del entry["facilitator"]
    offsets = entry.get("offsets")
    if isinstance(offsets, dict):
        entry["offsets"] = {name: each for name, each in offsets.items() if name not in lost["operators"] | lost["team"]}
    is_of_several = entry.get("rule") in ("apart", "together", "lunch_together")
    for place, field in product(("who", "beside"), lost):
        names = _listed(entry.get(place, {}).get(field, ()))
        left = [each for each in names if each not in lost[field]]
        if left != names and (left or (entry.get("rule") != "least" and place == "who")):
            if not left or (is_of_several and field == "operators" and len(left) == 1):
                return False
            entry[place] = entry[place] | {field: left}
    return entry.get("offsets") != {}


def _listed(value: Any) -> list[str]:
    names: Any = words_of(value)
    return list(names)


def training_cost(data: Data) -> float:
    """What the weeks of training in an instance's plain data are paid, which no roster counts.

    A day is paid for a seventh of the middle of the contract's weekly hours.
    """
    contract_of = {each["id"]: data["contracts"][each["contract"]] for each in data["operators"]}
    cost = 0.0
    for row in data.get("availability", []):
        if row["kind"] == "leave" and row.get("note") == "training":
            since, until = (dt.date.fromisoformat(day) for day in row["when"].split(".."))
            last = first_day(data) + dt.timedelta(days=data["horizon"]["days"] - 1)
            contract = contract_of[row["operator"]]
            days = (min(until, last) - since).days + 1
            cost += days / _WEEK * sum(contract["hours_per_week"]) / 2 * contract.get("cost_per_hour", 1.0)
    return round(cost, 2)
