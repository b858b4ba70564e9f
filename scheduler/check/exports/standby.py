"""Places on standby as workbook and report must show them, worked out from plain times."""

from __future__ import annotations

from collections import Counter

from scheduler.check.exports.text import dashed, readable
from scheduler.check.facts.standby import ListWindow, key_of, list_windows
from scheduler.check.facts.words import clock, window_text
from scheduler.instance.instance import Instance
from scheduler.language.words import language
from scheduler.roster import Roster

Row = tuple[str, ...]


def places_shown(instance: Instance, result: Roster) -> Counter[Row]:
    """Date, list, start, end, place, and id of the operator, which is empty where nobody has the place."""
    holders = {(*key_of(each), each.place): readable(each.operator) for each in result.standby}
    return Counter(
        (instance.grid.date(window.day).isoformat(), readable(window.of.name), *(clock(instance, each) for each in window.span),
         str(place), holders.get((*window.key, place), ""))
        for window in list_windows(instance) for place in range(1, window.of.places + 1))


def windows_shown(instance: Instance, result: Roster) -> Counter[Row]:
    """Date in words, list, times, and the names of all places, without blanks in times and names."""
    said, names = language(instance.hotline.language), {each.id: each.name or each.id for each in instance.operators}
    holders = {(*key_of(each), each.place): names.get(each.operator, each.operator) for each in result.standby}

    def people(window: ListWindow) -> str:
        named = (holders.get((*window.key, place), said.say("nobody")) for place in range(1, window.of.places + 1))
        return dashed(readable(", ".join(f"{place} {name}" for place, name in enumerate(named, 1))))

    return Counter((said.dated("EEE d MMM", instance.grid.date(window.day)), readable(window.of.name),
                    dashed(window_text(instance, window.span)), people(window)) for window in list_windows(instance))
