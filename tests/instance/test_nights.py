"""What a night is."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from scheduler.instance.nights import Nights


@pytest.mark.parametrize("nights", [{"from": "23:00", "to": "23:00", "minutes": 60},
                                    {"from": "23:00", "to": "01:00", "minutes": 121}])
def test_a_night_has_room_for_the_minutes_that_make_a_night_shift(nights):
    with pytest.raises(ValidationError, match="window"):
        Nights.model_validate(nights)
