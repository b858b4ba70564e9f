"""`fairness`: rising prices of shifts, nights and weekends by what an operator owes and has had."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.instance.objective import units
from scheduler.rules import fairness
from scheduler.rules.basis.shift_table import shift_table
from scheduler.rules.basis.statement import Tariff
from tests.builders.hotline import hotline, volunteers

TWO = [{"id": "a", "contract": "c"}, {"id": "b", "contract": "c", "share": 0.5}]


def tariffs_of(instance, operator: int) -> list[Tariff]:
    return list(fairness.state(instance, instance.operators[operator], shift_table(instance)))


def test_nothing_without_a_price():
    assert tariffs_of(volunteers(TWO), 0) == []


@pytest.mark.parametrize(("operator", "slopes"), [(0, [2, 4, 6]), (1, [4, 8, 12])])
def test_the_nth_costs_n_times_the_price_divided_by_the_share(operator, slopes):
    (tariff,) = tariffs_of(volunteers(TWO, objective={"fairness": {"shifts": 2}}), operator)
    assert tariff.amount.all()
    assert np.diff(tariff.curves[0])[:3].tolist() == [units(each) for each in slopes]


def test_who_had_more_before_pays_from_there():
    ledger = [{"operator": "a", "shifts": 7}, {"operator": "b", "shifts": 2}]
    plan = volunteers(TWO, objective={"fairness": {"shifts": 1}}, ledger=ledger)
    firsts = [int(np.diff(tariffs_of(plan, operator)[0].curves[0])[0]) for operator in (0, 1)]
    assert firsts == [units(4), units(2)], "a had 3 more than the 4 that b's 2 are worth; b's share is a half"


def test_weekends_count_once_and_nights_are_those_the_hotline_names():
    plan = hotline(hours={"always": True}, horizon=14, nights={"from": "22:00", "to": "06:00", "minutes": 60},
                   shifts=[{"name": at, "start": {"from": at, "to": at}, "length": {"from_minutes": 480, "to_minutes": 480}}
                           for at in ("08:00", "22:00")], breaks={},
                   objective={"fairness": {"nights": 1, "weekends": 3}})
    table = shift_table(plan)
    nights, weekends = tariffs_of(plan, 0)
    late, early = (np.array([int(np.flatnonzero((table.day == day) & (table.start % 96 == cell))[0]) for day in range(14)])
                   for cell in (88, 32))
    off = np.full(14, -1)
    assert nights.cost_of(late) == units(sum(range(1, 15)))
    assert nights.cost_of(early) == nights.cost_of(off) == 0
    one = off.copy()
    one[5:7] = early[5:7]
    assert weekends.cost_of(one) == units(3), "two days of one weekend"
    assert weekends.cost_of(early) == units(3 + 6)
