"""`topic_cover` from plain times: open hours without anybody for a topic."""

from __future__ import annotations

from scheduler.check.facts.topics import uncovered
from scheduler.instance.instance import Instance
from scheduler.roster import Shift
from tests.builders.checked import day, shift, with_forecast
from tests.builders.derived import costs_of

TEAM = [
    {"id": "anna", "contract": "free", "skills": ["sales"]},
    {"id": "ben", "contract": "free", "skills": ["sales", "support", "abuse"]},
    {"id": "carl", "contract": "free", "skills": ["support"]},
    {"id": "dora", "contract": "free", "skills": ["sales", "support", "night"]},
]
QUEUES = {"sales": {"min_operators": 1, "target_percent": 95}, "support": {"min_operators": 2}}
EARLY, LATE = day(0, "08:00"), day(0, "12:00")


def hotline(calls: float = 0.0, **changes) -> Instance:
    return with_forecast({"operators": TEAM, "service": {"queues": QUEUES}} | changes, calls=calls)


def at(plan: Instance, *who: str, minutes: int = 240, start: str = EARLY) -> list[Shift]:
    return [shift(plan, start, minutes, (), operator=name) for name in who]


class TestTopics:
    plan = hotline(service={"queues": QUEUES, "topics": ["abuse", "night"]})

    def term(self, shifts: list[Shift]) -> tuple[float, float]:
        term = costs_of(self.plan, shifts).terms["topic_cover"]
        assert term.unit == "topic-hours"
        return term.amount, term.cost

    def test_each_open_hour_without_a_topic_is_charged(self):
        assert self.term([]) == (24, 24 * 36)
        assert self.term(at(self.plan, "ben")) == (8 + 12, 20 * 36)
        assert self.term(at(self.plan, "anna", "carl", minutes=540)) == (24, 24 * 36)
        assert [int(uncovered(self.plan, at(self.plan, "ben"), topic).sum()) for topic in ("abuse", "night")] == [32, 48]

    def test_a_break_of_the_only_one_leaves_the_topic_bare(self):
        shifts = [shift(self.plan, EARLY, 240, (("breather", 120, 15),), operator="ben")]
        assert self.term(shifts)[0] == 8.25 + 12
        eve = {"id": "eve", "contract": "free", "skills": ["support", "abuse"]}
        plan = hotline(service={"queues": QUEUES, "topics": ["abuse"]}, operators=[*TEAM, eve])
        both = [*shifts, shift(plan, EARLY, 240, (("breather", 135, 15),), operator="eve")]
        assert costs_of(plan, both).terms["topic_cover"].amount == 8
        worked = [*shifts, *both[1:], shift(plan, LATE, 480, (), operator="dora")]
        assert costs_of(plan, worked).terms["topic_cover"].amount == 8

    def test_the_price_and_the_closed_hours(self):
        plan = hotline(service={"topics": ["abuse"]}, objective={"missing_topic_per_hour": 2.5})
        assert costs_of(plan, at(plan, "ben", start=day(0, "06:00"))).terms["topic_cover"].cost == 10 * 2.5

    def test_without_topics_there_is_no_such_term(self):
        assert "topic_cover" not in costs_of(hotline(), []).terms
