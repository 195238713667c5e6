"""The rows of sourcing."""
