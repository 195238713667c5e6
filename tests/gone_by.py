"""Northgate's eight weeks pass in the first commit of nearly every test, and always in the same way.

What the days come to depends on nothing but what is handed in (`tests/selfsufficiency/test_purity.py`), so they are
reckoned once for all tests of a process that begin with the same facts on the same day. What is kept of them is still
written, by every test anew.
"""

import pickle
from collections import OrderedDict
from datetime import date

from tracker.engagements.extension_points import Facts
from tracker.selfsufficiency import days, formula, keeping
from tracker.selfsufficiency.days import Day

# A shorter time is reckoned as fast as it is looked up.
LONG, KEPT = 7, 16
_reckoned = days.time_passes
_known: OrderedDict[bytes, tuple[Day, ...]] = OrderedDict()


def remember_days_gone_by() -> None:
    days.time_passes = keeping.time_passes = _time_passes


def _time_passes(last: Day, facts: Facts, until: date) -> list[Day]:
    if (until - last.day).days < LONG:
        return _reckoned(last, facts, until)
    asked = pickle.dumps((formula.FORMULA_VERSION, last.day, last.numbers, last.causes, last.parts, facts, until))
    if asked not in _known:
        _known[asked] = tuple(_reckoned(last, facts, until))
        if len(_known) > KEPT:
            _known.popitem(last=False)
    _known.move_to_end(asked)
    return list(_known[asked])
