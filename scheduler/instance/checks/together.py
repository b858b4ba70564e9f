"""Checks of the rules of people together: whom they name is there, and they are as many as the rule needs."""

from __future__ import annotations

from scheduler.instance.checks.names import unknown_name
from scheduler.instance.checks.times import Faults
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.instance.together import People, TogetherRule


def people_of_rules_are_known(instance: Instance) -> Faults:
    """Teams, skills, contracts and operators that rules name are those of somebody, and somebody is all that is named."""
    known = {
        "team": {each.team for each in instance.operators if each.team is not None},
        "skill": {skill for each in instance.operators for skill in each.skills},
        "contract": {each.contract for each in instance.operators},
        "operators": {each.id for each in instance.operators},
    }
    for index, rule in enumerate(instance.together):
        for place in ("who", "beside"):
            named = getattr(rule, place)
            wrong = [(field, name) for field in known for name in (getattr(named, field) if named else ())
                     if name not in known[field]]
            for field, name in wrong:
                what = "operator" if field == "operators" else field
                yield ("together", index, place, field), unknown_name(what, name, known[field])
            if named and not wrong and not any(belongs(each, named) for each in instance.operators):
                yield ("together", index, place), "names nobody: no operator is all of this; needed is at least one"
        yield from _enough(instance, index, rule)


def belongs(operator: Operator, who: People) -> bool:
    """Whether an operator is one of some people."""
    return ((not who.team or operator.team in who.team) and (not who.contract or operator.contract in who.contract)
            and (not who.skill or not set(who.skill).isdisjoint(operator.skills))
            and (not who.operators or operator.id in who.operators))


def _enough(instance: Instance, index: int, rule: TogetherRule) -> Faults:
    """Whoever is to meet, or not to meet, are two at least; a hard least is no more than there are."""
    count = sum(belongs(each, rule.who) for each in instance.operators)
    if rule.rule in ("apart", "together", "lunch_together") and count == 1:
        yield ("together", index, "who"), f"names one operator; rule {rule.rule} needs two at least"
    if rule.rule == "least" and rule.is_hard and count and (rule.number or 0) > count:
        yield ("together", index, "number"), (f"found {rule.number}, of {count} whom the rule speaks of; allowed are at most "
                                              f"{count}, or a price_per_hour for who is missing")
