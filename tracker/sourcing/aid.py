"""The sourcing decision aid: ten answers about one activity, and what they say about who should do it.

Pure: no database, no clock. Weights, thresholds and hard rules are the field's judgement, printed beside every result.
x = sum of weight * (answer - 2) / 38, from -1 (keep it in house) to +1 (give it away).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

IN_HOUSE, BLEND, OUTSOURCE = "in_house", "blend", "outsource"
THRESHOLD = 0.20
SMALL_FIRM = 1  # the answer that means 10 to 49 people
HANDS_ON_PERCENT = 10
ANSWERS = range(5)


@dataclass(frozen=True, slots=True)
class Question:
    """`ends` say what 0 and 4 mean. `pulls_out` and `keeps_in` are the reasons that a high and a low product give."""

    key: str
    weight: int
    text: str
    ends: tuple[str, str]
    high: str
    low: str
    steps: tuple[str, ...] = ()


QUESTIONS = (
    Question(
        "volume", 2, "How much is there to do, against the people you have?", ("Easily done", "Far beyond them"),
        "There is far more of it than your people can do", "Your people can do all there is of it",
    ),
    Question(
        "headcount", 1, "How many people work for you?", ("Under 10", "1,000 or more"),
        "You are large enough to steer a provider", "You are few, and everybody is close to it",
        ("Under 10", "10 to 49", "50 to 249", "250 to 999", "1,000 or more"),
    ),
    Question(
        "predictability", 2, "Can it be planned?", ("Never know what comes", "A steady calendar"),
        "It follows a steady calendar", "Nobody knows what comes next",
    ),
    Question(
        "closeness", 2, "How close would a provider be?", ("Far away, rarely there", "In your house on regular days"),
        "The provider works among you on regular days", "A provider would be far away",
    ),
    Question(
        "speed", -2, "How soon must somebody answer?", ("Days are fine", "Within the hour"),
        "It must be answered within the hour", "Nobody waits for an answer",
    ),
    Question(
        "knowledge", -3, "How much must one know of you?", ("Anybody could do it", "Only insiders can"),
        "Only insiders know enough to do it", "It takes little knowledge of you",
    ),
    Question(
        "voice", -2, "Does it matter that it sounds like you?", ("Not at all", "It is our voice"),
        "It is your own voice that people hear", "It need not sound like you",
    ),
    Question(
        "skill", -2, "Could your people do it well within 90 days?", ("No", "They can now"),
        "Your people can do it, or will soon", "Your people could not do it well for months",
    ),
    Question(
        "time", -2, "Is there protected time for it?", ("None", "All it needs"),
        "Your people have the hours for it", "Nobody has the hours for it",
    ),
    Question(
        "harm", -1, "How bad is it if it goes wrong?", ("Nobody notices", "Hard to recover from"),
        "A mistake would be hard to recover from", "A mistake would hurt little",
    ),
)  # fmt: skip
PLACES = {question.key: place for place, question in enumerate(QUESTIONS)}
_MOST = sum(2 * abs(question.weight) for question in QUESTIONS)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of the activity beside the answers."""

    strategic: bool = False
    customer_facing: bool = False
    practice_proposed: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer's part in the result: `points` is weight * (answer - 2), positive towards giving it away."""

    key: str
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class HardRule:
    """A bright line that applies here. `moved` says that it changed the choice; `needs` is what it asks for."""

    number: int
    text: str
    moved: bool = False
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`x` -1 to 1; `plain` what the score alone says, `choice` what is left after the hard rules."""

    x: float
    plain: str
    choice: str
    reasons: tuple[Reason, ...]
    counter: Reason | None
    rules: tuple[HardRule, ...]

    def needs(self, what: str) -> bool:
        return any(rule.needs == what for rule in self.rules)


def score(answers: Sequence[int]) -> float:
    """x for ten answers of 0 to 4, in the order of `QUESTIONS`. Raises ValueError for anything else."""
    if len(answers) != len(QUESTIONS) or any(answer not in ANSWERS for answer in answers):
        raise ValueError("Ten answers from 0 to 4 are needed.")
    return sum(question.weight * (answer - 2) for question, answer in zip(QUESTIONS, answers, strict=True)) / _MOST


def recommend(answers: Sequence[int], case: Case = Case()) -> Recommendation:
    """What the answers say, with the three strongest reasons, the strongest one against, and the hard rules."""
    x = score(answers)
    plain = IN_HOUSE if x <= -THRESHOLD else OUTSOURCE if x >= THRESHOLD else BLEND
    choice, rules = _apply_rules(plain, answers, case)
    reasons, counter = _reasons(answers, x)
    return Recommendation(x, plain, choice, reasons, counter, rules)


def contributions(answers: Sequence[int]) -> list[Reason]:
    """What each answer that is not in the middle adds, in the order of the questions."""
    return [
        Reason(question.key, question.high if answer > 2 else question.low, question.weight * (answer - 2))
        for question, answer in zip(QUESTIONS, answers, strict=True)
        if answer != 2
    ]


def _reasons(answers: Sequence[int], x: float) -> tuple[tuple[Reason, ...], Reason | None]:
    """Those that pull to the side on which x lies, the strongest first; ties keep the order of the questions."""
    side = -1 if x < 0 else 1
    ranked = sorted(contributions(answers), key=lambda reason: -side * reason.points)
    for_it = tuple(reason for reason in ranked if side * reason.points > 0)[:3]
    against = ranked[-1] if ranked and side * ranked[-1].points < 0 else None
    return for_it, against


def _apply_rules(choice: str, answers: Sequence[int], case: Case) -> tuple[str, tuple[HardRule, ...]]:
    """The rules in their order, each on what the ones before left. Rule 1 is about who accepts: see `deciding`."""
    said = dict(zip(PLACES, answers, strict=True))
    applied: list[HardRule] = []

    def rule(number: int, to: str, text: str, needs: str = "") -> None:
        nonlocal choice
        applied.append(HardRule(number, text, moved=choice != to, needs=needs))
        choice = to

    if case.strategic:
        rule(2, IN_HOUSE, "Strategy, goals, measures and approvals stay in house. Advice is welcome.", "advice")
    else:
        if choice == OUTSOURCE and said["headcount"] <= SMALL_FIRM:
            rule(3, BLEND, "With fewer than 50 people nothing is given away whole.")
        if choice == OUTSOURCE and said["predictability"] <= 1 and max(said["knowledge"], said["speed"]) >= 3:
            rule(4, BLEND, "What cannot be planned and needs insiders or quick answers is not given away whole.")
        if choice == IN_HOUSE and said["harm"] >= 3 and said["skill"] <= 1:
            rule(5, BLEND, "A mistake would be grave and the skill is not there yet: somebody outside checks.", "check")
        if said["skill"] <= 1 and said["time"] <= 1:
            rule(
                6, BLEND, "Neither skill nor time is there: blend until a set day and train meanwhile, or do less.",
                "end",
            )  # fmt: skip
    if case.customer_facing and choice != IN_HOUSE:
        rule(7, choice, f"Customers see this: at least {HANDS_ON_PERCENT}% stays in your own hands.", "hands_on")
    if case.practice_proposed and choice != IN_HOUSE:
        rule(8, choice, "The adviser proposes itself: its interest in writing, a second quote, your confirmation.",
             "interest")  # fmt: skip
    return choice, tuple(applied)


def six_months_after(day: date) -> date:
    """When a decision of `day` is looked at again: the same day of the month, or the last there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + 6, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def asked_of(choice: str, answers: Sequence[int], case: Case) -> frozenset[str]:
    """What a decision for `choice` must say before it can be put forward, whatever was recommended.

    `check`: who outside checks. `end`: a last day and a training plan. `hands_on`: the share kept inside. `interest`:
    the adviser's interest, a second quote and a last day.
    """
    if choice == IN_HOUSE:
        return frozenset()
    said = dict(zip(PLACES, answers, strict=True))
    unskilled = said["skill"] <= 1 and not case.strategic
    return frozenset(
        what for what, needed in (
            ("check", choice == BLEND and unskilled and said["harm"] >= 3),
            ("end", unskilled and said["time"] <= 1),
            ("hands_on", case.customer_facing),
            ("interest", case.practice_proposed),
        ) if needed
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One of the three ways: what speaks for it in these answers, and what it would ask of a decision."""

    choice: str
    reasons: tuple[Reason, ...]
    asks: frozenset[str]


def options(answers: Sequence[int], case: Case) -> tuple[Option, ...]:
    """In house, blend and outside side by side. For a blend speaks the strongest of either side."""
    found = contributions(answers)
    inward = tuple(sorted((one for one in found if one.points < 0), key=lambda one: one.points)[:3])
    outward = tuple(sorted((one for one in found if one.points > 0), key=lambda one: -one.points)[:3])
    speaks = {IN_HOUSE: inward, BLEND: inward[:1] + outward[:1], OUTSOURCE: outward}
    return tuple(Option(choice, speaks[choice], asked_of(choice, answers, case)) for choice in speaks)
