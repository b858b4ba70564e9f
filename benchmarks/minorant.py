"""How far the convex curve that is priced lies below the expected missed calls, on each hotline of the project.

``python -m benchmarks.minorant`` prints the table of ``docs/results/goals.md``: calls of one interval, the largest over all.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from scheduler.demand.cost.parts import expected_missed
from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.queueing.uncertainty import load_distribution
from scheduler.read.instance_file import read_instance

ROOT = Path(__file__).resolve().parent.parent / "instances"
SHARES = (1.0, 0.9, 0.8)


def main() -> None:
    print("| hotline | queue | calls of the busiest interval | at the requirement | at 90 % of it | at 80 % of it "
          "| anywhere |\n|---|---|---|---|---|---|---|")
    for name in sorted(path.parent.name for path in ROOT.glob("*/hotline.yaml")):
        instance = read_instance(ROOT / name).instance
        for queue in instance.queues:
            required = demand_of(instance)[queue].required
            expected, convex = expected_missed(instance, queue_of(instance, queue), load_distribution(instance, queue),
                                               max(len(instance.operators), int(required.max())))
            rows = np.arange(len(required))
            below = [(expected - convex)[rows, np.ceil(share * required).astype(int)].max() for share in SHARES]
            print(f"| {name} | {queue or '–'} | {np.nanmax(queue_of(instance, queue).calls):.1f} | "
                  + " | ".join(f"{value:.2f}" for value in (*below, (expected - convex).max())) + " |")


if __name__ == "__main__":
    main()
