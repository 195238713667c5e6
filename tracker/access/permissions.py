"""The permission table. The code asks it, the tests read it, nothing else decides.

Y may; O may on what is hers or assigned to her; C may for her own client's people; L3 and L4 may when proven at
that level; P may propose, somebody with Y decides; R may read; - may not.
"""

from enum import StrEnum

from .roles import Role


class Can(StrEnum):
    MANAGE_TENANTS = "manage tenants"
    CREATE_ENGAGEMENT = "create engagement, playbook"
    ACCEPT_CHARTER = "accept charter"
    INVITE = "invite"
    DRAFT_STRATEGY = "draft strategy"
    SIGN = "sign strategy, sourcing, gate, waiver, handover"
    NAME_ACCOUNTABLE = "name accountable"
    RAISE_RUNG = "raise rung to 1-3"
    RAISE_TO_TOP = "raise to rung 4, not doer"
    COMPLETE_ITEM = "complete item"
    VERIFY = "verify item, assess"
    LOG_WORK = "log work"
    KEEP_TOOLS = "tools and access"
    CLINIC = "clinic"
    RAISE_FLAG = "raise flag"
    CLOSE_FLAG = "close critical or guru flag"
    ANSWER_CHECK_IN = "answer check-in"
    VIEW_INDEX = "view index"
    EXPORT = "export own organisation"
    DELETE_SIGNED = "delete signed record"
    # What every product of this kind needs beside the domain's own acts.
    SEE_HOME = "see own home"
    SEE_PORTFOLIO = "see portfolio"
    SEE_ENGAGEMENT = "see engagement"
    SEE_CHECKLIST = "see own checklist"
    MANAGE_CLIENTS = "add clients"
    MANAGE_PEOPLE = "change roles, end memberships"
    MANAGE_WORKSPACE = "rename the workspace, set its time zone"
    SEE_PEOPLE = "see who is here"
    CLAIM_CRITERION = "claim a criterion with evidence"
    KEEP_RUNBOOKS = "write and test runbooks"
    ASSIGN_TRAINING = "assign training"
    KEEP_BASELINE = "keep the baseline"
    CHANGE_SCOPE = "change scope, extend, pause"
    ATTACH = "attach files"
    DELIVER = "write deliverables"
    ACCEPT_DELIVERABLE = "accept a deliverable"
    KEEP_MEASURES = "keep goals and measures"
    SCORE_PROVIDER = "score a provider"
    LOG_DECISION = "log a decision"
    KEEP_RISKS = "keep risks"
    COMMENT = "comment"
    KEEP_CONTENT = "keep content items"
    PLAN_TIME = "plan time"
    IMPORT = "import work"
    SEE_JOB = "see long work"
    APPROVE_CONTENT = "approve what goes out to customers"
    AGREE_TIME = "agree to hours of one's own"
    WRITE_REPORT = "write and send status reports"
    KEEP_GUARDS = "see and answer safeguards"
    TEACH_BACK = "explain what one signed"
    AUTOMATE_REPORT = "let reports leave by themselves"
    KEEP_VIEW = "keep views of one's own"
    SHARE_SUMMARY = "share a summary by a link"
    ERASE_SELF = "have one's own name and place erased"
    DELETE_WORKSPACE = "have a workspace or one's own organisation's data deleted"
    ASSEMBLE_PACK = "assemble a handover pack"
    BREAK_OFF = "break off a rehearsal"
    CLOSE_EXCEPTION = "close a dated exception"
    CONFIRM_ACCESS = "confirm that an access has ended"


