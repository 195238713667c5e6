"""The register of tools: who controls them, who may use them, and the runbooks. Never a password."""

from .access import AccessGrant, give_access, request_access
from .check import CONTROLS, Holder, ToolCheck
from .contract import Contract, keep_contract
from .recovery import RecoveryTest, try_recovery
from .runbook import Runbook, RunbookTest, RunbookVersion
from .tool import NEEDED, Tool, check_description

__all__ = [
    "CONTROLS", "NEEDED", "AccessGrant", "Contract", "Holder", "RecoveryTest", "Runbook", "RunbookTest",
    "RunbookVersion", "Tool", "ToolCheck", "check_description", "give_access", "keep_contract", "request_access",
    "try_recovery",
]  # fmt: skip
