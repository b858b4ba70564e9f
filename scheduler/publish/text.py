"""Text that people typed, made safe for every document: what would steer a reader is taken out."""

from __future__ import annotations

import unicodedata

# Explicit direction embeddings, overrides and isolates: one left open turns around the text that follows it.
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_BREAKING = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def one_line(text: str) -> str:
    """Return `text` as one line: line breaks folded to a space, control characters and direction overrides removed."""
    if text.isprintable():
        return text.strip()
    text = text.replace("\r\n", " ")
    return "".join(" " if char in _BREAKING else char for char in text if _is_readable(char)).strip()


def _is_readable(char: str) -> bool:
    if char in _BREAKING:
        return True
    noncharacter = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    return char not in _STEERING and not noncharacter and unicodedata.category(char) not in ("Cc", "Cs")


def capital(text: str) -> str:
    """Return `text` with its first letter large, as it stands at the head of something; not all languages write days so."""
    return text[:1].upper() + text[1:]


def csv_cell(text: str) -> str:
    """Return `text` as a cell that no spreadsheet takes for a formula: one that starts like a formula is quoted."""
    text = one_line(text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") else text
