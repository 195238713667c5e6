"""The portfolio: what needs somebody, every engagement in a row, and what the practice learns from all of them.

Engagements are shown side by side so that a consultant finds her way, never so that a client loses face. This is kept
here and in `listing.py`: nobody on a client's side opens any of it; no row has a place or a rank, whatever it is sorted
by; no client is set against an average, and averages stand on the practice's own page, where no client is named.
"""
