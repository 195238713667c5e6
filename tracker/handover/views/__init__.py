"""The pages of the handover: importing them registers them."""

from .blueprint import pages

__all__ = ["pages"]
