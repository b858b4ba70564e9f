"""The moves of a search, with their shares, and the choice between them. A new move is entered here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.engine.bound.proof import Proof
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.moves.annealing import Annealer, Annealing
from scheduler.engine.moves.backends import Backend, CpSat, Highs
from scheduler.engine.moves.choice import Candidate, MoveChoice
from scheduler.engine.moves.construction import Construction, Dive
from scheduler.engine.moves.cooling import Cooling
from scheduler.engine.moves.destroy_repair import DestroyRepair
from scheduler.engine.moves.elite import EliteSet
from scheduler.engine.moves.exact import ExactNeighbourhood, ExactParams, WholeProblem
from scheduler.engine.moves.neighbourhoods import Picker, some_days, some_operators
from scheduler.engine.search_params import SearchParams


@dataclass(frozen=True, eq=False)
class Portfolio:
    """What a search works with once there are rosters.

    Parameters
    ----------
    construction
        Builds the first roster that knows the dual.
    whole
        The whole problem as a move, where that is worth it.
    """

    proof: Proof
    construction: Construction
    choice: MoveChoice
    whole: Candidate | None

    @classmethod
    def of(cls, crew: Crew, monitor: Monitor, proof: Proof, params: SearchParams) -> Portfolio:
        """Make all moves."""
        budget, elite = monitor.budget, EliteSet(crew, params.dive.elite)
        annealer = Annealer(crew, monitor, params.annealing)
        construction = Construction(crew, monitor, proof, params.dive, params.sweeps)
        whole = _whole(crew, monitor, params)
        candidates = [
            *([whole] if whole else []),
            Candidate(Annealing(annealer, Cooling(crew, elite, params.cooling), params.annealing), params.annealing.share,
                      begins=True),
            Candidate(Dive(construction, annealer, elite, monitor, params.dive, coldest=params.annealing.coldest),
                      params.dive.share, begins=True),
            Candidate(DestroyRepair(crew, monitor, proof.dual, Cooling(crew, elite, params.cooling), params.destroy_repair),
                      params.destroy_repair.share, begins=True),
            *_exact(crew, monitor, params.exact),
        ]
        return cls(proof, construction, MoveChoice(candidates, budget, params.choice), whole)


def _whole(crew: Crew, monitor: Monitor, params: SearchParams) -> Candidate | None:
    problem, most = crew.problem, params.whole
    if problem.operators * problem.days > most.most_pairs or len(problem.chains.size) > most.most_chains:
        return None
    backend = CpSat(crew, monitor.budget, params.exact.backend)
    return Candidate(WholeProblem(crew, backend, monitor, params.whole), params.whole.share)


def _exact(crew: Crew, monitor: Monitor, params: ExactParams) -> Iterator[Candidate]:
    """Neighbourhoods by CP-SAT and by HiGHS. HiGHS counts no work that would repeat: a deterministic run does without."""
    budget, pairs, day_pairs = monitor.budget, _sized(crew, params.pairs, params), _sized(crew, params.day_pairs, params)

    def exact(pick: Picker, backend: Backend, size: int, first_s: float, most_s: float) -> ExactNeighbourhood:
        return ExactNeighbourhood(crew, pick, backend, monitor, params, size=size, seconds=first_s, most_s=most_s)

    cp_sat, longest_s = CpSat(crew, budget, params.backend), params.longest_s
    for pick in (some_days, some_operators):
        yield Candidate(exact(pick, cp_sat, pairs, longest_s, longest_s), params.share, spent_s=params.late_s)
    if budget.deterministic:
        return
    highs, most_s = Highs(crew, budget, params.backend), params.longest_slice_s(budget.seconds)
    days_share = params.days_share * min(1.0, day_pairs / crew.problem.operators)  # days are worth most whole
    yield Candidate(exact(some_days, highs, day_pairs, params.first_s, most_s), days_share, begins=True)
    yield Candidate(exact(some_operators, highs, pairs, params.first_s, most_s), params.share, spent_s=params.late_s)


def _sized(crew: Crew, most: int, params: ExactParams) -> int:
    """Pairs of a neighbourhood; fewer with several skills, each of which has starts and breaks of its own."""
    pairs, skills = min(most, crew.problem.operators), len(crew.problem.skills) // crew.problem.skills.lanes
    return pairs if skills == 1 else max(params.least_pairs, 2 * pairs // skills)
