"""A patch makes of the old what the new one is, whatever they were, and stays short where little changed."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.selfsufficiency.patches import difference, patched

words = st.sampled_from(["a", "b", "-", "=", "~", "p", "id"])
plain = st.recursive(
    st.none() | st.integers(0, 3) | words,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(words, inner, max_size=4),
    max_leaves=14,
)


@settings(max_examples=150, deadline=None)
@given(plain, plain)
def test_whatever_changed_is_found_again(old, new):
    before = json.dumps(old)
    patch = json.loads(json.dumps(difference(old, new)))
    assert patched(old, patch) == new
    assert json.dumps(old) == before
    assert (patch is None) == (old == new)


def test_one_more_entry_in_a_long_list_is_a_short_patch():
    old = [[f"2026-11-{day:02d}", "client", 2.0, "somebody"] for day in range(1, 29)]
    new = [*old[3:20], ["2026-11-20", "together", 1.0, "another"], *old[20:]]
    patch = difference({"work": old}, {"work": new})
    assert patched({"work": old}, patch) == {"work": new}
    assert patch == {"work": ["~", [-3, 17, [["2026-11-20", "together", 1.0, "another"]]]]}


def test_a_row_is_known_again_by_its_id():
    old = [{"id": "a", "rung": 1, "name": "Reply"}, {"id": "b", "rung": 2, "name": "Write"}]
    new = [{"id": "b", "rung": 3, "name": "Write"}]
    assert difference(old, new) == ["~", [-1, {"p": {"rung": ["=", 3]}}]]
    assert patched(old, difference(old, new)) == new


def test_a_key_that_went_is_not_a_key_with_nothing_in_it():
    assert difference({"a": 1, "b": 2}, {"a": None}) == {"b": ["-"], "a": ["=", None]}
    assert patched({"a": 1, "b": 2}, {"b": ["-"], "a": ["=", None]}) == {"a": None}
