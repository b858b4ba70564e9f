"""Kinds of shifts as a rota tells them apart, each by a letter and a colour: by template, or by when they start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scheduler.check.facts.templates import fitting
from scheduler.instance.base import format_local_time
from scheduler.instance.instance import Instance
from scheduler.instance.shifts import ShiftTemplate
from scheduler.language.codes import ENGLISH
from scheduler.language.words import Language, language
from scheduler.publish.text import one_line
from scheduler.roster import Shift, parts_of

TONES = 6
"""Colours there are; a document gives each its looks."""

_BY_CLOCK = ((5, 9), (9, 12), (12, 20), (20, 29))
"""Hours in which shifts of a kind start."""

_DAWN_MINUTES = 5 * 60
_Key = tuple[object, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of shift.

    Parameters
    ----------
    letter, name
        What it is called, in short and in full.
    when
        When its shifts start, on the wall clock.
    tone
        Number of its colour, from 0.
    """

    letter: str
    name: str
    when: str
    tone: int


class Kinds:
    """The kinds of a hotline: its templates where it has two to six of them, else the parts of a day in which shifts start.

    Parameters
    ----------
    whole_of
        The split shift of which a shift is a part.
    """

    def __init__(
        self, instance: Instance, said_in: Language | None = None, whole_of: Callable[[Shift], Shift] = lambda shift: shift
    ) -> None:
        self._instance, self._whole_of = instance, whole_of
        self._contracts = {operator.id: operator.contract for operator in instance.operators}
        names = list(dict.fromkeys(template.name for template in instance.shifts))
        self._by_template = 2 <= len(names) <= TONES
        self._known: dict[_Key, Kind] = {}
        self.all = tuple(_of_templates(instance.shifts) if self._by_template else _of_day_parts(said_in or language(ENGLISH)))

    def of(self, shift: Shift) -> Kind:
        """Kind of a shift, or of that of which it is a part; of one that fits no template, the kind that starts next before."""
        shift = self._whole_of(shift)
        key = (self._contracts[shift.operator], *((part.start, part.end) for part in parts_of(shift)))
        if key not in self._known:
            self._known[key] = self._found(shift)
        return self._known[key]

    def used(self, shifts: Iterable[Shift]) -> tuple[Kind, ...]:
        """Kinds that occur among shifts, in the order of a day."""
        found = {self.of(shift) for shift in shifts}
        return tuple(kind for kind in self.all if kind in found)

    def _found(self, shift: Shift) -> Kind:
        local = shift.start.astimezone(self._instance.grid.zone)
        if not self._by_template:
            hour = local.hour if local.hour >= _BY_CLOCK[0][0] else local.hour + 24
            return next(kind for kind, (first, end) in zip(self.all, _BY_CLOCK, strict=True) if first <= hour < end)
        operator = next(each for each in self._instance.operators if each.id == shift.operator)
        fits = fitting(self._instance, self._instance.contract_of(operator), shift)
        minute = _since_dawn(60 * local.hour + local.minute)
        before = [each for each in self._instance.shifts if _since_dawn(each.start.first) <= minute]
        nearest = max(before or self._instance.shifts, key=lambda each: _since_dawn(each.start.first))
        name = one_line((fits[0] if fits else nearest).name)
        return next(kind for kind in self.all if kind.name == name)


def _of_day_parts(said_in: Language) -> list[Kind]:
    names = (said_in.meant("shift", "Early"), said_in.meant("shift", "Day"), said_in.meant("shift", "Late"),
             said_in.meant("shift", "Night"))
    return _lettered((name, f"{first % 24:02d}:00–{(end - 1) % 24:02d}:59")
                     for name, (first, end) in zip(names, _BY_CLOCK, strict=True))


def _lettered(named: Iterable[tuple[str, str]]) -> list[Kind]:
    """A kind for each name, with the first of its letters that no kind before it has."""
    kinds: dict[str, Kind] = {}
    for name, when in named:
        if name not in kinds:
            taken = {kind.letter for kind in kinds.values()}
            letter = next((char for char in f"{name}123456".upper() if char.isalnum() and char not in taken), "?")
            kinds[name] = Kind(letter, name, when, len(kinds))
    return list(kinds.values())


def _of_templates(templates: tuple[ShiftTemplate, ...]) -> list[Kind]:
    """A kind for each name, in the order of a day that begins at five."""
    ordered = sorted(templates, key=lambda each: _since_dawn(each.start.first))
    starts = ((format_local_time(each.start.first), format_local_time(each.start.last)) for each in ordered)
    return _lettered((one_line(each.name), first if first == last else f"{first}–{last}")
                     for each, (first, last) in zip(ordered, starts, strict=True))


def _since_dawn(minute: int) -> int:
    return (minute - _DAWN_MINUTES) % (24 * 60)
