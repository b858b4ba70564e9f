"""The schema allows what the models do."""

from __future__ import annotations

from scheduler.instance.breaks import Breaks
from scheduler.instance.instance import Instance


def test_the_schema_allows_a_single_item_where_the_models_do():
    schema = Instance.model_json_schema(by_alias=True)["$defs"]
    lunch, minutes = schema["Breaks"]["properties"]["lunch"], schema["Lunch"]["properties"]["minutes"]
    assert {"$ref": "#/$defs/Lunch"} in lunch["anyOf"]
    assert {kind["type"] for kind in minutes["anyOf"]} == {"array", "integer"}
    for windows in (schema["Hours"]["properties"]["weekly"]["additionalProperties"],
                    schema["PeriodicHours"]["properties"]["hours"]):
        assert {kind["type"] for kind in windows["anyOf"]} == {"array", "string"}
    single = {"minutes": 30, "from_shift_minutes": 360, "earliest_minutes": 150, "latest_minutes": 300}
    assert Breaks.model_validate({"lunch": single}) == Breaks.model_validate({"lunch": [{**single, "minutes": [30]}]})
