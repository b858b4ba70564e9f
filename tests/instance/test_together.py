"""What a rule of people together may say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.together import TogetherRule


@pytest.mark.parametrize(("rule", "message"), [
    ({"rule": "most"}, "number: is missing; rule most needs it"),
    ({"rule": "beside", "who": {"team": "a"}}, "beside: is missing; rule beside needs it"),
    ({"rule": "apart", "number": 1, "who": {"team": "a"}}, "number: stands beside rule apart; allowed beside rule least"),
    ({"rule": "together"}, "who: is missing; rule together needs it"),
    ({"rule": "lunch_together", "who": {"team": "a"}, "counts": "present"}, "counts: stands beside rule lunch_together"),
    ({"rule": "beside", "who": {"team": "a"}, "beside": {}}, "beside: names nobody in particular"),
    ({"rule": "least", "number": 2, "from": "22:00"}, "to: is missing"),
])
def test_keys_are_those_of_the_rule(rule, message):
    with pytest.raises(ValidationError, match=message):
        TogetherRule.model_validate(rule)


def test_one_name_may_stand_without_a_list():
    rule = TogetherRule.model_validate({"rule": "most", "number": 1, "who": {"team": "blue|red", "contract": "full"}})
    assert (rule.who.team, rule.who.contract, rule.is_hard, rule.label) == (("blue", "red"), ("full",), True, "most")
