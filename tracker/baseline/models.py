"""The rows of baseline."""
