"""Pages of the toolkit, a file for each thing that people come for."""

from . import access, checks, runbooks, terms, tools, whole
from .blueprint import pages

__all__ = ["access", "checks", "pages", "runbooks", "terms", "tools", "whole"]
