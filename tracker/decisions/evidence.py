"""What decisions hands to gates and the index, and what “own” means here."""
