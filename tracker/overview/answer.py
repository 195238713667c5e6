"""“Can we run this without them?” answered in one honest sentence, from the facts alone, and one caution at most.

The verdict never says more than the stage and its minima do: “Yes.” needs Self-sufficient with everything carried
alone, owned and evidenced; “Nearly.” and “Partly.” at least Leading.
"""

from dataclasses import dataclass

from tracker.selfsufficiency.doubts import borderline, part, provisional
from tracker.selfsufficiency.stages import Stage

from .cautions import caution
from .situation import Situation
from .wording import a_day, all_of, lower_first, number

OWN_HANDS, ALONE = 3, 4
MOST_OF_IT = 0.8
OVER = {"closed", "ended_early"}


@dataclass(frozen=True, slots=True)
class Answer:
    """`verdict` in two words or so, `because` the sentence behind it, `caution` what she should know beside it;
    `opens` names the page where the caution has its evidence (`cautions.Caution`)."""

    verdict: str
    because: str
    caution: str = ""
    opens: str = ""


def answer(now: Situation, practice: str) -> Answer:
    """The answer for the owner. `practice` is the practice's name."""
    if now.state == "declined":
        return Answer("Not started.", f"You and {practice} decided not to begin.")
    if now.state in {"prospect", "agreed"}:
        return _before(now, practice)
    if not now.activities:
        return Answer("Nothing to run yet.", "No activity is listed in this engagement.")
    because = _Because(now, practice)
    if now.state in OVER:
        verdict = "It ended early." if now.state == "ended_early" else "It is over."
        return Answer(verdict, because.when_it_ended())
    if now.state == "paused":
        since = f"since {a_day(now.since)}, " if now.since else "for now, "
        return Answer("Paused.", f"Nothing moves {since}and {lower_first(because.now())}")
    if now.state == "handed_over":
        sound = because.whole and because.alone and now.stage == Stage.SELF_SUFFICIENT and not now.critical_flag
        verdict = "You run it." if sound else "You run it, with gaps."
    else:
        verdict = _verdict(now, because)
    beside = caution(now, practice)
    return Answer(verdict, because.now(verdict), beside.says, beside.opens)


def _before(now: Situation, practice: str) -> Answer:
    if now.state == "prospect":
        return Answer("Not started.", f"{practice} and you have not agreed on it yet.")
    if now.charter_signed:
        return Answer("Not started.", f"{practice} starts as agreed in the charter.")
    return Answer("Not started.", f"{practice} starts when you have signed the charter.")


def _verdict(now: Situation, because: "_Because") -> str:
    if now.stage < Stage.LEADING or now.critical_flag:
        return "Not yet."
    if provisional(now.figures) or not now.logged:
        return "Not proven."
    if because.whole:
        sure = now.stage == Stage.SELF_SUFFICIENT and because.alone and not borderline(now.figures)
        return "Yes." if sure else "Nearly."
    return "Partly." if because.own >= MOST_OF_IT * because.total else "Not yet."


class _Because:
    """The sentence behind the verdict: who carries it, who answers for it, and what else stands in the way."""

    def __init__(self, now: Situation, practice: str):
        self.now_, self.practice = now, practice
        rows = now.activities
        carried = [row for row in rows if row["rung"] >= OWN_HANDS and row["doer"]["kind"] != "practice"]
        self.total, self.own = len(rows), len(carried)
        self.leaning = self.total - self.own
        self.checked = sum(row["rung"] < ALONE for row in carried)
        self.directs = any(row["doer"]["kind"] == "provider" for row in carried)
        self.unowned = [row for row in rows if row["accountable"] is None]
        self.waiting = [row for row in rows if row["accountable"] and not row["accountable"]["accepted_on"]]

    @property
    def whole(self) -> bool:
        """Everything is carried and answered for by the client's own people."""
        return not (self.leaning or self.unowned or self.waiting)

    @property
    def alone(self) -> bool:
        return not self.checked

    def now(self, verdict: str = "") -> str:
        if not self.whole:
            return f"{self._carry('carry', 'lean')}{self._gap()}."
        said = f"{self._carry('carry', 'lean')} and answer for {'it' if self.total == 1 else 'each'}"
        if self.checked and self.now_.state == "handed_over":
            return f"{said}, but {self._some(self.checked)} {'is' if self.checked == 1 else 'are'} not yet yours alone."
        if self.checked:
            return f"{said}, but {self.practice} still checks {self._some(self.checked)}."
        return f"{said}{self._weak(verdict)}."

    def when_it_ended(self) -> str:
        """In the past: what was true then is all that can be said."""
        verb = "ended" if self.now_.state == "ended_early" else "closed"
        on = f" on {a_day(self.now_.ended_on)}" if self.now_.ended_on else ""
        return f"When it {verb}{on}, {lower_first(self._carry('carried', 'leaned'))}{self._gap(past=True)}."

    def _weak(self, verdict: str) -> str:
        """All is carried and owned, and yet the stage says no: the bar that lags says why, or the number."""
        following = self.now_.stage.following
        if verdict in {"Yes.", "", "Not proven."} or following is None or self.now_.critical_flag:
            return ""
        if (weakest := self.now_.weakest) is not None:
            return f", but “{weakest[0]}” stands at {part(weakest[1])}"
        value = int(self.now_.figures.value)
        return f", but the number is {value}, and {following.label} begins at {following.starts_at}"

    def _carry(self, carry: str, lean: str) -> str:
        directed = carry + (" or direct" if carry == "carry" else " or directed") if self.directs else carry
        if self.leaning == 0:
            return f"Your own people {directed} {all_of(self.total)}"
        leans = lean if self.leaning > 1 or lean == "leaned" else f"{lean}s"
        if self.own == 0:
            return f"{_capital(all_of(self.total))} still {leans} on {self.practice}"
        return (
            f"Your own people {directed} {self.own} of the {self.total} activities, but {number(self.leaning)} still "
            f"{leans} on {self.practice}"
        )

    def _gap(self, past: bool = False) -> str:
        """Who answers is the second half: work can be done by one's own people and still belong to nobody."""
        link = ", but" if self.leaning == 0 else ", and"
        answers = "answered" if past else "answers"
        if len(self.unowned) == self.total > 1:
            return f"{link} nobody of yours {answers} for any of them"
        critical = [row for row in self.unowned if row.get("critical")]
        if len(self.unowned) == 1 or len(critical) == 1:
            name = lower_first((critical or self.unowned)[0]["name"])
            others = len(self.unowned) - 1
            return f"{link} nobody of yours {answers} for {name}{f' and {number(others)} more' if others else ''}"
        if self.unowned:
            return f"{link} nobody of yours {answers} for {number(len(self.unowned))} of them"
        if self.waiting:
            waits = "waited" if past else "waits" if len(self.waiting) == 1 else "wait"
            return f"{link} {number(len(self.waiting))} {waits} for somebody to accept"
        if self.total == 1:
            return f", and somebody of yours {answers} for it"
        return f", and each {'had' if past else 'has'} somebody of yours who {answers} for it"

    def _some(self, count: int) -> str:
        if self.total == 1:
            return "it"
        if count == self.total:
            return "both" if count == 2 else "them all"
        return f"{number(count)} of them"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
