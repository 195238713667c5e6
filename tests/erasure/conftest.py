"""The stage of deletion: a practice whose clients have a row of every kind, and a due day that comes at once."""

from tests.archive.conftest import sums
from tests.fences.conftest import furnished

__all__ = ["furnished", "sums"]
