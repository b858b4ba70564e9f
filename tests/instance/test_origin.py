"""Where an instance comes from, and where a field of it stands."""

from __future__ import annotations

from scheduler.instance.origin import Origin

FIELD = ("operators", 6, "contract")


def test_a_field_of_what_was_built_in_a_program_has_its_path_and_no_place():
    assert str(Origin("mine", "ab").fault(FIELD, "is missing")) == "operators[6].contract: is missing"


def test_a_field_of_a_file_has_its_place_and_a_fault_is_told_once():
    origin = Origin("mine", "ab", "mine", place_of=lambda path: f"operators.csv:row {path[1] + 2}")
    error = origin.error([(FIELD, "is missing"), (FIELD, "is missing"), (("operators", 0, "id"), "is empty")])
    assert str(error).splitlines() == ["operators.csv:row 8: operators[6].contract: is missing",
                                       "operators.csv:row 2: operators[0].id: is empty"]
