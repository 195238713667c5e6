"""Inviting a client's people leads to letters."""

import pytest
from flask import Flask

from tests.post_box import PostBox


@pytest.fixture
def post_box(app: Flask) -> PostBox:
    return PostBox(app)
