"""What risks hand to the rest of an engagement: records that people speak of."""

from tracker.engagements.subjects import speaks_of

from .models import Risk

speaks_of(Risk, "risk", "risks.risk")
