"""Every column that can hold a text is known, so that no name is forgotten; and names go from texts as whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, LargeBinary, String

from tracker.core.database import Base
from tracker.core.types import Id
from tracker.erasure.columns import COLUMNS, KINDS, marked
from tracker.erasure.names import rewritten, without
from tracker.erasure.person import HERS
from tracker.models import every_model
from tracker.selfsufficiency.patches import difference, patched

assert every_model


def texts_of(table):
    return {
        one.name for one in table.columns
        if isinstance(one.type, String | JSON) or isinstance(one.type, LargeBinary) and not isinstance(one.type, Id)
    }  # fmt: skip


def test_every_column_of_text_of_every_table_is_marked():
    unknown = {
        name: texts_of(table) ^ COLUMNS.get(name, {}).keys()
        for name, table in Base.metadata.tables.items() if texts_of(table) != COLUMNS.get(name, {}).keys()
    }  # fmt: skip
    assert unknown == {}
    assert COLUMNS.keys() <= set(Base.metadata.tables)


def test_every_mark_is_known_and_names_a_column_beside_it():
    for name, columns in COLUMNS.items():
        for mark in columns.values():
            assert mark.kind in KINDS
            assert not mark.whose or mark.whose in Base.metadata.tables[name].columns, name


def test_rows_that_go_with_her_are_those_whose_columns_are_hers_alone():
    hers = {name for name in COLUMNS if marked(name, "p")}
    assert hers <= HERS.keys()
    assert all(column in Base.metadata.tables[name].columns for name, column in HERS.items())


def test_a_name_goes_where_it_stands_as_whole_words():
    renamed = without(["Priya Shah", "Priya Shah-Jones"], "Former member 3")
    assert renamed("Only Priya Shah can do it.") == "Only Former member 3 can do it."
    assert renamed("Priya Shah-Jones answers.") == "Former member 3 answers."
    assert renamed("Priya Shahzad and priya shah stay.") == "Priya Shahzad and priya shah stay."


PLAIN = st.recursive(
    st.none() | st.integers() | st.sampled_from(["Priya Shah", "Only Priya Shah", "Aisha Khan", "x"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.slow
@given(PLAIN, PLAIN)
def test_facts_and_their_history_go_on_agreeing(old, new):
    """What is patched and then rewritten is the same as what is rewritten and then patched."""
    renamed, patch = without(["Priya Shah"], "Former member 1"), difference(old, new)
    after = patched(rewritten(old, renamed), rewritten(patch, renamed))
    assert after == rewritten(new, renamed)
