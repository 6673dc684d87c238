"""What every test has in common: how hypothesis searches."""

from __future__ import annotations

from hypothesis import settings

# The same cases on every run, and none of them judged by the clock. To look further than a usual run does:
# pytest --hypothesis-profile=explore
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, database=None)
settings.register_profile("explore", deadline=None, print_blob=True, database=None, max_examples=2000)
settings.load_profile("ci")
