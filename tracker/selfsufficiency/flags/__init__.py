"""Flags: what somebody should look at. They inform; none changes the number."""
