"""What a browser says of itself, in words by which its owner knows it."""

# Order matters: most browsers also claim to be the ones further down.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_PLACES = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def device_words(agent: str) -> str:
    """`Chrome on Windows`, as far as the User-Agent header tells; it is hearsay and decides nothing."""
    browser = next((word for mark, word in _BROWSERS if mark in agent), "A browser")
    place = next((word for mark, word in _PLACES if mark in agent), "")
    return f"{browser} on {place}" if place else browser
