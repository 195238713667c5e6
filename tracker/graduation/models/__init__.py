"""The taking over of a workspace, and that it waits for a worker."""

from .graduation import BEFORE_SWITCH, Graduation, GraduationTicket, Grant, Stage

__all__ = ["BEFORE_SWITCH", "Graduation", "GraduationTicket", "Grant", "Stage"]
