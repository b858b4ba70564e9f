"""Names that must be known: what is said of one nobody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from scheduler.instance.operators import Operator


def unknown_name(what: str, name: str, known: Iterable[str], meant: Sequence[str] = ()) -> str:
    """What is wrong with a name that is none of those known, and the one that is meant if it is clear, or the nearest."""
    names = sorted(known)
    near = meant if len(meant) == 1 else get_close_matches(name, names, n=1, cutoff=0.5)
    listed = ", ".join(names) if len(names) <= 12 else f"one of the {len(names)} written"
    return f"unknown {what} {name!r}; allowed: {listed}" + (f"; did you mean {near[0]}?" if near else "")


def unknown_operator(written: str, operators: Iterable[Operator]) -> str:
    """What is wrong with an operator nobody knows; who is named in full is known by that name."""
    people = list(operators)
    return unknown_name("operator", written, [each.id for each in people], named_in_full(written, people))


def named_in_full(written: str, operators: Iterable[Operator]) -> list[str]:
    """Ids of the operators who have this name."""
    return [each.id for each in operators if each.name.casefold() == written.strip().casefold()]
