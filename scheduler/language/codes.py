"""Which languages there are: every catalogue has one of these codes, and English needs none."""

from __future__ import annotations

from typing import Literal, get_args

LanguageCode = Literal["en", "id", "ru", "de", "es"]
"""Codes of ISO 639-1."""

CODES: tuple[LanguageCode, ...] = get_args(LanguageCode)
ENGLISH: LanguageCode = "en"
