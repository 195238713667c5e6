"""What this feature hands to gates and the index."""
