"""What is handed in, put before the owner, accepted or returned."""

from io import BytesIO

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.deliverables.models import Deliverable
from tracker.files.checking import check_file

from ..scene import Scene
from ..script import act


@act
def hands_in(scene: Scene, by: Membership, key: str, text: str, *, file: str = "", note: str = "") -> None:
    """A version as a text or, where `file` names one, as a sheet (CSV) that holds it."""
    one = scene.get(Deliverable, key)
    scene.check(Can.DELIVER, by, one)
    files = [check_file(file, BytesIO(text.encode()))] if file else []
    one.add_version(by=by, note=note, text="" if files else text, link="", files=files, based_on=one.version)


@act
def asks_to_accept(scene: Scene, by: Membership, key: str) -> None:
    one = scene.get(Deliverable, key)
    scene.check(Can.DELIVER, by, one)
    one.ask(by=by)


@act
def recommends(scene: Scene, by: Membership, key: str, words: str) -> None:
    one = scene.get(Deliverable, key)
    scene.check(Can.ACCEPT_DELIVERABLE, by, one, propose=True)
    one.advise(by=by, fit=True, words=words, version=one.version)


@act
def accepts_deliverable(scene: Scene, by: Membership, key: str, words: str) -> None:
    one = scene.get(Deliverable, key)
    scene.check(Can.ACCEPT_DELIVERABLE, by, one)
    one.accept(words, by=by, version=one.version)


@act
def returns_deliverable(scene: Scene, by: Membership, key: str, because: str) -> None:
    one = scene.get(Deliverable, key)
    scene.check(Can.ACCEPT_DELIVERABLE, by, one)
    one.send_back(because, by=by, version=one.version)
