"""The handover pack: everything that the client keeps, assembled from the record and sealed on acceptance.

order = ask_for_pack(engagement, by=member)       # the worker assembles it
newest_pack(engagement.id), sealed_pack(engagement.id)
seal(pack, by=owner)                               # when the handover is accepted
"""

from .keeping import ask_for_pack, kind_for, newest_pack, packs_of, seal, sealed_pack

__all__ = ["ask_for_pack", "kind_for", "newest_pack", "packs_of", "seal", "sealed_pack"]
