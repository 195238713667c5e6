"""The rows of discussion."""
