"""Text of people as documents repeat it, so that both sides can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.language.words import Language, language

_REPEATED = re.compile(r"(\d\d:\d\d) ?\(\D*([12])[^)\d]*\)")


@lru_cache(maxsize=1 << 16)
def readable(text: str) -> str:
    """Return `text` without what documents cannot carry: one line, no control, format or private characters."""
    kept = (" " if char.isspace() else char for char in text
            if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join("".join(kept).split())


def language_of(instance: Instance, operator: Operator) -> Language:
    """Language of an operator's own documents."""
    return language(operator.language or instance.hotline.language)


def unmarked(text: str) -> str:
    """Return `text` with the marks of a repeated hour as in English, ``02:30 (1st)``, whatever language they are in."""
    return _REPEATED.sub(lambda found: f"{found[1]} ({'1st' if found[2] == '1' else '2nd'})", text)


def dashed(text: object) -> str:
    """Return `text` with every en dash as a hyphen, without blanks: ``08:00 – 16:30`` is ``08:00-16:30``."""
    return unmarked(str(text)).replace("–", "-").replace(" ", "")
