"""Doing something between two pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest
from flask import Flask

from tests import makers
from tracker.accounts.models import Membership


@pytest.fixture
def acting(app: Flask) -> Callable[[str], AbstractContextManager[Membership]]:
    """`with acting("helen") as helen:` work inside Helen's walls, and leave them again before a page is opened."""
    return partial(makers.acting, app)
