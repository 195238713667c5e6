"""The forms of the editor: of its two pages about the whole, and of an entry of each part."""

from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import Optional

from tracker.core.forms import line

from .criterion_forms import CriterionForm
from .drafting import Draft
from .part_fields import Lines, MayWait, Several, as_block, at_most, choice, number, sentence, step, words
from .part_form import PartForm, names_of
from .parts import Entry
from .wording import GATES, LEVELS, RUNGS


class AboutForm(PartForm):
    title = line("Title", 120)
    summary = sentence("Summary", 600, "What it is for and how it goes, for whoever chooses among playbooks.")
    source = sentence("Source", 300, "Who wrote it, and what it is based on.")
    licence = words("Licence", 80, "Under which others may use it. A copy keeps the licence of its original.")
    language = words("Language", 12, "Such as en or en-GB.")
    charter = TextAreaField(
        "Charter", filters=[as_block], validators=[MayWait(), at_most(8000)],
        description="What both sides agree on the first day. The owner signs it. Markdown is fine.",
    )  # fmt: skip
    rows = ("title",), ("summary",), ("source",), ("licence", "language"), ("charter",)


class PromisesForm(PartForm):
    sla_label = words("Promise to customers", 80, "What is promised, such as “First answer to a customer”.")
    sla_hours = number("Within so many staffed hours", 1, 720)
    sla_explanation = sentence("What it means", 400)
    drill_name = words("Drill", 120, "What is rehearsed before the handover.")
    drill_description = sentence("How the drill goes", 600)
    leader_essentials_name = words("Leader essentials", 120, "A name for what everybody who leads must be able to do.")
    leader_essentials_description = sentence("What belongs to them", 300)
    handover_pack = Lines("Handover pack", 200, 40, "What is handed over in the end, one thing on each line.")
    rows = (
        ("sla_label", "sla_hours"), ("sla_explanation",), ("drill_name",), ("drill_description",),
        ("leader_essentials_name",), ("leader_essentials_description",), ("handover_pack",),
    )  # fmt: skip


class PhaseForm(PartForm):
    name = line("Name", 80)
    weeks = number("Weeks", 1, 104, "All dates are reckoned from these lengths when an engagement starts.")
    rows = ("name",), ("weeks",)


class DeliverableForm(PartForm):
    name = line("Name", 120)
    description = sentence("Description", 300)
    rows = ("name",), ("description",)


class ActivityForm(PartForm):
    name = line("Name", 120)
    purpose = sentence("Purpose", 300)
    critical = BooleanField("Critical: it counts twice, and needs a deputy")
    customer_facing = BooleanField("Customer-facing: customers meet whoever does it")
    kind = choice("Kind", "strategic", "tactical")
    accountable = choice("Answers for it by default", "owner", "champion")
    usual_doer = words("Usually done by", 80, "Such as “Staff rota”.")
    frequency = words("How often", 60, "Such as “Every working day”.")
    unit = words("Counted in", 40, "What one entry of the work log counts: reply, post.")
    rung_0, rung_1, rung_2, rung_3 = (
        step(f"At the {gate} gate", RUNGS, due) for gate, due in zip(GATES, (0, 2, 3, 4), strict=True)
    )
    target = step("Target", RUNGS, 4, "Never below the rung at the last gate.")
    competencies = Several("Competencies it takes", choices=[], validators=[Optional()])
    rows = (
        ("name",), ("purpose",), ("critical",), ("customer_facing",), ("kind", "accountable"),
        ("usual_doer", "frequency"), ("unit",), ("rung_0", "rung_1"), ("rung_2", "rung_3"), ("target",),
        ("competencies",),
    )  # fmt: skip

    def values(self) -> Entry:
        values = super().values()
        rungs = [values.pop(f"rung_{place}") for place in range(4)]
        return {**values, "rungs": rungs}

    @classmethod
    def shown(cls, entry: Entry) -> Entry:
        rungs = entry["rungs"] if len(entry["rungs"]) == 4 else (0, 2, 3, 4)
        return {**entry, "target": 4 if entry["target"] is None else entry["target"]} | {
            f"rung_{place}": rung for place, rung in enumerate(rungs)
        }


class SectionForm(PartForm):
    title = line("Title", 120)
    prompt = sentence("The question it answers", 300)
    help = sentence("Help for whoever writes it", 300)
    critical = BooleanField("Critical: it weighs twice")
    rows = ("title",), ("prompt",), ("help",), ("critical",)


class CompetencyForm(PartForm):
    name = line("Name", 120)
    description = sentence("Description", 300, "How you know that somebody has it.")
    critical = BooleanField("Critical: two people should have it")
    target = step("Target", LEVELS, 3)
    rows = ("name",), ("description",), ("critical",), ("target",)

    @classmethod
    def shown(cls, entry: Entry) -> Entry:
        return {**entry, "target": 3 if entry["target"] is None else entry["target"]}


class ModuleForm(PartForm):
    title = line("Title", 120)
    why = sentence("Why", 300)
    rows = ("title",), ("why",)


class ItemForm(PartForm):
    text = line("What is to be done", 200)
    why = sentence("Why", 300)
    steps = Lines("Steps", 240, 5, "Two to five, one on each line.")
    minutes = number("Minutes", 1, 480)
    evidence = choice("What shows it", "note", "link", "either", "none")
    competency = SelectField("Competency", choices=[], default="", validators=[MayWait()])
    activities = Several("Activities it prepares for", choices=[], validators=[Optional()])
    required = BooleanField("Required", default=True)
    leader = BooleanField("Leader essential: everybody who leads does it")
    module = SelectField("Module", choices=[])
    rows = (
        ("text",), ("why",), ("steps",), ("minutes", "evidence"), ("competency", "module"), ("activities",),
        ("required",), ("leader",),
    )  # fmt: skip

    def offer(self, draft: Draft) -> None:
        super().offer(draft)
        self.module.choices = names_of(draft, "modules")

    def values(self) -> Entry:
        values = super().values()
        del values["module"]
        return values


class ToolForm(PartForm):
    name = line("Name", 120)
    purpose = sentence("What it is for", 300)
    competencies = Several("Competencies that command it", choices=[], validators=[Optional()])
    rows = ("name",), ("purpose",), ("competencies",)


class CheckInForm(PartForm):
    questions = Lines("Questions", 240, 12, "One on each line.")
    rows = (("questions",),)


PAGES = {"about": AboutForm, "promises": PromisesForm}
FORMS: dict[str, type[PartForm]] = {
    "phases": PhaseForm, "criteria": CriterionForm, "deliverables": DeliverableForm, "activities": ActivityForm,
    "sections": SectionForm, "competencies": CompetencyForm, "modules": ModuleForm, "items": ItemForm,
    "tools": ToolForm, "check-ins": CheckInForm,
}  # fmt: skip
