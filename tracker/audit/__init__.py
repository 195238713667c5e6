"""What happened: one append-only event for every change, told by the verb that made it."""

from .models import AuditEvent
from .recording import name_of, record

__all__ = ["AuditEvent", "name_of", "record"]
