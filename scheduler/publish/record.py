"""What was published last, so that calendars know which of their events changed and which files are ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scheduler.errors import Fault, InputError
from scheduler.roster import Shift, StandbyPlace

NAME = "published.json"
CALLED_OFF = "called off"
DocumentName = Literal["roster.xlsx", "report.html", "shifts.csv", "breaks.csv", "ledger.csv", "standby.csv"]
# A plain file name: a record that was tampered with must not make us remove anything outside the folder.
CalendarFile = Annotated[str, Field(pattern=r"^[^/\\:.][^/\\:]*\.ics$")]


class Said(BaseModel):
    """What an event said, so that it can stay when it is over, and be called off when it is gone; times in UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    operator: str
    start: dt.datetime
    end: dt.datetime
    summary: str
    category: str
    description: str = ""
    location: str = ""
    reminder_minutes: int | None = None


class PublishedEvent(BaseModel):
    """Sequence under which an event was last published, the fingerprint of what it said, and what that was.

    A fingerprint of an event that was called off is `CALLED_OFF`; records of old versions do not say what events said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    sequence: int = Field(ge=0)
    fingerprint: str
    said: Said | None = None

    @property
    def is_called_off(self) -> bool:
        """Whether people have been told that it does not take place."""
        return self.fingerprint == CALLED_OFF

    def called_off(self) -> PublishedEvent:
        """The same event as one that does not take place."""
        if self.is_called_off:
            return self
        return self.model_copy(update={"sequence": self.sequence + 1, "fingerprint": CALLED_OFF})


class Published(BaseModel):
    """The publication record of a folder; events that have gone stay in it, as their UIDs may come back.

    Parameters
    ----------
    version
        Of this software, when it published last.
    documents, calendars
        Files that were published here and should be here.
    breaks_as_events
        Whether breaks have events of their own in the calendars; None: no calendars, or not recorded.
    operator_sheets
        Whether the workbook has a sheet for each operator.
    events
        What was said of each event, by its UID.
    hotline
        Name of the hotline to which the record belongs; None: not recorded.
    announced
        Shifts as people were last told of them; None: nobody was, the roster is a draft.
    announced_standby
        Places on standby lists as people were last told of them.
    withdrawn_from
        Shifts that begin from this moment on were called off; None: the roster was not withdrawn.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    schema_version: Literal[1] = Field(1, alias="schema")
    version: str | None = None
    documents: tuple[DocumentName, ...] = ()
    calendars: tuple[CalendarFile, ...] = ()
    breaks_as_events: bool | None = None
    operator_sheets: bool = False
    events: dict[str, PublishedEvent] = Field(default_factory=dict)
    hotline: str | None = None
    announced: tuple[Shift, ...] | None = None
    announced_standby: tuple[StandbyPlace, ...] = ()
    withdrawn_from: dt.datetime | None = None

    @property
    def state(self) -> Literal["draft", "published", "withdrawn"]:
        """Whether people have been told of a roster of this folder, and whether it was called off since."""
        if self.withdrawn_from is not None:
            return "withdrawn"
        return "published" if self.announced else "draft"

    def takes_place(self, start: dt.datetime) -> bool:
        """Whether a shift that begins then was not called off with the whole roster."""
        return self.withdrawn_from is None or start < self.withdrawn_from

    def renewed(self) -> Published:
        """The record when a roster is written that was not withdrawn."""
        return self.model_copy(update={"withdrawn_from": None})

    def sequence(self, uid: str, fingerprint: str) -> int:
        """Sequence of an event now: one more than it was if what it says has changed, 0 if it is new."""
        last = self.events.get(uid)
        if last is None:
            return 0
        return last.sequence + (last.fingerprint != fingerprint)

    def with_documents(self, names: Iterable[str]) -> Published:
        """Return the record with these documents among those published."""
        return self.model_copy(update={"documents": tuple(sorted({*self.documents, *names}))})

    def to_json(self) -> str:
        """Text of the record; equal records give equal text."""
        ordered = self.model_copy(update={"events": dict(sorted(self.events.items()))})
        left_out = {name for name in ("hotline", "announced", "withdrawn_from") if getattr(self, name) is None}
        left_out |= {name for name in ("operator_sheets", "announced_standby") if not getattr(self, name)}
        return ordered.model_dump_json(by_alias=True, indent=1, exclude=left_out) + "\n"


def read_record(folder: Path) -> Published:
    """Read the record of a folder; an empty one if nothing was published there yet.

    Raises
    ------
    InputError
        If the record is damaged: without it, changed events would not reach people's calendars.
    """
    path = folder / NAME
    if not path.exists():
        return Published.model_validate({"schema": 1})
    try:
        return Published.model_validate_json(path.read_bytes())
    except ValidationError as error:
        faults = [Fault(str(path), ".".join(map(str, entry["loc"])), entry["msg"]) for entry in error.errors()]
        remedy = Fault(str(path), "", "the publication record is damaged; restore it, or delete it to publish anew")
        raise InputError([*faults, remedy]) from None


def refuse_another_hotline(record: Published, hotline: str, folder: Path) -> None:
    """Raise `InputError` if a folder's record belongs to another hotline: their calendars would call each other off."""
    if record.hotline not in (None, hotline):
        raise InputError([Fault(str(folder / NAME), "hotline", f"found {record.hotline!r}: rosters of that hotline were "
                                f"published here, and this one is {hotline!r}'s; allowed is another folder, or to delete the "
                                "record")])
