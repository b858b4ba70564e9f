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
    LongestStretch,
    LongestWork,
    RestPeriods,
)
from scheduler.instance.words.paths import FieldPath

Faults = Iterator[tuple[FieldPath, str]]
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
    lengths = _lengths(instance)
    if "shift_work" not in override:
        for work in law.work:
            yield from _too_much_work(instance, lengths, work)
    if "breaks" not in override:
        for each in law.breaks:
            yield from _broken(instance, sorted(lengths), each)


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


def _lengths(instance: Instance) -> dict[int, int]:
    """Every length of an undivided shift that somebody may work, in minutes, with the number of a template that offers it."""
    numbered = reversed([(index, template) for index, template in enumerate(instance.shifts) if template.split is None])
    return {minutes: index for index, template in numbered for minutes in template.length.minutes
            if any(_may_work(contract, template.name, minutes) for contract in instance.contracts.values())}


def _may_work(contract: Contract, template: str, minutes: int) -> bool:
    least, most = contract.shift_minutes or (0, minutes)
    return least <= minutes <= most and (contract.shifts is None or template in contract.shifts)


def _too_much_work(instance: Instance, lengths: dict[int, int], limit: LongestWork) -> Faults:
    for minutes, index in sorted(lengths.items()):
        work = minutes - sum(_pauses(instance.breaks, minutes, limit.break_minutes))
        if work > limit.minutes:
            yield ("shifts", index, "length"), (
                f"a shift of {minutes} min has {work} min of work; allowed are at most {limit.minutes} min ({limit.article}), "
                f"or {_overridden('shift_work')}")
            return


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
        return
    for minutes in lengths:
        lacking = _lacking(breaks, minutes, limit)
        if lacking:
            yield ("breaks",), f"a shift of {minutes} min {lacking} ({limit.article}), or {_overridden('breaks')}"
            return


def _lacking(breaks: Breaks, minutes: int, limit: BreakTotal | LatestMeal | RestPeriods) -> str:
    """What a shift of this length lacks, and what is allowed; empty where nothing."""
    match limit:
        case BreakTotal():
            pauses = _pauses(breaks, minutes, limit.each, unpaid=limit.unpaid)
            kind = "unpaid breaks" if limit.unpaid else "breaks"
            if minutes - sum(pauses) > limit.above_work_minutes and sum(pauses) < limit.minutes:
                return (f"has {sum(pauses)} min of {kind} of at least {limit.each} min; allowed above "
                        f"{limit.above_work_minutes} min of work are at least {limit.minutes} min")
        case LatestMeal():
            lunches = breaks.lunches_of(minutes)[limit.number - 1 :]
            work = minutes - sum(_pauses(breaks, minutes, 0, unpaid=True))
            if lunches and work > limit.above_work_minutes and lunches[0].latest_minutes > limit.latest_minutes:
                return (f"has lunch {limit.number} up to {lunches[0].latest_minutes} min after its start; allowed are at most "
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
