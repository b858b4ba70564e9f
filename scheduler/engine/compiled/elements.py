"""From a problem to the arrays of `anneal_kernels`: links of forms with their chains, rows by start, and who may work what."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.anneal_kernels import Elements
from scheduler.engine.compiled.kernels import Shifts, Walks
from scheduler.model.problem import Problem

INT = np.int64


def elements_of(problem: Problem, shifts: Shifts, walks: Walks) -> Elements:
    """Arrays of the elementary moves."""
    table, chains = problem.table, problem.chains
    _, chain_of = problem.chain_orders
    links = [(form, chain_of[form, number], order) for form, each in enumerate(table.forms)
             for number, order in enumerate(each.orders)]
    widest = chains.cells.shape[1]
    link_of = np.full((len(table.forms), len(chains.size)), -1, dtype=INT)
    windows = np.zeros((3, len(links), widest), dtype=INT)
    for link, (form, chain, order) in enumerate(links):
        link_of[form, chain] = link
        for place, each in enumerate(order.breaks):
            windows[:, link, place] = each.cells, each.earliest, each.latest
    entry_of, day_from = _entries(problem, walks)
    return Elements(
        link_of=link_of,
        link_from=np.searchsorted([form for form, _, _ in links], np.arange(len(table.forms) + 1)).astype(INT),
        link_chain=np.array([chain for _, chain, _ in links], dtype=INT),
        link_size=np.array([len(order.breaks) for _, _, order in links], dtype=INT),
        cells=windows[0], low=windows[1], high=windows[2],
        min_work=np.array([order.min_work for _, _, order in links], dtype=INT),
        max_work=np.array([order.max_work for _, _, order in links], dtype=INT),
        form_cells=chains.form_cells,
        row_day=table.day, row_start=table.start, row_form=table.form,
        starts=shifts.starts, row_at=shifts.row_at, start_index=np.searchsorted(shifts.starts, table.start).astype(INT),
        entry_of=entry_of, day_from=day_from, entry_effect=walks.group_effect[walks.row_group],
        gap=np.array([each.gap for each in problem.classes], dtype=INT),
        cell_day=days_of_cells(problem),
    )


def _entries(problem: Problem, walks: Walks) -> tuple[np.ndarray, np.ndarray]:
    """Entry of each class and row, -1 where there is none; and the first entry of each class and day."""
    entry_of = np.full((len(problem.classes), len(problem.table)), -1, dtype=np.int32)
    day_from = np.zeros((len(problem.classes), problem.days + 1), dtype=INT)
    for number, each in enumerate(problem.classes):
        first = walks.row_from[number]
        entry_of[number, each.rows] = first + np.arange(len(each.rows))
        day_from[number] = first + np.searchsorted(problem.table.day[each.rows], np.arange(problem.days + 1))
    return entry_of, day_from


def days_of_cells(problem: Problem) -> np.ndarray:
    """Day whose shifts reach each cell: the last one that has begun to start shifts by then; shape (cells,)."""
    firsts = np.full(problem.days, np.iinfo(INT).max)
    np.minimum.at(firsts, problem.table.day, problem.table.start)
    firsts = np.minimum.accumulate(firsts[::-1])[::-1]
    return np.maximum(np.searchsorted(firsts, np.arange(problem.cells), side="right") - 1, 0).astype(INT)
