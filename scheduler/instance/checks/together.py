"""Checks of the rules of people together: whom they name is there, and they are as many as the rule needs."""

from __future__ import annotations

from scheduler.instance.checks.names import unknown_name, unknown_operator
from scheduler.instance.checks.times import Faults
from scheduler.instance.instance import Instance
from scheduler.instance.together import People, TogetherRule, belongs
from scheduler.instance.words.paths import FieldPath


def people_of_rules_are_known(instance: Instance) -> Faults:
    """Whom rules name is there, and as many as the rule needs."""
    for index, rule in enumerate(instance.together):
        for place in ("who", "beside"):
            if named := getattr(rule, place):
                yield from people_are_known(instance, ("together", index, place), named)
        yield from _enough(instance, index, rule)


def people_are_known(instance: Instance, path: FieldPath, named: People) -> Faults:
    """Teams, skills, contracts and operators that are named are those of somebody, and somebody is all that is named."""
    known = {
        "team": {each.team for each in instance.operators if each.team is not None},
        "skill": {skill for each in instance.operators for skill in each.skills},
        "contract": {each.contract for each in instance.operators},
        "operators": {each.id for each in instance.operators},
    }
    wrong = [(field, name) for field in known for name in getattr(named, field) if name not in known[field]]
    for field, name in wrong:
        yield (*path, field), (unknown_operator(name, instance.operators) if field == "operators" else
                               unknown_name(field, name, known[field]))
    if not wrong and not any(belongs(each, named) for each in instance.operators):
        yield path, "names nobody: no operator is all of this; needed is at least one"


def _enough(instance: Instance, index: int, rule: TogetherRule) -> Faults:
    """Whoever is to meet, or not to meet, are two at least; a hard least is no more than there are."""
    count = sum(belongs(each, rule.who) for each in instance.operators)
    if rule.rule in ("apart", "together", "lunch_together") and count == 1:
        yield ("together", index, "who"), f"names one operator; rule {rule.rule} needs two at least"
    if rule.rule == "least" and rule.is_hard and count and (rule.number or 0) > count:
        yield ("together", index, "number"), (f"found {rule.number}, of {count} whom the rule speaks of; allowed are at most "
                                              f"{count}, or a price_per_hour for who is missing")
