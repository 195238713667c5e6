"""What triggers look at and what they say are values."""

from importlib import import_module
from pathlib import Path

import pytest

from tests.selfsufficiency.values import check_values_stay
from tracker.selfsufficiency import flags

TRIGGERS = sorted(path.stem for path in Path(flags.__path__[0]).glob("triggers_*.py"))


@pytest.mark.parametrize("name", ["sighting", *TRIGGERS])
def test_no_value_can_be_altered_or_given_more(name):
    check_values_stay(import_module(f"tracker.selfsufficiency.flags.{name}"))
