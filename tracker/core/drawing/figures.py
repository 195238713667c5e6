"""How the index and its parts are written: cut, never rounded up.

79.6 is not "80", because it has not reached the stage that begins there; .699 is not ".70".
"""

CLOSE = 1e-6  # what binary fractions lose


def whole(value: float) -> str:
    """An index of 0 to 100 as people read it: "64"."""
    return str(int(value + CLOSE))


def part(value: float) -> str:
    """A pillar of 0 to 1 as people read it: ".63", "1"."""
    cut = hundredths(value)
    return "1" if cut >= 100 else f".{cut:02d}"


def hundredths(value: float) -> int:
    return int(value * 100 + CLOSE)


def size(number: float) -> str:
    """A length in a drawing, to a tenth: enough for the eye, and short."""
    return f"{round(number, 1):g}"
