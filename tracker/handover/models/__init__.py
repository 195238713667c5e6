"""What is kept of a handover, a file for each noun."""
