"""A sourcing decision in words: the very text that the owner signs holds the reasons, the doubts and the interest."""

from datetime import date

from tracker.responsibilities.rules import CHOICES

from .aid import Recommendation
from .drafts import Draft


def in_words(draft: Draft, said: Recommendation, practice: str, review_on: date) -> str:
    """Markdown. `practice` is the name of the practice, which may be proposed itself."""
    parts = [draft.who, *_terms(draft, practice), _recommended(said), *_otherwise(draft), *_interest(draft, practice)]
    return "\n\n".join([*parts, f"We look at this again on {_day(review_on)}, or when an answer changes."])


def _terms(draft: Draft, practice: str) -> list[str]:
    doer = practice if draft.by_practice else draft.provider.name if draft.provider else ""
    terms = [
        ("Done outside by", doer),
        ("Until", _day(draft.ends_on) if draft.ends_on else ""),
        ("Kept in our own hands", f"{draft.hands_on}% at least" if draft.hands_on else ""),
        ("Checked from outside by", draft.checked_by),
        ("Meanwhile", draft.training),
    ]
    lines = [f"- **{word}:** {text}" for word, text in terms if text]
    return ["\n".join(lines)] if lines else []


def _recommended(said: Recommendation) -> str:
    lines = [f"**The answers say: {CHOICES[said.choice].lower()}** ({said.x:+.2f} on a scale from -1 to +1)."]
    lines += [f"- {reason.text}" for reason in said.reasons]
    lines += [f"- Against it: {said.counter.text[0].lower()}{said.counter.text[1:]}"] if said.counter else []
    lines += [f"- Rule {rule.number}: {rule.text}" for rule in said.rules]
    return f"{lines[0]}\n\n" + "\n".join(lines[1:])


def _otherwise(draft: Draft) -> list[str]:
    return [f"**We decide otherwise because:** {draft.overruled_because}"] if draft.overruled_because else []


def _interest(draft: Draft, practice: str) -> list[str]:
    """Whoever advises says what is in it for her, also where that is nothing."""
    if draft.interest:
        return [f"**The adviser's interest:** {draft.interest}", f"**A second quote:** {draft.second_quote}"]
    return [f"{practice} advised on this and gains nothing by it."]


def _day(day: date) -> str:
    """With its year always: what is signed is read for years."""
    return f"{day.day} {day:%B %Y}"
