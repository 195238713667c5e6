"""What the handover hands to gates and the index."""
