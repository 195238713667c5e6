"""The rows of deliverables."""
