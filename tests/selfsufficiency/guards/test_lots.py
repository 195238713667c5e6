"""Which signatures are asked about: one in five, the same for everybody who draws, some days later."""

from datetime import date
from uuid import UUID

from tracker.core.ids import new_id
from tracker.selfsufficiency.guards.lots import teach_back_day

MONDAY = date(2026, 11, 16)
IDS = [new_id() for _ in range(5000)]


def test_one_in_five_is_drawn():
    drawn = [id for id in IDS if teach_back_day(id, MONDAY)]
    assert 880 < len(drawn) < 1120


def test_it_is_asked_two_to_six_days_later_each_as_often():
    days = [(day - MONDAY).days for id in IDS if (day := teach_back_day(id, MONDAY))]
    assert set(days) == {2, 3, 4, 5, 6}
    assert min(days.count(n) for n in range(2, 7)) > 130


def test_whoever_draws_again_gets_the_same():
    assert [teach_back_day(id, MONDAY) for id in IDS] == [teach_back_day(id, MONDAY) for id in IDS]
    drawn = {n: (day - MONDAY).days for n in range(28) if (day := teach_back_day(UUID(int=n), MONDAY))}
    assert drawn == {2: 2, 8: 5, 9: 5, 11: 5, 22: 3, 25: 2, 27: 5}
