"""Shares and dates as spreadsheets write them: read where they can mean one thing only, else asked about or refused."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import TypeAdapter, ValidationError

from scheduler.instance.quantities import Date, Moment, Percent, Share, refuse_week

PERCENT, DATE, MOMENT, SHARE = TypeAdapter(Percent), TypeAdapter(Date), TypeAdapter(Moment), TypeAdapter(Share)


@pytest.mark.parametrize(("written", "read"), [
    (80, 80), ("80", 80), ("80 %", 80), ("80%", 80), ("82,5 %", 82.5), ("0.8 %", 0.8), ("1%", 1), (0, 0), ("1.5", 1.5),
])
def test_a_share_that_can_mean_one_thing_only(written, read):
    assert PERCENT.validate_python(written) == read


@pytest.mark.parametrize(("written", "meant"), [(0.8, "80"), ("0.8", "80"), ("0,8", "80"), (".05", "5"),
                                                (-0.2, "-20"), (0.285, "28.5")])
def test_a_share_below_one_is_asked_about(written, meant):
    with pytest.raises(ValidationError, match=f"did you mean {meant} %"):
        PERCENT.validate_python(written)


@pytest.mark.parametrize("share", [0.8, 1.0, -0.5, 80.0, 0.0])
def test_a_share_that_was_read_is_read_again_as_it_was_written(share):
    assert PERCENT.validate_python(PERCENT.dump_python(PERCENT.validate_python(f"{share} %"))) == share


@pytest.mark.parametrize("written", [46363.166667, "46363.166667", 46363 + 1 / 6])
def test_the_number_of_a_date_is_that_date(written):
    assert MOMENT.validate_python(written) == dt.datetime(2026, 12, 7, 4)  # noqa: DTZ001


@pytest.mark.parametrize("written", [46363, "46363", "46363.0"])
def test_the_number_of_a_day_is_that_day(written):
    assert DATE.validate_python(written) == dt.date(2026, 12, 7)


@pytest.mark.parametrize("written", [0, 7, "12", 1_796_630_400, "1796630400", 99_999, 46363.5])
def test_other_numbers_are_no_date(written):
    with pytest.raises(ValidationError, match="not a date"):
        DATE.validate_python(written)


@pytest.mark.parametrize("written", [7, "1796630400", 1.5])
def test_other_numbers_are_no_time(written):
    with pytest.raises(ValidationError, match="not a time"):
        MOMENT.validate_python(written)


@pytest.mark.parametrize(("written", "read"), [(1, 1), (0.5, 0.5), ("0,5", 0.5), ("50 %", 0.5), ("37.5%", 0.375), ("", 1)])
def test_a_share_of_a_whole(written, read):
    assert SHARE.validate_python(written) == read


@pytest.mark.parametrize("written", [50, "50", 0, "0 %", "150 %", -0.5, True, "half", "%"])
def test_what_is_no_share_of_a_whole_is_refused(written):
    with pytest.raises(ValidationError):
        SHARE.validate_python(written)


@pytest.mark.parametrize("written", ["2026-W50", "2026W50", " 2026-w50 "])
def test_a_week_is_asked_about_and_is_not_its_monday(written):
    with pytest.raises(ValueError, match=r"a week; did you mean 2026-12-07\.\.2026-12-13\?"):
        refuse_week(written)
    refuse_week("2026-12-07")
