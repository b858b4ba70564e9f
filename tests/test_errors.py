"""Errors carry the exit code that the help tells."""

from __future__ import annotations

from scheduler.errors import CheckError, Fault, InfeasibleError, InputError, InterruptedEmptyError, NoRosterError, ScheduleError


def test_every_error_has_an_exit_code_of_its_own():
    codes = {error.exit_code for error in (InputError, InfeasibleError, NoRosterError, CheckError, InterruptedEmptyError)}
    assert codes == {2, 3, 4, 5, 130}
    assert all(issubclass(error, ScheduleError) for error in (InputError, CheckError, InterruptedEmptyError))


def test_a_fault_is_told_with_its_place_and_an_error_with_all_faults():
    faults = [Fault("hotline.yaml:3:1", "hotline.name", "is missing"), Fault("calls.csv:row 2", "calls", "found -1")]
    told = str(InputError(faults))
    assert told.splitlines() == [str(fault) for fault in faults]
    assert "hotline.yaml:3:1" in told and "is missing" in told
