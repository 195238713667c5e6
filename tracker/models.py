"""Every model, imported once, so that migrations and mappers know them all."""

from tracker.accounts import models as accounts
from tracker.archive import models as archive
from tracker.audit import models as audit
from tracker.baseline import models as baseline
from tracker.clients import models as clients
from tracker.clinic import models as clinic
from tracker.core import forms, outbox
from tracker.decisions import models as decisions
from tracker.deliverables import models as deliverables
from tracker.discussion import models as discussion
from tracker.engagements import models as engagements
from tracker.erasure import models as erasure
from tracker.files import models as files
from tracker.graduation import models as graduation
from tracker.handover import models as handover
from tracker.jobs import models as jobs
from tracker.notifications import models as notifications
from tracker.playbooks import models as playbooks
from tracker.portfolio import models as portfolio
from tracker.reports import models as reports
from tracker.responsibilities import models as responsibilities
from tracker.risks import models as risks
from tracker.selfsufficiency import models as selfsufficiency
from tracker.selfsufficiency.flags import models as flags
from tracker.selfsufficiency.guards import models as guards
from tracker.sourcing import models as sourcing
from tracker.strategy import models as strategy
from tracker.tenancy import models as tenancy
from tracker.toolkit import models as toolkit
from tracker.training import models as training
from tracker.worklog import models as worklog

every_model = (
    tenancy,
    accounts,
    audit,
    jobs,
    clients,
    playbooks,
    forms,
    outbox,
    engagements,
    files,
    discussion,
    responsibilities,
    strategy,
    training,
    toolkit,
    worklog,
    sourcing,
    baseline,
    deliverables,
    decisions,
    risks,
    clinic,
    selfsufficiency,
    archive,
    handover,
    graduation,
    flags,
    guards,
    reports,
    notifications,
    portfolio,
    erasure,
)
