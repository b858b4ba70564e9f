"""What travels between the loops: arrays in named tuples, all integers unless they say otherwise.

The first part is made once from a problem and never changes; the second is what a search changes; the third is room to work in.
Loops reserve no memory of their own: that is quicker, and it halves what there is to compile.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

FAR = np.int64(1) << 60
"""Cost of what is impossible."""

ADD, REMOVE = np.int64(1), np.int64(-1)
"""Signs; of numpy's type, as numba compiles a loop anew for each plain constant it is called with."""


class Shifts(NamedTuple):
    """Rows of the shift table.

    `starts` (starts,): cells at which some shift begins; `row_at` (starts, forms): the row, -1 where there is none.
    `row_day`, `row_start`, `row_end`, `row_form`, `row_index` (rows,): day, first cell, the cell after the last, form, and
    place of the first cell in `starts`. `form_cells` (forms,): length of each form.
    """

    starts: Ints
    row_at: Ints
    row_day: Ints
    row_start: Ints
    row_end: Ints
    row_form: Ints
    row_index: Ints
    form_cells: Ints


class Sequences(NamedTuple):
    """Sequences of breaks.

    `size`, `held` (sequences,): how many, and how many of them, the first, are activities: those are in order of time, and so
    are the breaks after them; `cells`, `low`, `high` (sequences, most breaks): length of each, and the window of its start
    after the shift's; `min_work`, `max_work`: cells between the break before and each; `lane`: the lane of the break, counted
    from that of the phone; 0 where breaks count nowhere; `spared`: where in `Room.prefix` what it spares begins; `window`: the
    row of `closed` (windows, all cells) that says where it may not start, -1 where it may anywhere.
    """

    size: Ints
    held: Ints
    cells: Ints
    low: Ints
    high: Ints
    min_work: Ints
    max_work: Ints
    lane: Ints
    spared: Ints
    window: Ints
    closed: Mask


class Forms(NamedTuple):
    """Which breaks the forms of shifts may have.

    `chains`: sequences that forms share, in windows that are wide enough for all of them; the forms of
    a chain stand from its `chain_from` on (chains + 1,) in `chain_form`, with the window of the last break in `last_low` and
    `last_high`. `orders`: sequences of a single form, in windows so narrow that any start in them leaves a way to place the
    others; those of a form stand from its `order_from` on (forms + 1,), and `order_chain` names their chain.
    `order_of` (forms, chains): -1 where the form may not have the chain.
    """

    chains: Sequences
    chain_from: Ints
    chain_form: Ints
    last_low: Ints
    last_high: Ints
    orders: Sequences
    order_from: Ints
    order_chain: Ints
    order_of: Ints


class Walks(NamedTuple):
    """Networks of all classes, over whose days the walks lead; see `counters.walks` for what each array holds.

    `skill` (classes,): the skill's lane on the phone. `tolled` (graphs,): whether steps cost something besides; then `toll` has
    it for each step, as `follow` has where it leads.
    """

    days: int
    skill: Ints
    start_from: Ints
    start: Ints
    uses_chain: Mask
    row_from: Ints
    row: Ints
    row_cost: Ints
    row_group: Ints
    group_from: Ints
    effect_from: Ints
    group_effect: Ints
    group_start: Ints
    group_ready: Ints
    ready_from: Ints
    ready_after_off: Ints
    off_cost: Ints
    graph: Ints
    states: Ints
    effects: Ints
    follow_from: Ints
    follow: NDArray[np.int32]
    tolled: Mask
    toll: Ints


class Entries(NamedTuple):
    """Which shifts a class may work, and what tells whether days are legal and what they cost, for the elementary moves.

    `class_of`, `skill_of` (operators,). `entry_of` (classes, rows): place of a row among the entries, -1 where the class may
    not work it; `day_from` (classes, days + 1): first entry of each day; `row`, `cost`, `effect` on the counters (entries,).
    `off_cost` (classes, days); `gap` (classes,): rest in cells. `graph` to `toll`: as in `Walks`.
    `cell_day` (cells,).
    """

    class_of: Ints
    skill_of: Ints
    entry_of: NDArray[np.int32]
    day_from: Ints
    row: Ints
    cost: Ints
    effect: Ints
    off_cost: Ints
    gap: Ints
    graph: Ints
    effects: Ints
    follow_from: Ints
    follow: NDArray[np.int32]
    tolled: Mask
    toll: Ints
    cell_day: Ints


class Arrays(NamedTuple):
    """A problem; `class_of` (operators,)."""

    forms: Forms
    shifts: Shifts
    walks: Walks
    class_of: Ints


