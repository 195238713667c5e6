"""The quiz of an item: answered, passed, and verified by somebody else."""

import pytest

from tests.playbooks.spoiling import SMALL, only_problem
from tests.training.scenes import acting, put_on, standing, verify
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.playbooks.content import PlaybookContent
from tracker.playbooks.reading import list_shipped, read_playbook
from tracker.training.models import ItemProgress, ProgressState
from tracker.training.quizzes import answer, answered, attempts_of

RIGHT = [1, 2, 0, 2, 2]
FOUR_RIGHT = [1, 2, 0, 2, 0]
THREE_RIGHT = [1, 2, 0, 0, 0]
QUIZ = """required: true
        quiz:
          pass_mark: 50
          questions:
            - question: Who waters?
              choices: [We do, They do]
              answer: 1
              because: The garden is ours.
"""


def says(app, northgate, key, id, answers):
    with acting(app, key) as me:
        attempt = answer(northgate.one(ItemProgress, id), answers, by=me)
        db.session.commit()
        return attempt.passed, attempt.percent


def test_four_of_five_pass_and_wait_for_the_verifier_with_the_score(app, northgate):
    id = put_on(app, northgate, "aisha", 4)[4]
    assert says(app, northgate, "aisha", id, FOUR_RIGHT) == (True, 80)
    row = standing(app, northgate, id)
    assert row.state == ProgressState.DONE
    assert row.note == "Quiz: 4 of 5 right, 80%."
    verify(app, northgate, "marcus", id)
    assert standing(app, northgate, id).verified


def test_three_of_five_leave_it_open_and_every_attempt_is_kept(app, northgate):
    id = put_on(app, northgate, "aisha", 4)[4]
    assert says(app, northgate, "aisha", id, THREE_RIGHT) == (False, 60)
    assert standing(app, northgate, id).state == ProgressState.TODO
    says(app, northgate, "aisha", id, RIGHT)
    with acting(app, "aisha"):
        progress = northgate.one(ItemProgress, id)
        attempts = attempts_of(progress)
        told = answered(attempts[1], progress.item)
    assert [attempt.percent for attempt in attempts] == [100, 60]
    assert [one.right for one in told] == [True, True, True, False, False]
    assert "found out" in told[2].because


def test_an_item_with_a_quiz_is_not_ticked_off_by_hand(app, northgate):
    id = put_on(app, northgate, "aisha", 4)[4]
    with acting(app, "aisha") as aisha, pytest.raises(Refused, match="quiz"):
        northgate.one(ItemProgress, id).tick(aisha, "I know all that.")


def test_only_she_answers_completely_and_once_it_is_ticked_no_more(app, northgate):
    id = put_on(app, northgate, "aisha", 4, 6)[4]
    with acting(app, "priya") as priya, pytest.raises(Refused, match="Only Aisha Khan"):
        answer(northgate.one(ItemProgress, id), RIGHT, by=priya)
    for wrong in ([], [1, 2, 0, 2], [1, 2, 0, 2, 9], [1, 2, 0, 2, -1]):
        with acting(app, "aisha") as aisha, pytest.raises(Refused, match="every question"):
            answer(northgate.one(ItemProgress, id), wrong, by=aisha)
    says(app, northgate, "aisha", id, RIGHT)
    with acting(app, "aisha") as aisha, pytest.raises(Stale):
        answer(northgate.one(ItemProgress, id), RIGHT, by=aisha)


def test_the_shipped_quiz_asks_five_questions_and_survives_the_frozen_copy():
    content = list_shipped()[0]
    (item,) = [item for item in content.items if item.quiz]
    assert (item.number, len(item.quiz.questions), item.quiz.pass_mark) == (4, 5, 80)
    assert PlaybookContent.from_dict(content.as_dict()) == content
    assert "quiz" not in content.as_dict()["modules"][0]["items"][0]


def test_a_playbook_file_may_hold_a_quiz_and_its_faults_are_named():
    sound = spoilt_small(QUIZ)
    assert read_playbook(sound).items[0].quiz.questions[0].choices == ("We do", "They do")
    for old, new, said in (
        ("answer: 1", "answer: 3", "must be one of the 2 choices; found 3"),
        ("answer: 1", "answer: 0", "must be a whole number from 1 to 6"),
        ("[We do, They do]", "[We do, We do]", '"We do" is listed twice'),
        ("[We do, They do]", "[We do]", "must have from 2 to 6 entries"),
        ("pass_mark: 50", "pass_mark: 101", "must be a whole number from 1 to 100"),
        ("because: The garden is ours.", "hint: none", None),
    ):
        text = sound.replace(old, new)
        if said is None:
            with pytest.raises(ValueError, match="unknown field"):
                read_playbook(text)
        else:
            assert said in str(only_problem(text))


def spoilt_small(quiz):
    """The small playbook whose first item has a quiz."""
    place = SMALL.index("required: true\n")
    return SMALL[:place] + quiz + SMALL[place + len("required: true\n") :]


@pytest.mark.slow
def test_she_takes_it_on_her_phone_reads_what_was_wrong_and_passes(app, northgate, aisha, marcus, callum):
    id = put_on(app, northgate, "aisha", 4)[4]
    assert aisha.opens("/checklist").says("5 questions, 80% to pass")
    page = aisha.opens(f"/progress/{id}/quiz")
    assert "found out" not in page.html and "2 of" not in page.html
    refused = page.send(question_0="1", question_1="2")
    assert refused.status == 422 and refused.says("Choose an answer.")
    assert refused.form("question_0").values["question_0"] == "1"
    failed = aisha.sends(f"/progress/{id}/quiz", **{f"question_{n}": str(a) for n, a in enumerate(THREE_RIGHT)})
    assert failed.says("3 of 5 right") and failed.says("Take it again") and failed.says("A mistake set right")
    passed = aisha.sends(f"/progress/{id}/quiz", **{f"question_{n}": str(a) for n, a in enumerate(RIGHT)})
    assert passed.says("waits for somebody to verify it")
    seen = marcus.opens(f"/progress/{id}")
    assert seen.says("Quiz: 5 of 5 right, 100%.")
    assert marcus.opens(passed.path.removeprefix("/w/harbour")).status == 200
    assert callum.opens(passed.path.removeprefix("/w/harbour")).status == 403
    assert marcus.opens(f"/progress/{id}/quiz").status == 403
    assert aisha.opens(f"/progress/{id}/quiz").path.endswith(f"/progress/{id}")
