"""What holds the owner back, without telling who can do what."""

from types import SimpleNamespace

import pytest

from tests.makers import acting, member
from tests.training.scenes import judge
from tracker.core import clock
from tracker.engagements.extension_points import facts_of
from tracker.overview.holding_back import _one_person, gaps
from tracker.selfsufficiency.reading import inputs_of
from tracker.training.sight import sight_of


def titles(app, northgate, reader):
    with acting(app, reader):
        facts, today = facts_of(northgate.id), clock.today()
        return [gap.title for gap in _one_person(facts, inputs_of(facts), today, sight_of(facts, member(reader)))]


@pytest.mark.parametrize("reader", ["helen", "priya", "callum"])
def test_whoever_may_not_know_reads_that_it_is_one_person_and_not_who(app, northgate, reader):
    judge(app, northgate, "aisha", 3, "reply")
    assert titles(app, northgate, reader) == ["Only one of your people can reply alone"]


@pytest.mark.parametrize("reader", ["aisha", "marcus", "mina"])
def test_she_herself_and_her_trainers_read_her_name(app, northgate, reader):
    judge(app, northgate, "aisha", 3, "reply")
    assert titles(app, northgate, reader) == ["Only Aisha can reply alone"]



def test_flags_come_first_and_nothing_is_said_twice(app, northgate):
    with acting(app, "helen"):
        facts, today = facts_of(northgate.id), clock.today()
        sight = sight_of(facts, member("helen"))

        def held(*flags):
            standing = SimpleNamespace(flags=list(flags), practice_share=None)
            found = gaps(facts, inputs_of(facts), "Harbour & Lane", standing, today, sight)
            return [(gap.severity, gap.title) for gap in found]

        plain = held()
        assert plain and all(title.startswith("Nobody answers for") for _, title in plain)
        flag = ["no-owner", "a", 3, "open", "No owner", "Nobody answers for replies.", "2026-11-01", None]
        assert held(flag) == [("critical", "No owner")], "the gap and the flag are one thing"
        assert held(flag[:3] + ["snoozed"] + flag[4:]) == [], "it was put off"
