"""How long pages take, as a multiple of the floor asked in the same seconds: `python -m benchmarks.pages`.

Also: whether a big database makes the portfolio dearer than an empty one, and how much 32 clients get at once.
"""

import platform
import statistics
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from itertools import cycle

from flask import Flask
from sqlalchemy.engine import make_url

from benchmarks import floor
from benchmarks.asking import Answer, Asked, ask
from benchmarks.generator import ready, size_of
from benchmarks.line import kept, parser
from benchmarks.places import ENGINES, Place
from benchmarks.serving import Server, served
from benchmarks.visits import Visits, visits_to
from tests.counting import statements
from tracker import create_app

CLIENTS = 32
RATIO, GROWTH = 2.5, 1.2
STATEMENTS = {"portfolio": 8, "engagement": 8, "owner": 8, "checklist": 6, "tick": 12}
RATES = {"portfolio": 350, "engagement": 350, "tick": 300}
SLOWEST_MS = {"engagement": 110}
TICK_BYTES = 4096
FLOOR = Asked.page("/")


def measure(place: Place, empty: Place, rounds: int, seconds: float) -> bool:
    """Print the tables of one engine. Returns whether every target was met."""
    floor.fill(place.owner())
    app, spare = create_app(place.settings()), create_app(empty.settings())
    visits, at_home = visits_to(place, app, middle(place)), visits_to(empty, spare, 0)
    with ExitStack() as stack:
        baton, alone = stack.enter_context(served(place)), stack.enter_context(served(empty))
        base = stack.enter_context(served(place, floor=True))
        met = _in_turn(app, visits, baton, base, rounds)
        met &= _against_empty(visits, at_home, baton, alone, rounds)
        met &= _together(visits, baton, base, seconds)
    return met


def middle(place: Place) -> int:
    """The number of a workspace in the middle; the database is named for how many there are."""
    return int(make_url(place.serving_url).database.rpartition("_")[2].split(".")[0]) // 2


def _in_turn(app: Flask, visits: Visits, baton: Server, base: Server, rounds: int) -> bool:
    """Each page and the floor, one after the other in every round."""
    print(f"  {'page':12}{'p50 ms':>9}{'floor ms':>10}{'× floor':>9}{'target':>8}{'statements':>12}{'bytes':>9}  met")
    met = True
    for name, sends in _sends(visits).items():
        _warm(sends, baton, base)
        times, floors, last = [], [], None
        for _ in range(rounds):
            last = _sound(name, sends(baton.port))
            times.append(last.seconds)
            floors.append(ask(base.port, FLOOR).seconds)
        own, bare = statistics.median(times) * 1000, statistics.median(floors) * 1000
        count = _statements(app, visits, name)
        good = own / bare <= RATIO and count <= STATEMENTS[name] and (name != "tick" or len(last.body) <= TICK_BYTES)
        met &= good
        print(f"  {name:12}{own:9.2f}{bare:10.2f}{own / bare:9.2f}{RATIO:8.1f}{count:7} ≤ {STATEMENTS[name]:2}"
              f"{len(last.body):9}  {kept(good)}")  # fmt: skip
    return met


def _sends(visits: Visits) -> dict[str, Callable[[int], Answer]]:
    """What is timed, by name. Every tick is taken back outside the clock, so that the next finds the same list."""
    pages = {name: (lambda port, asked=asked: ask(port, asked)) for name, asked in visits.pages.items()}
    ticks = cycle(visits.ticks)

    def tick(port: int) -> Answer:
        there, back = next(ticks)
        answer = ask(port, there)
        ask(port, back)
        return answer

    return {**pages, "tick": tick}


def _warm(sends: Callable[[int], Answer], baton: Server, base: Server) -> None:
    for _ in range(12):
        sends(baton.port), ask(base.port, FLOOR)


def _sound(name: str, answer: Answer) -> Answer:
    if answer.status != 200:
        raise SystemExit(f"{name} answered {answer.status}: {answer.body[:300]!r}")
    return answer


