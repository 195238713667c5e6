"""What `dev.py` does, in the standard library alone: it has to work before anything is installed."""
