"""Kinds of breaks, and activities, as documents call them."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.language.words import Language, marked


@dataclass(frozen=True)
class BreakWords:
    """What a kind of break is called, as messages.

    Parameters
    ----------
    name, title
        In a sentence, and where it stands first.
    initial
        The letter that stands for it in pictures and lists.
    """

    name: str
    title: str
    initial: str

    def letter(self, language: Language) -> str:
        """The letter that stands for it."""
        return language.say(self.initial)


BREAKS = {
    "lunch": BreakWords(marked("lunch"), marked("Lunch"), marked("L")),
    "breather": BreakWords(marked("breather"), marked("Breather"), marked("B")),
    "activity": BreakWords(marked("activity"), marked("Activity"), marked("A")),
}


def called(language: Language, kind: str, name: str | None) -> str:
    """What a break is called in a sentence; an activity by its name."""
    return name or language.say(BREAKS[kind].name)


def titled(language: Language, kind: str, name: str | None) -> str:
    """The same where it stands first."""
    return name or language.say(BREAKS[kind].title)
