"""Comments on any record, and whom they mention."""
