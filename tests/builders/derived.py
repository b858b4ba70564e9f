"""What follows from an instance alone, in one call each: the tests that ask for it make its demand afresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from scheduler.check.cost import Costs, costs
from scheduler.check.facts.coverage import on_phone_of_sets, required_of_sets
from scheduler.demand.demand import demand_of
from scheduler.demand.staffing import StaffingCost, staffing_cost
from scheduler.instance.instance import Instance
from scheduler.model.problem import Problem, compile_problem
from scheduler.roster import Shift
from scheduler.simulate.service import SimulatedService, simulated_service
from scheduler.simulate.traffic import Traffic, traffic_of


def problem_of(instance: Instance) -> Problem:
    return compile_problem(instance, demand_of(instance))


def staffing_of(instance: Instance) -> StaffingCost:
    return staffing_cost(instance, demand_of(instance))


def costs_of(instance: Instance, shifts: Sequence[Shift]) -> Costs:
    return costs(instance, demand_of(instance), shifts)


def served_of(instance: Instance, shifts: Sequence[Shift]) -> np.ndarray:
    return on_phone_of_sets(instance, shifts)


def required_cells_of(instance: Instance) -> np.ndarray:
    return required_of_sets(instance, demand_of(instance))


def traffic_to(instance: Instance) -> Traffic:
    return traffic_of(instance, demand_of(instance))


def service_of(instance: Instance, shifts: Sequence[Shift], **asked: Any) -> SimulatedService:
    return simulated_service(instance, demand_of(instance), shifts, **asked)
