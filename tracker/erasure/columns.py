"""Where names of people can stand: one mark for every column of text, of every table.

    n   a person's name alone; `n:by_id` says which column tells whose
    b   written by Baton: a name in it is replaced (JSON, and sentences such as a flag's)
    c   the causes of a day: told again from their events, so that history rebuilt is history kept
    t   typed by people, or signed as a text: it stays as it was written, and can be searched for a name
    s   sealed: bytes that were handed over and are held to by a hash
    p   hers alone: the row goes with her
    a   an address or a secret of hers: taken out, or its row goes
    -   never of a person: keys, states, hashes, kinds, names of things

A test holds every column of the metadata against this table, so that a new one cannot be forgotten.
"""

from dataclasses import dataclass

_MARKS = """
access_ending         kind- what:b whose:b note:t confirmed_by_name:n:confirmer_id
access_grant          role-
activity              key- name:t purpose:t kind- frequency- usual_doer:t unit:t rungs- competencies- doer_kind-
address_change        email:a token_hash:a
answer                text:t
appointment           post-
assessment            method:t note:t
assignment_rule       to_role- numbers- due_from-
attachment            subject_type- name:t kind- hash- key-
audit_event           verb- actor_name:n:actor_id subject_type- subject_name:b because:t before:b after:b
bulk_act              act- done:b refused:b
certificate           lines:b
charter_version       by_name:n:by_id owned:t hours_for:t exit_plan:t handover:t text:t text_hash-
check_in              questions- draft:t manage-
check_in_answer       by_name:n:by_id words:t who_does:t called:t surprises:t note:t link:t manage- why:t
checklist_item        text:t why:t steps- competency_key- activities- evidence- quiz-
chosen_columns        columns:p
client                name- sector-
comment               visibility- subject_type- subject_name:b text:t
competency            key- name:t description:t
content_decision      words:t
content_item          title:t channel:t disclosure:t author_kind- state-
content_version       text:t link:t author_kind-
contract              cost:t paid_by-
criterion_claim       evidence:t link:t
dated_exception       part- text:t evidence:t link:t closed_by_name:n
decision              question:t options:t decision:t reasons:t dissent:t about_type-
decision_answer       verdict- words:t said_hash-
decision_rule         choice- text:t
deletion              kind- target:a asked_by_mark- held_up:a work:a counts- proof-
deliverable           key- name:t description:t state-
deliverable_opinion   verdict- words:t
deliverable_version   note:t text:t link:t files_said:t
departure             person_name:n:person_id spots:b
dissent               text:t
drill                 title:t note:t
drill_person          name:n:who_id
engagement            title:t playbook_key- playbook- state- charter:t stopped_by:n stopped_because:t practice_access-
entry_request         by_name:n:by_id because:t answered_by:n answer:t
exit_criterion        key- text:t rule- evidence:t
export                name- key- hash- content-
fact_change           events- patch:b
fact_slice            name- data:b
finding               kind- name:t state- holder:t note:t by_name:n
fit_check             by_name:n:by_id answers- note:t
flag                  kind- subject- name:b says:b proofs:b plan:t snoozed_because:t resolved_by:n
flag                  resolution:t closing_because:t
forecast              state- history- method-
goal                  title:t why:t outcome- ended_because:t
graduation            asked_by_name:n:asked_by_id words:t client_name- practice_name- name- slug- zone- grant- stage-
graduation            counts- content_hash- summary:b trouble:b
guard_answer          guard- saw:b text:t by_name:n:by_id
handover_acceptance   state- message:t offered_by_name:n:offered_by_id decided_by_name:n words:t
handover_pack         kind- by_name:n:by_id content_hash- pdf_hash- zip_hash- absent:b
heartbeat             name-
inbox_row             kind- subject_type- subject_name:b by_name:n excerpt:t
incident              title:t happened:t did:t
invitation            email:a name:n role- token_hash:a
involvement           say-
item_progress         state- due_from- note:t link:t returned_because:t lapsed_because:t
job                   kind- title:b args:b home- state- message:b result-
lasting               stood- dated- answered-
lesson                title:t learnt:t change:t
letter                kind- to_address:a values:a
level_change          because:t evidence:t declined_because:t
login_session         token_hash:a address:a agent:a
measure               key- name:t unit- direction- decision:t source:t
measure_review        decided:t
measure_value         note:t
membership            role- name:n:id
mending               text:t
module                key- title:t why:t
module_rating         word:p
pack_order            kind- by_name:n:by_id
pack_seal             hash- by_name:n:by_id
phase                 kind- name:t state-
plan_change           kind- by_name:n:by_id because:t answered_by:n answer:t
playbook              key- title- based_on- draft- removed-
playbook_version      title- summary- note- content-
provider              name:t liaison:n:contact_id affiliation:t availability:t exit_terms:t
provider_meeting      note:t
question              title:t text:t
quiz_attempt          answers:p
readiness             note:p by_name:n:by_id
recovery_test         note:t
relapse               activity_name:t because:t
rehearsal             state- days- by_name:n:by_id because:t answered_by:n answer:t ended_by:n broken_because:t
rehearsal             showed:t showed_by:n
report_draft          title:t parts:t recipients-
report_schedule       rhythm- recipients-
revision              text:t
risk                  title:t details:t plan:t snoozed_because:t resolution:t closing_how:t
rota                  name:t
runbook               title:t text:t
runbook_test          note:t
runbook_version       title:t text:t
saved_filter          name:p filters:p
scope_change          act- kind- name:t fields:b by_name:n:by_id because:t answered_by:n answer:t
scorecard             holds- marks- note:t
showing               competency_name- what:t declined_because:t
sign_in_attempt       key-
sign_in_link          next_path:a token_hash:a
sign_off              subject_type- subject_name:b subject_hash- signer_name:n:signer_id words:t
sign_up               email:a name:a practice:a token_hash:a
snapshot              causes:c stage- held_by- delivered-
sourcing_decision     answers- recommendation- choice- who:t overruled_because:t training:t
sourcing_decision     checked_by:t interest:t second_quote:t
standing              weekly- client_seen_name:n gate:b waiting:b causes:c forecast:b flags:b client_name-
standing              state- stage- held_by- delivered-
status_report         title:t parts:t numbers:b recipients:b paper:s
strategy_section      key- title:t prompt:t guidance:t
submission            answer:a
summary_link          label:t token_hash- password_hash-
teach_back            subject_name:b asked_by_name:n:asked_by_id
team_member           part-
time_plan             displaces:t because:t
tool                  key- name:t purpose:t address:t competencies-
tool_check            account- recovery- billing- admin- note:t
users                 email:a name:a password_hash:a theme:a digest:a
waiver                reason:t
willingness           answer:p wish:p by_name:n:by_id
work_entry            mode- note:t
work_import           name:t digest- encoding- text:t
work_question         why- what:t answer- because:t
workspace             slug- name- zone- closing-
"""
KINDS = "nbctspa-"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a column holds; `whose` is the column beside it that says whose name it is, if there is one."""

    kind: str
    whose: str = ""


def _read() -> dict[str, dict[str, Mark]]:
    found: dict[str, dict[str, Mark]] = {}
    for row in _MARKS.strip().splitlines():
        table, *columns = row.split()
        found.setdefault(table, {}).update(map(_column, columns))
    return found


def _column(word: str) -> tuple[str, Mark]:
    if word.endswith("-"):
        return word[:-1], Mark("-")
    name, kind, *whose = word.split(":")
    return name, Mark(kind, *whose)


COLUMNS = _read()


def marked(table: str, kinds: str) -> dict[str, Mark]:
    """The columns of `table` whose marks are among `kinds`."""
    return {name: mark for name, mark in COLUMNS.get(table, {}).items() if mark.kind in kinds}
