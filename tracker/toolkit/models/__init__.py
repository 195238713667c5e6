"""The register of tools: who controls them, who may use them, and the runbooks. Never a password."""

from .runbook import Runbook, RunbookTest
from .tool import AccessGrant, Holder, Tool, ToolCheck

__all__ = ["AccessGrant", "Holder", "Runbook", "RunbookTest", "Tool", "ToolCheck"]
