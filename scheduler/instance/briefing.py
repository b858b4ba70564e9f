"""What operators are given besides their shifts: how a call is conducted, whom to ask, and prepared answers.

It stands beside the instance and is no part of it: a new telephone number makes no roster out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from scheduler.instance.base import Model
from scheduler.instance.operators import empty_is_none, words_of

PLACEHOLDERS = ("hotline", "operator")
"""What a guide may name in braces: the organisation, and whoever holds the page."""

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")

Text = Annotated[str | None, BeforeValidator(empty_is_none), Field(max_length=2_000)]


class Contact(Model):
    """Somebody an operator may turn to.

    Parameters
    ----------
    name
        Who, or what office.
    role
        What they do.
    phone, email, hours
        How and when they are reached.
    topics
        Topics they know.
    """

    name: str = Field(min_length=1, max_length=200)
    role: Text = None
    phone: Text = None
    email: Text = None
    hours: Text = None
    topics: Annotated[tuple[str, ...], BeforeValidator(words_of)] = ()


class Topic(Model):
    """Something callers ask about.

    Parameters
    ----------
    topic
        What it is called.
    sensitive
        Whether a wrong word does harm; then an answer is prepared.
    answer
        What to say.
    """

    topic: str = Field(min_length=1, max_length=200)
    sensitive: bool = False
    answer: Text = None

    @model_validator(mode="after")
    def _a_sensitive_one_has_an_answer(self) -> Self:
        if self.sensitive and not self.answer:
            raise ValueError("answer: is missing; a sensitive topic has an answer prepared")
        return self


@dataclass(frozen=True)
class Briefing:
    """The guide for conducting a call (Markdown), contacts and topics; each may be empty."""

    guide: str = ""
    contacts: tuple[Contact, ...] = ()
    topics: tuple[Topic, ...] = ()


def briefing_faults(briefing: Briefing) -> Iterator[tuple[str, int, str, str]]:
    """What no single row can tell: kind of the file, number of the row or line from 0, field, message."""
    known = [each.topic for each in briefing.topics]
    for row, each in enumerate(briefing.topics):
        if each.topic in known[:row]:
            yield "topics", row, "topic", f"found {each.topic!r} a second time; allowed is once"
    for row, contact in enumerate(briefing.contacts):
        for name in contact.topics:
            if known and name not in known:
                yield "contacts", row, "topics", f"found {name!r}, no topic; allowed: {', '.join(known)}"
    for line, text in enumerate(briefing.guide.split("\n")):
        for name in _PLACEHOLDER.findall(text):
            if name not in PLACEHOLDERS:
                allowed = " and ".join(f"{{{each}}}" for each in PLACEHOLDERS)
                yield "guide", line, "", f"found {{{name}}}; allowed are {allowed}"
