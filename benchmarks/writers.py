"""Eight processes that write to the same few records through the real server, and remember what was acknowledged.

A writer repeats what broke off, with the same `once`, as a browser would after the server came back: so nothing that
was acknowledged may be missing, and nothing that was sent twice may be there twice.
"""

import json
import random
import re
import time
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path

from benchmarks.asking import Answer, Asked, Asker, ask
from tracker.core.ids import new_id

ACKNOWLEDGED = {200, 303}
BASED_ON = re.compile(rb'name="based_on"[^>]*value="(\d+)"')
LOCKED = re.compile(rb"database is locked", re.IGNORECASE)


@dataclass(frozen=True)
class Errand:
    """What one writer needs: who she is, and the records that she shares with the others."""

    name: str
    asker: Asker
    activity: str
    section: str
    item: str
    trainee: Asker


@dataclass
class Told:
    """What one writer was told: marks of what was acknowledged (`work`, `texts`), and of what was not (`waiting`)."""

    work: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    turns: int = 0
    stale: int = 0
    broken_off: int = 0
    strange: list[str] = field(default_factory=list)


def set_to_work(errands: list[Errand], port: int, seconds: float, folder: Path) -> list:
    """Start a process for each errand; join them, then read what they were told with `heard`."""
    context = get_context("spawn")
    writers = [context.Process(target=_write, args=(one, port, seconds, folder)) for one in errands]
    [writer.start() for writer in writers]
    return writers


def heard(folder: Path) -> list[Told]:
    return [Told(**json.loads(path.read_text())) for path in sorted(folder.glob("*.told"))]


def _write(errand: Errand, port: int, seconds: float, folder: Path) -> None:
    told, until = Told(), time.monotonic() + seconds
    turns = (_log_work, _revise, _tick)
    number = 0
    while time.monotonic() < until:
        number += 1
        told.turns += 1
        random.choice(turns)(errand, f"{errand.name}-{number}", told, port)
    (folder / f"{errand.name}.told").write_text(json.dumps(asdict(told)))


def _log_work(errand: Errand, mark: str, told: Told, port: int) -> None:
    asked = Asked.form(errand.activity, errand.asker, mode="together", quantity="1", note=mark, once=str(new_id()))
    answer = _persist(asked, told, port)
    _note(answer, {303}, told.work, mark, told)


def _revise(errand: Errand, mark: str, told: Told, port: int) -> None:
    page = _persist(Asked.page(errand.section, errand.asker), told, port)
    found = BASED_ON.search(page.body) if page is not None else None
    if found is None:
        told.strange.append(f"the editor answered {page.status if page else 'nothing'}")
        return
    text = f"What {mark} has to say."
    asked = Asked.form(
        errand.section, errand.asker, text=text, share="0.5", based_on=found[1].decode(), once=str(new_id())
    )
    answer = _persist(asked, told, port)
    if answer is not None and answer.status == 409:
        told.stale += 1
    else:
        _note(answer, {303}, told.texts, text, told)


def _tick(errand: Errand, mark: str, told: Told, port: int) -> None:
    """Everybody ticks the one item and takes it back; whoever comes second is answered as if she had been first."""
    verb = random.choice(("tick", "undo"))
    asked = Asked.form(f"{errand.item}/{verb}", errand.trainee, note=mark, link="https://files.example/it")
    answer = _persist(asked, told, port)
    if answer is not None and answer.status not in ACKNOWLEDGED | {409}:
        told.strange.append(f"{verb} answered {answer.status}")


def _persist(asked: Asked, told: Told, port: int, patience: float = 30) -> Answer | None:
    """Send it until somebody answers; None when nobody did."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            answer = ask(port, asked)
        except OSError:
            told.broken_off += 1
            time.sleep(0.05)
            continue
        if answer.status >= 500 or LOCKED.search(answer.body):
            told.strange.append(f"{answer.status}: {answer.body[:200]!r}")
        return answer
    return None


def _note(answer: Answer | None, good: set[int], acknowledged: list[str], mark: str, told: Told) -> None:
    if answer is not None and answer.status in good:
        acknowledged.append(mark)
    else:
        told.waiting.append(mark)
        if answer is not None:
            told.strange.append(f"{mark} was answered with {answer.status}")
