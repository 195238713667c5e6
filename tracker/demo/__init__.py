"""The demo: one practice with six clients over six months, and a second one behind its wall."""
