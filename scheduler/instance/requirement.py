"""The requirement where it is given directly, interval by interval, and not worked out of calls."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from scheduler.instance.base import Model
from scheduler.instance.operators import empty_is_none
from scheduler.instance.quantities import Moment


class RequiredInterval(Model):
    """Operators required in one interval of one queue.

    Without `calls` every open interval has a row, and the requirement is what stands here. Beside `calls` it is the larger of
    the two, and intervals without a row require what the calls do.

    Parameters
    ----------
    start
        Wall clock of the hotline, or with an offset.
    operators
        On the phone, as planned: shrinkage is not added to them.
    queue
        Which queue; left out where there is only one, without a name.
    """

    start: Moment
    operators: int = Field(ge=0, le=10_000)
    queue: Annotated[str | None, BeforeValidator(empty_is_none)] = None
