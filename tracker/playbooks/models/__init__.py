"""A practice's own playbooks: the draft that is worked on, and the versions that were published from it."""

from .playbook import Playbook
from .version import PlaybookVersion

__all__ = ["Playbook", "PlaybookVersion"]
