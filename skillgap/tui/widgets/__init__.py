"""The parts of the screens; each shows plain data and tells by message what was done to it."""
