"""A survey in words, for a terminal and for `print`; and as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from scheduler.survey.facts import Facts
from scheduler.survey.hours import Capacity
from scheduler.survey.moments import Moment

_NAMED = 8
"""Lines of one kind before the rest is only counted."""


def headline(survey: Facts) -> str:
    """What was read, in one line."""
    return (f"{survey.name}: {survey.calls:,.0f} calls in {survey.days} day{'s' if survey.days != 1 else ''}, open for "
            f"{survey.open_hours:,.6g} h; {survey.operators:,} operator{'s' if survey.operators != 1 else ''}; "
            f"{_hours(survey.whole.required)} h on the phone required, at most {_hours(survey.whole.most)} h to be had")


def warnings(survey: Facts) -> Iterator[str]:
    """What `schedule solve` says beside its first line, before the search: what will be lacking, and what looks like a slip."""
    yield from (f"{_named(each)}: {_hours(each.required)} h on the phone are required, and at most {_hours(each.most)} h can "
                "be had"
                for each in dict.fromkeys((*survey.weeks, survey.whole)) if each.is_short)
    yield from (str(each) for each in survey.lacks)
    yield from _few([f"{_when(each)}: nobody{_of(each)} can be there, of {each.offered} whose contract has shifts then"
                     for each in survey.away])
    yield from (f"{each}; is that meant?" for each in survey.slips)


def text(survey: Facts) -> Iterator[str]:
    """Everything, in lines."""
    yield headline(survey)
    yield from _capacities(survey)
    yield from _section("tightest moments (those who could be there, were they planned for nothing else)", (
        f"{_when(each)}{_of(each)}: {each.required} required, {each.available} could be there" for each in survey.tightest))
    yield from _section("open time that nobody can cover, or hours that no roster can give", [
        *map(str, survey.lacks),
        *_few([f"{_when(each)}{_of(each)}: {each.required} required; {each.offered} have a contract with shifts then, and all "
               "are away or may not work them" for each in survey.away])])
    yield from _section("barely used", _few([
        f"{each.operator}: {each.why}; of use for {each.useful_hours:,.6g} h, the contract allows {each.contract_hours:,.6g} h"
        for each in survey.barely_used]))
    yield from _section("numbers that look like slips", map(str, survey.slips))
    yield from _section("worth a word", map(str, survey.notes))
    yield from _section("impossible", (line for each in survey.impossible for line in str(each).splitlines()))
    yield ""
    yield ("`schedule solve` refuses this until what is impossible is mended" if survey.impossible else
           "nothing impossible was found; `schedule solve` plans it")


def as_json(survey: Facts) -> str:
    """One JSON object."""
    record = asdict(survey)
    for kind in ("impossible", "lacks", "slips", "notes"):
        record[kind] = [asdict(each) for each in getattr(survey, kind)]
    return json.dumps(record, ensure_ascii=False, default=lambda value: value.isoformat())


def _capacities(survey: Facts) -> Iterator[str]:
    yield ""
    yield f"{'hours on the phone':<28} {'required':>9} {'allowed':>17}"
    for week in survey.weeks:
        yield _capacity(_named(week), week, f"{_hours(week.least)}–{_hours(week.most)}")
        for day in survey.by_day:
            if week.first <= day.first <= week.last:
                yield _capacity(f"  {day.first:%a} {day.first}", day, f"at most {_hours(day.most)}")
    if len(survey.weeks) > 1:
        yield _capacity("all days", survey.whole, f"{_hours(survey.whole.least)}–{_hours(survey.whole.most)}")


def _capacity(name: str, each: Capacity, allowed: str) -> str:
    remark = "  too few" if each.is_short else "  contracts ask for more than is required" if each.is_forced else ""
    return f"{name:<28} {each.required:>9,.1f} {allowed:>17}{remark}"


def _hours(number: float) -> str:
    """Hours to a tenth, without a zero behind the point."""
    return f"{number:,.1f}".removesuffix(".0")


def _named(week: Capacity) -> str:
    return f"{week.first} to {week.last}"


def _when(each: Moment) -> str:
    return f"{each.start:%a %Y-%m-%d %H:%M}–{each.end:%H:%M}"


def _of(each: Moment) -> str:
    return "" if each.queue is None else f" of {each.queue}"


def _few(lines: list[str]) -> Iterator[str]:
    yield from lines[:_NAMED]
    if len(lines) > _NAMED:
        yield f"and {len(lines) - _NAMED} more (--json lists all)"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in found)
