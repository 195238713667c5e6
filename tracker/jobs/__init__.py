"""Long work done by the worker: a row written with its cause, claimed, reported on, never lost."""
