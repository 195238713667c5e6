"""Two texts that began as one, put together again: what only one of both changed is taken from that one."""

from dataclasses import dataclass

from tracker.core.rewriting import counterparts, key_of, passages_of


@dataclass(frozen=True, slots=True)
class Merged:
    """`clashes` counts the places that both changed: there both stand, theirs first."""

    text: str
    clashes: int


def merge(start: str, mine: str, theirs: str) -> Merged:
    """Paragraph by paragraph. The work is bounded; when it takes too long, both texts stand one after the other."""
    base, ours, others = passages_of(start), passages_of(mine), passages_of(theirs)
    in_ours, in_others = counterparts(base, ours), counterparts(base, others)
    parts: list[str] = []
    clashes, b, m, t = 0, 0, 0, 0
    anchors = [place for place in range(len(base)) if place in in_ours and place in in_others]
    for place in [*anchors, len(base)]:
        end_m, end_t = in_ours.get(place, len(ours)), in_others.get(place, len(others))
        between = (base[b:place], ours[m:end_m], others[t:end_t])
        here = (base[place : place + 1], ours[end_m : end_m + 1], others[end_t : end_t + 1])
        for three in (between, here):
            chosen, clash = _chosen(*three)
            parts += chosen
            clashes += clash
        b, m, t = place + 1, end_m + 1, end_t + 1
    return Merged(_joined(parts), clashes)


def _chosen(base: list[str], ours: list[str], others: list[str]) -> tuple[list[str], bool]:
    keys = [[key_of(one) for one in part] for part in (base, ours, others)]
    if keys[1] in (keys[0], keys[2]):
        return others, False
    if keys[2] == keys[0]:
        return ours, False
    return [*others, *ours], True


def _joined(parts: list[str]) -> str:
    """A passage that ended its text gets a line break when another follows."""
    whole = ""
    for part in parts:
        if whole and not whole.endswith("\n"):
            whole += "\n\n"
        whole += part
    return whole.rstrip()
