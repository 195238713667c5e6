"""The practices of the demo and what happened with each of their clients."""

from .practices import PRACTICES

__all__ = ["PRACTICES"]
