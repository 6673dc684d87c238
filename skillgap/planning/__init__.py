"""From gaps to a plan: what to work on next, what it is worth, and how far that can be trusted."""
