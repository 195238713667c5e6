"""The main job, end to end: a practice signs up, and its first client moves toward self-sufficiency.

Three acts on one Baton, one after the other: the consultant, the staff, the owner.
"""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.cast import (
    BEN,
    CLIENT,
    MARA,
    NOOR,
    OLIVE,
    PRACTICE,
    ROLES,
    SAM,
    THEO,
    goes_to,
    number_of_owner,
    number_on_portfolio,
    opens_tab,
)
from tests.journeys.people import PHONE, KeyboardPerson, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_engine]
PURPOSE = "A third of our cakes are ordered because somebody saw them. We want half, by next summer."
OLIVES_WORDS = "We want to run this ourselves by the summer, and I protect the hours."


class TestActOneTheConsultant:
    def test_she_makes_a_workspace_and_a_colleague_joins(self, enters):
        mara = enters(Person, *MARA)
        mara.opens("/")
        mara.presses("Make a workspace for my practice")
        mara.writes("Your name", mara.name)
        mara.writes("Your e-mail address", mara.email)
        mara.writes("Your practice", PRACTICE)
        mara.presses("Send me the letter")
        mara.reads("Look into your mail")
        mara.opens(mara.house.newest_link(mara.email))
        mara.reads(PRACTICE)
        mara.presses("Make it")
        mara.reads("No engagement yet")

        mara.presses("People")
        mara.presses("Invite somebody")
        invites(mara, *THEO, "Consultant")
        theo = enters(Person, *THEO)
        theo.joins()
        theo.reads("No engagement yet")

    def test_she_adds_a_client_whose_people_join_by_their_letters(self, enters):
        mara = enters(Person, *MARA)
        mara.signs_in()
        mara.presses("Add a client")
        mara.writes("Name", CLIENT)
        mara.writes("Sector", "Bakery")
        mara.writes("People", "34")
        mara.presses("Add it")
        for (name, email), role in ROLES.items():
            mara.presses("Invite somebody")
            invites(mara, name, email, role)
        for name, email in ROLES:
            enters(Person, name, email).joins()

    def test_a_link_that_was_used_opens_nothing(self, enters, house):
        stranger = enters(Person, "Whoever reads Sam's mail")
        stranger.opens(house.newest_link(SAM[1]))
        stranger.does_not_read(CLIENT)

    def test_she_starts_an_engagement_and_the_owner_signs_its_charter(self, enters):
        mara, olive = enters(Person, *MARA), enters(Person, *OLIVE)
        mara.signs_in()
        mara.presses("Clients")
        mara.presses(CLIENT)
        mara.presses("Start an engagement")
        mara.ticks("Social media: leave the tools behind")
        mara.presses("Start the engagement")
        mara.reads("Charter and exit plan")
        mara.presses("Ask for the signature")
        olive.signs_in()
        olive.presses("Decisions")
        olive.presses("Read")
        olive.writes("In your own words", OLIVES_WORDS)
        olive.presses("Sign the charter")
        olive.reads("Active")
        olive.presses("Charter")
        olive.reads(OLIVES_WORDS)
        assert number_on_portfolio(mara) == 0

    def test_the_team_is_named_and_the_champion_accepts(self, enters):
        olive, ben = enters(Person, *OLIVE), enters(Person, *BEN)
        olive.signs_in()
        olive.presses("Who does what")
        olive.presses("Team")
        olive.ticks("Champion")
        olive.picks("Person", BEN[0])
        olive.presses("Name", exact=True)
        ben.signs_in()
        ben.presses("Overview")
        ben.presses("Open the map")
        ben.presses("Team")
        ben.presses("Accept")
        ben.does_not_read("asked")

    def test_client_and_consultant_write_one_section_at_once_and_nothing_is_lost(self, enters):
        mara, ben = enters(Person, *MARA), enters(Person, *BEN)
        mara.signs_in()
        goes_to(mara, "Strategy")
        mara.presses("Purpose")
        mara.presses("Write it")
        ben.signs_in()
        ben.opens(mara.path)
        mara.writes("Text", "More orders from the town.")
        mara.ticks("Ours")
        mara.presses("Save as a new revision")
        mara.reads("Saved as revision 1.")
        ben.writes("Text", PURPOSE)
        ben.ticks("Ours")
        ben.presses("Save as a new revision")
        ben.reads("Saved meanwhile")
        ben.reads("More orders from the town.")
        assert ben.page.get_by_role("textbox", name="Text").input_value() == PURPOSE
        ben.presses("Save mine after reading theirs")
        ben.reads("Saved as revision 2.")
        ben.presses("Ask for the signature")

    def test_she_says_who_does_what_and_why_it_moves(self, enters):
        mara = enters(Person, *MARA)
        mara.signs_in()
        for activity, (doer, _) in (("Write posts", SAM), ("Listen", NOOR), ("Plan calendar", BEN)):
            goes_to(mara, "Ladder")
            mara.presses(activity, exact=True)
            mara.presses("Change: who does it")
            mara.picks("Who does it", doer)
            mara.presses("Save")
        mara.presses("Move it")
        mara.ticks("2")
        mara.writes("Why", "We made the calendar of November together, and Ben led.")
        mara.presses("Move it")
        mara.reads("Plan calendar stands on rung 2 now.")

    def test_she_puts_training_on_their_checklists_and_logs_her_own_work(self, enters):
        mara = enters(Person, *MARA)
        mara.signs_in()
        for name, _ in (SAM, NOOR, BEN):
            goes_to(mara, "Training")
            mara.presses("Put on checklists")
            mara.picks("One person", name)
            mara.ticks("Why us")
            mara.presses("Put on the checklist")
        goes_to(mara, "Work")
        mara.presses("Log work")
        mara.picks("Activity", "Write posts")
        mara.ticks("We did it")
        mara.presses("Log it")
        mara.reads("delivered 100% in the last four weeks")

    def test_she_proposes_who_controls_a_tool_and_no_password_is_taken(self, enters):
        mara = enters(Person, *MARA)
        mara.signs_in()
        goes_to(mara, "Tools")
        mara.presses("Scheduler")
        mara.presses("Check who controls it")
        for question in ("Account", "Recovery", "Billing", "Admin"):
            mara.picks(question, "The client")
        mara.writes("Note", "In Ben's name. Password: Sunny-Day-2026!")
        mara.presses("Propose")
        mara.reads("This looks like a password.")
        mara.writes("Note", "In Ben's name; the password manager holds the rest.")
        mara.presses("Propose")
        mara.reads("Waits for the client")


