"""The chapters of a pack, each a pure function of its material."""

from .making import document_of

__all__ = ["document_of"]
