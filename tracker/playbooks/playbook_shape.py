"""The shape of a playbook file, field by field, with the bounds of each."""

from . import content
from .records import Record, RuleShape, Rungs
from .shapes import KEY, Entries, OneOf, Text, Truth, Whole, Word

CHECK_IN_DAYS = (30, 60, 90, 180, 365)
PHASE_KINDS = ("strategy", "implementation", "training", "handover")

_TITLE = Text(120)
_NAME = Text(120)
_SENTENCE = Text(300)
_LEVEL = Whole(0, 4)
_KEYS = Entries(KEY, 0, 8)

_CRITERION = Record(
    content.Criterion,
    exactly_one=("rule", "evidence"),
    key=KEY,
    text=_SENTENCE,
    rule=RuleShape(),
    evidence=_SENTENCE,
)
_PHASE = Record(
    content.Phase,
    kind=OneOf(*PHASE_KINDS),
    name=Text(80),
    weeks=Whole(1, 104),
    exit_criteria=Entries(_CRITERION, 1, 20),
    deliverables=Entries(Record(content.Deliverable, key=KEY, name=_NAME, description=_SENTENCE), 1, 20),
)
_ACTIVITY = Record(
    content.Activity,
    key=KEY,
    name=_NAME,
    purpose=_SENTENCE,
    critical=Truth(),
    customer_facing=Truth(),
    kind=OneOf("strategic", "tactical"),
    frequency=Text(60),
    usual_doer=Text(80),
    accountable=OneOf("owner", "champion"),
    rungs=Rungs(),
    target=_LEVEL,
    unit=Text(40),
    competencies=_KEYS,
)
_COMPETENCY = Record(
    content.Competency, key=KEY, name=_NAME, critical=Truth(), target=_LEVEL, description=_SENTENCE
)
_QUESTION = Record(
    content.Question, question=_SENTENCE, choices=Entries(Text(200), 2, 6), answer=Whole(1, 6), because=_SENTENCE
)
_QUIZ = Record(content.Quiz, pass_mark=Whole(1, 100), questions=Entries(_QUESTION, 1, 20))
_ITEM = Record(
    content.Item,
    optional=("quiz",),
    number=Whole(1, 999),
    text=Text(200),
    why=_SENTENCE,
    steps=Entries(Text(240), 2, 5),
    minutes=Whole(1, 480),
    competency=KEY,
    activities=_KEYS,
    leader=Truth(),
    evidence=OneOf("note", "link", "either", "none"),
    required=Truth(),
    quiz=_QUIZ,
)
_MODULE = Record(content.Module, key=KEY, title=_TITLE, why=_SENTENCE, items=Entries(_ITEM, 1, 40))
_TOOL = Record(content.Tool, key=KEY, name=_NAME, purpose=_SENTENCE, competencies=_KEYS)
_SECTION = Record(content.Section, key=KEY, title=_TITLE, prompt=_SENTENCE, help=_SENTENCE, critical=Truth())
_MEASURE = Record(
    content.Measure,
    key=KEY,
    name=_NAME,
    unit=Text(40),
    direction=OneOf("up", "down"),
    rhythm=OneOf("weekly", "monthly", "quarterly"),
    decision=_SENTENCE,
)
_CHECK_IN = Record(content.CheckIn, day=Whole(1, 730), questions=Entries(Text(240), 1, 12))

# A list that a pillar of the index needs may be empty here: `pillars` then says what goes unmeasured.
PLAYBOOK = Record(
    content.PlaybookContent,
    optional=("measures",),
    key=KEY,
    title=_TITLE,
    version=Whole(1, 9999),
    language=Word(r"[a-z]{2,3}(-[A-Z]{2})?", 'a language such as "en" or "en-GB"'),
    source=_SENTENCE,
    licence=Text(80),
    summary=Text(600),
    charter=Text(8000, lines=True),
    sla=Record(content.Sla, label=Text(80), hours=Whole(1, 720), explanation=Text(400)),
    drill=Record(content.Drill, name=_NAME, description=Text(600)),
    leader_essentials=Record(content.LeaderEssentials, name=_NAME, description=_SENTENCE),
    phases=Entries(_PHASE, 4, 4),
    activities=Entries(_ACTIVITY, 0, 60),
    competencies=Entries(_COMPETENCY, 0, 40),
    modules=Entries(_MODULE, 0, 20),
    tools=Entries(_TOOL, 0, 40),
    sections=Entries(_SECTION, 0, 40),
    check_ins=Entries(_CHECK_IN, 5, 5),
    handover_pack=Entries(Text(200), 1, 40),
    measures=Entries(_MEASURE, 0, 20),
)
