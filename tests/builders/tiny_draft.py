"""A random hotline while it is being drawn, and the pieces that add a rule to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scheduler.instance.base import WEEKDAYS
from tests.builders.plans import HOURLY

ALL = ("day", "days", "week", "clock", "change")
"""Kinds of hotlines: `day` has several starts, lengths and breaks; `clock` and `change` are open around the clock."""


@dataclass(eq=False)
class Draft:
    """A hotline that is being drawn: its days, its shifts, and its topics so far.

    Parameters
    ----------
    kind, first, days
        One of `ALL`; the first day, and how many there are.
    topics
        What `plan` takes; `required` stands for rows of the requirement, and for whether there are calls beside it.
    starts, lengths, pinned_starts, pinned_lengths
        Minutes of the shifts that are tried, as templates have them, and as pins and gaps do.
    names, open_days
        Templates; days with opening hours.
    nights, doubles
        Whether it is said what a night is; whether two shifts of a day are tried.
    """

    rng: np.random.Generator
    kind: str
    first: dt.date
    days: int
    topics: dict[str, Any] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)
    lengths: set[int] = field(default_factory=set)
    pinned_starts: set[int] = field(default_factory=set)
    pinned_lengths: set[int] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    open_days: list[int] = field(default_factory=list)
    nights: bool = False
    doubles: bool = False

    def one_of(self, *values: Any) -> Any:
        """One of some values."""
        return values[int(self.rng.integers(len(values)))]

    def chance(self, share: float) -> bool:
        """Whether something is so, in this share of the cases."""
        return bool(self.rng.random() < share)

    @property
    def people(self) -> list[str]:
        """Ids of the operators."""
        return [each["id"] for each in self.topics["operators"]]

    def date(self, day: int) -> str:
        """A day as it is written."""
        return str(self.first + dt.timedelta(days=day))

    def a_day(self) -> int:
        """A day that is open."""
        return int(self.one_of(*(self.open_days or range(self.days))))

    def open(self, windows: list[str], days: list[int] | None = None) -> None:
        """Opening hours of some days alone, so that weeks and months are whole, or of all days of the week."""
        self.open_days = list(range(self.days)) if days is None else days
        if self.kind == "week" or self.chance(0.5):
            self.topics["hours"] = {"dates": {self.date(day): windows for day in self.open_days}}
        else:
            self.topics["hours"] = {"weekly": {"mon-sun": windows}}

    def more(self, topic: str, *rows: Any) -> None:
        """Append rows to a topic that is a table."""
        self.topics.setdefault(topic, []).extend(rows)

    def put(self, topic: str, **values: Any) -> None:
        """Set keys of a topic that is a group."""
        self.topics[topic] = self.topics.get(topic, {}) | values

    def bound(self, **values: Any) -> None:
        """Set keys of one contract, or of both."""
        for name in self.one_of(("one",), ("one", "two")):
            self.topics["contracts"][name] = self.topics["contracts"][name] | values

    def bound_all(self, **values: Any) -> None:
        """Set keys of both contracts."""
        for name in self.topics["contracts"]:
            self.topics["contracts"][name] = self.topics["contracts"][name] | values

    def price(self, *rules: str, share: float = 0.3) -> None:
        """Give a bound a price, now and then."""
        if self.chance(share):
            objective = self.topics.setdefault("objective", {})
            objective["bounds"] = objective.get("bounds", {}) | {
                rule: self.one_of(0.5, 4, 30) for rule in rules}

    def all_topics(self) -> dict[str, Any]:
        """All topics; those of every hotline where nothing else was drawn."""
        hotline = {"week_starts": WEEKDAYS[(self.first.weekday() + self.one_of(0, 0, 0, 2)) % 7]}
        loads = [self.one_of(0.0, 0.2, 0.4, 0.6, 1.1, 1.4, 2.4) for _ in range(self.one_of(1, 3, 5, 7))]
        topics = {"calls": loads, "horizon": {"start": str(self.first), "days": self.days}} | self.topics
        return topics | {"hotline": HOURLY | hotline | self.topics.get("hotline", {})}


@dataclass(frozen=True)
class Piece:
    """What adds a rule to a draft, to which kinds of hotlines, how often, and in which turn."""

    add: Callable[[Draft], None]
    kinds: tuple[str, ...] = ALL
    weight: float = 1.0
    turn: int = 1


PIECES: dict[str, Piece] = {}


def piece(*kinds: str, weight: float = 1.0, turn: int = 1) -> Callable[[Callable[[Draft], None]], Callable[[Draft], None]]:
    """Enter a function as the piece of its name."""

    def enter(add: Callable[[Draft], None]) -> Callable[[Draft], None]:
        PIECES[add.__name__] = Piece(add, kinds or ALL, weight, turn)
        return add

    return enter
