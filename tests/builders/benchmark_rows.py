"""Rows as a run would leave them."""

from __future__ import annotations

from typing import Any

from benchmarks.row import Row


def row(**changes: Any) -> Row:
    """A good run of 20 operators."""
    figures: dict[str, Any] = {
        "instance": "20 x 7", "method": "engine", "seed": 0, "seconds": 10.0, "build_s": 0.2, "first_roster_s": 0.1,
        "cost_at": {"1": 110.0, "10": 100.0}, "gap_at": {"1": 20.0, "10": 4.0}, "cost": 100.0, "bound": 96.0, "gap": 4.0,
        "gap_above_pay": 40.0, "short_h": 1.0, "surplus_h": 2.0, "paid_h": 90.0, "memory_mb": 250.0,
    }
    return Row(**figures | changes)
