"""Strengths and weaknesses in plain words, the dearest first, and what to change in the instance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.operate.changes import changes
from scheduler.operate.review.hindsight import Split
from scheduler.operate.review.measures import Seen, largest_errors
from scheduler.operate.review.staged import Known
from scheduler.reviewed import Finding, IntervalSeen, LateBreak, Measured, Part, Served

_WORTH = 0.002
"""A part of the loss below this share of the roster's cost is none to speak of."""
_NAMED = 4
_IN_VAIN = "With the people there are, no other roster would have made much of knowing better."
_SHARE_LATE = 0.1


@dataclass(frozen=True, eq=False)
class Facts:
    """All that findings are made of; fields as in `Review` and the parts of a review."""

    instance: Instance
    seen: Seen
    known: Known
    split: Split
    intervals: Sequence[IntervalSeen]
    served: Served
    late: Sequence[LateBreak]
    lost_minutes: Mapping[str, float]
    breaks: int


def weaknesses(facts: Facts) -> tuple[Finding, ...]:
    """What the loss is owed to, and late breaks, the dearest first; chance is nobody's weakness."""
    found = [Finding(part.name, part.cost, _WORDS[part.name](facts)) for part in facts.split.parts
             if part.name in _WORDS and _is_worth(facts, part)]
    found += [Finding(part.name, part.cost, f"{_calls(facts)} {_IN_VAIN}")
              for part in facts.split.parts if _is_off_in_vain(facts, part)]
    if len(facts.late) > _SHARE_LATE * facts.breaks:
        found.append(Finding("late breaks", 0.0, _late_breaks(facts)))
    return tuple(sorted(found, key=lambda each: -each.cost))


def strengths(facts: Facts) -> tuple[Finding, ...]:
    """What went well."""
    told = [Finding(part.name, part.cost, _well(facts, part)) for part in facts.split.parts
            if part.name in _WELL and not _is_worth(facts, part) and not _is_off_in_vain(facts, part)]
    served, said = facts.served, facts.served.in_log
    reached = served.simulated if said is None else said
    if reached >= served.target - 0.005:
        told.append(Finding("service", 0.0, f"The goal was reached: {100 * reached:.0f} % in time, "
                                            f"{100 * served.target:.0f} % were promised."))
    if facts.breaks and len(facts.late) <= _SHARE_LATE * facts.breaks:
        told.append(Finding("late breaks", 0.0, f"Breaks began on time: {len(facts.late)} of {facts.breaks:,} late."))
    return tuple(told)


def _is_worth(facts: Facts, part: Part) -> bool:
    return part.cost > max(_WORTH * abs(facts.split.cost), 1e-6)


def _is_off_in_vain(facts: Facts, part: Part) -> bool:
    """Whether the forecast was off by more than chance, and knowing better would have changed next to nothing."""
    is_little = abs(part.cost) <= max(_WORTH * abs(facts.split.cost), 1e-6)
    return part.name == "calls" and is_little and facts.known.changes_calls(facts.seen)


def _name(facts: Facts, operator: str) -> str:
    return next((each.label for each in facts.instance.operators if each.id == operator), operator)


def _attendance(facts: Facts) -> str:
    people = sorted(facts.lost_minutes.items(), key=lambda each: -each[1])
    named = ", ".join(f"{_name(facts, who)} ({minutes / 60:.1f} h)" for who, minutes in people[:_NAMED])
    more = f" and {len(people) - _NAMED} more" if len(people) > _NAMED else ""
    hours = sum(facts.lost_minutes.values()) / 60
    return f"{hours:.1f} rostered hours were not worked: {named}{more} came late, left early or were away."


def _breaks(facts: Facts) -> str:
    rosters = facts.split.rosters
    moved = changes(facts.instance, rosters["attendance"], rosters["breaks"])
    lunches = sum(row.short_for_lunch for row in facts.intervals) * facts.instance.grid.interval_minutes / 60
    worst = _by_hour(facts)
    hurt = f" {lunches:.1f} operator-hours were short while people were at lunch, most from {worst}." if worst else ""
    return (f"Lunches and breathers lay where callers needed people, and the same shifts allow better: on {len(moved)} shifts "
            f"breaks should have begun at other times.{hurt}")


