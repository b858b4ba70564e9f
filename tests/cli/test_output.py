"""Where a command may write: never over an input, or over a file of another kind."""

from __future__ import annotations

import click
import pytest

from scheduler.cli.output import write_table
from scheduler.errors import InputError

TABLE = "start,calls,aht_s\n2026-12-07T09:00,2,90.0\n"


def test_a_table_replaces_a_table_of_its_kind_only(tmp_path):
    output = tmp_path / "calls.csv"
    write_table(output, TABLE, [])
    write_table(output, TABLE + "2026-12-07T10:00,3,90.0\n", [])
    assert len(output.read_text("utf-8").splitlines()) == 3
    output.write_text("operator,when,kind\nanna,mon,avoid\n")
    with pytest.raises(InputError, match="begins with 'operator,when,kind"):
        write_table(output, TABLE, [])
    assert output.read_text("utf-8").startswith("operator")


@pytest.mark.parametrize("name", ["calls.xlsx", "calls.pdf"])
def test_a_table_has_the_ending_of_one(name, tmp_path):
    with pytest.raises(click.UsageError, match="a CSV table is written"):
        write_table(tmp_path / name, TABLE, [])
