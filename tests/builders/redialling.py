"""A call centre by hand, in plain Python: who hangs up or finds no line calls again. It shares nothing with the product."""

from __future__ import annotations

import heapq
import random
from collections import deque
from dataclasses import dataclass

ARRIVE, SERVED, GIVE_UP = range(3)


@dataclass
class Seen:
    """What was counted after the start."""

    callers: int = 0
    attempts: int = 0
    answered: int = 0
    hung_up: int = 0
    blocked: int = 0
    in_time: int = 0
    first_in_time: int = 0
    lost: int = 0
    under_way: int = 0


def play_by_hand(
    *, load: float, agents: int, aht_s: float, share: float, delay_s: float, patience_s: float | None = None,
    lines: int | None = None, within_s: float = 20.0, callers: int = 4000, seed: int = 0,
) -> Seen:
    """Exponential times throughout; each caller keeps calling until answered, or until they have had enough."""
    rng, seen = random.Random(seed), Seen()
    events: list[tuple[float, int, int, int]] = []
    waiting: deque[tuple[int, int]] = deque()
    attempt_of, came = [0] * callers, [0.0] * callers
    gone: set[tuple[int, int]] = set()
    moment, busy, on_line = 0.0, 0, 0
    for caller in range(callers):
        moment += rng.expovariate(load / aht_s)
        heapq.heappush(events, (moment, ARRIVE, caller, 0))

    def answer(now: float, caller: int) -> None:
        nonlocal busy
        busy += 1
        seen.answered += 1
        if now - came[caller] <= within_s:
            seen.in_time += 1
            seen.first_in_time += attempt_of[caller] == 1
        heapq.heappush(events, (now + rng.expovariate(1 / aht_s), SERVED, caller, attempt_of[caller]))

    def unanswered(now: float, caller: int) -> None:
        if rng.random() < share:
            heapq.heappush(events, (now + rng.expovariate(1 / delay_s), ARRIVE, caller, 0))
        else:
            seen.lost += 1

    while events:
        now, kind, caller, attempt = heapq.heappop(events)
        if kind == ARRIVE:
            attempt_of[caller] += 1
            came[caller] = now
            seen.attempts += 1
            seen.callers += attempt_of[caller] == 1
            if lines is not None and on_line >= lines:
                seen.blocked += 1
                unanswered(now, caller)
                continue
            on_line += 1
            if busy < agents:
                answer(now, caller)
                continue
            waiting.append((caller, attempt_of[caller]))
            if patience_s is not None:
                heapq.heappush(events, (now + rng.expovariate(1 / patience_s), GIVE_UP, caller, attempt_of[caller]))
        elif kind == SERVED:
            busy -= 1
            on_line -= 1
            while waiting and waiting[0] in gone:
                waiting.popleft()
            if waiting:
                answer(now, waiting.popleft()[0])
        elif (caller, attempt) in waiting and (caller, attempt) not in gone:
            gone.add((caller, attempt))
            on_line -= 1
            seen.hung_up += 1
            unanswered(now, caller)
    return seen