def _statements(app: Flask, visits: Visits, name: str) -> int:
    """Counted in this process, on the same database, the second time: what a process keeps for good is read once."""
    there, *back = visits.ticks[0] if name == "tick" else (visits.pages[name],)
    for _ in range(2):
        with statements(app) as sent:
            _send_here(app, there)
        for asked in back:
            _send_here(app, asked)
    return len(sent)


def _send_here(app: Flask, asked: Asked) -> None:
    head, _, body = asked.raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    app.test_client(use_cookies=False).open(path, method=method, data=body, headers=headers)


def _against_empty(visits: Visits, at_home: Visits, baton: Server, alone: Server, rounds: int) -> bool:
    """The portfolio of ten engagements, alone in its database and among all the others."""
    big, small = [], []
    for place in range(rounds):
        for server, asked, times in (
            (baton, visits.pages["portfolio"], big), (alone, at_home.pages["portfolio"], small),
        ):  # fmt: skip
            answer = _sound("portfolio", ask(server.port, asked))
            if place > 5:
                times.append(answer.seconds)
    ratio = statistics.median(big) / statistics.median(small)
    print(f"  portfolio among all the others / alone: {ratio:.2f} ≤ {GROWTH}  {kept(ratio <= GROWTH)}")
    return ratio <= GROWTH


def _together(visits: Visits, baton: Server, base: Server, seconds: float) -> bool:
    print(f"  {CLIENTS} clients{'':7}{'per s':>8}{'target':>8}{'p95 ms':>8}{'target':>8}{'errors':>8}  met")
    met = True
    for name in ("floor", *RATES):
        if name == "tick":
            turns = _ticks_of_their_own(visits)
        else:
            asked = FLOOR if name == "floor" else visits.pages[name]
            turns = [cycle([asked]) for _ in range(CLIENTS)]
        port = base.port if name == "floor" else baton.port
        answers, errors, took = _crowd(port, turns, seconds)
        rate, slow = len(answers) / took, sorted(answers)[int(len(answers) * 0.95)] * 1000
        good = errors == 0 and rate >= RATES.get(name, 0) and slow <= SLOWEST_MS.get(name, 1e9)
        met &= good
        print(f"  {name:17}{rate:8.0f}{RATES.get(name, 0):8}{slow:8.0f}{SLOWEST_MS.get(name, 0):8}{errors:8}  "
              f"{kept(good) if name != 'floor' else '-'}")  # fmt: skip
    return met


def _ticks_of_their_own(visits: Visits) -> list[cycle]:
    """Every client ticks and takes back items that nobody else touches."""
    return [cycle([one for pair in visits.ticks[place::CLIENTS] for one in pair]) for place in range(CLIENTS)]


def _crowd(port: int, turns: list[cycle], seconds: float) -> tuple[list[float], int, float]:
    """All ask at once for so long. Returns the times of sound answers, how many were not, and how long it took."""
    times: list[float] = []
    errors: list[int] = []
    began = time.perf_counter()

    def work(turn: cycle) -> None:
        while time.perf_counter() - began < seconds:
            try:
                answer = ask(port, next(turn))
            except OSError:
                errors.append(0)
                continue
            (times if answer.status in {200, 303} else errors).append(answer.seconds)

    threads = [threading.Thread(target=work, args=(turn,)) for turn in turns]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return times, len(errors), time.perf_counter() - began


def main() -> None:
    line = parser(__doc__)
    line.add_argument("--rounds", type=int, default=150)
    line.add_argument("--seconds", type=float, default=8)
    asked = line.parse_args()
    met = True
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}")
    for engine in asked.engine or ENGINES:
        place, empty = (ready(engine, asked.folder, size) for size in (asked.workspaces, 1))
        print(f"{engine}: {asked.workspaces} workspaces × 10 engagements, {size_of(place) / 1e6:,.0f} MB")
        met &= measure(place, empty, asked.rounds, asked.seconds)
    raise SystemExit(0 if met else 1)


if __name__ == "__main__":
    main()
