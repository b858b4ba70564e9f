"""`scheduler.check` of an instance alone: what can be said of it before anything is solved."""

from __future__ import annotations

from scheduler.instance.instance import Instance as Topics
from scheduler.instance.origin import Origin
from scheduler.library.instance import Instance
from scheduler.survey.survey import Survey
from scheduler.survey.survey import survey as survey_of


def survey(instance: Topics) -> Survey:
    """Look over an instance: as `scheduler.check`, which says what is found.

    Raises
    ------
    InputError
        If an open interval has no row in the forecast.
    """
    return survey_of(instance, instance.origin if isinstance(instance, Instance) else Origin("instance", ""))
