"""What graduation plugs in. Nothing of the index reads it; the worker finds its daily task here."""

from . import working

assert working
