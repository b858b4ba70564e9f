"""`scheduler.starter` and `scheduler.schema`: what somebody begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scheduler.instance.instance import Instance
from scheduler.language.codes import ENGLISH, LanguageCode
from scheduler.read.starter import next_monday, write_starter

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def starter(path: str | Path, *, language: LanguageCode = ENGLISH) -> Sequence[Path]:
    """Write a starter hotline that begins next Monday: a folder, or with a ``.xlsx`` name a workbook.

    Parameters
    ----------
    language
        Of the hotline's documents, and of the texts to begin with for the operator's pack.

    Returns
    -------
    The files written; nothing that exists is overwritten.
    """
    return tuple(write_starter(Path(path), next_monday(dt.datetime.now().astimezone().date()), language))


def schema() -> dict[str, Any]:
    """JSON Schema of an instance, with the name of its dialect."""
    return {"$schema": _DIALECT, **Instance.model_json_schema(by_alias=True)}
