"""The rows of clinic."""
