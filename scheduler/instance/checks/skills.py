"""Checks of skills: every queue can be answered, every topic be covered, and every operator answers some queue."""

from __future__ import annotations

from scheduler.instance.checks.names import unknown_name
from scheduler.instance.checks.times import Faults
from scheduler.instance.instance import Instance


def queues_have_operators(instance: Instance) -> Faults:
    """Somebody has the skill of each queue."""
    skills = {skill for operator in instance.operators for skill in operator.skills}
    for queue in instance.service.queues or ():
        if queue not in skills:
            yield ("service", "queues", queue), (f"nobody can answer the queue {queue!r}: no operator has it among the "
                                                 "skills; needed is at least one")


def topics_have_operators(instance: Instance) -> Faults:
    """Somebody has the skill of each topic."""
    skills = {skill for operator in instance.operators for skill in operator.skills}
    for index, topic in enumerate(instance.service.topics):
        if topic not in skills:
            yield ("service", "topics", index), (f"nobody covers the topic {topic!r}: no operator has it among the "
                                                 "skills; needed is at least one")


def minimums_have_operators(instance: Instance) -> Faults:
    """Somebody has the skill that a minimum asks for."""
    skills = {skill for operator in instance.operators for skill in operator.skills}
    for index, minimum in enumerate(instance.service.minimums):
        if minimum.skill is not None and minimum.skill not in skills:
            yield ("service", "minimums", index, "skill"), unknown_name("skill", minimum.skill, sorted(skills))


def skills_differ_by_more_than_case(instance: Instance) -> Faults:
    """A skill that is a queue, a topic or that of a minimum but for upper and lower case was meant to be it."""
    of_minimums = (minimum.skill for minimum in instance.service.minimums if minimum.skill is not None)
    names = {*(instance.service.queues or ()), *instance.service.topics, *of_minimums}
    folded = {name.casefold(): name for name in names}
    for index, operator in enumerate(instance.operators if names else ()):
        for place, skill in enumerate(operator.skills):
            meant = folded.get(skill.casefold())
            if skill not in names and meant is not None:
                message = f"found {skill!r}, which differs from {meant!r} in upper and lower case only; did you mean {meant}?"
                yield ("operators", index, "skills", place), message


def operators_have_queues(instance: Instance) -> Faults:
    """Each operator can answer some queue; one who cannot was most likely misspelt."""
    queues = instance.service.queues
    if not queues:
        return
    for index, operator in enumerate(instance.operators):
        if not set(operator.skills) & queues.keys():
            listed = "|".join(operator.skills) or "no skills"
            yield ("operators", index, "skills"), (f"{operator.id} can answer no queue: found {listed}; needed is at "
                                                   f"least one of {', '.join(queues)}")


def queues_of_one_person_are_handled_alike(instance: Instance) -> Faults:
    """Whoever answers several queues handles as many contacts of each at a time.

    How many callers somebody takes beside two chats, and how much slower these then go, no concurrency says.
    """
    queues = instance.service.queues or {}
    for index, operator in enumerate(instance.operators):
        found = {name: goal.concurrency for name, goal in queues.items() if name in operator.skills}
        if len(set(found.values())) > 1:
            listed = ", ".join(f"{name} (concurrency {number})" for name, number in found.items())
            yield ("operators", index, "skills"), (
                f"{operator.id} answers {listed}; allowed are queues of one concurrency: leave the others out of the skills, "
                "or let different people answer them")


def lines_are_of_calls(instance: Instance) -> Faults:
    """Telephone lines are those of calls: contacts of which several are handled at a time hold none."""
    if instance.hotline.lines is None:
        return
    for name, goal in instance.queues.items():
        if goal.concurrency > 1:
            of = "" if name is None else f" of queue {name!r}"
            yield ("hotline", "lines"), (
                f"found {instance.hotline.lines} telephone lines beside the concurrency {goal.concurrency}{of}: such contacts "
                "hold no line, and all who answer count as if they held one; allowed is `seats`, or lines where every "
                "concurrency is 1")
            return


def preferred_queues_are_answered(instance: Instance) -> Faults:
    """Each queue that an operator prefers is one of the hotline's and among their skills, and stands there once."""
    queues = [name for name in instance.queues if name is not None]
    for index, operator in enumerate(instance.operators):
        answered = [name for name in queues if name in operator.skills]
        for place, name in enumerate(operator.preferred_queues):
            where = ("operators", index, "preferred_queues", place)
            if not queues:
                yield where, f"found {name!r}, but the hotline has one queue without a name; allowed is nothing"
            elif name not in queues:
                yield where, unknown_name("queue", name, queues)
            elif name not in answered:
                yield where, f"{operator.id} does not answer {name!r}; allowed: {', '.join(answered)}"
            elif name in operator.preferred_queues[:place]:
                yield where, f"{name!r} stands here twice; allowed is once"


def outside_takes_a_known_queue(instance: Instance) -> Faults:
    """The outside call centre names one of the queues, or none where the hotline has only one."""
    if instance.outside is None or instance.outside.queue in instance.queues:
        return
    queue, named = instance.outside.queue, [name for name in instance.queues if name is not None]
    if not named:
        yield ("outside", "queue"), (f"found {queue!r}, but the hotline has one queue without a name; allowed is nothing, "
                                     "or queues under service.queues")
    elif queue is None:
        yield ("outside",), f"queue: is missing; allowed: {', '.join(named)}"
    else:
        yield ("outside", "queue"), unknown_name("queue", queue, named)
