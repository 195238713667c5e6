"""What the index reckons with are values: nothing may alter one while another part still reads it."""

from importlib import import_module

import pytest

from tests.selfsufficiency.values import check_values_stay
from tracker.selfsufficiency.formula import PILLARS, index_of

MODULES = (
    "acts", "delivered", "forecasting", "formula", "inputs", "points", "raising", "reasons", "stages", "steps", "worth",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_no_value_can_be_altered_or_given_more(name):
    check_values_stay(import_module(f"tracker.selfsufficiency.{name}"))


@pytest.mark.parametrize(("pillar", "index"), [(1.01, 100.0), (-0.01, 0.0)])
def test_an_index_never_leaves_its_scale_however_the_pillars_were_rounded(pillar, index):
    assert index_of(dict.fromkeys(PILLARS, pillar)) == index
