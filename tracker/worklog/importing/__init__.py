"""Bringing work in from a file: `table` reads it, `rows` understands it, `writing` writes it down, all or nothing."""
