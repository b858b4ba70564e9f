"""Which queue each operator on the phone serves, at the least cost: exact, and without anything of the solver.

The numbers x on the queues that are possible in a cell are those with sum x = all on the phone and, for every set Q of
queues, x(Q) at most the number on the phone who can answer a queue of Q (Hall's condition). They are the bases of a
polymatroid, over which a sum of convex costs is least where operators are added one by one to the cheapest queue that
still has room [1]_. Among equals the queue that stands first in the instance is taken, which gives the one allocation
of least cost that serves most on the first queue, then most on the second, and so on.

.. [1] Federgruen & Groenevelt 1986, The greedy procedure for resource allocation problems: necessary and sufficient
   conditions for optimality, Operations Research 34(6).
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]

_FULL = np.iinfo(np.int64).max


def allocate(on_phone: Counts, can_answer: NDArray[np.bool_], marginal: Counts) -> Counts:
    """Operators who serve each queue in each cell; shape (cells, queues).

    Parameters
    ----------
    on_phone
        Operators on the phone with each set of skills; shape (cells, sets).
    can_answer
        Which queues a set of skills can answer; shape (sets, queues). Those who can answer none serve none.
    marginal
        Cost of the (k + 1)-th operator who serves a queue; rises with k; shape (cells, queues, most), where `most` is
        at least the number on the phone in any cell.
    """
    cells, queues = len(on_phone), can_answer.shape[1]
    subsets = np.array(list(product((False, True), repeat=queues))[1:], dtype=np.int64)
    room = on_phone @ (can_answer @ subsets.T > 0)
    serving = np.zeros((cells, queues), dtype=np.int64)
    left = on_phone[:, can_answer.any(axis=1)].sum(axis=1)
    while (busy := np.flatnonzero(left > 0)).size:
        full = (room[busy] == 0) @ subsets > 0
        costs = marginal[busy[:, None], np.arange(queues), serving[busy]]
        chosen = np.where(full, _FULL, costs).argmin(axis=1)
        serving[busy, chosen] += 1
        room[busy] -= subsets[:, chosen].T
        left[busy] -= 1
    return serving
