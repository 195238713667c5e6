"""Decisions, and what their deciders answered."""

from .decision import Decision, DecisionAnswer, successor_of

__all__ = ["Decision", "DecisionAnswer", "successor_of"]
