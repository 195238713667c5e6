"""What clients choose, told only of enough of them."""

from uuid import uuid4

import pytest

from tests.makers import acting
from tests.responsibilities.scenes import decided
from tracker.sourcing.mix import Kind, _kinds, mix


def row(strategic, facing, choice, count, client=None):
    return (strategic, facing, choice, count, client or uuid4())


def test_parts_are_of_all_decisions_of_a_kind():
    same = uuid4()
    found = _kinds([row(False, True, "outsource", 3, same), row(False, True, "in_house", 1, same),
                    row(True, True, "in_house", 2)])  # fmt: skip
    seen = {kind.name: kind for kind in found}
    assert seen["What customers see"].parts == {"in_house": 0.25, "blend": 0, "outsource": 0.75}
    assert (seen["What customers see"].clients, seen["Strategy and approval"].decisions) == (1, 2)


def test_of_fewer_than_three_clients_nothing_is_told():
    assert not Kind("Any", 9, 2, {}).tellable
    assert Kind("Any", 9, 3, {}).tellable


@pytest.mark.slow
def test_only_the_practice_reads_it_and_only_what_is_signed_counts(app, northgate, marcus, helen):
    assert marcus.opens("/what-clients-choose").says("No decision is signed yet")
    with acting(app, "helen"):
        decided(northgate)
    with acting(app, "marcus"):
        assert [(kind.name, kind.decisions) for kind in mix()] == [("What customers see", 1)]
    assert marcus.opens("/what-clients-choose").says("Too few clients to tell")
    assert helen.opens("/what-clients-choose").status == 403

