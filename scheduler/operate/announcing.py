"""Who must be told what, once a roster has changed: a ready message for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.check.facts.times import span
from scheduler.instance.instance import Instance
from scheduler.language.breaks import called
from scheduler.language.words import Language, language
from scheduler.operate.changes import Change, changes, moved_breaks, people
from scheduler.roster import Break, Shift, StandbyPlace, parts_of

Places = Sequence[StandbyPlace]


@dataclass(frozen=True)
class Message:
    """What somebody must be told.

    Parameters
    ----------
    operator
        Id of the operator.
    address
        Their e-mail, where it is known.
    text
        The message, ready to send; it speaks of nobody else.
    """

    operator: str
    address: str | None
    text: str


def messages(
    instance: Instance, before: Sequence[Shift] | None, after: Sequence[Shift], standby: tuple[Places, Places] = ((), ()),
) -> Iterator[Message]:
    """One message for everybody whose days differ from what they were told; None: nobody was told anything.

    Whoever has left, and is no operator any more, is told of what is off by the name that is known of them: their id.

    Parameters
    ----------
    standby
        Places on standby lists as they were told, and as they are.
    """
    found = changes(instance, before or (), after)
    others = {each.operator for each in set(standby[0]) ^ set(standby[1])}
    named = {operator.id: operator for operator in instance.operators}
    for who in sorted({*people(found), *others}):
        operator = named.get(who)
        told = _Told(instance, language((operator and operator.language) or instance.hotline.language))
        days = [told.day(change, is_new=before is None) for change in found if change.operator == who]
        days += told.standby(*([each for each in places if each.operator == who] for places in standby))
        if not days:
            continue  # the same moments, written with other offsets
        name, address = (operator.label, operator.email) if operator else (who, None)
        yield Message(who, address, "\n".join([told.greeting(name, is_new=before is None), *days]))


@dataclass(frozen=True)
class _Told:
    """Changes as they are told to the person themselves, in their language; times are those of the hotline."""

    instance: Instance
    language: Language

    def greeting(self, name: str, *, is_new: bool) -> str:
        say, values = self.language.say, {"name": name, "hotline": self.instance.hotline.name}
        if is_new:
            return say("Hello {name}, your shifts at {hotline}:", **values)
        return say("Hello {name}, your shifts at {hotline} have changed:", **values)

    def day(self, change: Change, *, is_new: bool) -> str:
        return f"  {self.language.dated('EEE y-MM-dd', change.date)}: {self._what(change, is_new=is_new)}"

    def standby(self, before: Places, after: Places) -> Iterator[str]:
        """Places of one person that are new or others, and those they have no longer, in order of time."""
        then, now = ({(*span(each), each.name): each for each in places} for places in (before, after))
        for key in sorted(then.keys() | now.keys()):
            one, other = then.get(key), now.get(key)
            if (each := other or one) is None or (one and other and one.place == other.place):
                continue
            date = self.language.dated("EEE y-MM-dd", each.start.astimezone(self.instance.grid.zone))
            text = self.language.say("no longer on standby {times}: {name}", times=self._span(each), name=each.name) \
                if other is None else self.language.say("on standby {times}: {name}, place {place}", times=self._span(each),
                                                        name=each.name, place=each.place)
            yield f"  {date}: {text}"

    def _what(self, change: Change, *, is_new: bool) -> str:
        """What became of a day."""
        say, before, after = self.language.say, change.before, change.after
        if after is None:
            return say("off, no longer {times}", times=self._times(before)) if before else ""
        if before is None:
            times = self._times(after) if is_new else say("please come, {times}", times=self._times(after))
        elif change.kind == "breaks":
            return self._moved(before, after)
        else:
            times = say("{times}, no longer {before}", times=self._times(after), before=self._times(before))
        breaks = ", ".join(self._pause(each) for part in parts_of(after) for each in part.breaks)
        return f"{times}; {breaks}" if breaks else times

    def _moved(self, before: Shift, after: Shift) -> str:
        """Breaks that moved in a shift that did not; an activity may be new, or no longer there."""
        say, times = self.language.say, self._times(after)
        new, old = (", ".join(map(self._pause, breaks)) for breaks in moved_breaks(before, after))
        if new and old:
            return say("{times} as before, {new} in place of {old}", times=times, new=new, old=old)
        if new:
            return say("{times} as before, new: {new}", times=times, new=new)
        return say("{times} as before, no longer: {old}", times=times, old=old)

    def _pause(self, pause: Break) -> str:
        return f"{called(self.language, pause.kind, pause.name)} {self._span(pause)}"

    def _times(self, shift: Shift) -> str:
        """When somebody is there: a split shift has two times."""
        return ", ".join(map(self._span, parts_of(shift)))

    def _span(self, of: Shift | Break | StandbyPlace) -> str:
        return self.language.span(of.start, of.end, self.instance.grid.zone)
