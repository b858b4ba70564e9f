"""Pricing: what every shift costs with its best breaks, at a price of presence in each cell."""

from __future__ import annotations

import numpy as np

from scheduler.engine.compiled.arrays import FAR
from scheduler.engine.compiled.breaks import advance
from scheduler.engine.compiled.jit import part


@part
def prefix_sums(price, prefix):  # type: ignore[no-untyped-def]
    """Write the sums before each cell of the price of the phone and, for each kind of break, of what it spares."""
    phone, total, at = price[0], np.int64(0), len(price[0])
    for cell in range(at):
        prefix[cell] = total
        total += phone[cell]
    prefix[at] = total
    for lane in range(1, len(price)):
        total, away = np.int64(0), price[lane]
        for cell in range(len(phone)):
            at += 1
            prefix[at] = total
            total += phone[cell] - away[cell]
        at += 1
        prefix[at] = total


@part
def _has_row(forms_of_chain, row_at):  # type: ignore[no-untyped-def]
    """Whether there is a row among those of a start (forms,) that may have a chain of breaks."""
    for form in forms_of_chain:  # noqa: SIM110 - compiled
        if row_at[form] >= 0:
            return True
    return False


@part
def price_shifts(forms, shifts, room, starts, uses_chain):  # type: ignore[no-untyped-def]
    """Write to `room.value` the least price of presence of every shift at the given starts (indices), by `room.prefix`.

    Chains are gone through once for all forms that share them; those not in use (chains,) are left out.
    """
    prefix, value, gains, queue = room.prefix, room.value, room.gains, room.queue
    chains, chain_from, chain_form, form_cells = forms.chains, forms.chain_from, forms.chain_form, shifts.form_cells
    last_low, last_high, sizes, lows, all_starts, rows = (
        forms.last_low, forms.last_high, chains.size, chains.low, shifts.starts, shifts.row_at)
    for index in starts:
        start, row_at = all_starts[index], rows[index]
        for row in row_at:
            if row >= 0:
                value[row] = FAR
        for chain in range(len(sizes)):
            if not uses_chain[chain] or not _has_row(chain_form[chain_from[chain]:chain_from[chain + 1]], row_at):
                continue
            size = sizes[chain]
            for position in range(size):
                advance(chains, chain, position, prefix, start, start, gains[(position + 1) % 2], gains[position % 2], queue)
            for link in range(chain_from[chain], chain_from[chain + 1]):
                row = row_at[chain_form[link]]
                if row < 0:
                    continue
                best = np.int64(0)
                if size:
                    last, low = gains[(size - 1) % 2], lows[chain, size - 1]
                    best = -FAR
                    for offset in range(last_low[link], last_high[link] + 1):
                        best = max(best, last[offset - low])
                if best > -FAR:
                    value[row] = min(value[row], prefix[start + form_cells[chain_form[link]]] - prefix[start] - best)
