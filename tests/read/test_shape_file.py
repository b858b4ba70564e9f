"""A shape of the day from a table."""

from __future__ import annotations

import pytest

from scheduler.errors import InputError
from scheduler.read.shape_file import read_shape


def test_rows_of_a_table(tmp_path):
    path = tmp_path / "shape.csv"
    path.write_text("time;weight\n08:00;2\n12:00;5\n", "utf-8")
    assert [(row.time, row.weight) for row in read_shape(path)] == [(480, 2), (720, 5)]


@pytest.mark.parametrize("text", ["time,weight\n12:00,5\n08:00,2\n", "time,weight\n08:00,-1\n", "time\n08:00\n", ""])
def test_what_is_no_shape_is_refused_by_its_name(text, tmp_path):
    path = tmp_path / "shape.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="shape"):
        read_shape(path)


def test_a_file_that_is_not_there_names_what_is_allowed(tmp_path):
    with pytest.raises(InputError, match="double-peak"):
        read_shape(tmp_path / "none.csv")
