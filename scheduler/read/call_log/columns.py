"""Which column of a call log says what: named by the user, or recognised by its title."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.source import LogSource

TITLES: dict[str, tuple[str, ...]] = {
    "start": (
        "start", "start_time", "starttime", "call_start", "calldate", "call_datetime", "datetime", "date_time",
        "timestamp", "arrival", "arrival_time", "arrived", "arrived_at", "vru_entry", "queue_entry", "entered",
        "call_time", "time",
        "beginn", "anrufbeginn", "startzeit", "anrufzeit", "zeitstempel", "zeitpunkt", "eingang", "uhrzeit", "zeit",
        "debut", "heure_debut", "heure", "inicio", "hora_inicio", "hora", "inizio", "ora_inizio", "ora", "starttijd",
        "tijdstip", "tijd", "mulai", "waktu_mulai", "waktu",
    ),
    "date": ("date", "call_date", "day", "datum", "tag", "anrufdatum", "jour", "fecha", "dia", "data", "giorno",
             "tanggal"),
    "handling": (
        "handling_s", "handling", "handling_time", "handling_time_s", "handle_time", "handle_time_s", "aht_s", "aht",
        "billsec", "talk_time", "talktime", "ser_time", "service_time", "service_time_s", "conversation_time",
        "bearbeitungszeit", "gesprachsdauer", "gespraechsdauer", "gesprachszeit", "duree_traitement",
        "tiempo_de_conversacion", "tempo_di_conversazione", "gesprekstijd", "waktu_bicara", "duration_s", "duration",
        "call_duration", "dauer", "anrufdauer", "duree", "duracion", "durata", "duur", "durasi",
    ),
    "answered_at": ("answered_at", "answer", "answer_time", "answertime", "ser_start", "service_start", "connected_at",
                    "angenommen", "angenommen_um", "gesprachsbeginn"),
    "end": ("end", "end_time", "endtime", "call_end", "hangup", "hangup_time", "ser_exit", "ended_at", "ende",
            "endzeit", "anrufende", "gesprachsende", "fin", "heure_fin", "hora_fin", "fine", "ora_fine",
            "eindtijd", "selesai"),
    "outcome": ("outcome", "disposition", "call_status", "call_result", "status", "result", "ergebnis",
                "anrufstatus", "statut", "resultat", "estado", "resultado", "stato", "esito", "resultaat", "hasil"),
    "queue": (),  # never taken unasked: a hotline without queues has no use for it
}
"""Titles by which a column is recognised, best first; case, accents and punctuation do not matter."""


@dataclass(frozen=True)
class Columns:
    """Titles of the columns, as the user named them; None: to be recognised.

    Parameters
    ----------
    start
        When the call arrived: date and time, or the time only.
    date
        Date of the call, where `start` is a time only.
    handling
        Time the operator spent with the caller.
    answered_at, end
        Without a handling time: it lasts from `answered_at` (without it, from `start`) to `end`.
    outcome
        Whether the call was answered.
    queue
        Queue of the call; only if named.
    """

    start: str | None = None
    date: str | None = None
    handling: str | None = None
    answered_at: str | None = None
    end: str | None = None
    outcome: str | None = None
    queue: str | None = None

    def find(self, source: LogSource) -> dict[str, int]:
        """Index of each column found, by role.

        Raises
        ------
        InputError
            If a named column is missing or stands twice, or start or handling time cannot be recognised.
        """
        titles = [plain(title) for title in source.header]
        faults: list[Fault] = []
        found: dict[str, int] = {}
        for role in (field.name for field in fields(self)):
            named: str | None = getattr(self, role)
            wanted = (plain(named),) if named is not None else TITLES[role]
            title = next((title for title in wanted if title in titles), None)
            if title is None and named is None:
                continue
            if title is None or titles.count(title) > 1:
                message = "is missing" if title is None else "stands twice"
                faults.append(Fault(source.name, role, f"column {named or title!r} {message}; {_found(source)}"))
            else:
                found[role] = titles.index(title)
        if "start" not in found and self.start is None and "date" in found:
            found["start"] = found.pop("date")  # date and time in one column
        if self.end is not None and self.handling is None:
            found.pop("handling", None)
        if "handling" in found:
            found.pop("end", None)
        faults.extend(self._unrecognised(source, found, {fault.field for fault in faults}))
        if faults:
            raise InputError(faults)
        return found

    def _unrecognised(self, source: LogSource, found: dict[str, int], named: set[str]) -> list[Fault]:
        faults = []
        if not {"start"} & (found.keys() | named):
            faults.append(Fault(source.name, "start", "no column is known as the start of the call; name it with "
                                f"--start; {_found(source)}"))
        if not {"handling", "end"} & (found.keys() | named):
            faults.append(Fault(source.name, "handling", "no column is known as the handling time; name it with "
                                f"--handling, or the end of the call with --end; {_found(source)}"))
        return faults


def plain(title: str) -> str:
    """Title in lower case, without accents, with one underscore for whatever is neither letter nor digit."""
    bare = (mark for mark in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(mark))
    return "_".join("".join(mark if mark.isalnum() else " " for mark in bare).split())


def _found(source: LogSource) -> str:
    return f"found are the columns {', '.join(source.header)}"
