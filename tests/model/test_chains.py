"""Break sequences that forms of several lengths share."""

from __future__ import annotations

from scheduler.engine.crew import Crew
from scheduler.instance.breaks import Breaks
from scheduler.model.chains import chain_orders, chains_of
from scheduler.rules.basis.break_forms import forms_of
from tests.builders.activities import busy
from tests.builders.checked import BREAKS
from tests.builders.derived import problem_of

FORMS = [form for minutes in (120, 240, 360, 480) for form in forms_of(Breaks.model_validate(BREAKS), minutes, 15)]


def test_every_order_of_every_form_has_a_chain_of_its_kinds():
    orders, chain_of = chain_orders(FORMS)
    for number, form in enumerate(FORMS):
        for place, order in enumerate(form.orders):
            chain = orders[chain_of[number, place]]
            assert [each.kind for each in chain.breaks] == [each.kind for each in order.breaks]


def test_as_many_chains_as_orders_that_differ_and_none_longer_than_its_breaks():
    chains, (orders, _) = chains_of(FORMS), chain_orders(FORMS)
    assert len(chains.size) == len(orders) < sum(len(form.orders) for form in FORMS) + 1
    assert chains.size.tolist() == [len(order.breaks) for order in orders]
    assert chains.cells.shape[1] == max(chains.size)


def test_a_short_last_shift_has_no_break_where_only_a_longer_one_goes_on():
    templates = [{"name": name, "start": {"from": start, "to": start, "every_minutes": 60}, "length": {
        "from_minutes": minutes, "to_minutes": minutes, "every_minutes": 60}}
        for name, start, minutes in (("long", "12:00", 600), ("short", "22:00", 360))]
    coaching = {"name": "talk", "minutes": 60, "per": "period", "times": 1}
    problem = problem_of(busy(coaching, shifts=templates, hours={"always": True}, calls={"per_day": 50, "aht_s": 240}))
    looked_at = int(problem.table.start.max() + problem.chains.high.max())
    assert looked_at >= problem.all_cells
    assert problem.closed_starts.closed.shape[1] > looked_at
    assert problem.closed_starts.closed[:, problem.all_cells:].all()
    assert len(Crew.of(problem)._room.prefix) > looked_at + problem.chains.cells.max()
