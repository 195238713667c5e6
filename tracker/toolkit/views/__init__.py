"""Pages of the toolkit, a file for each thing that people come for."""

from . import access, checks, runbooks, tools
from .blueprint import pages

__all__ = ["access", "checks", "pages", "runbooks", "tools"]
