"""skillgap: rate yourself against a role, and see the gaps ranked by how many postings ask for them."""

__version__ = "0.1.0"
