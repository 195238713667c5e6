"""The demo: one practice with six clients over seven months, and a second one behind its wall."""
