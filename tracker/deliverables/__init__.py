"""What each phase hands over: versions, review, acceptance."""
