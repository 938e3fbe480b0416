"""Two maps of one discussion -> what changed between them. Start at ``compare.py``."""

from argmap.changes.compare import compare, same_discussion

__all__ = ["compare", "same_discussion"]
