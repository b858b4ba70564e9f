"""What a preset fills in where contracts and breaks say nothing."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.presets import PRESETS
from scheduler.instance.presets.preset import Preset, filled

CONTRACT = {"hours_per_week": [0, 40]}


def contract_of(law, override=(), **written):
    found = filled({"preset": {"law": law, "override": list(override)}, "contracts": {"full": CONTRACT | written}})
    return found["contracts"]["full"], found.get("breaks", {}).get("spacing", {})


def test_what_is_left_out_is_as_the_law_asks():
    assert contract_of("de-arbzg") == (CONTRACT | {"rest_hours": 11, "weekly_rest_hours": 35}, {"max_work_minutes": 360})
    assert contract_of("id-uu13") == (CONTRACT | {"days_per_week": (0, 6)}, {"max_work_minutes": 240})


def test_what_is_written_or_overridden_stays():
    assert contract_of("uk-wtr-1998", ["weekly_rest_hours"], rest_hours=8) == (CONTRACT | {"rest_hours": 8}, {})
    assert contract_of("de-arbzg", ["breaks", "rest_hours", "weekly_rest_hours"]) == (CONTRACT, {})


@pytest.mark.parametrize("override", [None, 5, "rest_hours", {}])
def test_an_override_that_is_no_list_is_left_to_the_check_of_types(override):
    written = {"law": "de-arbzg", "override": override}
    assert filled({"preset": written, "contracts": {"full": CONTRACT}})["preset"] == written
    with pytest.raises(ValidationError, match="override"):
        Preset(**written)


@pytest.mark.parametrize("preset", [None, "de-arbzg", {"law": "nowhere"}, {}])
def test_without_a_known_law_nothing_changes(preset):
    data = {"preset": preset, "contracts": {"full": CONTRACT}}
    assert filled(data) == data


@pytest.mark.parametrize("law", PRESETS.values(), ids=lambda law: law.name)
def test_every_value_has_its_article(law):
    assert all(any(sign.isdigit() for sign in each.article) for each in (*law.contract, *law.work, *law.breaks))
    assert law.beyond
