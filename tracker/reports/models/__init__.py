"""The rows of reports: what is being written, what was sent, what is scheduled, and what is shared by a link."""

from .draft import ReportDraft
from .report import StatusReport
from .schedule import ReportSchedule, Rhythm
from .summary_link import SummaryLink

__all__ = ["ReportDraft", "ReportSchedule", "Rhythm", "StatusReport", "SummaryLink"]
