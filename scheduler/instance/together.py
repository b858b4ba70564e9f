"""Rules of people together: how many of some people are there at once, and who is there with whom."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from scheduler.instance.base import LocalTime, Model, OrOne, Weekdays, both_or_none
from scheduler.instance.objective import Price
from scheduler.instance.operators import Operator, words_of

Names = Annotated[tuple[str, ...], BeforeValidator(words_of), OrOne()]

COUNTING = ("least", "most", "beside")
"""Rules that count people; the others tell whether some of them are there at the same time."""


class People(Model):
    """Some of the operators: those of whom all of this holds; without any of it everybody.

    Parameters
    ----------
    team, skill, contract
        One name or several, of which an operator has at least one.
    operators
        Ids of operators.
    """

    team: Names = ()
    skill: Names = ()
    contract: Names = ()
    operators: Names = ()


EVERYBODY = People()


def belongs(operator: Operator, who: People) -> bool:
    """Whether an operator is one of some people."""
    return ((not who.team or operator.team in who.team) and (not who.contract or operator.contract in who.contract)
            and (not who.skill or not set(who.skill).isdisjoint(operator.skills))
            and (not who.operators or operator.id in who.operators))


class TogetherRule(Model):
    """A rule of several people.

    Parameters
    ----------
    rule
        `least`: at least `number` of `who` are there in every open cell. `most`: never more than `number`. `beside`: one of
        those in `beside` is there for each `each` of `who` (who is in both counts in `beside`). `apart`: never two of `who` in
        a shift at the same time. `together`: all of `who` in a shift, or none of them. `lunch_together`: while one of `who`
        has lunch, all of them who are in a shift do.
    name
        What messages call the rule; left out: what it says.
    who
        Whom it speaks of; left out: everybody.
    beside
        Who is beside them.
    number
        Of `least` and `most`: how many.
    each
        Of `beside`: how many have one beside them.
    counts
        Of `least`, `most` and `beside`: when somebody counts. `present`: from the start of their shift to its end, breaks
        included; `on_phone`: in their shift and not in a break; `on_break`: in any break; `at_lunch`: at lunch.
    days
        Weekdays on which it holds; left out: every day.
    from, to
        Window of the day, which may pass midnight; left out: all of it.
    price_per_hour
        What an hour costs in which somebody is missing, too many, alone, or not where the others are, for each of them. Left
        out: no roster breaks the rule.
    """

    rule: Literal["least", "most", "beside", "apart", "together", "lunch_together"]
    name: str | None = Field(None, min_length=1, max_length=200)
    who: People = EVERYBODY
    beside: People | None = None
    number: int | None = Field(None, ge=0, le=10_000)
    each: int | None = Field(None, ge=1, le=1000)
    counts: Literal["present", "on_phone", "on_break", "at_lunch"] | None = None
    days: Weekdays | None = None
    start: LocalTime | None = Field(None, alias="from")
    end: LocalTime | None = Field(None, alias="to")
    price_per_hour: Price | None = None

    @model_validator(mode="after")
    def _keys_are_those_of_the_rule(self) -> Self:
        allowed = {"number": ("least", "most"), "beside": ("beside",), "each": ("beside",), "counts": COUNTING}
        for name, rules in allowed.items():
            if getattr(self, name) is not None and self.rule not in rules:
                raise ValueError(f"{name}: stands beside rule {self.rule}; allowed beside rule {' or '.join(rules)}")
        for name, rules in (("number", ("least", "most")), ("beside", ("beside",))):
            if getattr(self, name) is None and self.rule in rules:
                raise ValueError(f"{name}: is missing; rule {self.rule} needs it")
        if self.rule not in ("least", "most") and self.who == EVERYBODY:
            raise ValueError(f"who: is missing; rule {self.rule} needs it: team, skill, contract or operators")
        if self.beside == EVERYBODY:
            raise ValueError("beside: names nobody in particular; allowed are team, skill, contract or operators")
        return self

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        both_or_none(self.start, self.end)
        return self

    @property
    def is_hard(self) -> bool:
        """Whether no roster may break it."""
        return self.price_per_hour is None

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.name or self.rule
