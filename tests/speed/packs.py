"""Packs at two sizes: some assembled, and one asked for."""

from tests.makers import Northgate, member
from tracker.core import clock
from tracker.core.database import db
from tracker.files.attaching import Put, hang
from tracker.files.storage import new_key
from tracker.handover.models import HandoverPack
from tracker.handover.packs import ask_for_pack, newest_pack

HASH = "0" * 64


def assemble_packs(northgate: Northgate, times: int) -> None:
    """So many more packs with their two files, and one in the making."""
    marcus, engagement = member("marcus"), northgate.engagement
    newest = newest_pack(engagement.id)
    first = newest.number + 1 if newest else 1
    for number in range(first, first + times):
        pack = HandoverPack(
            **engagement.keys, number=number, kind="full", as_of=clock.today(), record_number=1, by_id=marcus.id,
            by_name=marcus.name, content_hash=HASH, pdf_hash=HASH, zip_hash=HASH, attached=3,
            absent=["Runbooks: none"] * number,
        )  # fmt: skip
        db.session.add(pack)
        db.session.flush()
        for kind in ("pdf", "zip"):
            key = new_key(engagement.workspace_id, engagement.client_id)
            hang(pack, Put(f"Handover pack {number}.{kind}", kind, 50_000, HASH, key), by=marcus)
    ask_for_pack(engagement, by=marcus)
    db.session.flush()
