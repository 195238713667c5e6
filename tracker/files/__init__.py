"""Files that people attach to records: checked, kept under random names, served as downloads."""

from .subjects import attachable

__all__ = ["attachable"]
