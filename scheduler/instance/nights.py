"""What a night shift is; the law of each country and the agreement of each house say it otherwise."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from scheduler.instance.base import LocalTime, Model, Window, format_local_time


class Nights(Model):
    """A shift is a night shift if at least `minutes` of it, breaks included, lie in the window of one night.

    Parameters
    ----------
    from, to
        The window on the wall clock; it passes midnight where its end is not after its start.
    minutes
        Least part of the shift that lies in it.
    """

    start: LocalTime = Field(alias="from")
    end: LocalTime = Field(alias="to")
    minutes: int = Field(ge=1, le=1440)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.start == self.end:
            raise ValueError(f"to: the window starts and ends at {format_local_time(self.start)}")
        length = Window(self.start, self.end).minutes
        if self.minutes > length:
            raise ValueError(f"minutes: found {self.minutes} min, more than the window has ({length} min)")
        return self
