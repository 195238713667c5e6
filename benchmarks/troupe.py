"""The people of the benchmark's practice: two consultants, and four people at each of ten clients."""

from dataclasses import dataclass
from uuid import UUID

from tracker.accounts.models import Membership, Role, User
from tracker.clients.models import Client
from tracker.core.database import db
from tracker.tenancy import Workspace

SLUG = "practice-0"
CLIENTS = ("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Rowan")
PARTS = (("owner", Role.OWNER), ("champion", Role.CHAMPION), ("first", Role.STAFF), ("second", Role.STAFF))


def token_of(workspace: int, key: str) -> str:
    """The cookie's token of one person of one copy: the benchmark signs everybody in beforehand."""
    return f"benchmark-{workspace}-{key}"


@dataclass(frozen=True)
class Company:
    """One client with its people by part."""

    client: Client
    people: dict[str, Membership]


@dataclass(frozen=True)
class Troupe:
    lead: Membership
    consultant: Membership
    companies: list[Company]

    @classmethod
    def found(cls, workspace_id: UUID) -> "Troupe":
        """Write workspace, clients and people, everybody signed in. Does not commit."""
        db.session.add(Workspace(id=workspace_id, slug=SLUG, name="Practice 0"))
        db.session.flush()
        lead, consultant = _join("Linda Hart", "lead", Role.LEAD), _join("Colin Moss", "consultant", Role.CONSULTANT)
        return cls(lead, consultant, [_company(place, name) for place, name in enumerate(CLIENTS)])


def _company(place: int, name: str) -> Company:
    client = Client(reference=place + 1, name=f"{name} Trading", sector="Retail", headcount=20 + place)
    db.session.add(client)
    db.session.flush()
    people = {part: _join(f"{part.capitalize()} {name}", f"{part}-{place}", role, client) for part, role in PARTS}
    return Company(client, people)


def _join(name: str, key: str, role: Role, client: Client | None = None) -> Membership:
    user = User(email=f"{key}@practice-0.example", name=name)
    db.session.add(user)
    db.session.flush()
    member = Membership(user_id=user.id, client_id=client.id if client else None, role=role, name=name)
    db.session.add(member)
    db.session.flush()
    return member
