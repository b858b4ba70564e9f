"""What became of a call, and which way it went: answered, given up, or no call of the hotline at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.words import plain

Fate = Literal["answered", "abandoned", "ignored"]
Way = Literal["in", "missed", "out", "internal", "transfer"]

YES = ["y", "yes", "j", "ja", "o", "oui", "s", "si", "sim", "true", "t", "1", "ya", "x"]
NO = ["n", "no", "nein", "non", "nao", "nee", "false", "f", "0", "tidak"]
"""Answers to a column such as ``Answered (Y/N)``."""

WORDS: dict[Fate, str] = {
    "answered": (
        "agent answered answer served handled completed complete connected success ok answered_by_agent "
        "beantwortet angenommen bearbeitet verbunden erreicht repondu traite servi atendida atendido contestada "
        "contestado risposta risposto gestita beantwoord opgenomen terjawab dijawab resolved accepted call_completed "
        "transferred answered_elsewhere отвечен отвечено принят разговор успешныи erfolgreich exitosa"
    ),
    "abandoned": (
        "hang hangup hung_up abandoned abandon abandoned_call lost missed unanswered no_answer noanswer "
        "not_answered cancel cancelled canceled timeout busy failed congestion declined rejected voicemail voice_mail "
        "abandoned_in_queue abandoned_in_voicemail abandoned_in_ivr abandoned_in_on_hold agent_missed agent_declined "
        "queue_timeout caller_hangup verloren verpasst aufgelegt abgebrochen overflow dropped redirected_to_voicemail "
        "aufgegeben nicht_angenommen nicht_beantwortet besetzt mailbox anrufbeantworter abandonne perdu manque raccroche "
        "occupe abandonada abandonado perdida ocupado buzon_de_voz messagerie abbandonata persa occupato gemist opgehangen "
        "bezet terlewat tidak_terjawab sibuk missed_call пропущен пропущенныи потерян занято нет_ответа не_отвечен "
        "no_contestada no_atendida sin_respuesta non_repondu sans_reponse tak_terjawab gagal"
    ),
    "ignored": "phantom test test_call testanruf internal intern outbound",
}
"""Outcomes that are understood without being told, with blanks between."""

WAYS: dict[Way, str] = {
    "in": "in inbound incoming eingehend eingang ankommend entrant entrante in_entrata binnenkomend inkomend masuk "
    "входящии входящая "
    "inbound_call "
    "incoming_call received callback webrtc_api i",
    "missed": "missed missed_call verpasst inbound_voicemail voicemail rejected blocked",
    "out": "out outbound outgoing ausgehend abgehend sortant saliente in_uscita uitgaand keluar исходящии исходящая "
    "outbound_api outbound_dial "
    "outbound_call outgoing_call dialed dialled external_outbound manual autodial outbound_preview "
    "outbound_voicemail preview api o",
    "internal": "internal intern interne interno внутреннии "
    "internal_call internal_voicemail monitor test consult disconnect "
    "extension_to_extension",
    "transfer": "transfer queue_transfer transferred consult_transfer",
}
"""Ways of a call that are understood, with blanks between."""

_FATE_OF = {word: fate for fate, words in WORDS.items() for word in words.split()}
_WAY_OF = {word: way for way, words in WAYS.items() for word in words.split()}


@dataclass(frozen=True)
class Outcomes:
    """What the values of the outcome column mean; values named here win over the known words.

    With `answered` given, every value that is neither named nor known as no call is a call that was not answered: it
    arrived. Without it, a value that is not known is refused rather than guessed.
    """

    answered: tuple[str, ...] = ()
    abandoned: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    def meanings(self, values: Iterable[str], place: str, *, yes_means: Fate = "answered") -> dict[str, Fate]:
        """Meaning of each value that occurs.

        Parameters
        ----------
        values
            Values of the column, as often as they occur.
        place
            Name of the file, for what is refused.
        yes_means
            What yes means: the column may ask whether the call was abandoned.

        Raises
        ------
        InputError
            If a value is not known, or named in two meanings.
        """
        counts = Counter(values)
        meanings = {value: self._fate(value, yes_means) for value in counts}
        unknown = sorted(value for value, fate in meanings.items() if fate is None)
        if unknown:
            listed = ", ".join(f"{value!r} ({counts[value]} rows)" for value in unknown[:20])
            raise InputError(
                [Fault(place, "outcome", f"cannot tell what {listed} mean; say it with --answered, --abandoned or --ignored")]
            )
        twice = sorted(
            {*map(plain, self.answered)} & {*map(plain, self.abandoned)}
            | {*map(plain, self.ignored)} & {*map(plain, self.answered), *map(plain, self.abandoned)}
        )
        if twice:
            raise InputError([Fault(place, "outcome", f"{', '.join(twice)}: named in two meanings")])
        return {value: fate for value, fate in meanings.items() if fate is not None}

    def _fate(self, value: str, yes_means: Fate) -> Fate | None:
        named: dict[Fate, tuple[str, ...]] = {"answered": self.answered, "abandoned": self.abandoned, "ignored": self.ignored}
        word = plain(value)
        for fate, values in named.items():
            if word in map(plain, values):
                return fate
        if self.answered:
            return "ignored" if _FATE_OF.get(word) == "ignored" and not self.ignored else "abandoned"
        if word in YES or word in NO:
            return yes_means if word in YES else "abandoned" if yes_means == "answered" else "answered"
        return _FATE_OF.get(word)


def is_known_outcome(value: str) -> bool:
    """Whether a word says what became of a call."""
    return plain(value) in _FATE_OF or plain(value) in YES or plain(value) in NO


def way_of(value: str) -> Way | None:
    """Which way a call went, by one word; None if the word is not known."""
    word = plain(value)
    return _WAY_OF.get(word) or next((way for known, way in _WAY_OF.items() if len(known) > 3 and word.startswith(known)), None)
