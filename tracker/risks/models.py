"""The rows of risks."""
