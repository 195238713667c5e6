"""The tabs of an engagement lead nobody to a page that is shut to her."""

import pytest

pytestmark = pytest.mark.slow


def test_staff_are_not_led_to_pages_that_are_shut_to_them(northgate, aisha, helen):
    assert not aisha.opens(f"{northgate.path}/explain").says("Safeguards")
    assert not aisha.opens(f"{northgate.path}/activity").says("Reports")
    assert helen.opens(f"{northgate.path}/explain").says("Safeguards")
    assert helen.opens(f"{northgate.path}/activity").says("Reports")
