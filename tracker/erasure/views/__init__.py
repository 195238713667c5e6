"""The pages of deletion."""

from . import account, people, workspace
from .blueprint import pages

assert account and people and workspace

__all__ = ["pages"]
