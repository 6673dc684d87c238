"""How fast skillgap is, as ratios from one run against named references: ``python -m tests.bench``."""
