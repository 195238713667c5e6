"""Guards against a number that looks better than things are: each says what it saw, and lets people answer."""
