"""Looking whether what a module defines are values that nothing can alter."""

from dataclasses import FrozenInstanceError, fields, is_dataclass
from types import ModuleType

import pytest


def check_values_stay(module: ModuleType) -> None:
    """No data class of `module` can be altered, nor given an attribute that it does not name."""
    for kind in [one for one in vars(module).values() if is_dataclass(one) and one.__module__ == module.__name__]:
        value = object.__new__(kind)
        with pytest.raises(FrozenInstanceError):
            setattr(value, fields(kind)[0].name, 1)
        assert not hasattr(value, "__dict__")
