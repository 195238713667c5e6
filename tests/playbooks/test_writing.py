"""A playbook is written as a data file that reads back to the same content, and is then written the same again."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.playbooks.spoiling import SMALL, spoilt
from tracker.playbooks.drafting import draft_from, skeleton
from tracker.playbooks.reading import list_shipped, read_playbook
from tracker.playbooks.shapes import FORBIDDEN
from tracker.playbooks.writing import decimal, write_playbook

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120).map(
    lambda text: " ".join(FORBIDDEN.sub("", text).split())
)  # fmt: skip
ODD = [
    "yes", "~", "12:30", "1_000", "- a", "# no remark", "a: b", "'", '"', "%x", "@x", "*x", "&x", "!x", "{", "[", "|",
    "null", "0x1F", "2026-01-01", "=", "<<", "a #b", "… – “”", "🥕 carrots", "e\u0301", "x" * 118, "a " * 50 + "b",
]  # fmt: skip


def twice(content):
    """The file of what its own file says."""
    return write_playbook(read_playbook(write_playbook(content)).as_dict())


@pytest.mark.parametrize("content", list_shipped(), ids=lambda content: content.key)
def test_every_shipped_playbook_reads_back_and_is_written_the_same_again(content):
    text = write_playbook(content.as_dict())
    assert read_playbook(text) == content
    assert twice(content.as_dict()) == text
    assert draft_from(text) == content.as_dict()


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(name=st.one_of(TEXTS.filter(bool), st.sampled_from(ODD)), weeks=st.integers(1, 104), share=st.floats(0, 1),
       charter=st.lists(st.one_of(TEXTS, st.sampled_from(["", "  indented", "\tafter a tab", "# Title", "trailing  "])),
                        min_size=1, max_size=8))  # fmt: skip
def test_an_edited_playbook_reads_back_and_is_written_the_same_again(name, weeks, share, charter):
    content = deepcopy(draft_from(SMALL))
    content["charter"] = "\n".join(["Agreed", *charter]).strip()
    content["title"] = content["tools"][0]["name"] = content["handover_pack"][0] = name[:120].strip()
    content["phases"][0]["weeks"] = weeks
    content["phases"][2]["exit_criteria"][0]["rule"]["share"] = share
    text = write_playbook(content)
    read = read_playbook(text)
    assert (read.title, read.tools[0].name, read.handover_pack[0]) == (name[:120].strip(),) * 3
    assert read.charter == content["charter"]
    assert twice(content) == text
    assert write_playbook(draft_from(text)) == text


def test_a_draft_with_gaps_is_written_and_taken_back_with_the_same_gaps():
    draft = skeleton("Mend the fence", "mend-the-fence")
    assert draft_from(write_playbook(draft)) == draft


def test_text_that_looks_like_a_number_is_written_in_quotes():
    content = draft_from(spoilt("name: Watering can", 'name: "007"'))
    assert 'name: "007"' in write_playbook(content)


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0.0"), (1, "1.0"), (0.5, "0.5"), (1e-6, "0.000001"), (1 / 3, "0.333333")]
)
def test_shares_are_written_without_an_exponent(share, text):
    assert decimal(float(share)) == text
