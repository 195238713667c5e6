"""A module finished: its certificate on the page and as a PDF, and what people say of it."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.training.scenes import acting, put_on, standing, tick, verify
from tracker.core import pdf
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped
from tracker.training.certificates import as_printed, certificates_of
from tracker.training.models import Certificate, ItemProgress, Module
from tracker.training.ratings import rate, ratings_in


def finish(app, northgate, key, numbers=(6, 7, 8, 9, 10), by="marcus"):
    """All of the module on accounts, ticked and verified."""
    ids = put_on(app, northgate, key, *numbers)
    for number in numbers:
        tick(app, northgate, key, ids[number], link="https://files.example/it")
        verify(app, northgate, by, ids[number])
    return ids


def certificate_of(app, key):
    with acting(app, key) as me:
        return certificates_of(me)[0].id


def test_the_last_item_that_is_verified_brings_the_certificate(app, northgate):
    ids = finish(app, northgate, "aisha", (6, 7, 8, 9))
    with acting(app, "aisha") as aisha:
        assert certificates_of(aisha) == []
    finish(app, northgate, "aisha", (10,), by="mina")
    with acting(app, "aisha") as aisha:
        (held,) = certificates_of(aisha)
        lines = northgate.one(Certificate, held.id).lines
    assert [line["number"] for line in lines] == [6, 7, 8, 9, 10]
    assert [line["by"] for line in lines] == ["Marcus Hale"] * 4 + ["Mina Okafor"]
    assert len(ids) == 4


def test_a_verification_taken_back_takes_the_certificate_with_it_until_it_is_verified_again(app, northgate):
    ids = finish(app, northgate, "aisha")
    with acting(app, "marcus") as marcus:
        northgate.one(ItemProgress, ids[8]).send_back(marcus, "That was the wrong account.")
        db.session.commit()
    with acting(app, "aisha") as aisha:
        assert certificates_of(aisha) == []
    tick(app, northgate, "aisha", ids[8])
    verify(app, northgate, "mina", ids[8])
    with acting(app, "aisha") as aisha:
        assert len(certificates_of(aisha)) == 1
        assert len([*db.session.scalars(scoped(Certificate))]) == 2


def test_the_paper_says_the_name_and_is_the_same_every_time(app, northgate):
    finish(app, northgate, "aisha")
    id = certificate_of(app, "aisha")
    with acting(app, "aisha"):
        data = as_printed(northgate.one(Certificate, id), "Northgate Recruitment", "Harbour & Lane")
    day = date(2026, 11, 21)
    paper = pdf.typeset("certificate", data, on=day)
    read = PdfReader(BytesIO(paper))
    assert "Aisha Khan" in read.pages[0].extract_text()
    assert read.metadata.title.startswith("Certificate: Aisha Khan")
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper == pdf.typeset("certificate", data, on=day)


def test_what_is_typed_is_text_on_paper_too(app):
    data = {"person": '#read("/etc/passwd") *x* $y$', "module": "= M", "why": "\\", "client": "[", "practice": "]",
            "issued": "today", "lines": []}  # fmt: skip
    text = PdfReader(BytesIO(pdf.typeset("certificate", data, on=date(2026, 1, 2)))).pages[0].extract_text()
    assert '#read("/etc/passwd") *x* $y$' in text.replace("”", '"').replace("“", '"')


def test_ratings_are_read_together_from_three_on_and_name_nobody(app, northgate):
    for key in ("aisha", "callum", "priya"):
        finish(app, northgate, key)
    for key, score, word in (("aisha", 5, "Short."), ("callum", 2, "")):
        id = certificate_of(app, key)
        with acting(app, key) as me:
            rate(northgate.one(Certificate, id), score, word, by=me)
            db.session.commit()
    module = northgate.module("accounts")
    with acting(app, "marcus"):
        rating = ratings_in(northgate.id)[module]
        assert (rating.answers, rating.mean, rating.words) == (2, None, ())
        assert "too few to show" in rating.said
    id = certificate_of(app, "priya")
    with acting(app, "priya") as priya:
        rate(northgate.one(Certificate, id), 5, by=priya)
        db.session.commit()
    with acting(app, "helen"):
        rating = ratings_in(northgate.id)[module]
    assert (rating.answers, rating.mean, rating.words) == (3, 4.0, ("Short.",))


def test_only_whoever_finished_rates(app, northgate):
    finish(app, northgate, "aisha")
    id = certificate_of(app, "aisha")
    with acting(app, "marcus") as marcus, pytest.raises(Refused, match="finished"):
        rate(northgate.one(Certificate, id), 5, by=marcus)


@pytest.mark.slow
def test_the_certificate_opens_for_her_and_her_trainers_and_nobody_else(app, northgate, aisha, marcus, helen, callum):
    finish(app, northgate, "aisha")
    path = f"/certificates/{certificate_of(app, 'aisha')}"
    assert aisha.opens(path).says("Verified")
    assert marcus.opens(path).status == 200
    assert helen.opens(path).status == 403
    assert callum.opens(path).status == 403
    paper = aisha.opens(f"{path}/pdf").response
    assert paper.content_type == "application/pdf" and paper.data.startswith(b"%PDF")
    assert callum.opens(f"{path}/pdf").status == 403
    modules = helen.opens(f"{northgate.path}/training/modules")
    assert modules.says("1 certificate")
    assert not any("/certificates/" in link for link in modules.links)


@pytest.mark.slow
@pytest.mark.every_engine
def test_she_says_how_it_was_once_and_may_change_it(app, northgate, aisha, helen):
    finish(app, northgate, "aisha")
    path = f"/certificates/{certificate_of(app, 'aisha')}"
    assert aisha.opens("/checklist").says("You finished")
    refused = aisha.opens(path).send(word="Too long")
    assert refused.status == 422 and refused.says("Choose one of the five.")
    assert "Too long" in refused.form("word").values["word"]
    page = aisha.sends(path, score="4", word="Good pace")
    assert page.says("You said: 4 of 5")
    assert not aisha.opens("/checklist").says("say how it was")
    page = aisha.sends(path, score="2")
    assert page.says("You said: 2 of 5")
    seen = helen.opens(f"/modules/{northgate.module('accounts')}")
    assert seen.says("One person has rated it; too few to show") and not seen.says("Good pace")
    feed = helen.opens(f"{northgate.path}/activity")
    assert feed.says("Somebody rated the training module") and not feed.says("Aisha Khan rated")


@pytest.mark.slow
def test_a_module_tells_its_results_on_four_levels(app, northgate, marcus, callum):
    ids = finish(app, northgate, "aisha")
    page = marcus.opens(f"/modules/{northgate.module('accounts')}")
    for words in ("Reaction: how they found it", "Learning: what they showed", "Behaviour: what they do with it",
                  "Results: what it changed", "5 of 5 required items"):  # fmt: skip
        assert page.says(words), words
    assert standing(app, northgate, ids[6]).verified
    assert not callum.opens(f"/modules/{northgate.module('accounts')}").says("Reaction")
    with acting(app, "marcus"):
        assert northgate.get(Module, "accounts").title
