"""`scheduler.shifts`: how many shifts a hotline needs, and when; and rotations for nobody in particular."""

from __future__ import annotations

from pathlib import Path

from scheduler.library.instance import Instance
from scheduler.publish.shift_plan.folder import publish_shifts
from scheduler.rotation_plan import RotationPlan
from scheduler.shift_plan import ShiftPlan
from scheduler.solve.options import Options
from scheduler.solve.rotation import find_rotation
from scheduler.solve.shifts import plan_shifts


def shifts(
    instance: Instance, options: Options, *, cost_per_hour: float | None = None, pooled: bool = False
) -> ShiftPlan:
    """Plan anonymous shifts: as `scheduler.shifts`, which says what may be asked."""
    return plan_shifts(instance, options, cost_per_hour=cost_per_hour, pooled=pooled, origin=instance.origin)


def rotation(
    instance: Instance, weeks: int, options: Options, *, contract: str | None = None, crew: int = 1,
    mean_hours: tuple[float, float] | None = None,
) -> RotationPlan:
    """Find a rotation of so many weeks: as `solve.rotation`, which says what may be asked."""
    return find_rotation(instance, weeks, options, contract=contract, crew=crew, mean_hours=mean_hours, origin=instance.origin)


def publish(plan: ShiftPlan, folder: str | Path) -> list[Path]:
    """Write a page with a picture, tables (CSV), and the plan as JSON into a folder; the files written."""
    return publish_shifts(plan, Path(folder))