_TABLE = """
                   operator lead consultant owner champion staff provider
MANAGE_TENANTS     Y        -    -          -     -        -     -
CREATE_ENGAGEMENT  -        Y    P          R     -        -     -
ACCEPT_CHARTER     -        P    -          Y     -        -     -
INVITE             -        Y    P          Y     C        -     -
DRAFT_STRATEGY     -        Y    O          Y     Y        O     -
SIGN               -        P    P          Y     P        -     -
NAME_ACCOUNTABLE   -        P    P          Y     P        O     -
RAISE_RUNG         -        Y    Y          Y     Y        P     -
RAISE_TO_TOP       -        P    P          Y     Y        P     -
COMPLETE_ITEM      -        -    -          O     O        O     -
VERIFY             -        Y    Y          L3    L3       L4    -
LOG_WORK           -        O    O          O     O        O     O
KEEP_TOOLS         -        P    P          Y     Y        O     -
CLINIC             -        Y    Y          Y     Y        Y     -
RAISE_FLAG         -        Y    Y          Y     Y        Y     O
CLOSE_FLAG         -        P    -          Y     P        -     -
ANSWER_CHECK_IN    -        R    R          Y     Y        O     -
VIEW_INDEX         -        Y    O          Y     Y        R     -
EXPORT             -        -    -          Y     -        -     -
DELETE_SIGNED      -        -    -          -     -        -     -
SEE_HOME           -        Y    Y          Y     Y        Y     Y
SEE_PORTFOLIO      -        Y    Y          -     -        -     -
SEE_ENGAGEMENT     -        Y    O          Y     Y        Y     -
SEE_CHECKLIST      -        -    -          Y     Y        Y     -
MANAGE_CLIENTS     -        Y    -          -     -        -     -
MANAGE_PEOPLE      -        Y    -          Y     -        -     -
MANAGE_WORKSPACE   -        Y    -          -     -        -     -
SEE_PEOPLE         -        Y    Y          Y     Y        Y     -
CLAIM_CRITERION    -        Y    O          Y     Y        -     -
KEEP_RUNBOOKS      -        Y    O          Y     Y        Y     -
ASSIGN_TRAINING    -        Y    O          Y     Y        -     -
KEEP_BASELINE      -        Y    O          Y     Y        -     -
CHANGE_SCOPE       -        P    P          Y     P        -     -
ATTACH             -        Y    O          Y     Y        Y     -
DELIVER            -        Y    O          Y     Y        -     -
ACCEPT_DELIVERABLE -        P    P          Y     P        -     -
KEEP_MEASURES      -        Y    O          Y     Y        O     -
SCORE_PROVIDER     -        Y    O          Y     Y        -     -
LOG_DECISION       -        Y    O          Y     Y        -     -
KEEP_RISKS         -        Y    O          Y     Y        Y     -
COMMENT            -        Y    O          Y     Y        Y     -
KEEP_CONTENT       -        Y    O          Y     Y        Y     -
PLAN_TIME          -        Y    O          Y     Y        -     -
IMPORT             -        Y    O          Y     Y        -     -
SEE_JOB            -        O    O          O     O        O     O
APPROVE_CONTENT    -        P    P          Y     O        O     -
AGREE_TIME         -        -    -          Y     O        O     -
KEEP_GUARDS        -        Y    O          Y     Y        -     -
TEACH_BACK         -        -    -          O     -        -     -
WRITE_REPORT       -        Y    O          R     R        -     -
AUTOMATE_REPORT    -        Y    -          -     -        -     -
KEEP_VIEW          -        O    O          -     -        -     -
SHARE_SUMMARY      -        Y    O          Y     R        -     -
ERASE_SELF         -        Y    Y          Y     Y        Y     Y
DELETE_WORKSPACE   -        Y    -          Y     -        -     -
ASSEMBLE_PACK      -        Y    O          Y     Y        -     -
BREAK_OFF          -        P    -          Y     Y        -     -
CLOSE_EXCEPTION    -        -    -          Y     O        O     -
CONFIRM_ACCESS     -        -    -          Y     O        O     -
"""


# In a workspace that a client owns nobody leads but its owner: she has these beside her own.
_IN_ONES_OWN = """
                   owner
CREATE_ENGAGEMENT  Y
MANAGE_WORKSPACE   Y
SEE_PORTFOLIO      Y
KEEP_VIEW          O
"""


def _read(table: str) -> dict[Can, dict[Role, str]]:
    header, *rows = (line.split() for line in table.strip().splitlines())
    roles = [Role(name) for name in header]
    return {Can[name]: dict(zip(roles, cells, strict=True)) for name, *cells in rows}


PERMISSIONS = _read(_TABLE)
OWN_PERMISSIONS = {can: {**row, **_read(_IN_ONES_OWN).get(can, {})} for can, row in PERMISSIONS.items()}


def cell(can: Can, role: Role, *, own: bool = False) -> str:
    """The mark for a role; `own` in a workspace that its client owns."""
    return (OWN_PERMISSIONS if own else PERMISSIONS)[can][role]
