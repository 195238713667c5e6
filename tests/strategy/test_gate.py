"""The gate that asks for a signed strategy says exactly what is missing, with a way there."""

from datetime import date

from tracker.engagements.extension_points import gate_rules

TODAY = date(2026, 11, 21)


def row(title, share=1.0, **more):
    return {
        "id": f"id of {title}", "title": title, "client_share": share, "written": True, "signed_on": "2026-11-01",
        "earlier_signed_on": None, "na": False, **more,
    }  # fmt: skip


def judged(*rows, share=0.5):
    facts = {"strategy": list(rows), "engagement": {"id": "the engagement"}}
    return gate_rules["sections_signed"](facts, {"client_share": share}, TODAY)


def test_it_is_met_when_all_is_signed_and_half_is_the_clients():
    verdict = judged(row("Purpose"), row("Voice", 0.0))
    assert verdict.met
    assert verdict.says == "2 of 2 signed, 50% in the client's words"
    assert verdict.missing == ()


def test_every_unsigned_section_is_named_with_the_page_where_it_is_mended():
    verdict = judged(
        row("Purpose"),
        row("Voice", signed_on=None),
        row("Risk", 0.0, signed_on=None, written=False),
        row("Rules", signed_on=None, earlier_signed_on="2026-10-01"),
    )
    assert not verdict.met
    assert [(one.text, one.endpoint, one.values) for one in verdict.missing] == [
        ("Voice is not signed", "strategy.section", {"id": "id of Voice"}),
        ("Risk is not written", "strategy.section", {"id": "id of Risk"}),
        ("Rules has a change that is not signed", "strategy.section", {"id": "id of Rules"}),
    ]


def test_words_that_are_mostly_the_consultants_do_not_pass():
    verdict = judged(row("Purpose", 0.5), row("Voice", 0.0), row("Risk", 0.5))
    assert not verdict.met
    assert [(one.text, one.endpoint, one.values) for one in verdict.missing] == [
        ("33% of the words are the client's; 50% are asked for", "strategy.overview", {"id": "the engagement"})
    ]


def test_what_falls_just_short_does_not_read_as_enough():
    rows = [row(f"Section {n}", 0.5) for n in range(11)] + [row("Last", 0.0)]
    assert "45% of the words" in judged(*rows).missing[0].text


def test_what_the_owner_set_aside_is_not_asked_for():
    assert judged(row("Purpose"), row("Leaders", 0.0, signed_on=None, written=False, na=True)).met


def test_nothing_at_all_is_not_a_signed_strategy():
    assert not judged(row("Leaders", na=True), share=0).met
