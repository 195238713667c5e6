"""Every mistake an author can make is told with its line, its place and what would be right."""

from tests.playbooks.spoiling import SMALL, line_of, only_problem, problems_in, spoilt

CHARTER_RULE = "phases[0].exit_criteria[0].rule"
TOGETHER_RULE = "phases[1].exit_criteria[0].rule"
VERIFIED_RULE = "phases[2].exit_criteria[0].rule"
SECOND_ITEM = "modules[1].items[0]"


def refused(old: str, new: str, *, where: str, says: str, at: str | None = None) -> None:
    """With `new` in the place of `old` there is one problem, on the line of `at` (`new`, unless told)."""
    text = spoilt(old, new)
    problem = only_problem(text)
    assert says in problem.message
    assert problem.where == where
    assert problem.line == line_of(at or new, text)


def test_missing_unknown_and_doubled_fields():
    unit = "    unit: bed\n    competencies: [weeding]"
    refused(unit, unit[14:], at="- key: weed\n", where="activities[1].unit", says="unit is missing")
    says = 'unknown field "titel"; did you mean "title"?'
    refused("title: Keep", "titel: Soil\ntitle: Keep", at="titel", where="", says=says)
    says = '"key" is written twice; first on line 2'
    refused("licence: MIT", "licence: MIT\nkey: again", at="key: again", where="", says=says)


def test_a_field_unlike_any_other_gets_no_suggestion():
    problem = only_problem(spoilt("licence: MIT", "licence: MIT\nbirds: many"))
    assert problem.message == 'unknown field "birds"'


def test_numbers():
    digits = 5_000 * "9"
    for wrong in ('"1"', "1.5", "0", "-1", "1e3", "0x10", "1_000", "10000", digits, "one", "true", "", "[1]"):
        problem = only_problem(spoilt("version: 1\n", f"version: {wrong}\n"))
        assert problem.message.startswith("version must be a whole number from 1 to 9999; found "), wrong
        assert (problem.line, problem.where) == (line_of("version: 1\n"), "version")


def test_shares():
    for wrong in ("1.2", "-0.5", "all", '"0.5"', ".inf", ".nan", "1e-1", "{}"):
        problem = only_problem(spoilt("share: 1.0", f"share: {wrong}"))
        assert problem.message.startswith("share must be a number from 0 to 1; found "), wrong
        assert (problem.line, problem.where) == (line_of("share: 1.0"), f"{VERIFIED_RULE}.share")


def test_truth_is_only_true_or_false():
    for wrong in ("yes", "on", "1", '"true"', "True", "[true]"):
        problem = only_problem(spoilt("leader: false", f"leader: {wrong}"))
        assert problem.message.startswith("leader must be true or false; found "), wrong
        assert (problem.line, problem.where) == (line_of("leader: false"), f"{SECOND_ITEM}.leader")


def test_rungs():
    for wrong in ("[0, 3, 2, 4]", "[0, 1, 4]", "[0, 1, 2, 3, 4]", "[0, 1, 3, 5]", "[0, 1, 3, four]"):
        problem = only_problem(spoilt("rungs: [0, 1, 3, 4]", f"rungs: {wrong}"))
        found = wrong.strip("[]")
        assert problem.message == f'rungs must be four numbers from 0 to 4, never falling; found "{found}"'
        assert (problem.line, problem.where) == (line_of("rungs: [0, 1, 3, 4]"), "activities[1].rungs")
    refused(
        "rungs: [0, 1, 3, 4]",
        "rungs: 4",
        where="activities[1].rungs",
        says='rungs must be four numbers from 0 to 4, never falling; found "4"',
    )


def test_text_that_is_no_text():
    for wrong in ("2024", "no", "null", "~", "12:30", "2026-01-01", "-1.5"):
        says = f'title must be text: write it in quotes; found "{wrong}"'
        refused("title: Keep the garden", f"title: {wrong}", where="title", says=says)
    refused("title: Keep the garden", "title: {a: b}", where="title", says="must be text; found named fields")
    refused("title: Keep the garden", "title: [a]", where="title", says="must be text; found a list")


def test_text_that_is_empty_too_long_or_unreadable():
    for wrong, says in (
        ("''", "title must not be empty"),
        ('"  "', "title must not be empty"),
        ("", "title must not be empty"),
        ("x" * 121, "title must be at most 120 characters; found 121"),
        ('"Bell\\a"', "title must not hold control characters"),
        ('"Nothing\\0"', "title must not hold control characters"),
        ('"\\u202enedrag"', "title must not hold control characters"),
        ('"a\\tb"', "title must not hold control characters"),
        ('"a\\rb"', "title must not hold control characters"),
        ('"a\\nb"', "title must be one line"),
    ):
        problem = only_problem(spoilt("title: Keep the garden\n", f"title: {wrong}\n"))
        assert problem.message == says
        assert (problem.line, problem.where) == (line_of("title: Keep"), "title")


