"""Deferrable work as it is written: one deadline, blocks that can be."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.deferrable import DeferrableWork

SOUND = {"name": "e-mail", "aht_s": 300, "within_hours": 24}


@pytest.mark.parametrize(("changes", "message"), [
    ({"within_hours": None}, "within_hours: is missing, and so is due"),
    ({"due": "17:00"}, "within_hours: stands beside due"),
    ({"block_minutes": [120, 30]}, "the least"),
    ({"block_minutes": [0, 30]}, "greater than or equal to 5"),
    ({"name": "lunch"}, "no name of a break"),
    ({"aht_s": 0}, "greater than 0"),
])
def test_what_cannot_be_is_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        DeferrableWork.model_validate(SOUND | changes)


def test_the_deadline_in_words():
    assert DeferrableWork.model_validate(SOUND).told() == "within 24 hours"
    post = DeferrableWork.model_validate({"name": "post", "aht_s": 60, "due": "17:00"})
    assert post.told() == "by 17:00 of the next open day"
