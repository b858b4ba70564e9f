"""Redials in a log of calls: which calls they are, how many of those not answered call again, and after how long."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

WINDOW_S = 7_200.0
"""Who calls within so many seconds after an attempt that was not answered calls again."""

_LEAST = 30
"""Fewer unanswered calls tell nothing."""
_STILL_OPEN_S = 3_600.0
"""The window of a call was seen to its end if a call of anybody came at most so long after it."""


@dataclass(frozen=True)
class Redialling:
    """What a log shows of redials.

    Parameters
    ----------
    unanswered, called_again
        Unanswered calls whose window was seen to its end, and those of them after which the same caller called within it.
    share
        Share of those who were not answered that calls again, also after the window.
    delay_s
        Mean time until then, in seconds; None where redials are spread as evenly over the window as chance would have it.
    after_answer
        Share of those answered after whom the same caller called within it: no redials, and a measure of chance.
    """

    unanswered: int
    called_again: int
    share: float
    delay_s: float | None
    after_answer: float


def redials(caller: NDArray[np.int64], start_s: Floats, ended_s: Floats, answered: Mask) -> Mask:
    """Whether each call is a redial: the call before of the same caller was not answered, and ended within the window.

    Parameters
    ----------
    caller
        Number of the caller; negative: not known. Shape (calls,), as all.
    start_s, ended_s
        When the call came, and when the wait ended, in seconds.
    answered
        Whether it was answered.
    """
    before, gap_s = _before(caller, start_s, ended_s)
    known = before >= 0
    return np.asarray(known & ~answered[np.maximum(before, 0)] & (gap_s <= WINDOW_S))


def measured(caller: NDArray[np.int64], start_s: Floats, ended_s: Floats, answered: Mask) -> Redialling | None:
    r"""How many call again, and after how long; None where too few calls tell. Arguments as of `redials`.

    The delay is taken to be exponential with mean *d*, seen only up to the window *W*. Its likelihood is largest where the mean
    of the delays seen is :math:`d - W / (e^{W/d} - 1)`; of those who call again a share :math:`1 - e^{-W/d}` is seen. Calls
    whose window the log does not see to its end, as it or the day ends before, do not count.
    """
    before, gap_s = _before(caller, start_s, ended_s)
    follows = np.full(len(caller), np.inf)
    known = before >= 0
    follows[before[known]] = gap_s[known]
    seen = (caller >= 0) & _seen(start_s, ended_s)
    lost, served = seen & ~answered, seen & answered
    if lost.sum() < _LEAST:
        return None
    delays = follows[lost & (follows <= WINDOW_S)]
    delay_s = _mean_delay(float(delays.mean())) if delays.size else None
    part = 1.0 if delay_s is None else 1 - exp(-WINDOW_S / delay_s)
    return Redialling(
        unanswered=int(lost.sum()), called_again=len(delays), share=min(1.0, len(delays) / float(lost.sum()) / part),
        delay_s=delay_s, after_answer=float((follows[served] <= WINDOW_S).mean()) if served.any() else 0.0,
    )


def _before(caller: NDArray[np.int64], start_s: Floats, ended_s: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The call before of the same caller, -1 if there is none, and the seconds since it ended."""
    order = np.lexsort((start_s, caller))
    before, same = np.full(len(caller), -1, dtype=np.int64), np.zeros(len(caller), dtype=np.bool_)
    before[order[1:]] = order[:-1]
    same[order[1:]] = caller[order[1:]] == caller[order[:-1]]
    before = np.where(same & (caller >= 0), before, -1)
    gap_s = np.where(before >= 0, np.maximum(start_s - ended_s[before], 0.0), np.inf)
    return before, gap_s


def _seen(start_s: Floats, ended_s: Floats) -> Mask:
    starts, until = np.sort(start_s), ended_s + WINDOW_S
    following = np.searchsorted(starts, until)
    return np.asarray((following < len(starts)) & (starts[np.minimum(following, len(starts) - 1)] - until <= _STILL_OPEN_S))


def _mean_delay(seen_mean_s: float) -> float | None:
    """Mean of an exponential delay of which only what lies in the window is seen; None: as if evenly spread."""
    if seen_mean_s >= 0.45 * WINDOW_S:
        return None
    low, high = 1e-3, 100 * WINDOW_S
    for _ in range(80):
        middle = (low + high) / 2
        ratio = WINDOW_S / middle
        mean = middle - (WINDOW_S / np.expm1(ratio) if ratio < 700 else 0.0)
        low, high = (middle, high) if mean < seen_mean_s else (low, middle)
    return max(high, 1.0)