def _by_hour(facts: Facts) -> str:
    """Hour of the day in which lunches hurt most; empty where they never do."""
    hours: dict[int, float] = defaultdict(float)
    for row in facts.intervals:
        hours[row.start.hour] += row.short_for_lunch
    hour, amount = max(hours.items(), key=lambda each: each[1], default=(0, 0.0))
    return f"{hour:02d}:00 to {hour + 1:02d}:00" if amount > 0 else ""


def _shifts(facts: Facts) -> str:
    rosters = facts.split.rosters
    moved = changes(facts.instance, rosters["breaks"], rosters["shifts"])
    return f"A better roster was there for the same forecast: {len(moved)} days of operators differ in it."


def _measured(facts: Facts, name: str) -> Iterator[Measured]:
    yield from (each for each in facts.seen.measured if each.name == name and each.ratio is not None)


def _off(ratio: float, low: str, high: str) -> str:
    """``20 % low``: how far off what was planned is, seen from what came."""
    share = 1 - 1 / ratio if ratio else 0.0
    return f"{abs(100 * share):.0f} % {low if share > 0 else high}"


def _calls(facts: Facts) -> str:
    told = "; ".join(f"{_off(each.ratio or 1, 'low', 'high')}{f' for {each.queue}' if each.queue else ''} "
                     f"({each.found:,.0f} calls came, {each.planned:,.0f} were forecast)" for each in _measured(facts, "calls"))
    days = list(largest_errors(facts.seen.traffic, facts.seen.calls))[:_NAMED]
    grid = facts.instance.grid
    named = ", ".join(f"{grid.date(day):%a} {grid.date(day).day} {_off(ratio, 'low', 'high')}" for day, ratio in days)
    return f"The forecast of calls was {told}." + (f" Furthest off: {named}." if named else "")


def _of(each: Measured) -> str:
    """The queue of a figure in brackets, where there are several."""
    return f"({each.queue}) " if each.queue else ""


def _handling(facts: Facts) -> str:
    told = []
    for number, name in enumerate(facts.seen.traffic.queues):
        mine = {each.name: each for each in facts.seen.measured if each.queue == name}
        aht, patience = mine["aht_s"], mine["patience_s"]
        if facts.known.handling_ratio[number] != 1:
            longer = 100 * (facts.known.handling_ratio[number] - 1)
            told.append(f"handling a call {_of(aht)}took {abs(longer):.0f} % {'longer' if longer > 0 else 'less'} than planned "
                        f"({aht.found:.0f} s, {aht.planned:.0f} s planned)")
        if facts.seen.is_sure("patience_s", number) and patience.found is not None:
            told.append(f"callers {_of(patience)}waited {patience.found:.0f} s before they hung up ({patience.planned:.0f} s "
                        "planned)")
    if facts.known.shrinkage_percent is not None:
        told.append(f"nobody was there in {facts.known.shrinkage_percent:.1f} % of the rostered time")
    return f"{_capital('; '.join(told))}." if told else "Handling times and patience were as planned."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _late_breaks(facts: Facts) -> str:
    mean = float(np.mean([each.minutes for each in facts.late]))
    lunches = sum(each.kind == "lunch" for each in facts.late)
    return (f"{len(facts.late)} of {facts.breaks:,} breaks began late, by {mean:.0f} min in the mean; {lunches} of them were "
            "lunches.")


def _well(facts: Facts, part: Part) -> str:
    """What went well: a cause that cost nothing, as nothing was off, or by luck."""
    if part.cost < -_WORTH * abs(facts.split.cost) and part.name in ("calls", "handling"):
        return f"{_WORDS[part.name](facts)} As it happened, that helped."
    return _WELL[part.name]


_WORDS = {"attendance": _attendance, "breaks": _breaks, "shifts": _shifts, "calls": _calls, "handling": _handling}
_WELL = {
    "breaks": "Breaks lay where the forecast wanted them.",
    "shifts": "For its forecast the roster was as good as can be found.",
    "calls": "The forecast of calls was as good as can be told from what came: only chance was left.",
    "handling": "Handling times and patience were as planned, or made no difference.",
}
