"""Who must be told what, once a roster has changed: a ready message for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.instance.instance import Instance
from scheduler.operate.changes import changes, people, what
from scheduler.roster import Shift


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


def messages(instance: Instance, before: Sequence[Shift] | None, after: Sequence[Shift]) -> Iterator[Message]:
    """One message for everybody whose days differ from what they were told; None: nobody was told anything."""
    found = changes(instance, before or (), after)
    named = {operator.id: operator for operator in instance.operators}
    hotline = instance.hotline.name
    for who in sorted(people(found)):
        if (operator := named.get(who)) is None:
            continue
        head = f"your shifts at {hotline}{'' if before is None else ' have changed'}"
        days = [f"  {change.date:%a} {change.date}: {_to_them(what(instance, change), is_new=before is None)}"
                for change in found if change.operator == who]
        yield Message(who, operator.email, "\n".join([f"Hello {operator.label}, {head}:", *days]))


def _to_them(text: str, *, is_new: bool) -> str:
    """What became of a day, said to the person themselves."""
    added = "" if is_new else "please come, "
    return text.replace("comes in, ", added, 1).replace("is off, no longer ", "off, no longer ", 1)
