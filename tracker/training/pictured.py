"""Skills as their picture wants them: levels only of people whose levels the reader may know, coverage of all."""

from tracker.core.drawing.skills import Skill

from .matrix import Matrix, SkillRow

EVERYBODY = 1000


def pictured(matrix: Matrix) -> tuple[list[Skill], list[str]]:
    """The rows of the picture, and the names of those who stand in it. Leaders' essentials are no skill of a team.

    `matrix` should hold everybody (a page of `EVERYBODY`): those beyond it are not drawn.
    """
    ids = [id for id, _ in matrix.people]
    return [_skill(row, ids) for row in matrix.rows if not row.leader], [name for _, name in matrix.people]


def _skill(row: SkillRow, ids: list[str]) -> Skill:
    levels = {place: (row.held[id].level, row.held[id].faded) for place, id in enumerate(ids) if id in row.held}
    hands = row.able - row.lost
    return Skill(row.name, row.critical, hands, max(hands - row.fresh, 0), row.assessed, levels)