def test_every_text_and_list_has_a_bound():
    refused("key: garden", "key: My Garden", where="key", says="at most 60 small letters, digits and single")
    refused("key: garden", "key: " + 61 * "x", where="key", says="key must be a key of at most 60")
    refused("en-GB", "English", where="language", says='must be a language such as "en" or "en-GB"')
    long = "  You water it. " + 500 * "And again. " + 500 * "And again. "
    refused("  You water it, we leave.", long, at="charter: |", where="charter", says="at most 8000 char")
    steps, pack = "steps: [Look at the bed., Name three.]", f"[{', '.join(41 * ['Keys'])}]"
    refused(steps, "steps: [Look.]", where=f"{SECOND_ITEM}.steps", says="from 2 to 5 entries; found 1")
    refused("[Keys, Seeds]", pack, where="handover_pack", says="must have from 1 to 40 entries; found 41")
    refused("[Keys, Seeds]", "[]", at="handover_pack: []", where="handover_pack", says="found 0")
    many = f"activities: [{', '.join(9 * ['weed'])}]"
    first, *_ = problems_in(spoilt("activities: [weed]", many))
    assert first.message == "activities must have from 0 to 8 entries; found 9"
    refused("minutes: 10", "minutes: 481", where=f"{SECOND_ITEM}.minutes", says="from 1 to 480")
    refused("hours: 4", "hours: 0", where="sla.hours", says='from 1 to 720; found "0"')


def test_lists_and_records():
    refused("[Keys, Seeds]", "Keys", at="handover_pack:", where="handover_pack", says='a list; found "Keys"')
    says = 'entry 2 must be named fields (name: value); found "sixty"'
    refused("- {day: 60, questions: [What grew]}", "- sixty", where="check_ins[1]", says=says)
    last, where = "- {day: 365, questions: [What grew]}", "check_ins[4].questions"
    refused(last, "- day: 365", where=where, says="questions is missing")


def test_choices():
    owner, note = "accountable: owner", "evidence: note"
    says = 'accountable must be one of owner, champion; found "gardener"'
    refused(owner, "accountable: gardener", where="activities[1].accountable", says=says)
    says = 'evidence must be one of note, link, either, none; found "photo"'
    refused(note, "evidence: photo", where=f"{SECOND_ITEM}.evidence", says=says)


def test_an_exit_criterion_is_read_or_shown_never_both():
    says = "must have either rule or evidence; found "
    evidence = "        evidence: A photograph of the basket\n"
    where = "phases[3].exit_criteria[0]"
    refused(evidence, "", at="- key: harvest", where=where, says=says + "neither")
    both = "rule: {name: charter_signed}\n        evidence: Seen"
    where = "phases[0].exit_criteria[0]"
    refused("rule: {name: charter_signed}", both, at="- key: charter", where=where, says=says + "rule")


def test_rules_are_a_closed_list_with_their_own_parameters():
    rule, name = "{name: charter_signed}", f"{CHARTER_RULE}.name"
    refused(rule, "{name: charter_sined}", where=name, says='did you mean "charter_signed"?')
    refused(rule, "{name: moonrise}", where=name, says="known are charter_signed, appointments_accepted")
    refused(rule, "{}", where=name, says="name is missing")
    refused(rule, "{name: charter_signed, rung: 1}", where=CHARTER_RULE, says='unknown field "rung"')
    refused(rule, "charter_signed", at="rule: charter", where=CHARTER_RULE, says="must be named fields")
    params, rung = "rung: 2, activities: all", f"{TOGETHER_RULE}.rung"
    refused(params, "activities: all", where=rung, says="rung is missing")
    refused(params, "rung: 5, activities: all", where=rung, says="must be a whole number from 1 to 4")
    where = f"{TOGETHER_RULE}.activities"
    refused(params, "rung: 2, activities: some", where=where, says="must be one of all, critical")


def doubled(old: str, new: str, at: str, *, where: str, key: str) -> None:
    refused(old, new, at=at, where=where, says=f'key "{key}" is used already, on line ')


def test_keys_are_unique():
    again = "key: water\n    title: Weeds"
    doubled("key: weeds\n", "key: water\n", again, where="modules[1].key", key="water")
    third = "  - {key: weeding, name: Hoeing, critical: false, target: 1, description: Slowly.}\nmodules:\n"
    doubled("modules:\n", third, "  - {key: weeding", where="competencies[2].key", key="weeding")
    can = "  - {key: can, name: Can, purpose: Carries., competencies: []}\nsections:\n"
    doubled("sections:\n", can, "  - {key: can", where="tools[1].key", key="can")
    section = "  - {key: purpose, title: P, prompt: What?, help: That., critical: false}\ncheck_ins:\n"
    doubled("check_ins:\n", section, "  - {key: purpose", where="sections[1].key", key="purpose")


def test_activity_keys_are_unique_and_the_first_line_is_named():
    problems = problems_in(spoilt("key: weed\n", "key: water\n"))
    first = line_of("key: water\n    name: Water the beds")
    assert (problems[0].line, problems[0].where) == (line_of("key: weed\n"), "activities[1].key")
    assert problems[0].message == f'key "water" is used already, on line {first}'


