"""What stories of discussion meet: the post box."""

import pytest
from flask import Flask

from tests.post_box import PostBox


@pytest.fixture
def post_box(app: Flask) -> PostBox:
    return PostBox(app)
