"""What a post in the clinic may hold: something useful, at most one link, and nothing for sale."""

import re

from tracker.core.errors import Refused

RULE = "Useful posts, at most one link in each, and nothing for sale."
MOST_LINKS = 1
_LINK = re.compile(r"(?i)\bhttps?://|\bwww\.|\bmailto:")


def links_in(text: str) -> int:
    return len(_LINK.findall(text.replace("https://www.", "https://").replace("http://www.", "http://")))


def check_post(text: str, *, also: str = "") -> None:
    """Raises `Refused` at the field `text` for a second link; `also` is what is posted along with it."""
    if links_in(text) + links_in(also) > MOST_LINKS:
        raise Refused("At most one link in a post. Say in your own words what the others hold.", "text")
