"""Numbers as logs write them; 1.250 may be a fraction or a thousand, and is asked about where nothing tells."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scheduler.read.call_log.complaints import CellError
from scheduler.read.call_log.options import Decimal

_PLAIN = re.compile(r"[-+]?\d+")
_ONE_MARK = re.compile(r"[-+]?(\d*)([.,])(\d*)")
_GROUPS = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,](\d+))?")
_SPACES = str.maketrans("", "", "  \u202f'’ ")
_EVIDENCE = {
    "point": re.compile(r"[-+]?(?:0\.\d{3}|\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})\s*%?"),
    "comma": re.compile(r"[-+]?(?:0,\d{3}|\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})\s*%?"),
}


def decimal_mark(texts: Iterable[object], otherwise: Decimal | None) -> Decimal | None:
    """The decimal mark that the numbers among some cells show; `otherwise` where they show none, or both."""
    seen: set[Decimal] = set()
    for text in texts:
        if isinstance(text, str):
            if _EVIDENCE["point"].fullmatch(text.strip()):
                seen.add("point")
            if _EVIDENCE["comma"].fullmatch(text.strip()):
                seen.add("comma")
    return seen.pop() if len(seen) == 1 else otherwise if not seen else None


def parse_number(value: object, decimal: Decimal | None) -> float:
    """A number; NaN where the cell is blank is the caller's business.

    Raises
    ------
    CellError
        If it is none, or may be two.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str):
        raise CellError(value, "is no number")
    text = value.strip().translate(_SPACES)
    if _PLAIN.fullmatch(text):
        return float(text)
    if match := _ONE_MARK.fullmatch(text):
        return _with_one_mark(value, text, match, decimal)
    if match := _GROUPS.fullmatch(text):
        whole, _, part = text.rpartition("." if match[1] == "," else ",") if match[2] else (text, "", "0")
        return float(re.sub(r"[.,]", "", whole) + "." + part)
    raise CellError(value, "is no number")


def _with_one_mark(value: str, text: str, match: re.Match[str], decimal: Decimal | None) -> float:
    whole, mark, part = match.groups()
    if not whole and not part:
        raise CellError(value, "is no number")
    may_be_thousands = len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    if may_be_thousands and decimal is None:
        raise CellError(
            value,
            "may be a thousand or a fraction; say --decimal comma where it is a thousand with a point (or a "
            "fraction with a comma), --decimal point the other way round",
        )
    own: Decimal = "point" if mark == "." else "comma"
    if may_be_thousands and decimal != own:
        return float(text.replace(mark, ""))
    return float(text.replace(",", "."))
