"""The same engagement at two sizes: with one of everything, and with many of everything beside others like it."""

from datetime import timedelta

from flask import Flask

from benchmarks.deeds import Deeds
from benchmarks.troupe import Company, Troupe
from tests.makers import Northgate, acting, client, member
from tests.speed.beginning import begin_with
from tests.speed.check_ins import check_in
from tests.speed.flags import flag_things
from tests.speed.guarding import guard
from tests.speed.packs import assemble_packs
from tests.speed.papers import hand_in_papers
from tests.speed.rehearsals import rehearse
from tests.speed.reports import report_on
from tests.speed.talk import talk_it_over
from tests.speed.teaching import give_training
from tests.speed.tools import keep_tools
from tests.speed.work import furnish_work
from tracker.core import clock
from tracker.core.database import db
from tracker.playbooks.making import copy_of
from tracker.playbooks.models import Playbook
from tracker.playbooks.reading import list_shipped
from tracker.portfolio.models import BulkAct
from tracker.portfolio.saving import save_filter
from tracker.strategy.goals import set_goal
from tracker.strategy.measures import Described, add_measure, review_numbers
from tracker.strategy.values import log_value
from tracker.tenancy import scoped

NORTHGATE = {"owner": "helen", "champion": "priya", "first": "aisha", "second": "callum"}


def one_of_everything(app: Flask, northgate: Northgate) -> None:
    """One section signed, one activity handed over, one entry, one check, one item ticked, one assessment."""
    with acting(app, "marcus"):
        deeds = _deeds()
        deeds.engagement = northgate.engagement
        deeds.write_section(0)
        _train(deeds, {"first": range(1, 6), "champion": range(1, 2)})  # the first has finished a module
        give_training(deeds)
        deeds.hand_over(0)
        deeds.work(0, 0)
        deeds.check_tool(0)
        deeds.judge(0)
        deeds.judge(1)
        hand_in_papers(northgate, 1)
        talk_it_over(deeds, 1)
        _own_playbook(versions=1)
        furnish_work(deeds, 1)
        measure_something(northgate, 1)
        begin_with(northgate, 1)
        report_on(northgate, 1)
        assemble_packs(northgate, 1)
        flag_things(northgate, 1)
        _keep_views(1)
        guard(northgate, 1)
        check_in(northgate, 2)
        rehearse(northgate, 1)
        db.session.commit()
    keep_tools(app, northgate, range(1))


def many_of_everything(app: Flask, northgate: Northgate) -> None:
    """Six more engagements of the same client, and in the first one much more of all that it holds."""
    with acting(app, "marcus"):
        deeds = _deeds()
        deeds.engagement = northgate.engagement
        hand_in_papers(northgate, 6)
        _grow(deeds)
        for _ in range(4):
            _own_playbook(versions=3)
        _publish_again(versions=4)
        measure_something(northgate, 12)
        begin_with(northgate, 8)
        report_on(northgate, 6)
        assemble_packs(northgate, 6)
        flag_things(northgate, 25)
        _keep_views(9)
        guard(northgate, 9)
        check_in(northgate, 5)
        rehearse(northgate, 9)
        db.session.commit()
    keep_tools(app, northgate, range(1, 8))
    for _ in range(6):
        with acting(app, "marcus"):
            _another()
            db.session.commit()


def _own_playbook(versions: int) -> None:
    """A copy of the playbook that Baton comes with first, published so many times, with a change left over."""
    marcus = member("marcus")
    playbook = copy_of(list_shipped()[0].as_dict(), "Our way", by=marcus)
    for number in range(versions):
        _reword(playbook, number)
        playbook.publish(by=marcus)
    _reword(playbook, versions)


def _publish_again(versions: int) -> None:
    playbook = db.session.scalars(scoped(Playbook).order_by(Playbook.id).limit(1)).one()
    for number in range(versions):
        _reword(playbook, 10 + number)
        playbook.publish(by=member("marcus"))


def _reword(playbook: Playbook, number: int) -> None:
    def change(draft: dict, _: list) -> dict:
        draft["summary"] = f"Our way, the {number}th attempt."
        return {}

    playbook.rework(change, by=member("marcus"))
def measure_something(northgate: Northgate, times: int) -> None:
    """So many goals, each with a measure that was read as often; the numbers were reviewed as often."""
    by, engagement, today = member("marcus"), northgate.engagement, clock.today()
    for place in range(times):
        goal = set_goal(engagement, by=by, title=f"Goal {place} of {times}", due_on=today + timedelta(days=300))
        db.session.flush()
        said = Described("Placements", "jobs", goal=goal, owner=member("aisha"), baseline=8, baseline_on=today)
        measure = add_measure(engagement, said, by=by)
        db.session.flush()
        for back in range(times):
            log_value(measure, back, today - timedelta(days=7 * back), by=by)
        review_numbers(engagement, f"Decision {place} of {times}.", by=by)


def _keep_views(times: int) -> None:
    """So many saved views of the portfolio, and as many acts on several engagements, each longer than the last."""
    for place in range(times):
        save_filter(f"View {place} of {times}", {"sort": "needs"}, opens=False, by=member("marcus"))
        told = [["Northgate Recruitment", "Done."]] * (place + 1)
        db.session.add(BulkAct(person_id=member("marcus").id, act="write", done=told, refused=[]))


def _grow(deeds: Deeds) -> None:
    for _ in range(3):
        give_training(deeds)
    for place in range(1, 7):
        deeds.write_section(place)
        deeds.check_tool(place)
        deeds.judge(place + 1)
    for number in range(6, 20):
        deeds.learn("first", number)
    for number in range(2, 20):
        deeds.learn("champion", number)
    _train(deeds, {"second": range(1, 12)})
    for place in range(1, 6):
        deeds.hand_over(place)
    for place in range(40):
        deeds.work(place % 5, place)
    furnish_work(deeds, 8)
    talk_it_over(deeds, 12)


def _another() -> None:
    deeds = _deeds()
    with clock.at(clock.now() - timedelta(days=20)):
        deeds.start()
        deeds.engagement.title = "Another one"
        deeds.sign_charter()
        deeds.write_section(0)
        _train(deeds, {"first": range(1, 3), "champion": range(1, 3)})
        deeds.work(0, 0)


def _train(deeds: Deeds, numbers: dict[str, range]) -> None:
    for part, chosen in numbers.items():
        deeds.assign(part)
        db.session.flush()
        for number in chosen:
            deeds.learn(part, number)


def _deeds() -> Deeds:
    people = {part: member(key) for part, key in NORTHGATE.items()}
    return Deeds(Troupe(member("marcus"), member("mina"), [Company(client("northgate"), people)]), 0, 1.0)
