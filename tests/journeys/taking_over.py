"""The owner takes her workspace over and goes on alone: steps that journeys share."""

from tests.journeys.people import Person


def takes_over(owner: Person, words: str, *, keeps: str = "A summary", until: str = "") -> None:
    """From any page of her engagement, after the handover, to the page that says that it is hers. `until` is the last
    day, as in 2027-02-28, where the practice may read."""
    owner.presses("Handover")
    owner.presses("Take over", exact=True)
    owner.presses("Take over the workspace")
    owner.ticks(keeps)
    if until:
        owner.writes("Until", until)
    owner.writes("In your own words", words)
    owner.presses("Sign and take over")
    # It moves by itself: the page asks how far it is, and leads on when the workspace has opened.
    owner.reads("You run this on your own")


def starts_her_own(owner: Person, playbook: str, title: str, words: str) -> None:
    """An engagement of her own, from the page on which taking over ends, to its signed charter."""
    owner.presses("Start an engagement of your own")
    owner.ticks(playbook)
    owner.writes("Title", title)
    owner.presses("Start the engagement")
    owner.writes("In your own words", words)
    owner.presses("Sign the charter")
    owner.reads(title)
