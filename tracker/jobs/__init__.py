"""Long work done by the worker: a row written with its cause, claimed, reported on, never lost.

    @job_kind("worklog.import")
    def import_work(job, by, progress):
        rows = …                                   # reads and reckons for as long as it takes: progress(done, of)
        def write(by):                             # carried out in one short transaction with the job's end
            …
            return Outcome("812 entries were imported.", "worklog.log", {"id": …})
        return write

    job = ask_for("worklog.import", "Import of 812 entries", by=member, args={…})   # in the caller's transaction

The page `jobs.show` tells how far it is.
"""

from .asking import ask_for
from .kinds import Outcome, Progress, job_kind
from .models import Job

__all__ = ["Job", "Outcome", "Progress", "ask_for", "job_kind"]
