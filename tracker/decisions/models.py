"""The rows of decisions."""
