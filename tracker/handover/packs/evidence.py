"""What packs hand to gates and the index, and that their files are kept like any other."""

from typing import Any
from uuid import UUID

from flask import url_for

from tracker.engagements.extension_points import evidence
from tracker.files import attachable

from ..models.pack import HandoverPack
from .keeping import pack_slice

attachable(
    HandoverPack, page=lambda pack: url_for("handover.pack", id=pack.engagement_id), attach=(),
    fixed=lambda pack: True, ours=True,
)  # fmt: skip


@evidence("packs", nouns=("pack",))
def read_packs(engagement_id: UUID) -> list[dict[str, Any]]:
    return pack_slice(engagement_id)
