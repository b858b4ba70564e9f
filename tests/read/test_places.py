"""Where a field of an instance was written."""

from __future__ import annotations

from scheduler.library.instance import Instance
from scheduler.read.instance_file import read_instance


def test_places(starter) -> None:
    loaded = read_instance(starter())
    assert loaded.place_of(("contracts", "full", "hours_per_week")) == "hotline.yaml:51:10"
    assert loaded.place_of(("contracts", "full", "hours_per_week", 1)).startswith("hotline.yaml:51:")
    assert loaded.place_of(("contracts", "full", "nothing", "below")) == loaded.place_of(("contracts", "full"))
    assert loaded.place_of(("operators", 3, "contract")) == "operators.csv:row 5 (line 5), column contract"
    assert loaded.place_of(("operators", 3)) == "operators.csv:row 5 (line 5)"
    assert loaded.place_of(("operators",)) == "operators.csv"
    assert loaded.place_of(("hours", "weekly", "wed", 0)).startswith("hotline.yaml:17:")
    assert loaded.place_of(("breaks", "lunch", 0, "minutes", 0)) == "hotline.yaml:40:20"
    fault = loaded.fault(("operators", 3, "contract"), "found 3")
    assert str(fault) == "operators.csv:row 5 (line 5), column contract: operators.contract: found 3"
    error = Instance.of(loaded).origin.error([(("horizon", "days"), "a"), (("service", "patience_s"), "b")])
    assert [fault.place for fault in error.faults] == ["hotline.yaml:13:9", "hotline.yaml:29:15"]