@pytest.mark.parametrize(
    ("kind", "who", "activity", "browser_options"),
    [
        pytest.param(Person, SAM, "Write posts", PHONE, id="on a phone"),
        pytest.param(KeyboardPerson, NOOR, "Listen", {}, id="by keyboard alone"),
        pytest.param(Person, BEN, "Plan calendar", {**PHONE, "java_script_enabled": False}, id="without scripts"),
    ],
)
class TestActTwoTheStaff:
    def test_they_tick_undo_a_slip_and_learn_what_was_missing(self, enters, kind, who, activity, browser_options):
        learner, mara = enters(kind, *who, **browser_options), enters(Person, *MARA)
        learner.signs_in()
        learner.presses("Checklist")
        learner.reads("0 of 5 verified")
        first = learner.page.get_by_role("heading", level=2).first.inner_text()
        shows(learner, "We are here for the town.")
        learner.presses("Undo", within=learner.row(first))
        expect(undo_of(learner)).to_have_count(0)
        shows(learner, "We bake for the town, and here it tells us what it wants.")

        mara.signs_in()
        mara.presses("Training review")
        mara.reads("We bake for the town")
        mara.unfolds("Return it")
        mara.writes("What is missing?", "Say it as you would to a customer.")
        mara.presses("Return with this reason")
        learner.presses("Checklist")
        learner.reads("Say it as you would to a customer.")
        shows(learner, "Tell us what you would like, we bake it on Friday.")
        mara.presses("Training review")
        mara.reads("we bake it on Friday")
        mara.presses("Verify")
        mara.reads("Nothing waits for your check")
        learner.presses("Checklist")
        learner.reads("1 of 5 verified")

    def test_they_log_a_piece_of_work_in_two_taps(self, enters, kind, who, activity, browser_options):
        learner = enters(kind, *who, **browser_options)
        learner.signs_in()
        learner.presses("What we run")
        learner.presses("Log one", within=learner.row(activity))
        learner.reads("Logged")


