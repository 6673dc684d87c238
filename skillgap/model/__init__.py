"""The content of files: matrices, profiles, reviews and goals, and the rules between their values."""
