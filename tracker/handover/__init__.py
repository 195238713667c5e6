"""The handover itself: rehearsal, pack, acceptance, the practice's way out, and the check-ins after it."""