class Cover(NamedTuple):
    """Who is on the phone, and what it costs: a sum of convex costs of head counts.

    Presence is kept by *lanes*: each skill has one for being on the phone, and where breaks count too, after it one for each
    kind of break; `lanes` is how many a skill has, and a skill is named by its first. `simple` says that there is one head
    count, in which everybody on the phone counts; then `heads` is not kept, as it is `presence`.

    Costs: `curves` (curves, most + 1), of all head counts; `curve_of` (head counts, cells), -1 where nothing is counted;
    `priced` (cells,): whether anything is; `forbidden`: the least slope that is a cap's. Operators: `counted` (lanes, head
    counts): what one adds. State: `presence` (lanes, all cells), `heads` (head counts, cells).
    """

    simple: bool
    curves: Ints
    curve_of: Ints
    priced: Mask
    forbidden: int
    lanes: int
    counted: Ints
    presence: Ints
    heads: Ints


class Roster(NamedTuple):
    """Rows worked and their chains of breaks (operators, days), -1 on a day off; starts of breaks (operators, days, most)."""

    rows: Ints
    chain: Ints
    breaks: Ints


class Columns(NamedTuple):
    """Rosters of each class, as answers to prices: `rows` and `chain` (answers, classes, days), `breaks` with one axis more."""

    rows: NDArray[np.int32]
    chain: NDArray[np.int32]
    breaks: NDArray[np.int32]


class Counted(NamedTuple):
    """What answers come to: `presence` (answers, lanes, all cells), `worked` (answers, days), `own` cost (answers,)."""

    presence: Ints
    worked: Ints
    own: Ints


class Frontier(NamedTuple):
    """Room for a search over the nodes of a class, of which day d has those from `node_from` (days + 2,) on.

    `reached` (nodes,): least cost known, `FAR` for those not reached, as all are between two searches; the others are in `seen`
    (nodes + 1,), whose last value is their number, with `parent`, `row` (of the shift table, -1 for a day off) and `place` on
    the heap (nodes,). `heap` and `total` (nodes,): nodes on the heap, and what a walk by them costs at least.
    """

    node_from: Ints
    reached: Ints
    seen: Ints
    parent: Ints
    row: Ints
    place: Ints
    heap: Ints
    total: Ints


class Room(NamedTuple):
    """Room for the programme of one operator.

    `price` (lanes of a skill, all cells); `prefix` (lanes · (all cells + 1), and room beyond): sums before each cell of the
    price of being on the phone and then, for each kind of break, of what such a break spares; `value` (rows,): least price of
    each shift. `gains` (most breaks, widest window) and `queue` (widest window,): of the breaks; `placed` (most breaks,).
    `costs_to_go`, `group_price`, `group_row`, `effect_price` (days, effects), `day_from` (days + 2,) and `chosen` (days,): of
    the walk. `all_starts` (starts,), `all_chains` (chains,).
    """

    price: Ints
    prefix: Ints
    value: Ints
    gains: Ints
    queue: Ints
    placed: Ints
    costs_to_go: Ints
    group_price: Ints
    group_row: Ints
    effect_price: Ints
    day_from: Ints
    chosen: Ints
    frontier: Frontier
    all_starts: Ints
    all_chains: Mask


class Guide(NamedTuple):
    """Where a sweep is to lead: the true marginal costs have a weight, `price` has the rest; and a pull to a presence.

    `price`, `wanted` (lanes, cells).
    """

    own_weight: float
    price: Floats
    pull: float
    wanted: Floats


class Removed(NamedTuple):
    """Operators taken out, `operator` (most,), and what they worked; pay and wishes of everybody, `own` (operators,)."""

    operator: Ints
    held: Roster
    own: Ints


class Rounds(NamedTuple):
    """How often to destroy and repair; shaking of the prices, and a worsening that is often kept at first, in cost units."""

    rounds: int
    noise: float
    heat: float
    seed: int


class Cooling(NamedTuple):
    """Simulated annealing: number of moves, temperature at the first and at the last in cost units."""

    moves: int
    hot: float
    cold: float
    seed: int


class Change(NamedTuple):
    """A change of at most two shifts, while it is tried.

    `operator`, `day`, `row` (2,): whose day, and the new row; `kept` (2,): whether the breaks stay as they are; `chain` (2,)
    and `breaks` (2, most) of the new shifts. `days`, `other_days` (days,): rows of an operator, and of another, with it.
    """

    operator: Ints
    day: Ints
    row: Ints
    kept: Mask
    chain: Ints
    breaks: Ints
    days: Ints
    other_days: Ints
