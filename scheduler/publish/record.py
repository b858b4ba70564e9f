"""What was published last, so that calendars know which of their events changed and which files are ours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scheduler.errors import Fault, InputError

NAME = "published.json"
DocumentName = Literal["roster.xlsx", "report.html", "shifts.csv", "breaks.csv"]
# A plain file name: a record that was tampered with must not make us remove anything outside the folder.
CalendarFile = Annotated[str, Field(pattern=r"^[^/\\:.][^/\\:]*\.ics$")]


class PublishedEvent(BaseModel):
    """Sequence under which an event was last published, and the fingerprint of what it said."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    sequence: int = Field(ge=0)
    fingerprint: str


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
    events
        What was said of each event, by its UID.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    schema_version: Literal[1] = Field(1, alias="schema")
    version: str | None = None
    documents: tuple[DocumentName, ...] = ()
    calendars: tuple[CalendarFile, ...] = ()
    breaks_as_events: bool | None = None
    events: dict[str, PublishedEvent] = Field(default_factory=dict)

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
        return ordered.model_dump_json(by_alias=True, indent=1) + "\n"


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
