"""What the models allow, in words."""

from __future__ import annotations

from scheduler.instance.instance import Instance
from scheduler.instance.words.guide import Guide, unit_of

GUIDE = Guide(Instance)


def test_keys_of_a_group_and_of_the_items_of_a_list():
    assert {"start", "days"} <= set(GUIDE.keys(("horizon",)))
    assert {"id", "contract", "skills"} <= set(GUIDE.keys(("operators", 3)))
    assert GUIDE.keys(("horizon", "days")) == ()


def test_what_is_allowed_has_its_range():
    assert "1" in GUIDE.allowed(("horizon", "days"))
    assert "avoid" in GUIDE.allowed(("availability", 0, "kind"))


def test_units_are_in_the_names_of_fields():
    assert (unit_of(("breaks", "lunch", "minutes")), unit_of(("calls", "aht_s"))) == ("min", "s")
