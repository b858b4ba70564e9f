"""Limits of single hotlines among many."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.library.limits import Limit, read_limits


def table(tmp_path, *rows):
    path = tmp_path / "limits.csv"
    path.write_text("\n".join(("hotline,time_limit,seeds", *rows, "")), "utf-8")
    return path


def test_an_empty_cell_is_as_for_all(tmp_path):
    found = read_limits(table(tmp_path, "a,120,", "b,,3"), ["a", "b", "c"])
    assert found == {"a": Limit(hotline="a", time_limit=120), "b": Limit(hotline="b", seeds=3)}


@pytest.mark.parametrize(("rows", "told"), [
    (["x,10,1"], "found 'x'; allowed are the hotlines that are solved: a, b"),
    (["a,10,1", "a,20,"], "found 'a' 2 times"),
    (["a,0,1"], "time_limit"),
    (["a,10,0"], "seeds"),
    (["a,ten,1"], "ten"),
])
def test_what_is_wrong_is_told_with_its_place(tmp_path, rows, told):
    with pytest.raises(InputError, match=r"limits\.csv:row [12] ") as caught:
        read_limits(table(tmp_path, *rows), ["a", "b"])
    assert told in str(caught.value)
