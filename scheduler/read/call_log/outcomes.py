"""What became of a call: answered, given up, or no call at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.columns import plain

Fate = Literal["answered", "abandoned", "ignored"]

WORDS: dict[Fate, str] = {
    "answered": (
        "agent answered answer served handled completed complete connected success ok yes true 1 answered_by_agent "
        "beantwortet angenommen bearbeitet verbunden erreicht ja repondu traite servi oui atendida atendido contestada "
        "si risposta risposto gestita beantwoord opgenomen terjawab dijawab ya"
    ),
    "abandoned": (
        "hang hangup hung_up abandoned abandon abandoned_call lost missed unanswered no_answer noanswer "
        "not_answered cancel cancelled canceled timeout busy no false 0 verloren verpasst aufgelegt abgebrochen "
        "aufgegeben nicht_angenommen nicht_beantwortet besetzt nein abandonne perdu manque raccroche occupe non "
        "abandonada abandonado perdida ocupado abbandonata persa occupato gemist opgehangen bezet terlewat "
        "tidak_terjawab sibuk"
    ),
    "ignored": "phantom test test_call testanruf internal intern outbound",
}
"""Outcomes that are understood without being told, with blanks between."""


@dataclass(frozen=True)
class Outcomes:
    """What the values of the outcome column mean; values named here win over the known words.

    With `answered` given, every value that is neither named nor known as no call is a call that was not answered: it
    arrived. Without it, a value that is not known is refused rather than guessed.
    """

    answered: tuple[str, ...] = ()
    abandoned: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def meanings(self, values: Iterable[str], place: str) -> dict[str, Fate]:
        """Meaning of each value that occurs.

        Raises
        ------
        InputError
            If a value is not known, or named in two meanings.
        """
        counts = Counter(values)
        meanings = {value: self._fate(value) for value in counts}
        unknown = sorted(value for value, fate in meanings.items() if fate is None)
        if unknown:
            listed = ", ".join(f"{value!r} ({counts[value]} rows)" for value in unknown[:20])
            raise InputError([Fault(place, "outcome", f"cannot tell what {listed} mean; say it with --answered, "
                                    "--abandoned or --ignored")])
        twice = sorted({*map(plain, self.answered)} & {*map(plain, self.abandoned)} | {*map(plain, self.ignored)}
                       & {*map(plain, self.answered), *map(plain, self.abandoned)})
        if twice:
            raise InputError([Fault(place, "outcome", f"{', '.join(twice)}: named in two meanings")])
        return {value: fate for value, fate in meanings.items() if fate is not None}

    def _fate(self, value: str) -> Fate | None:
        named: dict[Fate, tuple[str, ...]] = {
            "answered": self.answered, "abandoned": self.abandoned, "ignored": self.ignored
        }
        word = plain(value)
        for fate, values in named.items():
            if word in map(plain, values):
                return fate
        if self.answered:
            return "ignored" if word in WORDS["ignored"].split() and not self.ignored else "abandoned"
        return next((fate for fate, words in WORDS.items() if word in words.split()), None)
