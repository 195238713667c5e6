"""An early end leaves a minimum pack, which the owner seals in her own words: then it is the client's for good."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from tests.handover.packing import ask, assembled, content, jobs, newest, rows, work
from tests.handover.scenes import accepted
from tests.makers import acting
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.deciding import reopen
from tracker.engagements.models import Phase, SignOff
from tracker.engagements.plan_changes import approve, propose_ending
from tracker.handover.models import HandoverPack, PackSeal
from tracker.handover.packs import ask_for_pack, newest_pack, sealed_pack
from tracker.handover.sealing import seal_minimum

pytestmark = pytest.mark.slow
WORDS = "I have opened both files, and we go on with what is in them."
ENOUGH = "We have found somebody of our own to do it."


def ended(app, northgate, who="helen"):
    """The owner ends it, or agrees to what the practice asks for; the worker leaves the minimum pack."""
    with acting(app, who) as person:
        change = propose_ending(northgate.engagement, ENOUGH, by=person)
        db.session.commit()
        id = change.id
    if who != "helen":
        with acting(app, "helen") as helen:
            approve(northgate.one(type(change), id), "We part here, and as friends.", by=helen)
            db.session.commit()
    work(app)
    return newest(app, northgate)


def sealed(app, northgate, words=WORDS, who="helen"):
    with acting(app, who) as person:
        pack = newest_pack(northgate.id)
        row = seal_minimum(pack, words, by=person)
        db.session.commit()
        return row


@pytest.mark.parametrize("who", ["helen", "marcus"])
def test_whoever_asked_for_the_end_the_owner_seals_what_it_leaves(app, northgate, who):
    pack = ended(app, northgate, who)
    assert (pack.kind, pack.state) == ("minimum", "assembled"), jobs(app)
    sealed(app, northgate)
    (signature,) = [row for row in rows(app, SignOff) if row.subject_id == pack.id]
    (seal,) = rows(app, PackSeal)
    with acting(app, "helen"):
        assert sealed_pack(northgate.id).id == pack.id
    assert (signature.words, signature.subject_hash, seal.hash) == (WORDS, pack.hash, pack.hash)
    assert newest(app, northgate).state == "sealed"


def test_nobody_but_the_owner_seals_it_nor_without_words_of_her_own(app, northgate):
    ended(app, northgate)
    for who in ("priya", "marcus"):
        with pytest.raises(Refused, match="Only the owner"):
            sealed(app, northgate, who=who)
    for words in ("ok", "", ENOUGH[:4]):
        with pytest.raises(Refused, match="own words"):
            sealed(app, northgate, words=words)
    assert rows(app, PackSeal) == []


def test_before_the_end_is_agreed_nothing_is_sealed(app, northgate):
    assembled(app, northgate, kind="minimum")
    with acting(app, "marcus") as marcus:
        propose_ending(northgate.engagement, ENOUGH, by=marcus)
        db.session.commit()
    with pytest.raises(Refused, match="once the owner has agreed"):
        sealed(app, northgate)


def test_until_it_is_sealed_a_newer_one_may_be_assembled_and_afterwards_none(app, northgate):
    first = ended(app, northgate)
    with clock.at(clock.now() + timedelta(days=1)):
        assert assembled(app, northgate, "helen").title == "Minimum pack 2"
    with acting(app, "helen") as helen, pytest.raises(Refused, match="A newer pack"):
        seal_minimum(db.session.get(HandoverPack, (first.workspace_id, first.id)), WORDS, by=helen)
    sealed(app, northgate)
    with pytest.raises(Stale, match="sealed already"):
        sealed(app, northgate, words="And once more I say that it is ours.")
    for who in ("helen", "marcus"):
        with acting(app, who) as person, pytest.raises(Stale, match="Minimum pack 2 is sealed and stays the last one"):
            ask_for_pack(northgate.engagement, by=person)
    assert len(rows(app, HandoverPack)) == 2 and len(rows(app, PackSeal)) == 1


def test_helen_seals_it_on_its_page_and_takes_it_along(app, northgate, helen, marcus):
    ended(app, northgate)
    path = f"{northgate.path}/pack"
    assert "/seal" not in marcus.opens(path).html
    page = helen.opens(path)
    assert page.says("You ended the engagement before its handover")
    form = helen.opens(next(link for link in page.links if link.endswith("/seal")))
    assert form.says("This is what you are left with")
    again = form.send("Seal it", words="ok")
    assert again.status == 422 and again.says("own words")
    page = again.send("Seal it", words=WORDS)
    assert page.says("Sealed. It is yours for good.") and page.says("sealed by Helen Ames")
    assert "/pack/assemble" not in page.html and "/seal" not in page.html
    files = [link for link in page.links if "/files/" in link]
    assert helen.opens(files[0]).response.data == content(app, northgate, "pdf")
    packed = zipfile.ZipFile(io.BytesIO(helen.opens(files[1]).response.data))
    assert json.loads(packed.read("manifest.json"))["pack"]["kind"] == "minimum"


def test_a_second_click_seals_nothing_twice(app, northgate, helen):
    ended(app, northgate)
    link = next(one for one in helen.opens(f"{northgate.path}/pack").links if one.endswith("/seal"))
    form, other = helen.opens(link), helen.opens(link)
    form.send("Seal it", words=WORDS)
    assert other.send("Seal it", words="We go on with it, all of us here.").status == 409
    assert len(rows(app, PackSeal)) == 1 and helen.opens(link).says("It is sealed already, by Helen Ames")


def test_what_an_active_engagement_asks_for_is_not_sealed_by_its_address(app, northgate, helen, visit):
    pack = assembled(app, northgate)
    path = f"/packs/{pack.id}/seal"
    assert helen.opens(path).says("Only the minimum pack")
    assert visit("priya").opens(path).status == 403 and visit("marcus").opens(path).status == 403
    assert visit("dawn").opens(path).status == 404


def test_a_handover_taken_back_and_then_ended_leaves_a_minimum_pack_beside_the_sealed_one(app, northgate):
    accepted(app, northgate)
    with acting(app, "helen") as helen:
        reopen(northgate.get(Phase, "handover"), "Nobody answered for a week.", by=helen)
        db.session.commit()
    assert ended(app, northgate).title == "Minimum pack 2"
    sealed(app, northgate)
    with acting(app, "helen"):
        assert sealed_pack(northgate.id).kind == "minimum"
    ask_again = pytest.raises(Stale, match="stays the last one")
    with ask_again:
        ask(app, northgate, "helen")
