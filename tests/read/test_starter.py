"""The starter hotline."""

from __future__ import annotations

from scheduler.read.instance_file import read_instance


def test_the_starter_itself_is_sound(starter) -> None:
    assert read_instance(starter()).instance.hotline.name == "Starter Helpline"
