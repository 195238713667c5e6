"""What could hurt the client, who owns it, and what is done about it."""