def test_criteria_and_deliverables_are_unique_in_the_whole_playbook():
    where = "phases[1].exit_criteria[0].key"
    at = "key: charter\n        text: Everything"
    doubled("key: together", "key: charter", at, where=where, key="charter")
    where = "phases[1].deliverables[0].key"
    doubled("{key: beds,", "{key: plan,", "{key: plan, name: Beds", where=where, key="plan")


def test_the_key_of_the_leaders_own_score_is_reserved():
    taken = "  - {key: leader-essentials, name: L, critical: false, target: 1, description: D.}\nmodules:\n"
    says = 'key must not be "leader-essentials": mark items with leader: true instead'
    refused("modules:\n", taken, at="  - {key: leader", where="competencies[2].key", says=says)


def test_references_lead_somewhere():
    says = 'competency must be the key of one of the competencies; found "weding"; did you mean "weeding"?'
    refused("competency: weeding", "competency: weding", where=f"{SECOND_ITEM}.competency", says=says)
    says = 'entry 1 must be the key of one of the activities; found "mow"'
    refused("activities: [weed]", "activities: [mow]", where=f"{SECOND_ITEM}.activities[0]", says=says)
    says = 'entry 1 must be the key of one of the competencies; found "mowing"'
    wrong = "competencies: [mowing]"
    refused("competencies: [weeding]", wrong, where="activities[1].competencies[0]", says=says)
    carries = "Carries the water.\n    competencies: [watering]"
    carried = carries.replace("watering", "mowing")
    refused(carries, carried, at=wrong, where="tools[0].competencies[0]", says=says)
    twice = "activities: [weed, weed]"
    refused("activities: [weed]", twice, where=f"{SECOND_ITEM}.activities[1]", says='"weed" is listed twice')


def test_the_order_of_phases_check_ins_and_items():
    says = "kind must be training: the phases are strategy, implementation, training, handover; found"
    at = "kind: handover\n    name: Learn"
    refused("kind: training", "kind: handover", at=at, where="phases[2].kind", says=says)
    says = 'day must be 180: check-ins are on days 30, 60, 90, 180, 365; found "120"'
    refused("day: 180", "day: 120", where="check_ins[3].day", says=says)
    says = 'number must be 2: items count from 1 through all modules; found "3"'
    refused("number: 2", "number: 3", where=f"{SECOND_ITEM}.number", says=says)


def test_there_are_four_phases_and_five_check_ins():
    start, end = SMALL.index("  - kind: handover"), SMALL.index("activities:\n  - key")
    problem = only_problem(SMALL[:start] + SMALL[end:])
    assert problem.message == "phases must have exactly 4 entries; found 3"
    assert problem.line == line_of("  - kind: strategy")
    problem = only_problem(spoilt("  - {day: 365, questions: [What grew]}\n", ""))
    assert problem.message == "check_ins must have exactly 5 entries; found 4"


def test_the_target_is_not_below_the_last_rung():
    unit = "    unit: bed\n    competencies: [weeding]"
    at = "target: 3\n" + unit
    says = "target must not be below the rung planned at the last gate, 4"
    refused("target: 4\n" + unit, at, where="activities[1].target", says=says)


def test_every_pillar_has_something_to_measure():
    says = "modules must hold at least one item with leader: true: else nothing is measured under Commands"
    refused("leader: true", "leader: false", at="modules:\n", where="modules", says=says)
    carries = "Carries the water.\n    competencies: [watering]"
    says = "tools must hold at least one tool with a competency: else nothing is measured under Commands"
    refused(carries, carries.replace("watering", ""), at="tools:\n", where="tools", says=says)
    critical = "critical: true\n    customer_facing"
    says = "activities must hold at least one critical activity: else nothing is measured under Survives"
    at = "activities:\n  - key"
    refused(critical, critical.replace("true", "false"), at=at, where="activities", says=says)
    critical = "critical: true\n    target: 3"
    says = "competencies must hold at least one critical competency: else nothing is measured under Survives"
    at = "competencies:\n  - key"
    refused(critical, critical.replace("true", "false"), at=at, where="competencies", says=says)


def test_an_empty_list_leaves_its_pillar_unmeasured():
    start, end = SMALL.index("sections:\n"), SMALL.index("check_ins:\n")
    problem = only_problem(SMALL[:start] + "sections: []\n" + SMALL[end:])
    says = "sections must hold at least one section: else nothing is measured under Owns the strategy"
    assert (problem.line, problem.message) == (line_of("sections:\n"), says)
    start, end = SMALL.index("activities:\n  - key"), SMALL.index("competencies:\n  - key")
    problems = problems_in(SMALL[:start] + "activities: []\n" + SMALL[end:])
    says = "activities must hold at least one activity: else nothing is measured under Keeps responsibility"
    assert problems[0].message.startswith(says)
    assert [problem.where for problem in problems[1:]] == [
        "modules[0].items[0].activities[0]",
        "modules[1].items[0].activities[0]",
    ]
