"""Parameters from a file: what is left out keeps its default, and what is wrong is refused with place and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.engine.parameters import Parameters
from scheduler.engine.search_params import SearchParams
from scheduler.errors import InputError


def read(folder: Path, text: str) -> SearchParams:
    """Parameters of a file with this text."""
    path = folder / "params.toml"
    path.write_text(text, encoding="utf-8")
    return SearchParams.from_toml(path)


def test_an_empty_file_has_all_defaults(tmp_path):
    assert read(tmp_path, "") == SearchParams()


def test_what_a_file_says_is_taken_and_everything_else_keeps_its_default(tmp_path):
    params = read(tmp_path, """
        dual_share = 1
        [annealing]
        hottest = 0.3
        [dive]
        depths = [{ steps = 50, share = 0.05 }]
        noises = [0, 0.2]
        [proof.dual.bundle]
        most = 400
    """)
    assert params.dual_share == 1.0
    assert (params.annealing.hottest, params.annealing.coldest) == (0.3, SearchParams().annealing.coldest)
    assert [(depth.steps, depth.share) for depth in params.dive.depths] == [(50, 0.05)]
    assert params.dive.noises == (0.0, 0.2)
    assert (params.proof.dual.bundle.most, params.proof.dual.bundle.kept) == (400, 200)


@pytest.mark.parametrize(("text", "message"), [
    ("sweepz = 1", "sweepz: is unknown; allowed: dual_share, dual_first_s, proof, sweeps"),
    ("[annealing]\nhot = 1", "annealing.hot: is unknown; allowed: share, coldest, hottest"),
    ("[dive]\ndepths = [{ steps = 5, share = 0.1, deep = 1 }]", "dive.depths.0.deep: is unknown; allowed: steps, share"),
    ("[annealing]\nhottest = 'hot'", "annealing.hottest: is 'hot': input should be a valid number"),
    ("[sweeps]\nearly = 2.5", "sweeps.early: is 2.5: input should be a valid integer"),
    ("[choice]\nexplore = true", "choice.explore: is True: input should be a valid number"),
    ("[choice]\nexplore = 1.5", "choice.explore: is 1.5: input should be less than or equal to 1"),
    ("[choice]\nmemory_s = inf", "choice.memory_s: is inf: input should be a finite number"),
    ("[choice]\nmemory_s = 2026-01-01", "choice.memory_s: is '2026-01-01': input should be a valid number"),
    ("[dive]\nnoises = []", "dive.noises: is []: tuple should have at least 1 item"),
    ("[proof.dual.bundle]\nmost = 100", "200 kept of at most 100 columns leave no room"),
    ("annealing = 1", "annealing: is 1: "),
    ("[annealing", "is no TOML: "),
])
def test_what_is_wrong_is_refused_with_its_place_and_what_is_allowed(tmp_path, text, message):
    with pytest.raises(InputError) as error:
        read(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'params.toml'}: ")
    assert message in str(error.value)


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(InputError) as error:
        read(tmp_path, "one = 1\n[annealing]\nhottest = -1")
    assert len(error.value.faults) == 2


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "params.toml"
    path.write_bytes(b"# caf\xe9")
    with pytest.raises(InputError, match="is no TOML"):
        SearchParams.from_toml(path)


def test_every_parameter_is_documented():
    seen, parts = set(), [SearchParams()]
    while parts:
        part = parts.pop()
        seen.add(type(part))
        words = set((type(part).__doc__ or "").replace(",", " ").split())
        assert not type(part).model_fields.keys() - words, type(part)
        for value in dict(part).values():
            parts += [each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, Parameters)]
    assert len(seen) > 10