def invites(person: Person, name: str, email: str, role: str) -> None:
    person.writes("Name", name)
    person.writes("E-mail address", email)
    person.ticks(role)
    person.presses("Invite")
    person.reads(email)


def shows(learner: Person, words: str) -> None:
    """Tick the next item off with a note."""
    note = learner.page.get_by_label("What happened, in your words")
    if not note.is_visible():
        learner.unfolds("Note")
    learner.writes("What happened, in your words", words)
    learner.presses("Tick it off")
    expect(undo_of(learner)).to_be_visible()


def undo_of(learner: Person) -> Locator:
    return learner.page.get_by_role("button", name="Undo")


class TestActThreeTheOwner:
    def test_she_reads_that_they_cannot_run_it_yet_and_signs_what_waits(self, enters):
        olive = enters(Person, *OLIVE)
        olive.signs_in()
        before = number_of_owner(olive)
        olive.presses("Decisions")
        olive.presses("Read and sign", within=olive.row("Purpose"))
        olive.reads(PURPOSE)
        olive.presses("Read and sign")
        olive.writes("In your own words", "Half of the cakes, by next summer. That is ours to reach.")
        olive.presses("Sign revision 2")
        olive.reads("Half of the cakes, by next summer.")
        assert number_of_owner(olive) >= before

    def test_she_names_who_answers_and_he_accepts(self, enters):
        olive, ben = enters(Person, *OLIVE), enters(Person, *BEN)
        olive.signs_in()
        olive.presses("Who does what")
        olive.presses("Plan calendar", exact=True)
        olive.presses("Name somebody: accountable")
        olive.picks("Person", BEN[0])
        olive.presses("Ask this person")
        ben.signs_in()
        ben.opens(olive.path)
        ben.presses("Accept")
        ben.reads("Accepted")

    def test_she_confirms_who_controls_the_tool(self, enters):
        olive = enters(Person, *OLIVE)
        olive.signs_in()
        olive.presses("Who does what")
        opens_tab(olive, "Tools")
        olive.presses("Scheduler")
        olive.presses("Confirm")
        olive.reads("Confirmed")

    def test_the_gate_says_what_is_missing_and_she_passes_it_in_her_own_words(self, enters):
        olive = enters(Person, *OLIVE)
        olive.signs_in()
        olive.presses("Who does what")
        opens_tab(olive, "Gates")
        olive.presses("Open the gate: Strategy")
        gate = olive.path
        olive.presses("Read and decide")
        olive.reads("criteria are missing.")
        olive.presses("Nobody answers for Set and review strategy")
        olive.reads("Answers for it")
        olive.opens(gate)
        until = (date.today() + timedelta(days=60)).isoformat()
        while olive.page.get_by_role("link", name="Waive it").count():
            olive.presses("Waive it")
            olive.writes("Why the gate may pass without it", "We begin small, and come back to this in the spring.")
            olive.writes("Until", until)
            olive.presses("Waive it")
            olive.opens(gate)
        olive.presses("Read and decide")
        olive.writes("In your own words", "The purpose is ours. The rest follows while we work, and I know what it is.")
        olive.presses("Pass the gate")
        olive.reads("The purpose is ours.")

    def test_both_sides_see_the_number_moved_and_why(self, enters):
        mara, olive = enters(Person, *MARA), enters(Person, *OLIVE)
        mara.signs_in()
        olive.signs_in()
        number = number_of_owner(olive)
        assert number > 0
        assert number_on_portfolio(mara) == number
        olive.presses("Explain this number")
        olive.reads("What would raise the index most")
        olive.presses("Owns the strategy", within=olive.page.get_by_role("navigation", name="Pillars", exact=True))
        strategy = olive.page.locator("#evidence")
        olive.reads("Purpose", within=strategy)
        olive.reads(OLIVE[0], within=strategy)
