"""The register of tools: who controls them, who may use them, and the runbooks. Never a password."""

from .access import AccessGrant, give_access, request_access
from .check import CONTROLS, Holder, ToolCheck
from .runbook import Runbook, RunbookTest
from .tool import NEEDED, Tool, check_description

__all__ = [
    "CONTROLS", "NEEDED", "AccessGrant", "Holder", "Runbook", "RunbookTest", "Tool", "ToolCheck",
    "check_description", "give_access", "request_access",
]  # fmt: skip
