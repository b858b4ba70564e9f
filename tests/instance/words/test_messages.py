"""Values and names as people read them."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from scheduler.instance.instance import Instance as Topics
from scheduler.instance.quantities import Share
from scheduler.instance.words.guide import Guide
from scheduler.instance.words.messages import did_you_mean, found, translate, unknown


@pytest.mark.parametrize(("value", "unit", "text"), [
    (None, "", "nothing"), (True, "", "true"), (15, "min", "15 min"), ("15", "min", "15 min"), ("soon", "min", '"soon"'),
    ({}, "", "a group of keys"), ([1], "", "a list"), ("x" * 70, "", f'"{"x" * 60}…"'), ("a\x00b", "", '"a\\u0000b"'),
])
def test_what_was_found(value, unit, text):
    assert found(value, unit) == text


def test_the_nearest_known_word_whatever_its_case():
    assert did_you_mean("Min_Operator", ["min_operators", "target_percent"]) == "; did you mean min_operators?"
    assert did_you_mean("xyz", ["min_operators"]) == ""
    assert unknown("key", "form", ("from", "to")) == 'unknown key "form"; allowed are from, to; did you mean from?'


def test_a_share_says_what_it_may_be():
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Share).validate_python("8000 %")
    guide = Guide(Topics)
    ((_, message),) = translate(caught.value.errors(), guide, "8000 %")
    assert message == 'found "8000 %"; not a share; allowed: above 0 and at most 1, such as 0.5, or 50 %'
