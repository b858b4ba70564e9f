"""What is written against the law that the preset names, and what of that law no rule keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.instance.breaks import Breaks
from scheduler.instance.contracts import Contract
from scheduler.instance.instance import Instance
from scheduler.instance.presets.law import (
    BreakLimit,
    BreakTotal,
    ContractLimit,
    LatestMeal,
    LongestSpan,
    LongestStretch,
    RestPeriods,
    WorkLimit,
)
from scheduler.instance.words.paths import FieldPath

Faults = Iterator[tuple[FieldPath, str]]
_Shape = tuple[int, tuple[int, ...], int]
"""A shift that a template offers: number of the template, minutes of its parts, and those of the longest gap between them."""
_PRICED = {"weekly_rest_hours": "weekly_rest"}
"""Rules of `objective.bounds` that are not called what the field is."""


def preset_is_kept(instance: Instance) -> Faults:
    """Contracts, shifts and breaks are no looser than the law of the preset."""
    if instance.preset is None:
        return
    law, override = instance.preset.data, instance.preset.override
    for limit in (each for each in law.contract if each.field not in override):
        yield from _looser_contracts(instance, law.name, limit)
        rule = _PRICED.get(limit.field, limit.field)
        if rule in instance.objective.bounds.priced:
            yield ("objective", "bounds", rule), (
                f"found a price for what {law.name} keeps always ({limit.article}); allowed is none, or "
                f"{_overridden(limit.field)}")
    shapes = sorted(_shapes(instance), key=lambda shape: (sum(shape[1]), shape))
    if "shift_work" not in override:
        for work in law.work:
            yield from _too_much_work(instance, shapes, work)
            yield from _too_much_overtime(instance, shapes, work)
    if "breaks" not in override:
        for each in law.breaks:
            yield from _broken(instance, sorted({parts[0] for _, parts, _ in shapes if len(parts) == 1}), each)


def is_kept_with(instance: Instance, **topics: Any) -> bool:
    """Whether an instance with some topics changed keeps the law of its preset."""
    return instance.preset is None or not any(True for _ in preset_is_kept(instance.model_copy(update=topics)))


def preset_notes(instance: Instance) -> Faults:
    """What the law asks besides, and what is not held to it."""
    if instance.preset is None:
        return
    law = instance.preset.data
    for text in law.beyond:
        yield ("preset", "law"), f"{law.name}: no rule keeps {text}"
    if law.breaks and "breaks" not in instance.preset.override:
        for index in (index for index, template in enumerate(instance.shifts) if template.split is not None):
            yield ("shifts", index, "split"), f"{law.name}: the breaks of split shifts are not held to it"
    for index, name in enumerate(instance.preset.override):
        articles = [limit.article for limit in law.contract if limit.field == name]
        articles += [limit.article for limit in law.work if name == "shift_work"]
        articles += [limit.article for limit in law.breaks if name == "breaks"]
        about = f"is not held to {'; '.join(dict.fromkeys(articles))}" if articles else "is nothing that it speaks of"
        yield ("preset", "override", index), f"{law.name}: {name} {about}"


def _overridden(name: str) -> str:
    return f"`{name}` in preset.override"


def _looser_contracts(instance: Instance, law: str, limit: ContractLimit) -> Faults:
    for name, contract in instance.contracts.items():
        value = getattr(contract, limit.field)
        found = value[1] if isinstance(value, tuple) else value
        if found is None or (found < limit.value if limit.is_least else found > limit.value):
            bound = "least" if limit.is_least else "most"
            yield ("contracts", name, limit.field), (
                f"found {'nothing' if found is None else f'{found:g} {limit.unit}'}; allowed by {law} are at {bound} "
                f"{limit.value:g} {limit.unit} ({limit.article}), or {_overridden(limit.field)}")


def _shapes(instance: Instance) -> Iterator[_Shape]:
    """Every shift that somebody may work."""
    for index, template in enumerate(instance.shifts):
        for minutes in template.length.minutes:
            if not any(_may_work(contract, template.name, minutes) for contract in instance.contracts.values()):
                continue
            if (split := template.split) is None:
                yield index, (minutes,), 0
            else:
                yield from ((index, (first, minutes - first), split.gaps[-1]) for first in split.firsts(minutes))


def _may_work(contract: Contract, template: str, minutes: int) -> bool:
    least, most = contract.shift_minutes or (0, minutes)
    return least <= minutes <= most and (contract.shifts is None or template in contract.shifts)


def _too_much_work(instance: Instance, shapes: list[_Shape], limit: WorkLimit) -> Faults:
    for index, parts, gap in shapes:
        minutes, found = sum(parts), _held_to(instance, parts, gap, limit)
        told = f"takes {found} min from its start to its end" if isinstance(limit, LongestSpan) else f"has {found} min of work"
        if found > limit.minutes:
            yield ("shifts", index, "length"), (
                f"a shift of {minutes} min{' and its gap' * bool(gap)} {told}; allowed are at most {limit.minutes} min "
                f"({limit.article}), or {_overridden('shift_work')}")
            return


def _held_to(instance: Instance, parts: tuple[int, ...], gap: int, limit: WorkLimit) -> int:
    """Minutes of a shift that a limit counts."""
    if isinstance(limit, LongestSpan):
        return sum(parts) + gap
    return sum(parts) - sum(pause for part in parts for pause in _pauses(instance.breaks, part, limit.break_minutes))


def _too_much_overtime(instance: Instance, shapes: list[_Shape], limit: WorkLimit) -> Faults:
    """The longest shift of a contract is within the law with all of its overtime."""
    for name, contract in instance.contracts.items():
        longest = max((_held_to(instance, parts, gap, limit) for index, parts, gap in shapes
                       if _may_work(contract, instance.shifts[index].name, sum(parts))), default=0)
        overtime = contract.overtime_minutes_per_day or 0
        if overtime and longest <= limit.minutes < longest + overtime:
            yield ("contracts", name, "overtime_minutes_per_day"), (
                f"found {overtime} min, with which a shift may have {longest + overtime} min; allowed are at most "
                f"{limit.minutes} min ({limit.article}), so overtime of {limit.minutes - longest} min, or "
                f"{_overridden('shift_work')}")


def _pauses(breaks: Breaks, minutes: int, each: int, *, unpaid: bool = False) -> list[int]:
    """Lengths of the breaks of a shift that last so long at least; of a lunch the shortest."""
    breathers = breaks.breathers
    found = [min(lunch.minutes) for lunch in breaks.lunches_of(minutes) if not (unpaid and lunch.paid)]
    if breathers is not None and not (unpaid and breathers.paid):
        found += [breathers.minutes] * breaks.breathers_of(minutes)
    return [pause for pause in found if pause >= each]


def _broken(instance: Instance, lengths: list[int], limit: BreakLimit) -> Faults:
    """The shortest shift of which the breaks are less than asked, or the bound of a stretch of work."""
    breaks = instance.breaks
    if isinstance(limit, LongestStretch):
        found = breaks.spacing.max_work_minutes
        if found > limit.minutes:
            yield ("breaks", "spacing", "max_work_minutes"), (
                f"found {found} min; allowed are at most {limit.minutes} min ({limit.article}), or {_overridden('breaks')}")
    for minutes in lengths:
        lacking = _lacking(breaks, minutes, limit)
        if lacking:
            yield ("breaks",), f"a shift of {minutes} min {lacking} ({limit.article}), or {_overridden('breaks')}"
            return


def _lacking(breaks: Breaks, minutes: int, limit: BreakLimit) -> str:
    """What a shift of this length lacks, and what is allowed; empty where nothing."""
    match limit:
        case LongestStretch():
            stretch = _longest_stretch(breaks, minutes, limit.each)
            if stretch > limit.minutes:
                return (f"may have {stretch} min without a break of at least {limit.each} min; allowed are at most "
                        f"{limit.minutes} min")
        case BreakTotal():
            pauses = _pauses(breaks, minutes, limit.each, unpaid=limit.unpaid)
            kind = "unpaid breaks" if limit.unpaid else "breaks"
            if minutes - sum(pauses) > limit.above_work_minutes and sum(pauses) < limit.minutes:
                return (f"has {sum(pauses)} min of {kind} of at least {limit.each} min; allowed above "
                        f"{limit.above_work_minutes} min of work are at least {limit.minutes} min")
        case LatestMeal():
            meals = [lunch for lunch in breaks.lunches_of(minutes) if min(lunch.minutes) >= limit.each]
            if minutes - sum(_pauses(breaks, minutes, limit.each, unpaid=True)) <= limit.above_work_minutes:
                return ""
            if len(meals) < limit.number:
                return (f"has {len(meals)} lunches of at least {limit.each} min; allowed above {limit.above_work_minutes} min "
                        f"of work are at least {limit.number}")
            if (latest := meals[limit.number - 1].latest_minutes) > limit.latest_minutes:
                return (f"has lunch {limit.number} up to {latest} min after its start; allowed are at most "
                        f"{limit.latest_minutes} min")
        case RestPeriods():
            breathers, work = breaks.breathers, minutes - sum(_pauses(breaks, minutes, 0, unpaid=True))
            asked = work >= limit.work_minutes if limit.inclusive else work > limit.work_minutes
            counts = breathers is not None and breathers.paid and breathers.minutes >= limit.each
            number = breaks.breathers_of(minutes) if counts else 0
            if asked and number < limit.number:
                since = f"{'from' if limit.inclusive else 'above'} {limit.work_minutes} min of work"
                return (f"has {number} paid breathers of at least {limit.each} min; allowed {since} are at least "
                        f"{limit.number}")
    return ""


def _longest_stretch(breaks: Breaks, minutes: int, each: int) -> int:
    """Most minutes between breaks of `each` minutes by the windows of the lunches; 0 where spacing or a clock bounds it."""
    breathers, lunches = breaks.breathers, breaks.lunches_of(minutes)
    is_spaced = breathers is None or breathers.minutes >= each or not breaks.breathers_of(minutes)
    if (is_spaced and all(min(lunch.minutes) >= each for lunch in lunches)) or any(lunch.clock for lunch in lunches):
        return 0
    edge, since, longest = breaks.spacing.edge_minutes, 0, 0
    for lunch in (lunch for lunch in lunches if min(lunch.minutes) >= each):
        longest = max(longest, min(lunch.latest_minutes, minutes - edge - min(lunch.minutes)) - since)
        since = max(lunch.earliest_minutes, edge) + min(lunch.minutes)
    return max(longest, minutes - since)
