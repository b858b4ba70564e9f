"""Names of calendar files: readable, safe on every file system, and never the same for two operators."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

SUFFIX = ".ics"
_MAX_BYTES = 80
_PLAIN = re.compile(r"[a-z0-9_][a-z0-9._-]{0,79}")
# Windows takes these for devices, whatever follows the first dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|conin|conout|com\d|lpt\d)(\..*)?")


def calendar_name(operator_id: str) -> str:
    """Name of an operator's calendar file, its ending ``.ics`` included; at most 100 bytes of UTF-8.

    An id of small letters, digits, ``.``, ``_`` and ``-`` names its file as it is. Any other (capitals too, as many
    file systems do not tell them apart) keeps its letters and digits and gets ``~`` and twelve digits of its SHA-256;
    as no plain id contains ``~``, the two kinds cannot meet.
    """
    if _PLAIN.fullmatch(operator_id) and not operator_id.endswith(".") and not _DEVICES.fullmatch(operator_id):
        return operator_id + SUFFIX
    digest = sha256(operator_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{_readable(operator_id)}~{digest}{SUFFIX}"


def _readable(operator_id: str) -> str:
    """Letters, marks and digits of an id, everything else a dash; never empty, at most `_MAX_BYTES` bytes."""
    composed = unicodedata.normalize("NFC", operator_id)
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" or char == "_" else "-" for char in composed)
    kept = re.sub("-+", "-", kept).encode()[:_MAX_BYTES].decode(errors="ignore").strip("-")
    return kept or "operator"
