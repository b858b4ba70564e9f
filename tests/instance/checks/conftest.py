"""Faults of an instance, and topics in few words."""

from __future__ import annotations

from typing import Any

from scheduler.instance.checks.cross import cross_faults


def faults(instance: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return list(cross_faults(instance))


def only(instance: Any) -> tuple[tuple[str | int, ...], str]:
    found = faults(instance)
    assert len(found) == 1, found
    return found[0]


def operator(name: str, contract: str = "full") -> dict[str, str]:
    return {"id": name, "contract": contract}


def pin(
    who: str, when: str, start: str | None = None, end: str | None = None, kind: str = "pinned"
) -> dict[str, Any]:
    return {"operator": who, "when": when, "from": start, "to": end, "kind": kind}


def call(start: str, calls: float = 3) -> dict[str, Any]:
    return {"start": start, "calls": calls, "aht_s": 200}


def contract(**bounds: Any) -> dict[str, Any]:
    return {"contracts": {"full": {"hours_per_week": [0, 40]} | bounds}}


def before(operator: str = "anna", **known: Any) -> dict[str, Any]:
    return {"history": [{"operator": operator} | known]}
