"""Everything of a workspace, or of one client of it, taken out and put in again elsewhere: rows, files and hashes."""
