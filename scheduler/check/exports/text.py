"""Text of people as documents repeat it, so that both sides can be compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 16)
def readable(text: str) -> str:
    """Return `text` without what documents cannot carry: one line, no control, format or private characters."""
    kept = (" " if char.isspace() else char for char in text
            if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join("".join(kept).split())


def dashed(text: object) -> str:
    """Return `text` with every en dash as a hyphen, without blanks: ``08:00 – 16:30`` is ``08:00-16:30``."""
    return str(text).replace("–", "-").replace(" ", "")
