"""How long the night takes, and what people notice of it meanwhile: `python -m benchmarks.nightly`.

The night reckons index, steps, forecasts and flags of every engagement for the next day, in one process; at the same
time somebody opens pages and ticks items through the real server.
"""

import platform
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle
from multiprocessing import get_context

from sqlalchemy import func, select, text

from benchmarks.asking import Asked, ask
from benchmarks.generator import ready
from benchmarks.line import kept, parser
from benchmarks.pages import middle
from benchmarks.places import ENGINES, Place
from benchmarks.serving import Server, served
from benchmarks.visits import Visits, visits_to
from tracker import create_app
from tracker.core import clock
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.nightly import reckon_everywhere

OF_ALL, MINUTES, SLOWER = 10_000, 5, 2.0
QUIET_SECONDS = 12
PAGES = ("portfolio", "engagement", "tick")


def measure(place: Place) -> bool:
    """Print what one engine took. Returns whether both targets were met."""
    app = create_app(place.settings())
    visits, days = visits_to(place, app, middle(place)), _until_tomorrow(place)
    with served(place) as server:
        until = time.perf_counter() + QUIET_SECONDS
        alone = _visited(server, visits, lambda: time.perf_counter() < until)
        night = get_context("spawn").Pool(1)
        answer = night.apply_async(_night, (place, days))
        beside = _visited(server, visits, lambda: not answer.ready())
        count, seconds, computing = answer.get()
        night.terminate()
    minutes = seconds / count * OF_ALL / 60
    good = minutes <= MINUTES
    print(f"  {count} engagements in {seconds:.1f} s ({seconds / count * 1000:.1f} ms each, of which computing"
          f" {computing / count * 1000:.1f}); {OF_ALL:,} would take {minutes:.1f} of {MINUTES} minutes"
          f"  {kept(good)}")  # fmt: skip
    print(f"  {'page':12}{'p50 alone':>11}{'beside':>9}{'p95 alone':>11}{'beside':>9}{'× p50':>8}  met")
    for name in PAGES:
        one, other = sorted(alone[name]), sorted(beside[name])
        ratio = statistics.median(other) / statistics.median(one)
        good &= ratio <= SLOWER
        print(f"  {name:12}{_ms(one, 0.5)}{_ms(other, 0.5, 9)}{_ms(one, 0.95)}{_ms(other, 0.95, 9)}{ratio:8.2f}"
              f"  {kept(ratio <= SLOWER)}")  # fmt: skip
    return good


def _until_tomorrow(place: Place) -> int:
    """So many days from now nothing is reckoned yet. Every forecast is asked anew, as on the first night of a week."""
    with place.owner().begin() as connection:
        newest = connection.execute(select(func.max(Standing.day))).scalar_one()
        connection.execute(text("UPDATE standing SET forecast = '{}'"))
    return (newest - date.today()).days + 1


def _night(place: Place, days: int) -> tuple[int, float, float]:
    """One night, in a process of its own: how many engagements, the seconds it took, those of them spent computing."""
    app = create_app(place.settings())
    with clock.at(clock.now() + timedelta(days=days)), app.app_context():
        began, computing = time.perf_counter(), time.process_time()
        count = reckon_everywhere()
        return count, time.perf_counter() - began, time.process_time() - computing


def _visited(server: Server, visits: Visits, going_on: Callable[[], bool]) -> dict[str, list[float]]:
    """Each page in turn for as long as it goes on; a tick is taken back outside the clock."""
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    ticks = cycle(visits.ticks)
    for _ in range(5):
        _turn(server, visits, ticks)
    while going_on() or len(times["tick"]) < 5:
        for name, seconds in _turn(server, visits, ticks).items():
            times[name].append(seconds)
    return times


def _turn(server: Server, visits: Visits, ticks: Iterator[tuple[Asked, Asked]]) -> dict[str, float]:
    there, back = next(ticks)
    taken = {name: _sound(server, visits.pages[name]) for name in PAGES if name != "tick"}
    taken["tick"] = _sound(server, there)
    ask(server.port, back)
    return taken


def _sound(server: Server, asked: Asked) -> float:
    answer = ask(server.port, asked)
    if answer.status != 200:
        raise SystemExit(f"answered {answer.status}: {answer.body[:300]!r}")
    return answer.seconds


def _ms(times: list[float], part: float, width: int = 11) -> str:
    return f"{times[min(int(len(times) * part), len(times) - 1)] * 1000:{width}.1f}"


def main() -> None:
    line = parser(__doc__)
    asked = line.parse_args()
    met = True
    print(f"{date.today()}, Python {platform.python_version()}, {platform.machine()}")
    for engine in asked.engine or ENGINES:
        print(f"{engine}: {asked.workspaces} workspaces × 10 engagements")
        met &= measure(ready(engine, asked.folder, asked.workspaces))
    raise SystemExit(0 if met else 1)


if __name__ == "__main__":
    main()
