"""All parameters of a search, and how an experiment reads them from a file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scheduler.engine.bound.proof import ProofParams
from scheduler.engine.moves.annealing import AnnealingParams
from scheduler.engine.moves.choice import ChoiceParams
from scheduler.engine.moves.construction import DiveParams
from scheduler.engine.moves.cooling import CoolingParams
from scheduler.engine.moves.destroy_repair import DestroyRepairParams
from scheduler.engine.moves.exact import ExactParams, WholeParams
from scheduler.engine.moves.guidance import SweepParams
from scheduler.engine.parameters import Parameters, Positive, Share
from scheduler.errors import Fault, InputError


class SearchParams(Parameters):
    """Parameters of all parts of a search; what a file leaves out keeps its default.

    Parameters
    ----------
    dual_share
        Part of the time that goes to the bound: of the whole search at first, then of each move's time.
    dual_first_s
        Seconds of the bound at most before the first construction.
    proof
        The proven bound: time, dual, branches.
    sweeps, dive
        Construction.
    cooling, annealing, destroy_repair
        Moves by simulated annealing.
    exact, whole
        Moves by solvers.
    choice
        The choice between moves.

    Examples
    --------
    A file for an experiment holds what is varied, a table for each part::

        dual_share = 0.3

        [annealing]
        hottest = 0.3

        [dive]
        depths = [{ steps = 50, share = 0.05 }, { steps = 5, share = 0.2 }]

    >>> SearchParams().annealing.hottest
    0.15
    """

    dual_share: Share = 0.2
    dual_first_s: Positive = 5.0
    proof: ProofParams = ProofParams()
    sweeps: SweepParams = SweepParams()
    dive: DiveParams = DiveParams()
    cooling: CoolingParams = CoolingParams()
    annealing: AnnealingParams = AnnealingParams()
    destroy_repair: DestroyRepairParams = DestroyRepairParams()
    exact: ExactParams = ExactParams()
    whole: WholeParams = WholeParams()
    choice: ChoiceParams = ChoiceParams()

    @classmethod
    def from_toml(cls, path: Path) -> Self:
        """Read parameters from a file.

        Raises
        ------
        InputError
            Naming each key that is unknown, or whose value is of another type or out of range, and what is allowed.
        OSError
            If the file cannot be read.
        """
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls.model_validate_json(json.dumps(values, default=str))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError([Fault(str(path), "", f"is no TOML: {error}")]) from None
        except ValidationError as error:
            raise InputError(_fault(path, each) for each in error.errors()) from None


def _fault(path: Path, error: ErrorDetails) -> Fault:
    """One wrong key, with its value and what is allowed."""
    field = ".".join(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        known = _parameters_at(error["loc"][:-1])
        return Fault(str(path), field, f"is unknown; allowed: {', '.join(known)}")
    return Fault(str(path), field, f"is {error['input']!r}: {error['msg'][0].lower()}{error['msg'][1:]}")


def _parameters_at(place: tuple[int | str, ...]) -> list[str]:
    """Names of the parameters of the part at a place."""
    part: Any = SearchParams()
    for key in place:
        part = part[0] if isinstance(key, int) else getattr(part, key)  # those of a list are all of one kind
    return list(type(part).model_fields)
