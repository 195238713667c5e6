"""Who plays in the stories: the people of one practice and of its first client."""

from tests.journeys.people import Person

PRACTICE, CLIENT = "Fernhill Advisers", "Bright & Sons Bakery"
MARA = ("Mara Lind", "mara@fernhill.example")
THEO = ("Theo Brandt", "theo@fernhill.example")
OLIVE = ("Olive Bright", "olive@bright.example")
BEN = ("Ben Carter", "ben@bright.example")
SAM = ("Sam Okoro", "sam@bright.example")
NOOR = ("Noor Aziz", "noor@bright.example")
ROLES = {OLIVE: "Owner", BEN: "Champion", SAM: "Staff", NOOR: "Staff"}


def goes_to(person: Person, tab: str) -> None:
    """Of the practice: from the portfolio to a tab of the client's engagement."""
    person.presses("Portfolio", within=person.page.get_by_role("navigation", name="Main", exact=True))
    person.presses(CLIENT)
    opens_tab(person, tab)


def opens_tab(person: Person, tab: str) -> None:
    person.presses(tab, within=person.page.get_by_role("navigation", name="Engagement"))


def number_on_portfolio(person: Person) -> int:
    """The index of the client, as the practice sees it."""
    person.presses("Portfolio", within=person.page.get_by_role("navigation", name="Main", exact=True))
    return int(person.page.locator("tr", has_text=CLIENT).locator(".bt-ix b").inner_text().split()[0])


def number_of_owner(person: Person) -> int:
    """The index as the owner sees it on her first page."""
    person.presses("Overview", within=person.page.get_by_role("navigation", name="Main", exact=True))
    return int(person.page.locator(".bt-index-n strong").inner_text().split()[0])
