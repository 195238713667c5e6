"""The people of the stories, with fixed parts. They are in the database before every test.

Harbour & Lane (`harbour`) is a practice with two clients; Tidewater (`tidewater`) is another practice.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from tracker.accounts.models import Membership, Role, User
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import Workspace

SPACE = UUID("00000000-0000-7000-8000-00000000ba70")
LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


def fixed(name: str) -> UUID:
    return uuid5(SPACE, name)


@dataclass(frozen=True)
class Person:
    """Somebody with one place in one workspace; `client` empty on the practice side."""

    name: str
    workspace: str
    role: Role
    client: str = ""

    @property
    def key(self) -> str:
        return self.name.split()[0].lower()

    @property
    def email(self) -> str:
        return f"{self.key}@{self.client or self.workspace}.example"

    @property
    def user_id(self) -> UUID:
        return fixed(f"user {self.key}")

    @property
    def id(self) -> UUID:
        return fixed(f"member {self.key}")

    @property
    def workspace_id(self) -> UUID:
        return fixed(f"workspace {self.workspace}")

    @property
    def client_id(self) -> UUID | None:
        return fixed(f"client {self.client}") if self.client else None

    def context(self, writes: bool = True) -> Context:
        return Context(self.workspace_id, self.client_id, self.user_id, writes, "Europe/London")


WORKSPACES = {"harbour": "Harbour & Lane", "tidewater": "Tidewater Advisers"}
CLIENTS = {
    "northgate": ("harbour", "Northgate Recruitment", "Recruitment", 34),
    "weir": ("harbour", "Weir Community Trust", "Charity", 12),
    "quay": ("tidewater", "Quay Architects", "Architecture", 20),
}
PEOPLE = [
    Person("Marcus Hale", "harbour", Role.LEAD),
    Person("Mina Okafor", "harbour", Role.CONSULTANT),
    Person("Helen Ames", "harbour", Role.OWNER, "northgate"),
    Person("Priya Shah", "harbour", Role.CHAMPION, "northgate"),
    Person("Aisha Khan", "harbour", Role.STAFF, "northgate"),
    Person("Callum Reid", "harbour", Role.STAFF, "northgate"),
    Person("Brook Stone", "harbour", Role.PROVIDER, "northgate"),
    Person("Dawn Perry", "harbour", Role.OWNER, "weir"),
    Person("Wes Tull", "harbour", Role.STAFF, "weir"),
    Person("Tessa Quinn", "tidewater", Role.LEAD),
    Person("Ewan Ross", "tidewater", Role.OWNER, "quay"),
]
BY_KEY = {person.key: person for person in PEOPLE}


def assemble() -> None:
    """Write workspaces, clients and people into an empty database."""
    with clock.at(LONG_AGO):
        for person in PEOPLE:
            db.session.add(User(id=person.user_id, email=person.email, name=person.name))
        for slug, name in WORKSPACES.items():
            db.session.add(Workspace(id=fixed(f"workspace {slug}"), slug=slug, name=name))
        db.session.commit()
        for slug in WORKSPACES:
            with entered(Context(workspace=fixed(f"workspace {slug}"))):
                _people_of(slug)


def _people_of(slug: str) -> None:
    mine = [(key, row) for key, row in CLIENTS.items() if row[0] == slug]
    for reference, (key, (_, name, sector, headcount)) in enumerate(mine, start=1):
        db.session.add(
            Client(id=fixed(f"client {key}"), reference=reference, name=name, sector=sector, headcount=headcount)
        )
    db.session.flush()
    for person in PEOPLE:
        if person.workspace == slug:
            db.session.add(
                Membership(
                    id=person.id, user_id=person.user_id, client_id=person.client_id, role=person.role,
                    name=person.name,
                )
            )  # fmt: skip
    db.session.commit()
