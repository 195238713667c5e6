"""The decision log: what was decided, by whom at the client, and why."""
