"""Graduation: a client takes over its workspace, with its record, its people and its files, and runs Baton alone."""
