"""Every model, imported once, so that migrations and mappers know them all."""

from tracker.accounts import models as accounts
from tracker.audit import models as audit
from tracker.clients import models as clients
from tracker.core import forms, outbox
from tracker.engagements import models as engagements
from tracker.notifications import models as notifications
from tracker.responsibilities import models as responsibilities
from tracker.selfsufficiency import models as selfsufficiency
from tracker.strategy import models as strategy
from tracker.tenancy import models as tenancy
from tracker.toolkit import models as toolkit
from tracker.training import models as training
from tracker.worklog import models as worklog

every_model = (
    tenancy, accounts, audit, clients, forms, outbox, engagements, responsibilities, strategy, training, toolkit,
    worklog, selfsufficiency, notifications,
)  # fmt: skip
