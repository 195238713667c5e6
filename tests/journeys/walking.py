"""Walking through Baton as somebody who follows every link."""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error

from tests.journeys.people import Person

ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")
# A page is worth a second look where another record is in another state.
EXAMPLES = 2


def kind_of(address: str) -> str:
    """What a page is, whatever record it shows: its path without ids, its questions without answers."""
    parts = urlsplit(address)
    asked = sorted(word.partition("=")[0] for word in parts.query.split("&") if word)
    return NUMBER.sub("#", ID.sub("*", parts.path)) + ("?" + "&".join(asked) if asked else "")


def walk(person: Person, start: str = "/", examples: int = EXAMPLES) -> Iterator[str]:
    """Open every kind of page that links lead to from `start`, nearest first. Gives the address of each."""
    waiting, known, seen = deque([start]), {start}, {}
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if seen.get(kind, 0) >= examples:
            continue
        seen[kind] = seen.get(kind, 0) + 1
        if not _opens(person, address):
            continue
        yield person.page.url
        for link in _links(person):
            if link not in known:
                known.add(link)
                waiting.append(link)


def _opens(person: Person, address: str) -> bool:
    """Whether it is a page of ours that she sees now; a file only has to be there, saved or shown by her browser."""
    try:
        answer = person.page.goto(address)
    except Error as problem:
        if "Download is starting" not in problem.message:
            raise
        answer = person.context.request.get(address)
        assert answer.status < 400, f"{person.name} is led to a file at {address}: {answer.status}"
        return False
    assert answer is not None and answer.status < 400, f"{person.name} is led to {address}: {answer.status}"
    return answer.headers.get("content-type", "").startswith("text/html")


def _links(person: Person) -> list[str]:
    """Within Baton, without what only jumps on the same page."""
    found = person.page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    here = [urljoin(person.page.url, address).partition("#")[0] for address in found]
    return [address for address in here if address.startswith(person.house.url + "/")]
