"""What the files hold: matrices, profiles, reviews and goals, and the rules between their values."""
