"""Names that must be known: what is said of one nobody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def unknown_name(what: str, name: str, known: Iterable[str]) -> str:
    """What is wrong with a name that is none of those known, with the nearest of them."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    listed = ", ".join(names) if len(names) <= 12 else f"one of the {len(names)} written"
    return f"unknown {what} {name!r}; allowed: {listed}" + (f"; did you mean {near[0]}?" if near else "")
