"""What the people of one engagement do on which day, up to how far they have come."""

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.troupe import Troupe
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements import charter
from tracker.engagements.agreeing import agree
from tracker.engagements.models import Engagement, EngagementState, Part
from tracker.engagements.starting import start_engagement
from tracker.engagements.team import accept as accept_part
from tracker.engagements.team import name_for
from tracker.playbooks.reading import list_shipped
from tracker.responsibilities import appointments, ladder, rules
from tracker.responsibilities.models import Activity, Post
from tracker.strategy import signatures, writing
from tracker.strategy.models import StrategySection
from tracker.tenancy import scoped
from tracker.toolkit.adding import write_runbook
from tracker.toolkit.models import CONTROLS, Holder, Tool, give_access
from tracker.training.assigning import assign as put_on
from tracker.training.models import ChecklistItem, Competency, ItemProgress
from tracker.training.quizzes import answer
from tracker.worklog.logging import log_work
from tracker.worklog.models import Mode

WORDS = "I have read this and want us to work this way from now on, and I will protect the hours that it takes."
TEXT = "We write for people who are about to change jobs. " * 12
Day = tuple[int, Callable[[], None]]


class Deeds:
    """One engagement; `far` from 0 (only started) to 1 (everything done)."""

    def __init__(self, troupe: Troupe, place: int, far: float):
        self.lead, self.consultant = troupe.lead, troupe.consultant
        self.company, self.far = troupe.companies[place], far
        self.engagement: Engagement | None = None

    def agenda(self, days: int) -> Iterator[Day]:
        """Deeds with the day (from 0) on which each is done."""
        people = self.company.people
        yield 0, self.start
        yield 1, self.sign_charter
        for place in range(round(12 * self.far)):
            yield 2 + 3 * place, partial(self.write_section, place)
        for place in range(14):
            if place < 14 * self.far:
                yield 3 + 2 * place, partial(self.hand_over, place)
            for week in range(1, days // 7):
                yield 7 * week, partial(self.work, place, week)
        for place in range(round(11 * self.far)):
            yield 4 + 4 * place, partial(self.check_tool, place)
        for part in people:
            yield 5, partial(self.assign, part)
            for number in range(1, 39):
                if number <= 36 * self.far:
                    yield 6 + number, partial(self.learn, part, number)
        for place in range(20):
            yield 20 + place, partial(self.judge, place)

    def start(self) -> None:
        playbook = list_shipped()[0]
        self.engagement = start_engagement(
            self.company.client, playbook, by=self.consultant, lead=self.lead, starts_on=clock.today()
        )
        if self.engagement.state == EngagementState.PROSPECT:
            agree(self.engagement, by=self.lead)

    def sign_charter(self) -> None:
        champion = self.company.people["champion"]
        charter.sign_charter(self.engagement, WORDS, by=self.company.people["owner"])
        accept_part(name_for(self.engagement, Part.CHAMPION, champion, by=self.company.people["owner"]), by=champion)

    def write_section(self, place: int) -> None:
        section = self._row(StrategySection, StrategySection.position, place)
        writing.revise(section, TEXT, 0.5, by=self.consultant, based_on=0)
        writing.revise(section, TEXT + f"In our own words, part {place}.", 1.0, by=self._champion, based_on=1)
        words = f"{WORDS} So it is for {section.title}."
        signatures.sign_section(section, words, by=self.company.people["owner"], number=2)

    def hand_over(self, place: int) -> None:
        """Somebody answers and somebody stands in, the rule is signed, the rung rises, the runbook is tried."""
        activity, owner = self._row(Activity, Activity.position, place), self.company.people["owner"]
        first, second = self.company.people["first"], self.company.people["second"]
        for post, person in ((Post.ACCOUNTABLE, first), (Post.DEPUTY, second)):
            appointments.accept(appointments.name(activity, post, person, by=owner), by=person)
        rule = rules.write_rule(activity, "in_house", TEXT, by=self.consultant)
        rules.sign_rule(rule, f"{WORDS} So it is for {activity.name}.", by=owner)
        for rung in range(activity.rung + 1, 1 + round(2 * self.far)):
            ladder.move(activity, rung, by=self.consultant, because="They did it and it was sound.", seen=rung - 1)
        runbook = write_runbook(activity, by=first, title=f"How we do it: {activity.name}"[:150], text=TEXT)
        runbook.test(by=second, worked=True, note="", version=1)

    def work(self, place: int, week: int) -> None:
        activity = self._row(Activity, Activity.position, place)
        theirs = week * self.far > 2
        by = self.company.people["first"] if theirs else self.consultant
        log_work(activity, Mode.CLIENT if theirs else Mode.CONSULTANT, by=by, quantity=1 + place % 3)

    def check_tool(self, place: int) -> None:
        tool = self._row(Tool, Tool.position, place)
        tool.check(by=self._champion, holders=dict.fromkeys(CONTROLS, Holder.CLIENT))
        give_access(tool, self.company.people["first"], by=self._champion, admin=True)

    def assign(self, part: str) -> None:
        items = list(db.session.scalars(self._all(ChecklistItem).order_by(ChecklistItem.number)))
        put_on(self.engagement, items, self.company.people[part], by=self._champion)

    def learn(self, part: str, number: int) -> None:
        person = self.company.people[part]
        progress = db.session.scalars(
            self._all(ItemProgress)
            .join(ChecklistItem, (ChecklistItem.id == ItemProgress.item_id))
            .where(ItemProgress.person_id == person.id, ChecklistItem.number == number)
        ).first()
        if progress is None:
            return
        if progress.item.quiz:
            answer(progress, [one["answer"] - 1 for one in progress.item.quiz["questions"]], by=person)
        else:
            progress.tick(person, "It went as the steps say.", "https://files.example/shown")
        if number % 9:
            progress.verify(self.consultant)

    def judge(self, place: int) -> None:
        competencies = list(db.session.scalars(self._all(Competency).order_by(Competency.position)))
        people = list(self.company.people.values())
        if place < len(competencies) * 2 * self.far:
            competency, person = competencies[place // 2], people[place % len(people)]
            competency.assess(person, 3, by=self.consultant, method="observed", note="I watched it done, twice.")

    @property
    def _champion(self) -> object:
        return self.company.people["champion"]

    def _all(self, model: type) -> object:
        return scoped(model).where(model.engagement_id == self.engagement.id)

    def _row(self, model: type, order: object, place: int) -> object:
        return db.session.scalars(self._all(model).order_by(order).offset(place).limit(1)).one()
